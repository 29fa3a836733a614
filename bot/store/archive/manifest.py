"""What an archive says of itself: format, revision, workspace, and what each table holds."""

import json
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

FORMAT = "cortado workspace"
VERSION = 1
"""Counts up where an older reader would not understand what is written."""
NAME = "manifest.json"
_ID = re.compile(r"[A-Za-z0-9_]{1,32}")


class BadArchive(Exception):
    """Why a file cannot be taken, or a place not filled from it, in sentences."""


@dataclass(frozen=True)
class TableOf:
    """One table: its columns in the order of each line, but for the workspace; how many lines, and the SHA-256 of them all."""

    name: str
    columns: tuple[str, ...]
    rows: int
    sha256: str


@dataclass(frozen=True)
class Manifest:
    """What stands in `manifest.json`; `revision` is that of the schema, `by` the version that wrote it."""

    workspace: str
    revision: str
    made: datetime
    by: str
    tables: tuple[TableOf, ...]

    @property
    def rows(self) -> int:
        """How many rows there are in all."""
        return sum(table.rows for table in self.tables)

    def written(self) -> bytes:
        """Return the text of the file."""
        told = {"format": FORMAT, "version": VERSION, "revision": self.revision, "workspace": self.workspace}
        told |= {"made": self.made.isoformat(), "by": self.by}
        return json.dumps(told | {"tables": [asdict(table) for table in self.tables]}, indent=1).encode()


def path_in(table: str) -> str:
    """Return where in the archive the rows of a table stand."""
    return f"tables/{table}.jsonl"


def read_manifest(text: bytes) -> Manifest:
    """Read the text of `manifest.json`. Raise BadArchive."""
    try:
        told = json.loads(text)
        if told["format"] != FORMAT:
            raise BadArchive("The file is no export of a workspace: it is of another program.")
        if told["version"] != VERSION:
            raise BadArchive(
                f"The file is of format {told['version']!r}, and this version reads {VERSION}. Import with a newer one."
            )
        found = Manifest(
            _id(told, "workspace"),
            _text(told, "revision"),
            datetime.fromisoformat(_text(told, "made")),
            _text(told, "by"),
            tuple(_table(one) for one in told["tables"]),
        )
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise BadArchive(f"The file is no export of a workspace: its {NAME} cannot be read.") from None
    return found


def _table(told: Mapping[str, Any]) -> TableOf:
    columns = tuple(told["columns"])
    if not all(isinstance(column, str) for column in columns) or not isinstance(told["rows"], int):
        raise TypeError
    return TableOf(_text(told, "name"), columns, told["rows"], _text(told, "sha256"))


def _text(told: Mapping[str, Any], name: str) -> str:
    value = told[name]
    if not isinstance(value, str) or not value:
        raise TypeError
    return value


def _id(told: Mapping[str, Any], name: str) -> str:
    value = _text(told, name)
    if not _ID.fullmatch(value):
        raise ValueError
    return value
