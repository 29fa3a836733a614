"""Sessions that people attended, and what a host says of them afterwards."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from bot.core.facts import AttendanceCorrected, MeetingClosed
from bot.core.ids import ChannelId, PersonId
from bot.features.seu.rules.entries import credit
from bot.features.seu.rules.values import Entry, Kind, Session, Source, Word, Worth
from bot.features.seu.store import entries as entries_store
from bot.presence.rules import Segment
from bot.presence.rules import Source as Told
from bot.presence.store import Correction, check_in, correct, end, leave
from bot.store.unit import Read, Unit
from tests.features.desk import ANA, BEN, Desk

SIX = datetime(2026, 12, 1, 18, tzinfo=UTC)
HOUR = timedelta(hours=1)
GUILD = ChannelId("C0GUILD")
SESSION = Session("s1", "Platform guild", "Lean Coffee", GUILD, ANA, SIX, SIX + HOUR, "UTC")
WORD = Word(Source.ATTENDANCE, ANA)
Stretches = Mapping[PersonId, Sequence[tuple[float, float]]]
"""Who was there from which to which minute of the session."""


def clock(text: str, day: datetime = SIX) -> datetime:
    """Return the instant of `18:02` or `18:02:30` on the day of the session."""
    hour, minute, second = [*(int(part) for part in text.split(":")), 0][:3]
    return day.replace(hour=hour, minute=minute, second=second)


def segments(*spans: str, person: PersonId = BEN) -> list[Segment]:
    """Return segments from texts as `18:10-18:40`; without an end, the person stayed."""
    parted = [span.split("-") for span in spans]
    return [Segment(person, clock(since), clock(until) if until else None) for since, until in parted]


def entry(name: str = "e1", minutes: int = 60, **other: object) -> Entry:
    worth = Worth(minutes, 0, minutes)
    made = credit(SESSION, BEN, worth, entry_id=name, word=WORD)
    return replace(made, **other)  # type: ignore[arg-type]  # any field of an Entry


async def hold(desk: Desk, there: Stretches, session: Session = SESSION) -> None:
    """Hold a session: people come and go by the minute, then it is over and the ledgers settle."""
    moments = sorted(
        (minute, order, verb, person)
        for person, stretches in there.items()
        for stretch in stretches
        for order, (minute, verb) in enumerate(zip(stretch, ("come", "go"), strict=True))
    )
    for minute, _, verb, person in moments:
        desk.clock.instant = session.began + timedelta(minutes=minute)
        await desk.store.write(_move, desk.workspace, None, session.id, person, verb)
    desk.clock.instant = session.ended
    await desk.store.write(close, desk.workspace, None, session)
    await desk.tick.run()


def close(unit: Unit, session: Session) -> None:
    """Say what the house hears of a session that is over."""
    end(unit, session.id, session.ended)
    unit.emit(
        MeetingClosed(
            session.id,
            session.title,
            session.ceremony,
            session.channel,
            session.host,
            session.began,
            session.ended,
            session.zone,
            session.rule,
            session.minimum,
        )
    )


def _move(unit: Unit, session: str, person: PersonId, verb: str) -> None:
    if verb == "come":
        check_in(unit, session, person, Told.BUTTON)
    else:
        leave(unit, session, person)


async def say(desk: Desk, person: PersonId, minutes: int, reason: str = "left early", session: Session = SESSION) -> None:
    """Let the host state somebody's minutes, and the ledger settle."""

    def state(unit: Unit) -> None:
        correct(unit, session.id, Correction(person, minutes, session.host, reason))
        unit.emit(AttendanceCorrected(session.id, person))

    await desk.store.write(state, desk.workspace)
    await desk.tick.run()


async def entries(desk: Desk, person: PersonId, session: Session = SESSION) -> list[tuple[Kind, int, Source]]:
    """Return what stands in a person's ledger for a session, in the order of writing."""
    found = await desk.store.read(entries_store.entries_of, desk.workspace, person, session.id)
    return [(one.kind, one.minutes, one.source) for one in found]


async def total(desk: Desk, person: PersonId) -> int:
    """Return a person's balance, and hold it against the sum of what stands."""
    return await desk.store.read(_total, desk.workspace, person)


def _total(read: Read, person: PersonId) -> int:
    balance = entries_store.balance(read, person)
    assert balance == sum(one.left for one in entries_store.latest(read, person, 1_000))
    return balance
