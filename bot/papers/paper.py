"""What stands on the pages of a PDF, as plain values; how it is drawn is `drawing`'s."""

import json
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Any


@dataclass(frozen=True)
class Column:
    """A column of a table: its heading, its share of the width, and whether it holds numbers, which stand on the right."""

    heading: str
    share: int
    numbers: bool = False


@dataclass(frozen=True)
class Table:
    """Rows of text below their columns; `tall` rows leave room for a signature. `total`: a last row that stands out."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    total: tuple[str, ...] = ()
    tall: bool = False


@dataclass(frozen=True)
class Part:
    """A list under a heading of its own, below the table."""

    heading: str
    lines: tuple[str, ...]


@dataclass(frozen=True)
class Paper:
    """A document: a title, facts by their names, a table, lists below it, sentences below them, and a line at the foot of each page.

    `missing` is said where a letter stands that no font here draws. `number`: a sentence with {page} and {pages}. `made` (UTC) is the
    only moment that the file knows; `mark` stands in its properties, for programs.
    """

    title: str
    language: str
    facts: tuple[tuple[str, str], ...]
    table: Table
    below: tuple[str, ...]
    foot: str
    number: str
    missing: str
    made: datetime
    mark: str = ""
    parts: tuple[Part, ...] = ()


def written(paper: Paper) -> bytes:
    """Write a paper down for the process that draws it."""
    return json.dumps(asdict(paper) | {"made": int(paper.made.timestamp())}).encode()


def read(content: bytes) -> Paper:
    """Read a paper that was written down."""
    told: dict[str, Any] = json.loads(content)
    table = told.pop("table")
    columns = tuple(Column(**column) for column in table.pop("columns"))
    rows, total = tuple(map(tuple, table.pop("rows"))), tuple(table.pop("total"))
    return Paper(
        facts=tuple((name, fact) for name, fact in told.pop("facts")),
        table=Table(columns, rows, total, **table),
        below=tuple(told.pop("below")),
        parts=tuple(Part(part["heading"], tuple(part["lines"])) for part in told.pop("parts")),
        made=datetime.fromtimestamp(told.pop("made"), UTC),
        **told,
    )
