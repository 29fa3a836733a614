"""What stood of who hosts, of what can be taken back and of series before this version: read on, and gone on with."""

from collections.abc import AsyncIterator, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from sqlalchemy import MetaData, text

from bot.core.clock import SetClock
from bot.core.ids import MeetingId, OccurrenceId, RandomIds, SeriesId, WorkspaceId
from bot.features.lean_coffee.actions.course import CEREMONY
from bot.features.lean_coffee.actions.recurring import RECURRING
from bot.features.lean_coffee.rules.settings import settle
from bot.features.lean_coffee.rules.stages import Stage
from bot.features.lean_coffee.rules.values import Wishes
from bot.features.lean_coffee.store import meetings
from bot.features.refinement.actions import session
from bot.features.refinement.rules.session_values import Kept, SessionSettings
from bot.features.refinement.store import sessions
from bot.meetings import actions, hosting
from bot.meetings.rows import settings as written
from bot.meetings.rules.refusals import NothingToUndo
from bot.meetings.rules.roster import Word
from bot.meetings.rules.values import Closing
from bot.meetings.store.rosters import guests_of
from bot.series import store as series_store
from bot.series.actions.seating import hosts_to_come
from bot.store import migrate, revisions
from bot.store.opening import open_store
from bot.store.unit import RunningStore
from tests.fakes.databases import postgres_database
from tests.fakes.old_rows import Old
from tests.features.lean_coffee.scene import ANA, BEN, CHLOE, GUILD, TEN, minutes, seconds

WORKSPACE = WorkspaceId("T0GUILD")
RUNS, OVER, REFINES = MeetingId("runs"), MeetingId("over"), MeetingId("refines")
WEEKLY, DATE = SeriesId("weekly"), OccurrenceId("date")


@pytest.fixture(params=["sqlite", "postgresql"])
def old_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A database without a table."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path}/old.db"
        return
    with postgres_database(MetaData(), "hosts") as url:
        yield url


def fill(url: str) -> None:
    """Write meetings, a series and its announced date as 0035 had them, then who hosts beside and what can be taken back as 0037 did."""
    with revisions.connected(url) as connection:
        command.upgrade(migrate._config(connection), "0035")
        old = Old(connection, WORKSPACE)
        _a_meeting(old, RUNS, "lean_coffee", stage="discussing", phase=3, began=TEN, due=TEN + minutes(5))
        _a_course(old, RUNS)
        closed = {"closed": TEN + minutes(45), "how": "after_outage", "lane": "over"}
        _a_meeting(old, OVER, "lean_coffee", stage="closed", phase=9, began=TEN + minutes(45), **closed)
        _a_course(old, OVER)
        _a_meeting(old, REFINES, "refinement:session", stage="refining", phase=2, began=TEN, due=TEN + minutes(9), lane="r")
        old.add("refinement_session", meeting=REFINES, settings=written(SessionSettings()), learning=False)
        old.add("refinement_visit", meeting=REFINES, position=1, item="i1", opened=TEN, ran=0)
        _a_series(old)
        command.upgrade(migrate._config(connection), "0037")
        told = text("UPDATE meetings_meeting SET cohosts = :beside, claimed_by = :by, claimed_at = :at WHERE id = :id")
        claimed = int((TEN + minutes(1)).timestamp()) * 1_000_000
        connection.execute(told, {"beside": f'["{BEN}"]', "by": CHLOE, "at": claimed, "id": RUNS})


def _a_meeting(old: Old, named: str, ceremony: str, **more: object) -> None:
    where = {"channel": GUILD, "title": "Platform guild", "host": ANA, "zone": "UTC", "lane": ""}
    old.add(
        "meetings_meeting",
        id=named,
        ceremony=ceremony,
        opened=TEN,
        planned_end=TEN + minutes(45),
        revision=1,
        **{**where, **more},
    )
    for person in (ANA, BEN, CHLOE):
        stretch = {"segment": f"{named} {person}", "session": named, "person": person, "since": TEN, "until": more.get("closed")}
        old.add("presence_segment", **stretch, source="button")


def _a_course(old: Old, meeting: str) -> None:
    old.add("lean_coffee_course", meeting=meeting, settings=written(settle(Wishes())), dots=3, box=1)


