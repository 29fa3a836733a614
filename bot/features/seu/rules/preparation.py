"""A host's preparation of a session: an activity of its own in their ledger, on their own word. Pure."""

from collections.abc import Iterable
from datetime import date

from bot.core.ids import PersonId
from bot.core.refusal import AllAtOnce
from bot.core.texts import on_one_line
from bot.features.seu.rules.entries import read_minutes
from bot.features.seu.rules.host_refusals import PreparationTooLong
from bot.features.seu.rules.own import looks_like
from bot.features.seu.rules.refusals import FutureDay, NoMinutes
from bot.features.seu.rules.values import Category, Entry, Kind, Session, Source

LONGEST_WHAT = 200
"""Characters of what was prepared."""


def activity_of(session: str) -> str:
    """Name the preparation of a session among activities: there is one."""
    return f"prepared:{session}"


def preparation(session: Session, person: PersonId, minutes: int, what: str, day: date, *, today: date, entry_id: str) -> Entry:
    """Return the entry for what a host has prepared; one hour of it counts as one of the session.

    Raise NoMinutes, FutureDay or PreparationTooLong, or Several.
    """
    refused, described = AllAtOnce(), on_one_line(what)
    if not minutes:
        refused.add(NoMinutes())
    if len(described) > LONGEST_WHAT:
        refused.add(PreparationTooLong(len(described), LONGEST_WHAT))
    if day > today:
        refused.add(FutureDay(day))
    refused.refuse()
    return Entry(
        id=entry_id,
        person=person,
        kind=Kind.CREDIT,
        minutes=minutes,
        day=day,
        description=described,
        source=Source.SELF,
        activity=activity_of(session.id),
        rule="exact",
        actor=person,
        category=Category.PREPARING,
    )


def read_minutes_of(session: Session, person: PersonId, hours: str, minutes: str, what: str, day: date, *, today: date) -> int:
    """Read the time of a form; where that cannot be read, the rest is held too, so that all is told at once. Raise Several."""
    refused = AllAtOnce()
    total = refused.read(None, read_minutes, hours, minutes)
    if total is None:
        refused.read(None, preparation, session, person, 1, what, day, today=today, entry_id="")
    refused.refuse()
    return total or 0


def prepared_like(added: Entry, session: Session, standing: Iterable[Entry]) -> Entry | None:
    """Return what stands of the same day and looks like the same preparation; the session itself, named alike, is none."""
    return looks_like(added, [one for one in standing if one.activity != session.id], ())
