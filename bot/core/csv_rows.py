"""Tables as CSV, read line by line and written so that no spreadsheet takes a cell for a formula."""

import csv
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from io import StringIO
from typing import TypeVar

from bot.core.refusal import Refusal, Several

BOM = "\ufeff"
"""Without it spreadsheets take UTF-8 for something older."""
_BEGINS_FORMULA = r"'*[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]"
"""Spreadsheets take the full-width signs of East Asian keyboards for the narrow ones."""
_FORMULA = re.compile(_BEGINS_FORMULA)
_DEFUSED = re.compile(rf"\A'(?={_BEGINS_FORMULA})")
_DELIMITERS = ",;\t"
T = TypeVar("T")


@dataclass(eq=False)
class NothingToImport(Refusal):
    """Nothing was pasted and no file was chosen."""

    field: str = "list_1"


@dataclass(eq=False)
class TooManyLines(Refusal):
    """There are more lines than are taken at once; `listed`: of a list without a header."""

    count: int
    most: int
    listed: bool = False
    field: str = "list_1"


@dataclass(eq=False)
class NotUtf8(Refusal):
    """A file is not UTF-8, from this line on."""

    line: int
    field: str = "file"


@dataclass(eq=False)
class TooManyCells(Refusal):
    """A line has more cells than the first line names."""

    count: int
    named: int


@dataclass(eq=False)
class BadQuotes(Refusal):
    """A quotation mark of a line ends nowhere, or text stands behind it; the lines up to `last` are left out with it."""

    last: int


@dataclass(frozen=True)
class Row:
    """A line of a table: which one it is (from 1), and its cells by the columns that are known."""

    number: int
    cells: Mapping[str, str]


@dataclass(frozen=True)
class RefusedLine:
    """A line that is not taken, and why."""

    number: int
    why: Refusal

    @property
    def reasons(self) -> tuple[Refusal, ...]:
        """Return each reason why it is refused."""
        return self.why.refusals if isinstance(self.why, Several) else (self.why,)


def decoded(content: bytes) -> str:
    """Return the text of a file, with a byte order mark or without. Raise NotUtf8."""
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        raise NotUtf8(content.count(b"\n", 0, fault.start) + 1) from None


def lines_of(text: str) -> list[str]:
    """Return the lines of a text, whatever ends them."""
    return text.removeprefix(BOM).replace("\r\n", "\n").replace("\r", "\n").split("\n")


def table_rows(text: str, names: Mapping[str, str], needed: str) -> list[Row | RefusedLine] | None:
    """Return the lines of a CSV by the columns of its first line; None where that names no `needed` one. Raise NothingToImport.

    `names`: column by how it may be called. Blank lines and a line `sep=;` are passed over; what parts the cells is found out.
    """
    lines = lines_of(text)
    first = next((number for number, line in enumerate(lines) if line.strip() and not re.fullmatch("sep=.", line.strip())), None)
    if first is None:
        raise NothingToImport
    delimiter, columns = _header(lines[first], names)
    if needed not in columns:
        return None
    parted = _parted("\n".join(lines[first + 1 :]), delimiter, first + 1)
    return [_row(number, row, columns) for number, row in parted if isinstance(row, Refusal) or any(c.strip() for c in row)]


def gathered(rows: Iterable[Row | RefusedLine], read: Callable[[Row], T]) -> tuple[tuple[T, ...], tuple[RefusedLine, ...]]:
    """Read each line by itself: what became of those that can be taken, and those that cannot."""
    taken: list[T] = []
    refused: list[RefusedLine] = []
    for row in rows:
        if isinstance(row, RefusedLine):
            refused.append(row)
            continue
        try:
            taken.append(read(row))
        except Refusal as why:
            refused.append(RefusedLine(row.number, why))
    return tuple(taken), tuple(refused)


def plain_cell(cell: str) -> str:
    """Return a cell as its meaning is looked up: without case, underscores and runs of white space."""
    return " ".join(cell.replace("_", " ").split()).casefold()


def written(cells: Iterable[str]) -> str:
    """Write a line of a CSV."""
    line = StringIO()
    csv.writer(line, lineterminator="\r\n").writerow(cells)
    return line.getvalue()


def defused(cell: str) -> str:
    """Set an apostrophe before what a spreadsheet would take for a formula, and before what reads as if one stood there already."""
    return f"'{cell}" if _FORMULA.match(cell) else cell


def as_meant(cell: str) -> str:
    """Return a cell without the apostrophe that an export has set before it."""
    return _DEFUSED.sub("", cell.strip())


def _header(line: str, names: Mapping[str, str]) -> tuple[str, list[str]]:
    """Return what parts the cells of a first line, and which columns they name."""
    found = []
    for delimiter in _DELIMITERS:
        try:
            cells = next(csv.reader([line], delimiter=delimiter), [])
        except csv.Error:  # a cell beyond 131,072 characters names no column
            cells = []
        found.append((delimiter, [names.get(plain_cell(cell), "") for cell in cells]))
    return max(found, key=lambda each: len([one for one in each[1] if one]))


def _parted(text: str, delimiter: str, before: int) -> Iterator[tuple[int, list[str] | Refusal]]:
    """Yield each row with the line that it begins in; a row whose quotation marks do not fit is named and left out."""
    reader = csv.reader(StringIO(text, newline=""), delimiter=delimiter, strict=True)
    while True:
        number = before + reader.line_num + 1
        try:
            yield number, next(reader)
        except StopIteration:
            return
        except csv.Error:
            yield number, BadQuotes(before + reader.line_num)


def _row(number: int, row: Sequence[str] | Refusal, columns: Sequence[str]) -> Row | RefusedLine:
    if isinstance(row, Refusal):
        return RefusedLine(number, row)
    if any(cell.strip() for cell in row[len(columns) :]):
        return RefusedLine(number, TooManyCells(len(row), len(columns)))
    cells: dict[str, str] = {}
    for column, cell in zip(columns, row, strict=False):
        if column:
            cells.setdefault(column, as_meant(cell))
    return Row(number, cells)
