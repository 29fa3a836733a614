"""A CSV on its way into a ledger: what each line says, and what it looks like. Pure."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, DecimalException

from bot.core.csv_rows import NothingToImport, RefusedLine, Row, TooManyLines, gathered, plain_cell, table_rows
from bot.core.ids import PersonId
from bot.core.limits import line, paragraph
from bot.core.refusal import AllAtOnce, Refusal
from bot.core.written_days import read_day
from bot.features.seu.rules.kinds_of_learning import of_title_words
from bot.features.seu.rules.own import looks_like
from bot.features.seu.rules.programmes import Programme
from bot.features.seu.rules.refusals import FutureDay
from bot.features.seu.rules.values import Category, Entry, Kind, Source

MOST_LINES = 5_000
LIMITS = {"description": 300, "link": 1_000, "evidence": 1_000, "reason": 300}
"""Characters of each text."""
MOST_MINUTES = 24 * 60
_NAMES: Mapping[str, tuple[str, ...]] = {
    "description": ("description", "activity description", "activity", "title", "name"),
    "type": ("activity type", "type", "category", "activity category", "seu category"),
    "kind": ("kind",),
    "day": ("date", "activity date", "day", "completed", "completed on"),
    "hours": ("hours", "hour"),
    "minutes": ("minutes", "minute", "min"),
    "units": ("seus", "seu", "pdus", "pdu", "cdus", "cdu", "cpes", "cpe", "units", "credits"),
    "link": ("link", "url", "address"),
    "evidence": ("evidence", "proof", "notes", "comment"),
    "logged": ("logged on", "logged", "date logged"),
}
_NAMED = {name: column for column, names in _NAMES.items() for name in names}
_KINDS = {category.value: category for category in Category}


@dataclass(eq=False)
class NothingBrought(Refusal):
    """Nothing was chosen or pasted that entries could be read from."""

    field: str = "list_1"


@dataclass(eq=False)
class NoDay(Refusal):
    """A line has no day."""

    field: str = field(default="day", init=False)


@dataclass(eq=False)
class UnknownType(Refusal):
    """A cell names no kind of activity, now or before."""

    given: str
    field: str = field(default="type", init=False)


@dataclass(eq=False)
class BadTime(Refusal):
    """Hours and minutes, or units, that are no time from one minute to 24 hours; `given` as it was written."""

    given: str
    field: str = field(default="hours", init=False)


@dataclass(frozen=True)
class Line:
    """A line that can become an entry: which one it is (from 1), and what it says. `logged`: the day of logging it at the body."""

    number: int
    category: Category
    description: str
    day: date
    minutes: int
    link: str = ""
    evidence: str = ""
    logged: date | None = None


@dataclass(frozen=True)
class Alike:
    """A line that looks like an entry that stands, or like an earlier line of the same file."""

    line: Line
    entry: Entry | None = None
    earlier: Line | None = None


@dataclass(frozen=True)
class Preview:
    """What an import would do: lines that are new, that look like something, that cannot be read."""

    new: tuple[Line, ...]
    alike: tuple[Alike, ...] = ()
    refused: tuple[RefusedLine, ...] = ()


def read_lines(text: str, programme: Programme, today: date) -> tuple[tuple[Line, ...], tuple[RefusedLine, ...]]:
    """Read the lines of a CSV, kinds as the programme calls and called them. Raise NothingBrought or TooManyLines."""
    try:
        rows = table_rows(text, _NAMED, "description")
    except NothingToImport:
        rows = None
    if not rows:
        raise NothingBrought
    if len(rows) > MOST_LINES:
        raise TooManyLines(len(rows), MOST_LINES)
    return gathered(rows, lambda row: _line(row, programme, today))


def compared(lines: Iterable[Line], entries: Iterable[Entry], refused: Sequence[RefusedLine] = ()) -> Preview:
    """Say what becomes of each line beside the credits that stand."""
    standing: dict[tuple[date, int], list[Entry]] = defaultdict(list)
    for entry in entries:
        standing[entry.day, entry.minutes].append(entry)
    earlier: dict[tuple[object, ...], Line] = {}
    new: list[Line] = []
    alike: list[Alike] = []
    for one in lines:
        named = (one.day, one.minutes, one.category, one.description.casefold())
        like = looks_like(as_entry(one, PersonId("")), standing[one.day, one.minutes], ())
        if like is not None or named in earlier:
            alike.append(Alike(one, like, earlier.get(named)))
        else:
            new.append(one)
        earlier.setdefault(named, one)
    return Preview(tuple(new), tuple(alike), tuple(refused))


def as_entry(line: Line, person: PersonId, *, entry_id: str = "", activity: str = "") -> Entry:
    """Return the entry that a line becomes, on the word of the person who brought it along."""
    return Entry(
        id=entry_id,
        person=person,
        kind=Kind.CREDIT,
        minutes=line.minutes,
        day=line.day,
        description=line.description,
        source=Source.IMPORT,
        activity=activity,
        rule="exact",
        actor=person,
        category=line.category,
        link=line.link,
        evidence=line.evidence,
    )


def _line(row: Row, programme: Programme, today: date) -> Line:
    """Read a line. Raise all that is wrong with it."""
    cells, refused = row.cells, AllAtOnce()
    description = refused.read("", line, "description", cells.get("description", ""), LIMITS["description"])
    kind = refused.read(Category.OTHER, _kind, cells, programme)
    day = refused.read(date.min, _day, cells.get("day", ""), today)
    minutes = refused.read(0, _minutes, cells, programme)
    link = refused.read("", paragraph, "link", cells.get("link", ""), LIMITS["link"])
    evidence = refused.read("", paragraph, "evidence", cells.get("evidence", ""), LIMITS["evidence"])
    logged = refused.read(None, _logged, cells.get("logged", ""), today)
    refused.refuse()
    if link and not link.startswith(("https://", "http://")):
        link, evidence = "", "\n".join(part for part in (link, evidence) if part)
    return Line(row.number, kind, description, day, minutes, link, evidence, logged)


def _kind(cells: Mapping[str, str], programme: Programme) -> Category:
    """Return the kind that a line names: our own; else, of ours that the body files under what it names, what the title says or the first.

    Raise UnknownType.
    """
    named = cells.get("type", "")
    for cell in (cells.get("kind", ""), named):
        if plain_cell(cell) in _KINDS:
            return _KINDS[plain_cell(cell)]
    if not named.strip():
        return Category.OTHER
    category = programme.category_named(named)
    filed = [ours for ours in Category if category is not None and programme.filed_under.get(ours) == category.key]
    if not filed:
        raise UnknownType(named)
    said, _ = of_title_words(cells.get("description", ""))
    return said if said in filed else filed[0]


def _day(text: str, today: date) -> date:
    if not text:
        raise NoDay
    try:
        day = read_day(text)
    except Refusal as why:
        why.field = "day"  # type: ignore[attr-defined]  # of several faults of a line each is told once
        raise
    if day > today:
        raise FutureDay(day)
    return day


def _logged(text: str, today: date) -> date | None:
    try:
        return _day(text, today) if text else None
    except Refusal as why:
        why.field = "logged"  # type: ignore[attr-defined]  # as above
        raise


def _minutes(cells: Mapping[str, str], programme: Programme) -> int:
    """Return whole minutes of hours and minutes, else of units. Raise BadTime."""
    told = [(cells.get("hours", ""), 60), (cells.get("minutes", ""), 1)]
    if not any(text for text, _ in told):
        told = [(cells.get("units", ""), programme.unit.minutes)]
    given = " ".join(text for text, _ in told if text)
    try:
        total = sum((Decimal(text.replace(",", ".")) * worth for text, worth in told if text), Decimal(0))
    except DecimalException:
        raise BadTime(given) from None
    if not (total.is_finite() and 1 <= total <= MOST_MINUTES and total == int(total)):
        raise BadTime(given)
    return int(total)
