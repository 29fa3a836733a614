"""`doctor` finds what does not go on by itself, mends it, and the bot goes on with it."""

import json
import sqlite3
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Executable, delete, insert, select, text, update

from bot.core.clock import SetClock
from bot.core.ids import ChannelId, WorkspaceId
from bot.core.kinds import AlarmKind
from bot.delivery import checkup as delivery
from bot.delivery.messages import delete_later
from bot.delivery.tables import MessageRow, StaleCopyRow
from bot.features.lean_coffee.kinds import BOARD, DEADLINE, SERIES
from bot.features.lean_coffee.tables import BallotRow, CourseRow
from bot.house import doctor
from bot.house.features import CEREMONIES, ROOMS_AND_FEATURES
from bot.meetings import checkup as meetings
from bot.meetings.tables import MeetingRow
from bot.schedule import checkup as schedule
from bot.schedule.alarms import wake
from bot.schedule.heartbeat import pulse
from bot.schedule.tables import AlarmRow, LeadAlarmRow, RuleRow
from bot.series import checkup as series
from bot.series.tables import SeriesRow
from bot.store import integrity
from bot.store.base import in_workspace
from bot.store.opening import engine_of, read_url
from bot.store.pausing import pause
from bot.store.unit import Read, RunningStore, Unit
from bot.teams import store as teams
from tests.features.lean_coffee.conftest import desk
from tests.features.lean_coffee.desk import Desk
from tests.features.lean_coffee.scene import ANA, GUILD, TEN

__all__ = ["desk"]

SENTENCE = 'every friday at 15:00 "Platform guild" for 45m'
NEW, LOST = ChannelId("C0NEW"), WorkspaceId("T0LOST")
HOUR_AGO = TEN - timedelta(hours=1)
ODD = AlarmKind("newer:kind", timedelta(days=1))
_BOARD = update(MessageRow).where(MessageRow.workspace == in_workspace(), MessageRow.screen == BOARD.name)
_DEADLINE = (AlarmRow.workspace == in_workspace(), AlarmRow.kind == DEADLINE.name)
_OF_SERIES = (AlarmRow.workspace == in_workspace(), AlarmRow.kind.like("lean_coffee:announce"))
_RULE = update(RuleRow).where(RuleRow.workspace == in_workspace())


def runs(*statements: Executable) -> Callable[[Unit], None]:
    """Return what does to the rows what no rule of the bot would."""

    def break_it(unit: Unit) -> None:
        for statement in statements:
            unit.run(statement)

    return break_it


def wakes_odd(unit: Unit) -> None:
    wake(unit, ODD, "x", TEN)


def moves_channel(unit: Unit) -> None:
    teams.keep_became(unit, GUILD, NEW)


def leaves_copy(unit: Unit) -> None:
    delete_later(unit, GUILD, "1.0")
    unit.run(update(StaleCopyRow).where(StaleCopyRow.workspace == in_workspace()).values(due=HOUR_AGO))


BALLOT = {"meeting": "gone", "voter": "U0BEN", "dots": "[]", "at": TEN, "done": False}
BROKEN: dict[str, tuple[Callable[[Unit], None], bool, Executable]] = {
    schedule.UNKNOWN: (wakes_odd, False, select(AlarmRow.kind).where(AlarmRow.kind == ODD.name)),
    schedule.STUCK: (
        runs(update(AlarmRow).where(*_DEADLINE).values(due=HOUR_AGO, attempts=5)),
        False,
        select(AlarmRow.kind).where(*_DEADLINE, AlarmRow.attempts > 0),
    ),
    schedule.UNARMED: (
        runs(delete(AlarmRow).where(*_OF_SERIES)),
        False,
        select(RuleRow.id).where(RuleRow.id.not_in(select(AlarmRow.subject).where(*_OF_SERIES))),
    ),
    schedule.NO_ZONE: (
        runs(_RULE.values(zone="Mars/Phobos")),
        True,
        select(RuleRow.id).where(RuleRow.state == "running"),
    ),
    schedule.UNREADABLE: (
        runs(_RULE.values(rule="EVERY SO OFTEN"), delete(AlarmRow).where(AlarmRow.kind == SERIES.announce.name)),
        True,
        select(RuleRow.id).where(RuleRow.state == "running"),
    ),
    meetings.ASLEEP: (
        runs(delete(AlarmRow).where(*_DEADLINE)),
        False,
        select(MeetingRow.id).where(MeetingRow.id.not_in(select(AlarmRow.subject).where(*_DEADLINE))),
    ),
    meetings.UNREADABLE: (
        runs(delete(CourseRow).where(CourseRow.workspace == in_workspace())),
        True,
        select(MeetingRow.id).where(MeetingRow.closed.is_(None)),
    ),
    delivery.LATE: (
        runs(_BOARD.values(due=HOUR_AGO, attempts=40, error="internal_error")),
        True,
        select(MessageRow.id).where(MessageRow.attempts > 0),
    ),
    delivery.FORGOTTEN: (
        runs(_BOARD.values(due=None, wanted=9, shown=1)),
        True,
        select(MessageRow.id).where(MessageRow.screen == BOARD.name, MessageRow.due.is_(None)),
    ),
    delivery.REFUSED: (
        runs(_BOARD.values(due=None, state="failed", error="not_in_channel")),
        True,
        select(MessageRow.id).where(MessageRow.state == "failed"),
    ),
    delivery.STALE: (leaves_copy, False, select(StaleCopyRow.ts).where(StaleCopyRow.due == HOUR_AGO)),
    series.NO_RULE: (
        runs(
            delete(LeadAlarmRow).where(LeadAlarmRow.workspace == in_workspace()),
            delete(RuleRow).where(RuleRow.workspace == in_workspace()),
        ),
        True,
        select(SeriesRow.id).where(SeriesRow.ended.is_(None)),
    ),
    series.NO_OWNER: (
        runs(update(SeriesRow).where(SeriesRow.workspace == in_workspace()).values(offered=SeriesRow.owner)),
        True,
        select(SeriesRow.id).where(SeriesRow.offered.is_not(None)),
    ),
    doctor.MOVED: (moves_channel, False, select(MeetingRow.id).where(MeetingRow.channel == GUILD)),
    integrity.ALONE: (
        runs(
            insert(BallotRow).values(workspace=in_workspace(), **{k: v for k, v in BALLOT.items() if k in BallotRow.__table__.c})
        ),
        True,
        select(BallotRow.meeting).where(BallotRow.meeting == "gone"),
    ),
}
"""What is done to a well workspace, whether its mending asks, and what finds rows until it is mended."""

