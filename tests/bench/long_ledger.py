"""A ledger of a million entries, and what one person with two thousand of them is shown, there and alone."""

import asyncio
import time
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

from bot.core.clock import SetClock
from bot.core.facts import MeetingClosed
from bot.core.ids import ChannelId, PersonId
from bot.features.seu import screens
from bot.features.seu.actions import overview, reading
from bot.features.seu.programmes.reading import load
from bot.features.seu.rules.held import Claim, Held
from bot.features.seu.rules.periods import Period
from bot.features.seu.rules.programmes import Programmes
from bot.features.seu.rules.searching import Sought
from bot.features.seu.rules.values import Entry, Keeping, Kind, Source, Worth
from bot.features.seu.store import claims, credentials, entries, programmes, sessions
from bot.features.seu.store.sessions import Attendance
from bot.features.seu.views.entries import Wanted
from bot.store.opening import open_store
from bot.store.unit import Read, RunningStore, Unit
from bot.words.words import words_for
from tests.bench.multiplied import multiply, settle_down
from tests.bench.stage import HERE

PEOPLE, OF_EACH = 500, 2_000
SHARED_BY = 50
"""So many people are at one session, so that everybody's entries lie all over the ledger."""
ONE = PersonId("U7")
UNDECIDED = PersonId("UNDECIDED")
_ENTRY, _SESSION, _PERSON, _DAY = "entrymark", "sessionmark", "personmark", "2001-01-01"
_BEGAN = datetime(2026, 11, 23, 10, tzinfo=UTC)
BODY, _EXPIRES = "scrum_alliance", date(2026, 12, 24)
"""In the month that follows, with two years of entries in the window."""
_SESSIONS = PEOPLE * OF_EACH // SHARED_BY
_WORDS = words_for("en-US", "UTC")


def fill(url: str, *, alone: bool) -> None:
    """Put a million entries into a database, or those of one person alone."""
    whose = int(ONE[1:])
    people = range(whose, whose + 1) if alone else range(PEOPLE)
    asyncio.run(_with(url, _open_ledger))
    multiply(url, _PERSON, people, {_PERSON: "nth_copy"})
    asyncio.run(_with(url, _hold_session))
    multiply(url, _SESSION, range(_SESSIONS), {_SESSION: "nth_copy"}, timedelta(hours=2))
    asyncio.run(_with(url, _write_entry))
    entry_numbers = range(whose, PEOPLE * OF_EACH, PEOPLE) if alone else range(PEOPLE * OF_EACH)
    session = f"nth_copy / {SHARED_BY}"
    day = f"'20' || (12 + {session} % 15) || '-0' || (1 + {session} % 9) || '-1' || ({session} % 9)"
    marks = {_ENTRY: "nth_copy", _SESSION: session, _PERSON: f"nth_copy % {PEOPLE}", _DAY: day}
    multiply(url, _ENTRY, entry_numbers, marks)
    settle_down(url)


async def _with(url: str, action: Callable[[Unit], None]) -> None:
    kept = _store(url)
    await kept.start()
    try:
        await kept.write(action, HERE)
    finally:
        await kept.stop()


class _OneHolder:
    """Ids that name the one person whom the others are made of."""

    def fresh(self) -> str:
        """Return the mark of a person."""
        return f"h{_PERSON}"


def _store(url: str) -> RunningStore:
    return open_store(
        url,
        clock=SetClock(_BEGAN),
        real=SetClock(_BEGAN),
        ids=_OneHolder(),
        answers={},
        on_commit=lambda rooms: None,
        given={Programmes: load()},
    )


def _open_ledger(unit: Unit) -> None:
    person = PersonId(f"U{_PERSON}")
    entries.lock_ledger(unit, person)
    entries.decide(unit, person, Keeping.YES)
    programmes.keep(unit, programmes.current(unit)[BODY])
    held = Held(f"c{_PERSON}", person, BODY, "1", "cspo", entered=_EXPIRES, entered_at=_BEGAN)
    credentials.add(unit, held)


def _hold_session(unit: Unit) -> None:
    ended = _BEGAN + timedelta(minutes=45)
    session = MeetingClosed(
        session=f"s{_SESSION}",
        title="Platform guild",
        ceremony="Lean Coffee",
        channel=ChannelId("CT0"),
        host=PersonId("U0"),
        began=_BEGAN,
        ended=ended,
        zone="Europe/Madrid",
    )
    sessions.keep_session(unit, session)


def _write_entry(unit: Unit) -> None:
    person = PersonId(f"U{_PERSON}")
    sessions.keep_attendance(unit, Attendance(f"s{_SESSION}", person, Worth(45, 0, 45)))
    one = Entry(
        id=f"e{_ENTRY}",
        person=person,
        kind=Kind.CREDIT,
        minutes=45,
        day=date.fromisoformat(_DAY),
        description="Platform guild",
        source=Source.ATTENDANCE,
        activity=f"s{_SESSION}",
        rule="exact",
        actor=PersonId("U0"),
    )
    entries.write(unit, one, key=f"key {_ENTRY}")
    claims.keep(unit, person, Claim(one.id, BODY, logged=one.day))


def shown(read: Read) -> None:
    """Draw what `/seu` and the Home show of one person's progress, all entries and a search, and the Home of who has not answered yet."""
    assert "of 20 h" in str(screens.home_rows(read, ONE, _WORDS))
    assert "logged at Scrum Alliance" in str(overview.my_seus_of(read, ONE, _WORDS).blocks)
    reading.ledger(read, ONE, _WORDS)
    reading.entries_form(read, ONE, _WORDS, Wanted())
    reading.entries_form(read, ONE, _WORDS, Wanted(Period(since=date(2015, 1, 1)), Sought("guild"), 7))
    screens.home_rows(read, UNDECIDED, _WORDS)


async def seconds(urls: dict[str, str], rounds: int) -> dict[str, list[float]]:
    """Read in all databases in turns, and return the seconds that it took in each, round by round."""
    took: dict[str, list[float]] = {name: [] for name in urls}
    opened = {name: _store(url) for name, url in urls.items()}
    for kept in opened.values():
        await kept.start()
    try:
        for number in range(-5, rounds):
            for name, kept in opened.items():
                began = time.perf_counter()
                await kept.read(shown, HERE)
                if number >= 0:
                    took[name].append(time.perf_counter() - began)
    finally:
        for kept in opened.values():
            await kept.stop()
    return took
