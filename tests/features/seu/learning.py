"""What somebody learned and holds, made up in few words: amounts in hours, days as texts."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import count

from bot.core.ids import PersonId
from bot.features.seu.programmes.reading import load
from bot.features.seu.rules.held import Claim, Held, Renewal, RenewalKind
from bot.features.seu.rules.programmes import Programme
from bot.features.seu.rules.progress import Progress, progress_of
from bot.features.seu.rules.record import Line, Record, Use
from bot.features.seu.rules.values import Category
from tests.features.desk import BEN

PROGRAMMES = load().by_key
SA, PMI, IIBA = (PROGRAMMES[key] for key in ("scrum_alliance", "pmi", "iiba"))
TODAY = date(2026, 8, 1)
_numbers = count(1)


def day(text: str) -> date:
    return date.fromisoformat(text)


def at(text: str, hour: int = 12) -> datetime:
    return datetime.combine(day(text), time(hour), UTC)


def line(
    hours: float = 1, on: str = "2026-03-01", category: Category = Category.EVENT, *, entry: str = "", activity: str = ""
) -> Line:
    name = entry or f"e{next(_numbers)}"
    return Line(name, activity or f"of {name}", round(hours * 60), day(on), category)


def held(
    name: str = "cspo",
    issued: str | None = "2024-11-21",
    *,
    entered: str | None = None,
    entered_at: datetime | None = None,
    programme: str = "scrum_alliance",
    recorded: str | None = None,
) -> Held:
    return Held(
        id=name,
        person=PersonId(BEN),
        programme=programme,
        version="1",
        name=name,
        issued=day(issued) if issued else None,
        entered=day(entered) if entered else None,
        entered_at=entered_at,
        at=at(recorded or issued or "2026-01-01"),
    )


def renewal(
    credential: str,
    before: str,
    after: str,
    *,
    on: str | None = None,
    kind: RenewalKind = RenewalKind.UNITS,
    undoes: str | None = None,
    name: str = "",
) -> Renewal:
    when = on or before
    return Renewal(name or f"r{next(_numbers)}", credential, kind, day(when), day(before), day(after), "1", undoes, at(when))


def record(
    lines: Iterable[Line] = (),
    holds: Iterable[Held] = (),
    renewals: Iterable[Renewal] = (),
    used: Mapping[str, int] | None = None,
    claims: Iterable[Claim] = (),
) -> Record:
    """Return a record; `used`: minutes of entries that the first credential's renewals have used up."""
    kept, mine = tuple(lines), tuple(holds)
    programme_of = {one.id: one.programme for one in mine}
    by_credential: dict[tuple[str, str], tuple[Renewal, ...]] = {}
    for one in renewals:
        key = (programme_of[one.credential], one.credential)
        by_credential[key] = (*by_credential.get(key, ()), one)
    activities = {each.entry: each.activity for each in kept}
    uses = tuple(Use(entry, activities.get(entry, f"of {entry}"), minutes) for entry, minutes in (used or {}).items())
    return Record(
        lines=tuple(sorted(kept, key=lambda each: each.day)),
        held=mine,
        renewals=by_credential,
        used={(mine[0].programme, mine[0].id): uses} if uses else {},
        claims={(one.entry, one.programme): one for one in claims},
    )


def progress(programme: Programme, of: Record, name: str = "", today: date = TODAY) -> Progress:
    """Return the progress of the first credential, or of another by its name."""
    one = next(each for each in of.held if each.name == (name or of.held[0].name))
    found = progress_of(programme, one, of, today)
    assert found is not None
    return found


def logged(line: Line, programme: Programme = SA, category: str | None = None) -> Claim:
    return Claim(line.entry, programme.key, category, line.day + timedelta(days=1))


def filed(line: Line, category: str, programme: Programme = PMI) -> Claim:
    return Claim(line.entry, programme.key, category)


def with_window(programme: Programme, months: int) -> Programme:
    assert programme.cycle is not None
    return replace(programme, cycle=replace(programme.cycle, window=months))