TOGETHER = (
    (schedule.UNKNOWN, schedule.STUCK, schedule.UNARMED, series.NO_OWNER, delivery.LATE, delivery.STALE, integrity.ALONE),
    (meetings.ASLEEP, schedule.NO_ZONE, delivery.FORGOTTEN),
    (meetings.UNREADABLE, schedule.UNREADABLE, delivery.REFUSED),
    (doctor.MOVED,),
    (series.NO_RULE,),
)
"""What can stand in one workspace at a time."""
LOSES_SERIES = {series.NO_RULE, schedule.UNREADABLE}
"""Of these the way out is that the owner plans anew."""


@pytest.fixture
async def well(desk: Desk) -> Desk:
    """A workspace with a meeting that runs, a series that is planned, and a bot that was alive a moment ago."""
    await desk.opens("Green builds")
    await desk.presses("Save", (await desk.types(SENTENCE)).ack, ANA)
    await desk.act(pulse, replica="r", silent=False)
    return desk


def kinds_of(found: Sequence[doctor.Found]) -> list[str]:
    return [one.trouble.kind for one in found]


async def rows(store: RunningStore, workspace: WorkspaceId, statement: Executable) -> int:
    def count(read: Read) -> int:
        return len(read.rows(statement))

    return await store.read(count, workspace)


async def test_where_nothing_is_wrong_nothing_is_found_beside_a_running_bot(well: Desk, database_url: str) -> None:
    found = await doctor.examine(database_url, frozenset({well.workspace}), well.clock)
    assert (kinds_of(found), len(doctor.told(found, TEN))) == ([], 1)


@pytest.mark.parametrize("kinds", TOGETHER, ids=", ".join)
async def test_what_is_broken_is_found_and_mended_and_the_bot_goes_on(
    well: Desk, database_url: str, make_store: Callable[[], RunningStore], kinds: Sequence[str]
) -> None:
    for kind in kinds:
        await well.store.write(BROKEN[kind][0], well.workspace)
        assert await rows(well.store, well.workspace, BROKEN[kind][2]) > 0
    found = await doctor.examine(database_url, None, well.clock)
    assert sorted(kinds_of(found)) == sorted(kinds)
    await well.store.stop()
    left = [one for one in await doctor.mend(database_url, found, lambda one: False, well.clock) if not one.mended]
    assert set(kinds_of(left)) == {kind for kind in kinds if BROKEN[kind][1]}
    assert kinds_of(await doctor.examine(database_url, None, well.clock)) == kinds_of(left)
    assert all(one.mended for one in await doctor.mend(database_url, left, lambda one: True, well.clock))
    assert kinds_of(await doctor.examine(database_url, None, well.clock)) == []
    running = make_store()
    await running.start()
    try:
        assert [kind for kind in kinds if await rows(running, well.workspace, BROKEN[kind][2])] == []
        again = Desk(running, well.clock, well.real, well.workspace)
        await again.tick.run()
        there = await again.types("series", channel=NEW if doctor.MOVED in kinds else GUILD)
        assert LOSES_SERIES & {*kinds} or "Platform guild" in there.text
    finally:
        await running.stop()


