"""A list or a CSV on its way to items: what each line says, and what becomes of it. Pure."""

import csv
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from io import StringIO

from bot.core.refusal import Refusal, Several
from bot.features.refinement.rules.import_refusals import (
    BadQuotes,
    DayAhead,
    DayOfDoneMissing,
    DoneBeforeStarted,
    NothingToImport,
    NotUtf8,
    TooManyCells,
    TooManyLines,
    TwiceHere,
    UnknownState,
)
from bot.features.refinement.rules.item_texts import MARK, ItemText, checked
from bot.features.refinement.rules.items import ItemState, Known
from bot.features.refinement.rules.written_days import read_day

MOST_LISTED, MOST_LINES = 100, 2_000
"""Lines of a pasted list, and of a CSV."""
DEFUSED = re.compile(r"\A'(?='*[=+\-@\t\r])")
"""What an export sets before a cell that a spreadsheet would take for a formula."""
_COLUMNS: Mapping[str, tuple[str, ...]] = {
    "title": ("title", "summary", "item", "story", "user story", "name"),
    "why": ("why", "description", "reason", "context"),
    "criteria": ("criteria", "acceptance criteria"),
    "outcome": ("outcome", "outcome criterion"),
    "size": ("size", "points", "story points", "estimate"),
    "link": ("link", "url"),
    "key": ("key", "issue key", "id", "identifier"),
    "state": ("state", "status"),
    "mark": ("number",),
    "started": ("started", "started on", "start date"),
    "done": ("done", "done on", "done date", "resolved", "finished", "completed", "closed"),
}
_NAMED = {name: column for column, names in _COLUMNS.items() for name in names}
_STATES: Mapping[ItemState, tuple[str, ...]] = {
    ItemState.TO_REFINE: ("to refine", "to do", "todo", "open", "new", "backlog"),
    ItemState.READY: ("ready", "refined", "selected for development"),
    ItemState.STARTED: ("started", "in progress", "doing", "in review"),
    ItemState.DONE: ("done", "closed", "resolved", "finished", "completed"),
    ItemState.PARKED: ("parked", "on hold", "later"),
}
_MEANT = {name: state for state, names in _STATES.items() for name in names}
_DELIMITERS = ",;\t"


@dataclass(frozen=True)
class Line:
    """A line that can become an item: which one it is (from 1), and what it says. `mark`: its number where it comes from."""

    number: int
    text: ItemText
    state: ItemState = ItemState.TO_REFINE
    started: date | None = None
    done: date | None = None
    mark: str = ""

    @property
    def names(self) -> tuple[str, ...]:
        """Return by what another line is the same: where it has a number all three (two lists may count from 1), else title or key."""
        title, key = self.text.title.casefold(), self.text.key.casefold()
        if self.mark:
            return (f"number {self.mark} {title} {key}",)
        return (f"title {title}", f"key {key}") if key else (f"title {title}",)


@dataclass(frozen=True)
class RefusedLine:
    """A line that becomes no item, and why."""

    number: int
    why: Refusal


@dataclass(frozen=True)
class Table:
    """What was read: lines that can become items, and those that cannot."""

    lines: tuple[Line, ...]
    refused: tuple[RefusedLine, ...] = ()


@dataclass(frozen=True)
class Preview:
    """What an import would do: add items, give days to items that are there, leave others as they are, refuse lines."""

    new: tuple[Line, ...]
    dated: tuple[tuple[Line, Known], ...]
    there: tuple[tuple[Line, Known], ...]
    refused: tuple[RefusedLine, ...]

    @property
    def lines(self) -> tuple[Line, ...]:
        """Return all that is not refused, in its order: what a line is about rests on the others too."""
        kept = [*self.new, *(line for line, _ in (*self.dated, *self.there))]
        return tuple(sorted(kept, key=lambda line: line.number))


def decoded(content: bytes) -> str:
    """Return the text of a file, with a byte order mark or without. Raise NotUtf8."""
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        raise NotUtf8(content.count(b"\n", 0, fault.start) + 1) from None


