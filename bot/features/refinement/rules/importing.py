"""A list or a CSV on its way to items: what each line says, and what becomes of it. Pure."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from bot.core.csv_rows import (
    NothingToImport,
    RefusedLine,
    Row,
    TooManyLines,
    as_meant,
    gathered,
    lines_of,
    plain_cell,
    table_rows,
)
from bot.core.written_days import read_day
from bot.features.refinement.rules.import_refusals import DayAhead, DayOfDoneMissing, DoneBeforeStarted, TwiceHere, UnknownState
from bot.features.refinement.rules.item_texts import MARK, ItemText, checked
from bot.features.refinement.rules.items import ItemState, Known

MOST_LISTED, MOST_LINES = 100, 2_000
"""Lines of a pasted list, and of a CSV."""
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


def read_table(text: str, today: date) -> Table:
    """Read a CSV where the first line names a title, else a list of one item a line. Raise NothingToImport or TooManyLines."""
    rows = table_rows(text, _NAMED, "title")
    most = MOST_LISTED if rows is None else MOST_LINES
    found = list(_listed(text)) if rows is None else rows
    if not found:
        raise NothingToImport
    if len(found) > most:
        raise TooManyLines(len(found), most, listed=rows is None)
    return Table(*gathered(found, lambda row: _line(row, today)))


def _listed(text: str) -> Iterator[Row]:
    for number, line in enumerate(lines_of(text), 1):
        title, _, why = MARK.sub("", line).partition("|")
        if title.strip() or why.strip():
            yield Row(number, {"title": as_meant(" ".join(title.split())), "why": as_meant(why)})


def _line(row: Row, today: date) -> Line:
    """Read the cells of a line. Raise what is wrong with it."""
    cells = row.cells
    single = {part: cells.get(part, "") for part in ("title", "why", "outcome", "size", "link", "key")}
    text = checked(ItemText(criteria=tuple(cells.get("criteria", "").splitlines()), **single))
    started, done = (_day(cells.get(part, ""), today) for part in ("started", "done"))
    state = _state(cells.get("state", ""), started, done)
    if state is ItemState.DONE and done is None:
        raise DayOfDoneMissing
    if started and done and done < started:
        raise DoneBeforeStarted
    return Line(row.number, text, state, started, done if state is ItemState.DONE else None, cells.get("mark", ""))


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
        if plain_cell(text) not in _MEANT:
            raise UnknownState(text)
        return _MEANT[plain_cell(text)]
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
