"""A CSV on its way into a library: what each line says, and what becomes of it. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from bot.core.csv_rows import NothingToImport, RefusedLine, Row, TooManyLines, defused, gathered, plain_cell, table_rows, written
from bot.core.refusal import AllAtOnce, Refusal
from bot.features.seu.rules.languages import read_language
from bot.features.seu.rules.library import About, Known, Resource, checked
from bot.features.seu.rules.values import Category

MOST_LINES = 1_000
COLUMNS = ("title", "link", "minutes", "category", "language")
_NAMES: Mapping[str, tuple[str, ...]] = {
    "title": ("title", "name", "resource"),
    "link": ("link", "url", "address"),
    "minutes": ("minutes", "min", "duration", "length", "time"),
    "category": ("category", "kind", "type"),
    "language": ("language", "lang"),
}
_NAMED = {name: column for column, names in _NAMES.items() for name in names}
_KINDS: Mapping[Category, tuple[str, ...]] = {
    Category.READING: ("reading", "read", "to read", "article", "book", "blog", "blog post", "paper"),
    Category.WATCHING: ("watching", "watch", "to watch", "video", "talk", "film", "recording"),
    Category.EVENT: ("event", "attend", "to attend", "meetup", "conference", "webinar"),
    Category.COURSE: ("course", "class", "training", "workshop"),
}
_MEANT = {name: kind for kind, names in _KINDS.items() for name in names}


class NoTitleColumn(NothingToImport):
    """What was pasted is no CSV whose first line names a title."""


@dataclass(eq=False)
class UnknownLanguage(Refusal):
    """A cell names no language."""

    given: str
    field: str = field(default="language", init=False)


@dataclass(eq=False)
class TwiceHere(Refusal):
    """An earlier line is the same resource."""

    line: int


class ImportGone(Refusal):
    """A preview was imported before, is older than a day, or is another person's."""


@dataclass(frozen=True)
class Line:
    """A line that can become a resource: which one it is (from 1), and what it says."""

    number: int
    about: About


@dataclass(frozen=True)
class Preview:
    """What an import would do: add resources, change some that are kept (or take them back), leave others, refuse lines."""

    new: tuple[Line, ...]
    changed: tuple[tuple[Line, Resource], ...]
    there: tuple[Line, ...]
    refused: tuple[RefusedLine, ...]

    @property
    def count(self) -> int:
        """Return how many resources it would add or change."""
        return len(self.new) + len(self.changed)

    @property
    def lines(self) -> tuple[Line, ...]:
        """Return all that is not refused, in its order."""
        return tuple(sorted([*self.new, *self.there, *(line for line, _ in self.changed)], key=lambda line: line.number))


def read_lines(text: str, own: str) -> tuple[tuple[Line, ...], tuple[RefusedLine, ...]]:
    """Read a CSV whose first line names a title, with names of languages in English or in `own`, its author's.

    Raise NothingToImport, NoTitleColumn or TooManyLines.
    """
    rows = table_rows(text, _NAMED, "title")
    if rows is None:
        raise NoTitleColumn
    if not rows:
        raise NothingToImport
    if len(rows) > MOST_LINES:
        raise TooManyLines(len(rows), MOST_LINES)
    return gathered(rows, lambda row: _line(row, own))


def _line(row: Row, own: str) -> Line:
    """Read the cells of a line. Raise what is wrong with it, all at once."""
    title, link, minutes, kind, language = (row.cells.get(column, "") for column in COLUMNS)
    refused = AllAtOnce()
    about = refused.read(None, checked, title, minutes, _MEANT.get(plain_cell(kind), kind), link, "")
    meant = refused.read("", _language, language, own)
    refused.refuse()
    assert about is not None  # else it was refused
    return Line(row.number, replace(about, language=meant))


def _language(text: str, own: str) -> str:
    found = read_language(text, own)
    if text and not found:
        raise UnknownLanguage(text)
    return found


def compared(lines: Iterable[Line], kept: Iterable[Resource], refused: Iterable[RefusedLine] = ()) -> Preview:
    """Say what becomes of each line beside what is kept: a resource is of one line, the first."""
    known = Known(kept)
    first: dict[str, int] = {}
    new: list[Line] = []
    changed: list[tuple[Line, Resource]] = []
    there: list[Line] = []
    twice: list[RefusedLine] = []
    for line in lines:
        same = known.same_as(line.about)
        if same is None:
            new.append(line)
            same = Resource(f"line {line.number}", line.about)
            known.add(same)
        elif same.id in first:
            twice.append(RefusedLine(line.number, TwiceHere(first[same.id])))
        elif same == Resource(same.id, _onto(line.about, same)):
            there.append(line)
        else:
            changed.append((line, same))
        first.setdefault(same.id, line.number)
    numbered = sorted([*refused, *twice], key=lambda each: each.number)
    return Preview(tuple(new), tuple(changed), tuple(there), tuple(numbered))


def imported(line: Line, same: Resource) -> Resource:
    """Return what a line makes of the resource that is the same: it is offered again where it was retired."""
    return Resource(same.id, _onto(line.about, same))


def _onto(about: About, same: Resource) -> About:
    """Return what a line says, onto what is kept: an empty cell takes no link and no language away."""
    return replace(about, link=about.link or same.about.link, language=about.language or same.about.language)


def header() -> str:
    """Return the line that names the columns."""
    return written(COLUMNS)


def row(resource: Resource) -> str:
    """Write a resource as a line of a CSV."""
    about = resource.about
    return written((defused(about.title), defused(about.link), str(about.minutes), about.category.value, about.language))