def read_table(text: str, today: date) -> Table:
    """Read a CSV where the first line names a title, else a list of one item a line. Raise NothingToImport or TooManyLines."""
    lines = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    first = next((number for number, line in enumerate(lines) if line.strip() and not re.fullmatch("sep=.", line.strip())), None)
    if first is None:
        raise NothingToImport
    delimiter, columns = _header(lines[first])
    if not columns:
        return _listed(lines)
    rows = [
        (number, row)
        for number, row in _rows("\n".join(lines[first + 1 :]), delimiter, first + 1)
        if isinstance(row, Refusal) or any(cell.strip() for cell in row)
    ]
    if len(rows) > MOST_LINES:
        raise TooManyLines(len(rows), MOST_LINES, listed=False)
    read = _Reading(today)
    for number, row in rows:
        if isinstance(row, Refusal):
            read.refused.append(RefusedLine(number, row))
        else:
            read.row(number, row, columns)
    return read.table(MOST_LINES, listed=False)


class _Reading:
    """Gathers lines, and those that are refused."""

    def __init__(self, today: date) -> None:
        self.today = today
        self.lines: list[Line] = []
        self.refused: list[RefusedLine] = []

    def row(self, number: int, row: Sequence[str], columns: Sequence[str]) -> None:
        """Read a row of a CSV."""
        extra = [cell for cell in row[len(columns) :] if cell.strip()]
        if extra:
            self.refused.append(RefusedLine(number, TooManyCells(len(row), len(columns))))
            return
        cells: dict[str, str] = {}
        for column, cell in zip(columns, row, strict=False):
            if column:
                cells.setdefault(column, DEFUSED.sub("", cell.strip()))
        try:
            self.lines.append(_line(number, cells, self.today))
        except Refusal as why:
            self.refused.append(RefusedLine(number, why))

    def table(self, most: int, *, listed: bool) -> Table:
        """Return what was gathered. Raise NothingToImport or TooManyLines."""
        count = len(self.lines) + len(self.refused)
        if count > most:
            raise TooManyLines(count, most, listed)
        if not count:
            raise NothingToImport
        return Table(tuple(self.lines), tuple(self.refused))


def _header(line: str) -> tuple[str, list[str]]:
    """Return what parts the cells of a first line, and which columns they name; none where no cell names a title."""
    found = []
    for delimiter in _DELIMITERS:
        cells = next(csv.reader([line], delimiter=delimiter), [])
        found.append((delimiter, [_NAMED.get(_plain(cell), "") for cell in cells]))
    delimiter, columns = max(found, key=lambda each: len([one for one in each[1] if one]))
    return delimiter, columns if "title" in columns else []


def _plain(cell: str) -> str:
    return " ".join(cell.replace("_", " ").split()).casefold()


def _rows(text: str, delimiter: str, before: int) -> Iterator[tuple[int, list[str] | Refusal]]:
    """Yield each row with the line that it begins in; a row whose quotation marks do not fit is named and left out."""
    reader = csv.reader(StringIO(text, newline=""), delimiter=delimiter, strict=True)
    while True:
        number = before + reader.line_num + 1
        try:
            yield number, next(reader)
        except StopIteration:
            return
        except csv.Error:
            yield number, BadQuotes()


def _listed(lines: Iterable[str]) -> Table:
    read = _Reading(date.max)
    for number, line in enumerate(lines, 1):
        title, _, why = MARK.sub("", line).partition("|")
        if title.strip() or why.strip():
            read.row(number, [" ".join(title.split()), why], ["title", "why"])
    return read.table(MOST_LISTED, listed=True)


