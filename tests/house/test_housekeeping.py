"""What the house forgets of its own accord, and what it keeps."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import func, select

from bot.core.clock import MovableClock, SetClock
from bot.core.ids import PersonId, WorkspaceId
from bot.features.lean_coffee.actions.talk import cast_ballot
from bot.features.lean_coffee.kinds import NAME
from bot.features.lean_coffee.store import meetings
from bot.house import housekeeping
from bot.house.features import ROOMS_AND_FEATURES
from bot.house.housekeeping import keep_house
from bot.house.time_travel import TimeTravel
from bot.meetings.store.meetings import open_meetings
from bot.schedule.drafts import Draft, keep_draft
from bot.schedule.recurrence import Recurrence
from bot.schedule.tables import DraftRow
from bot.store.once import once
from bot.store.tables import StoreGiven, StoreRequest
from bot.store.unit import Read, RunningStore, Store, Unit
from bot.teams import store as teams
from tests.features.desk import Desk, value_of
from tests.features.lean_coffee.desk import Desk as LeanCoffee

_DRAFTS = select(func.count().label("n")).select_from(DraftRow)
_GIVEN = select(func.count().label("n")).select_from(StoreGiven)
_REQUESTS = select(func.count().label("n")).select_from(StoreRequest)


def counted(read: Read) -> tuple[int, int]:
    drafts, requests = read.row(_DRAFTS), read.row(_REQUESTS)
    return (drafts.n if drafts else 0, requests.n if requests else 0)


def given(read: Read) -> int:
    row = read.row(_GIVEN)
    return row.n if row else 0


def done(unit: Unit) -> None:
    """Do nothing but be recognised."""


@pytest.mark.parametrize(
    ("age", "kept"),
    [
        (timedelta(hours=23), (1, 1)),
        (timedelta(hours=25), (1, 0)),
        (timedelta(days=6, hours=23), (1, 0)),
        (timedelta(days=7, hours=1), (0, 0)),
    ],
)
async def test_housekeeping_keeps_a_request_for_a_day_and_a_draft_for_a_week(
    store: Store, workspace: WorkspaceId, clock: SetClock, real: SetClock, age: timedelta, kept: tuple[int, int]
) -> None:
    plan = Draft(Recurrence("", datetime(2030, 1, 1, 10), "UTC"))
    await store.write(teams.keep_workspace, workspace, None, name="Team", domain="team", bot_user=PersonId("U0BOT"))
    await store.write(keep_draft, workspace, None, purpose="p", person=PersonId("U0ANA"), draft=plan)
    await store.write(done, workspace, "request")
    for each in (clock, real):
        each.advance(age)
    await keep_house(store, real)
    assert await store.read(counted, workspace) == kept


@pytest.mark.parametrize(("age", "kept"), [(timedelta(days=89), 1), (timedelta(days=92), 0)])
async def test_what_a_request_gave_is_known_for_ninety_days(
    store: Store, real: SetClock, workspace: WorkspaceId, age: timedelta, kept: int
) -> None:
    await store.write(once, workspace, "request")
    real.advance(age)
    await keep_house(store, real)
    assert await store.read(given, workspace) == kept


async def test_a_workspace_whose_rows_break_keeps_no_other_from_being_kept(
    store: Store, real: SetClock, workspace: WorkspaceId, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in (WorkspaceId("T0BROKEN"), workspace):
        await store.write(teams.keep_workspace, name, None, name="Team", domain="team", bot_user=PersonId("U0BOT"))
    seen: list[str] = []

    def breaking(unit: Unit) -> int:
        seen.append(unit.workspace)
        if unit.workspace == "T0BROKEN":
            raise RuntimeError("a broken row")
        return 0

    monkeypatch.setattr(housekeeping, "forget_old", breaking)
    await keep_house(store, real)
    assert seen == ["T0BROKEN", workspace]


async def next_moment(desk: Desk) -> str:
    """Say what the demo's button says of what comes next."""
    time_travel = TimeTravel(desk.store, desk.tick, MovableClock(desk.clock), idle=_idle, features=ROOMS_AND_FEATURES)
    found = await time_travel.next()
    return "" if found is None else found[1]


async def _idle() -> bool:
    return True


async def goes(desk: Desk) -> None:
    """Go to the next moment that has words."""
    walked = [kind for feature in ROOMS_AND_FEATURES for kind in feature.alarms if not kind.moment]
    due = await desk.tick.next_due(without=walked)
    assert due is not None
    desk.clock.instant = due
    await desk.tick.run()


def _gives_a_dot(unit: Unit) -> None:
    """Give one dot of Ben's: a topic without any opens not by itself."""
    (named,) = open_meetings(unit, NAME)
    found = meetings.meeting(unit, named)
    assert found is not None
    dots = (found.topics[0].id,)
    cast_ballot(unit, meeting=named, phase=found.phase, voter=PersonId("U0BEN"), dots=dots)


async def test_the_next_moment_names_whose_it_is_and_what_happens(
    store: RunningStore, clock: SetClock, real: SetClock, workspace: WorkspaceId
) -> None:
    desk = await LeanCoffee(store, clock, real, workspace).furnish()
    assert await next_moment(desk) == ""
    await desk.opens("Green builds")
    assert await next_moment(desk) == "Platform guild: time to propose topics ends"
    await desk.presses("Start voting", await desk.board())
    assert await next_moment(desk) == "Platform guild: vote closes"
    await desk.gives_dots()
    await desk.presses("Close voting", await desk.board())
    assert await next_moment(desk) == "Platform guild: time is up for “Green builds”"
    await goes(desk)
    assert await next_moment(desk) == "Platform guild: thumbs are counted"
    said = []
    while (moment := await next_moment(desk)).startswith("Platform guild"):
        said.append(moment)
        if moment.endswith("vote closes"):
            await desk.store.write(_gives_a_dot, desk.workspace)
        await goes(desk)
    assert said[-1] == "Platform guild: meeting closes"


async def test_a_series_and_a_reminder_are_named_too(
    store: RunningStore, clock: SetClock, real: SetClock, workspace: WorkspaceId
) -> None:
    desk = Desk(store, clock, real, workspace)
    shown = (await desk.command("U0ANA", '/coffee every tuesday at 15:00 "Guild" for 45m')).message
    await desk.click("U0ANA", "lean_coffee:save_plan", value_of(shown, "lean_coffee:save_plan"))
    said = []
    for _ in range(3):
        said.append(await next_moment(desk))
        await goes(desk)
    assert said == ["Guild: next meeting is announced", "Guild: reminder goes out", "Guild: opens"]
    shown = (await desk.command("U0ANA", "/refine remind tomorrow at 16:30")).message
    await desk.click("U0ANA", "refinement:save_plan", value_of(shown, "refinement:save_plan"))
    named = []
    for _ in range(9):
        named += [moment] if (moment := await next_moment(desk)).startswith("Backlog") else []
        await goes(desk)
    assert named[:3] == [
        "Backlog refinement: card is posted",
        "Backlog refinement: line is posted",
        "Backlog refinement: begins",
    ]
