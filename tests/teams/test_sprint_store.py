"""The Sprints of a channel and their goals, on both engines."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

from bot.core.clock import SetClock
from bot.core.ids import ChannelId, PersonId, WorkspaceId
from bot.schedule.anchors import SprintEvent
from bot.store.unit import RunningStore, Unit
from bot.teams.calendar import team_dates
from bot.teams.sprint_events import GoalOutcome, ScrumEvent, SprintGoal, TeamSprints
from bot.teams.sprint_store import (
    channels_of,
    current_sprint,
    keep_goal,
    keep_outcome,
    keep_sprints,
    sprint_calendar,
    sprint_goal,
    team_sprints,
    usual_events,
)
from bot.teams.sprints import DayOf, EventDay, Sprint, SprintCalendar, SprintLength, Stretch
from bot.teams.sprints import Unit as CountedIn
from bot.teams.team import Team
from bot.teams.team_store import keep_team

ANA, BEN = PersonId("U0ANA"), PersonId("U0BEN")
GUILD, OTHER = ChannelId("C0GUILD"), ChannelId("C0OTHER")
TWO = SprintLength(2)
CALENDAR = SprintCalendar(
    (Stretch(12, date(2026, 12, 1), TWO), Stretch(14, date(2026, 12, 31), SprintLength(unit=CountedIn.MONTH)))
)


async def test_sprints_are_read_as_they_were_kept(store: RunningStore, workspace: WorkspaceId, clock: SetClock) -> None:
    def kept(unit: Unit) -> TeamSprints:
        made = TeamSprints(CALENDAR, "Europe/Madrid", ANA, usual_events(unit, GUILD))
        own = replace(
            made.events[ScrumEvent.REVIEW],
            day=EventDay(DayOf.WEEKDAY, weekday=4, week=-1, earlier=True),
            at=time(15),
            timebox=timedelta(hours=1),
            link="https://meet.example/r",
            ahead=None,
            reminded=timedelta(minutes=5),
        )
        made = made.with_event(own).with_event(replace(made.events[ScrumEvent.DAILY], held=False))
        keep_sprints(unit, GUILD, made)
        keep_team(unit, Team(GUILD, BEN))
        return made

    clock.instant = datetime(2026, 11, 28, tzinfo=UTC)
    assert await store.read(sprint_calendar, workspace, GUILD) is None
    assert await store.read(current_sprint, workspace, GUILD, date(2026, 12, 1)) is None
    made = await store.write(kept, workspace, None)
    assert await store.read(team_sprints, workspace, GUILD) == made
    assert await store.read(sprint_calendar, workspace, GUILD) == CALENDAR
    found = await store.read(current_sprint, workspace, GUILD, date(2026, 12, 20))
    assert found == Sprint(13, date(2026, 12, 15), date(2026, 12, 30))
    dates = (await store.read(team_dates, workspace, GUILD)).events
    assert dates[SprintEvent.START][:4] == (
        date(2026, 12, 1),
        date(2026, 12, 15),
        date(2026, 12, 31),
        date(2027, 1, 31),
    )
    assert date(2028, 10, 1) < dates[SprintEvent.PLANNING][-1] < date(2029, 1, 1)
    assert (await store.read(team_dates, workspace, OTHER)).events == {}
    assert await store.read(channels_of, workspace, ANA) == await store.read(channels_of, workspace, BEN) == [GUILD]


async def test_a_goal_is_kept_with_what_became_of_it(store: RunningStore, workspace: WorkspaceId) -> None:
    def written(unit: Unit, text: str) -> None:
        keep_goal(unit, GUILD, SprintGoal(12, text, ANA))

    def told(unit: Unit) -> None:
        keep_outcome(unit, GUILD, 12, GoalOutcome.PARTLY, BEN)

    assert await store.read(sprint_goal, workspace, GUILD, 12) is None
    await store.write(written, workspace, None, "Save a card")
    await store.write(told, workspace, None)
    await store.write(written, workspace, None, "Save two cards")
    kept = SprintGoal(12, "Save two cards", ANA, GoalOutcome.PARTLY)
    assert await store.read(sprint_goal, workspace, GUILD, 12) == kept
    assert await store.read(sprint_goal, workspace, GUILD, 13) is None