def _line(number: int, cells: Mapping[str, str], today: date) -> Line:
    """Read the cells of a line. Raise what is wrong with it."""
    single = {part: cells.get(part, "") for part in ("title", "why", "outcome", "size", "link", "key")}
    text = checked(ItemText(criteria=tuple(cells.get("criteria", "").splitlines()), **single))
    started, done = (_day(cells.get(part, ""), today) for part in ("started", "done"))
    state = _state(cells.get("state", ""), started, done)
    if state is ItemState.DONE and done is None:
        raise DayOfDoneMissing
    if started and done and done < started:
        raise DoneBeforeStarted
    return Line(number, text, state, started, done if state is ItemState.DONE else None, cells.get("mark", ""))


def _day(text: str, today: date) -> date | None:
    if not text:
        return None
    found = read_day(text)
    if found > today:
        raise DayAhead(text)
    return found


def _state(text: str, started: date | None, done: date | None) -> ItemState:
    """Return the state that a cell names, or that the days of a line tell. Raise UnknownState."""
    if text:
        if _plain(text) not in _MEANT:
            raise UnknownState(text)
        return _MEANT[_plain(text)]
    return ItemState.DONE if done else ItemState.STARTED if started else ItemState.TO_REFINE


def compared(lines: Iterable[Line], known: Iterable[Known], refused: Sequence[RefusedLine] = ()) -> Preview:
    """Say what becomes of each line beside the items that are there (by their numbers).

    A line is about the item with the same key and title (of several the one with its number), else the same title, else the same
    key: one that no other line is about.
    What is about none is new, unless an earlier new line is the same.
    """
    lines = tuple(lines)
    about = _about(lines, known)
    shared = {f"key {found.key.casefold()}" for found in about.values()}
    new: list[Line] = []
    dated: list[tuple[Line, Known]] = []
    there: list[tuple[Line, Known]] = []
    twice: list[RefusedLine] = []
    first: dict[str, int] = {}
    for line in lines:
        same = about.get(line.number)
        names = [name for name in line.names if name not in shared]
        before = next((first[name] for name in names if name in first), None)
        if same is not None:
            (dated if tells_more(line, same) else there).append((line, same))
        elif before is not None:
            twice.append(RefusedLine(line.number, TwiceHere(before)))
            continue
        else:
            new.append(line)
        first |= {name: line.number for name in names if name not in first}
    numbered = sorted([*refused, *twice], key=lambda each: each.number)
    return Preview(tuple(new), tuple(dated), tuple(there), tuple(numbered))


def _about(lines: Sequence[Line], known: Iterable[Known]) -> dict[int, Known]:
    """Return which item each line is about, by the line's number; an item is of one line, and the surest match takes it."""
    found: dict[int, Known] = {}
    left = list(known)
    for name in (_all, _both, _title, _key):
        waiting: dict[tuple[str, ...], list[Known]] = {}
        for one in reversed(left):
            waiting.setdefault(name(one.title, one.key, str(one.number)), []).append(one)
        for line in lines:
            named = name(line.text.title, line.text.key, line.mark)
            alike = waiting.get(named)
            if line.number not in found and alike and named:
                found[line.number] = alike.pop()
        taken = {one.id for one in found.values()}
        left = [one for one in left if one.id not in taken]
    return found


def _all(title: str, key: str, number: str) -> tuple[str, ...]:
    return (title.casefold(), key.casefold(), number)


def _both(title: str, key: str, number: str) -> tuple[str, ...]:
    return (title.casefold(), key.casefold())


def _title(title: str, key: str, number: str) -> tuple[str, ...]:
    return (title.casefold(),)


def _key(title: str, key: str, number: str) -> tuple[str, ...]:
    return (key.casefold(),) if key else ()


def tells_more(line: Line, known: Known) -> bool:
    """Say whether a line has days of an item that the item does not have, or has otherwise."""
    started = line.started is not None and line.started != known.started
    done = line.done is not None and (line.done != known.done or known.state is not ItemState.DONE)
    return started or done


def messages_of(why: Refusal) -> tuple[Refusal, ...]:
    """Return each reason why a line is refused."""
    return why.refusals if isinstance(why, Several) else (why,)