async def test_a_workspace_that_nobody_knows_is_let_go_once_that_is_agreed_to(well: Desk, database_url: str) -> None:
    def stray(unit: Unit) -> None:
        wake(unit, DEADLINE, "m1", HOUR_AGO)
        delete_later(unit, GUILD, "1.0")

    await well.store.write(stray, LOST)
    found = await doctor.examine(database_url, None, well.clock)
    assert [(one.workspace, one.trouble.kind) for one in found] == [(LOST, doctor.UNSERVED)]
    await well.store.stop()
    await doctor.mend(database_url, found, lambda one: True, well.clock)
    assert await doctor.examine(database_url, None, well.clock) == []


async def test_a_workspace_that_the_token_is_not_of_is_named(well: Desk, database_url: str) -> None:
    (found,) = await doctor.examine(database_url, frozenset({LOST}), well.clock)
    assert (found.trouble.kind, found.trouble.about, found.trouble.mend) == (doctor.NO_TOKEN, well.workspace, None)


async def test_what_waits_where_the_app_was_removed_is_no_trouble_of_its_own(well: Desk, database_url: str) -> None:
    await well.store.write(BROKEN[delivery.LATE][0], well.workspace)
    await well.store.write(pause, well.workspace, None, TEN)
    assert await doctor.examine(database_url, None, well.clock) == []


async def test_a_file_that_a_bot_holds_is_looked_at_and_not_mended(well: Desk, sqlite_url: str, database_url: str) -> None:
    await well.store.write(wakes_odd, well.workspace)
    found = await doctor.examine(database_url, None, well.clock)
    if database_url.startswith("sqlite"):
        with pytest.raises(doctor.NotMended, match="while the bot runs"):
            await doctor.mend(database_url, found, lambda one: True, well.clock)
    else:
        assert [one.mended for one in await doctor.mend(database_url, found, lambda one: True, well.clock)] == [True]


def test_what_does_not_hold_in_the_database_itself_is_found(database_url: str) -> None:
    assert integrity.damages(database_url) == []
    if database_url.startswith("sqlite"):
        with sqlite3.connect(read_url(database_url).database or "") as raw:
            raw.execute("INSERT INTO schedule_call (workspace, rule, kind, ahead, called) VALUES ('T0', 'gone', 'x', 0, '')")
        raw.close()
        (found,) = integrity.damages(database_url)
        assert (found.kind, found.about) == (integrity.UNREFERRED, "schedule_call 1")
        return
    engine = engine_of(read_url(database_url))
    with engine.begin() as connection:
        connection.execute(text("ALTER TABLE schedule_call ADD CONSTRAINT unheld CHECK (ahead >= 0) NOT VALID"))
    try:
        (found,) = integrity.damages(database_url)
        assert (found.kind, found.about) == (integrity.DAMAGED, "unheld")
    finally:
        with engine.begin() as connection:
            connection.execute(text("ALTER TABLE schedule_call DROP CONSTRAINT unheld"))
        engine.dispose()


def test_everything_that_can_be_mended_is_broken_here() -> None:
    assert sorted(kind for kinds in TOGETHER for kind in kinds) == sorted(BROKEN)


def test_every_ceremony_whose_meetings_have_deadlines_is_looked_after() -> None:
    deadlines = {kind.name for feature in ROOMS_AND_FEATURES for kind in feature.alarms if kind.name.endswith(":deadline")}
    assert deadlines == {one.kinds.deadline.name for one in CEREMONIES}


async def test_what_is_said_names_how_long_and_the_way_out_and_machines_read_the_same(well: Desk, database_url: str) -> None:
    await well.store.write(BROKEN[delivery.LATE][0], well.workspace)
    found = await doctor.examine(database_url, None, well.clock)
    said = "\n".join(doctor.told(found, TEN))
    assert f"{well.workspace}: 1 found" in said
    assert "(60 min)" in said
    assert "--mend --yes" in said
    (read,) = json.loads(json.dumps([doctor.as_json(one) for one in found]))
    assert (read["kind"], read["mends"], datetime.fromisoformat(read["since"])) == (delivery.LATE, "asks", HOUR_AGO)


def words_of(found: Sequence[doctor.Found]) -> Any:
    return [(one.trouble.about, one.trouble.said, one.trouble.way_out) for one in found]


async def test_nobodys_words_are_said(well: Desk, database_url: str, clock: SetClock) -> None:
    for kind in (schedule.UNARMED, meetings.ASLEEP, delivery.LATE):
        await well.store.write(BROKEN[kind][0], well.workspace)
    told = str(words_of(await doctor.examine(database_url, None, clock)))
    assert [word for word in ("Platform", "Green builds", "Ana") if word in told] == []
