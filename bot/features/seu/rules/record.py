"""All that the rules of a programme have to know of one person."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from operator import attrgetter

from bot.features.seu.rules.held import Claim, Held, Renewal
from bot.features.seu.rules.values import Category, Entry, Kind

_EARLIEST, _LATEST = datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Line:
    """A credit that nobody has taken back: whole minutes on the activity date."""

    entry: str
    activity: str
    minutes: int
    day: date
    category: Category


@dataclass(frozen=True, slots=True)
class Use:
    """Minutes of an entry that a renewal has used up; it names the activity too, for the entry may be corrected afterwards."""

    entry: str
    activity: str
    minutes: int


@dataclass(frozen=True)
class Record:
    """One person's learning, and what became of it.

    `lines`: the oldest first. `renewals` and `used`: by programme and credential, also of credentials that were removed; `used`: by
    renewals that nobody has taken back. `claims`: by entry and programme.
    """

    lines: tuple[Line, ...] = ()
    held: tuple[Held, ...] = ()
    renewals: Mapping[tuple[str, str], tuple[Renewal, ...]] = field(default_factory=dict)
    used: Mapping[tuple[str, str], tuple[Use, ...]] = field(default_factory=dict)
    claims: Mapping[tuple[str, str], Claim] = field(default_factory=dict)

    def renewals_in(self, programme: str) -> Iterator[Renewal]:
        """Go through the renewals of every credential of a programme."""
        return (one for (of, _), each in self.renewals.items() if of == programme for one in each)

    def used_in(self, programme: str) -> Iterator[Use]:
        """Go through what the renewals of every credential of a programme have used up."""
        return (one for (of, _), each in self.used.items() if of == programme for one in each)


def standing_lines(entries: Iterable[Entry]) -> tuple[Line, ...]:
    """Return the credits that nobody has taken back, by activity date, then as their activities were first recorded."""
    every = list(entries)
    recorded: dict[str, datetime] = {}
    for one in every:
        recorded[one.activity] = min(recorded.get(one.activity, _LATEST), one.at or _EARLIEST)
    taken_back = {one.reverses for one in every}
    standing = [one for one in every if one.kind is Kind.CREDIT and one.id not in taken_back]
    standing.sort(key=lambda one: (one.day, recorded[one.activity], one.at or _EARLIEST, one.id))
    return tuple(map(_line, standing))


def balance(lines: Iterable[Line]) -> int:
    """Return the minutes of a ledger."""
    return sum(map(attrgetter("minutes"), lines))


def _line(entry: Entry) -> Line:
    return Line(entry.id, entry.activity, entry.minutes, entry.day, entry.category)