def _a_series(old: Old) -> None:
    rule = {"rule": "FREQ=WEEKLY;BYDAY=TU", "start": "2026-12-08T10:00:00", "zone": "UTC", "state": "running"}
    old.add("schedule_rule", id=WEEKLY, **rule, on_holiday="keep")
    own = {"title": "Guild", "owner": ANA, "channel": GUILD, "own": written(settle(Wishes()))}
    old.add("series_series", id=WEEKLY, ceremony="lean_coffee", created=TEN, **own)
    old.add("series_occurrence", id=DATE, series=WEEKLY, wall="2026-12-08T10:00:00", starts=TEN + timedelta(days=7))


@pytest.fixture
async def upgraded(old_url: str, clock: SetClock, real: SetClock) -> AsyncIterator[RunningStore]:
    fill(old_url)
    migrate.migrate(old_url)
    clock.instant = real.instant = TEN + seconds(70)
    store = open_store(old_url, clock=clock, real=real, ids=RandomIds(), answers={}, on_commit=lambda rooms: None)
    await store.start()
    yield store
    await store.stop()


async def test_who_hosts_beside_and_who_asked_to_host_stay_and_the_role_can_move(upgraded: RunningStore) -> None:
    found = await upgraded.read(meetings.meeting, WORKSPACE, RUNS)
    assert found is not None
    assert (found.cohosts, found.claim and found.claim.by, found.steps, found.stage) == (
        frozenset([BEN]),
        CHLOE,
        (),
        Stage.DISCUSSING,
    )
    named: dict[str, Any] = {"ceremony": CEREMONY, "meeting": RUNS, "person": ANA}
    await upgraded.write(hosting.add_cohosts, WORKSPACE, None, **named, cohosts=frozenset([CHLOE]))
    await upgraded.write(actions.steer, WORKSPACE, None, ceremony=CEREMONY, meeting=RUNS, person=ANA, verb="pause", phase=3)
    await upgraded.write(actions.undo, WORKSPACE, None, **named, phase=4)
    after = await upgraded.read(meetings.meeting, WORKSPACE, RUNS)
    assert after is not None
    assert (after.stage, after.phase, after.cohosts, after.claim) == (Stage.DISCUSSING, 5, frozenset([BEN, CHLOE]), None)


async def test_an_open_refinement_can_take_back_what_is_done_from_now_on(upgraded: RunningStore) -> None:
    found = await upgraded.read(sessions.find, WORKSPACE, REFINES)
    assert found is not None
    assert (found.current, found.steps) == ("i1", ())
    over: dict[str, Any] = {"ceremony": session.CEREMONY, "meeting": REFINES, "person": ANA, "phase": 2}
    await upgraded.write(
        hosting.name_cohosts, WORKSPACE, None, ceremony=session.CEREMONY, meeting=REFINES, person=ANA, cohosts=frozenset([BEN])
    )
    with pytest.raises(NothingToUndo):
        await upgraded.write(actions.undo, WORKSPACE, None, **over)
    assert sessions.read_kept(sessions.write_kept(Kept(left=True))) == Kept(left=True)


async def test_what_closed_before_keeps_how_it_closed_and_takes_guests_of_the_call(upgraded: RunningStore) -> None:
    found = await upgraded.read(meetings.meeting, WORKSPACE, OVER)
    assert found is not None
    assert (found.how, found.closed, found.cohosts) == (Closing.AFTER_OUTAGE, TEN + minutes(45), frozenset())
    assert await upgraded.read(guests_of, WORKSPACE, found) == []
    word = Word({BEN: 5}, {"Petra": 20}, "on the call")
    await upgraded.write(actions.state_roster, WORKSPACE, None, ceremony=CEREMONY, meeting=OVER, person=ANA, word=word)
    assert [(one.name, one.minutes) for one in await upgraded.read(guests_of, WORKSPACE, found)] == [("Petra", 20)]


async def test_what_was_announced_before_is_hosted_by_its_owner(upgraded: RunningStore) -> None:
    date = await upgraded.read(series_store.occurrence_named, WORKSPACE, DATE)
    series = await upgraded.read(series_store.named, WORKSPACE, RECURRING.name, WEEKLY)
    assert date is not None
    assert series is not None
    assert (date.host, date.passed, RECURRING.hosts(series)) == (None, frozenset(), [])
    assert await upgraded.read(hosts_to_come, WORKSPACE, RECURRING, series, ()) == ()
