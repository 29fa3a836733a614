"""What wakes the ledger: who is settled, whose row says that they were read, and that nothing is done for who was erased."""

from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy import select

from bot.core.facts import AttendanceCorrected, RosterTaken
from bot.core.ids import PersonId
from bot.core.nobody import nobody
from bot.features.seu.actions import showing
from bot.features.seu.kinds import ATTENDED, SETTLE
from bot.features.seu.rules.audit import Act, Noted
from bot.features.seu.store import audit
from bot.presence.rules import Source
from bot.presence.store import Correction, check_in, correct
from bot.schedule.alarms import Alarm
from bot.schedule.tables import AlarmRow
from bot.store.base import in_workspace
from bot.store.unit import Read, Unit
from tests.features.desk import ANA, BEN, CHLOE, Desk
from tests.features.seu.scene import SESSION, close, hold

ERASED = nobody("4711")
_SET = select(AlarmRow.kind, AlarmRow.subject, AlarmRow.due).where(AlarmRow.workspace == in_workspace())


def settlements(read: Read) -> list[str]:
    return sorted(row.subject for row in read.rows(_SET) if row.kind == SETTLE.name)


async def noted(desk: Desk, person: PersonId) -> Sequence[Noted]:
    return await desk.store.read(audit.latest, desk.workspace, person, 10)


async def test_a_host_who_takes_out_a_roster_is_noted_with_everybody_on_it_but_themself(desk: Desk) -> None:
    await desk.store.write(lambda unit: unit.emit(RosterTaken(SESSION.id, (ANA, BEN, CHLOE), ANA)), desk.workspace)
    at = desk.clock.now()
    assert [await noted(desk, person) for person in (ANA, BEN, CHLOE)] == [
        [],
        [Noted(ANA, Act.ROSTER_READ, at)],
        [Noted(ANA, Act.ROSTER_READ, at)],
    ]


async def test_a_session_that_is_over_settles_each_person_on_its_roster_once_and_nobody_who_was_erased(desk: Desk) -> None:
    def attend(unit: Unit) -> None:
        for person in (BEN, ERASED):
            check_in(unit, SESSION.id, person, Source.BUTTON)
        for person in (BEN, CHLOE, nobody("4712")):
            correct(unit, SESSION.id, Correction(person, 30, ANA, "was there"))
        close(unit, SESSION)

    await desk.store.write(attend, desk.workspace)
    (alarm,) = await desk.store.read(lambda read: read.rows(_SET), desk.workspace)
    assert (alarm.kind, alarm.subject, alarm.due) == (ATTENDED.name, SESSION.id, desk.clock.now())
    settled: list[str] = []
    await desk.store.write(lambda unit: settled.extend(_woken(unit, desk)), desk.workspace)
    assert settled == sorted(showing.subject_of(SESSION.id, person) for person in (BEN, CHLOE))


async def test_the_hosts_word_wakes_the_one_ledger_that_it_is_about_unless_that_was_erased(desk: Desk) -> None:
    await hold(desk, {BEN: [(0, 60)], CHLOE: [(0, 60)]})
    for person in (BEN, ERASED):
        fact = AttendanceCorrected(SESSION.id, person)
        await desk.store.write(lambda unit, fact=fact: unit.emit(fact), desk.workspace)  # type: ignore[misc]
    assert await desk.store.read(settlements, desk.workspace) == [showing.subject_of(SESSION.id, BEN)]


def _woken(unit: Unit, desk: Desk) -> list[str]:
    """Ring what the end of a session has set, and return the settlements that this sets."""
    _, handler = desk.tick._handlers[ATTENDED.name]
    handler.ring(unit, Alarm(ATTENDED, SESSION.id, unit.now, timedelta()))
    return settlements(unit)
