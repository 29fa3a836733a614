"""Rows <-> the Sprints of a channel's team, their events, and what each Sprint is for."""

import json
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import bindparam, select, union, update

from bot.core.ids import ChannelId, PersonId, SeriesId
from bot.core.written_beside import with_unknown
from bot.core.zones import zone_or_utc
from bot.store.base import in_workspace
from bot.store.unit import Read, Unit
from bot.store.upserts import upsert
from bot.teams.members_store import is_with, shut_out_of
from bot.teams.sprint_events import EventPlan, GoalOutcome, ScrumEvent, SprintGoal, TeamSprints, usual_plan
from bot.teams.sprints import DayOf, EventDay, Sprint, SprintCalendar, SprintLength, Stretch
from bot.teams.sprints import Unit as CountedIn
from bot.teams.tables import AccountabilityRow, SprintGoalRow, SprintsRow
from bot.teams.team_store import settings, teams_of

_OF_CHANNEL = (SprintsRow.workspace == in_workspace(), SprintsRow.channel == bindparam("of_channel"))
_SPRINTS = select(SprintsRow.zone, SprintsRow.stretches, SprintsRow.events, SprintsRow.set_by, SprintsRow.series).where(
    *_OF_CHANNEL
)
_KEEP = upsert(SprintsRow, update=("zone", "stretches", "events", "set_by", "series"))
_GOAL_OF = (
    SprintGoalRow.workspace == in_workspace(),
    SprintGoalRow.channel == bindparam("of_channel"),
    SprintGoalRow.number == bindparam("of_number"),
)
_GOAL = select(SprintGoalRow.goal, SprintGoalRow.written_by, SprintGoalRow.outcome).where(*_GOAL_OF)
_WRITE_GOAL = upsert(SprintGoalRow, update=("goal", "written_by"))
_TELL = update(SprintGoalRow).where(*_GOAL_OF).values(outcome=bindparam("became"), told_by=bindparam("by"))
_THEIRS = union(
    select(SprintsRow.channel, SprintsRow.set_by)
    .join(
        AccountabilityRow,
        (AccountabilityRow.workspace == SprintsRow.workspace) & (AccountabilityRow.channel == SprintsRow.channel),
    )
    .where(SprintsRow.workspace == in_workspace(), AccountabilityRow.person == bindparam("who")),
    select(SprintsRow.channel, SprintsRow.set_by).where(
        SprintsRow.workspace == in_workspace(), SprintsRow.set_by == bindparam("who")
    ),
    select(SprintsRow.channel, SprintsRow.set_by).where(
        SprintsRow.workspace == in_workspace(), is_with("who", SprintsRow.channel)
    ),
)
_EVENTS = frozenset(event.value for event in ScrumEvent)


def team_sprints(read: Read, channel: ChannelId) -> TeamSprints | None:
    """Return the Sprints of a channel's team with their events; None where it has set up none."""
    row = read.row(_SPRINTS, {"of_channel": channel})
    if row is None:
        return None
    calendar = SprintCalendar(tuple(_stretch(one) for one in json.loads(row.stretches)))
    series = {ScrumEvent(event): SeriesId(kept) for event, kept in json.loads(row.series or "{}").items() if event in _EVENTS}
    return TeamSprints(calendar, row.zone, PersonId(row.set_by), _events(read, channel, json.loads(row.events)), series)


def usual_events(read: Read, channel: ChannelId) -> dict[ScrumEvent, EventPlan]:
    """Return how the events of a team are held that has said nothing of them but how far ahead it is told."""
    kept = settings(read, channel)
    return {event: usual_plan(event, kept.card_ahead, kept.line_ahead) for event in ScrumEvent}


def sprint_calendar(read: Read, channel: ChannelId) -> SprintCalendar | None:
    """Return when the Sprints of a channel's team are; None where it has set up none."""
    found = team_sprints(read, channel)
    return None if found is None else found.calendar


def current_sprint(read: Read, channel: ChannelId, day: date) -> Sprint | None:
    """Return the Sprint of a channel's team that a day is in; None before the first, and where it has set up none."""
    found = sprint_calendar(read, channel)
    return None if found is None else found.on(day)


def today(read: Read, sprints: TeamSprints) -> date:
    """Return which day it is where a team's hours are meant."""
    return now(read, sprints).date()


def now(read: Read, sprints: TeamSprints) -> datetime:
    """Return the wall time where a team's hours are meant."""
    return read.now.astimezone(zone_or_utc(sprints.zone)).replace(tzinfo=None)


def channels_of(read: Read, person: PersonId) -> list[ChannelId]:
    """Name the channels with Sprints whose team a person is of, or whose calendar they have set up."""
    theirs = {one.channel for one in teams_of(read, person)}
    found = {ChannelId(row.channel): PersonId(row.set_by) for row in read.rows(_THEIRS, {"who": person})}
    own = {channel for channel, set_by in found.items() if set_by == person} - shut_out_of(read, person)
    return sorted(own | (theirs & found.keys()))


def keep_sprints(unit: Unit, channel: ChannelId, kept: TeamSprints) -> None:
    """Write down the Sprints of a channel's team; it is locked already."""
    usual = usual_events(unit, channel)
    own = {event.value: _own(plan, usual[event]) for event, plan in kept.events.items() if plan != usual[event]}
    stretches = [(one.number, one.first.isoformat(), one.length.unit.value, one.length.weeks) for one in kept.calendar.stretches]
    series = {event.value: kept_by for event, kept_by in kept.series.items()}
    before = unit.row(_SPRINTS, {"of_channel": channel})
    series = with_unknown(series, _EVENTS, before and before.series)
    own = with_unknown(own, _EVENTS, before and before.events)
    row = {"channel": channel, "zone": kept.zone, "set_by": kept.set_by, "series": json.dumps(series)}
    unit.run(_KEEP, {**row, "stretches": json.dumps(stretches), "events": json.dumps(own, ensure_ascii=False)})


def sprint_goal(read: Read, channel: ChannelId, number: int) -> SprintGoal | None:
    """Return what a Sprint of a channel's team is for; None where nobody has said."""
    row = read.row(_GOAL, {"of_channel": channel, "of_number": number})
    if row is None:
        return None
    return SprintGoal(number, row.goal, PersonId(row.written_by), GoalOutcome(row.outcome) if row.outcome else None)


def keep_goal(unit: Unit, channel: ChannelId, goal: SprintGoal) -> None:
    """Write down what a Sprint is for; what became of it stays as it was said."""
    row = {"channel": channel, "number": goal.number, "goal": goal.text, "written_by": goal.written_by}
    unit.run(_WRITE_GOAL, {**row, "outcome": "", "told_by": ""})


def keep_outcome(unit: Unit, channel: ChannelId, number: int, outcome: GoalOutcome, by: PersonId) -> None:
    """Write down what became of a Sprint Goal, and who said so."""
    unit.run(_TELL, {"of_channel": channel, "of_number": number, "became": outcome.value, "by": by})


def _stretch(kept: tuple[int, str, str, int]) -> Stretch:
    number, first, unit, weeks = kept
    return Stretch(number, date.fromisoformat(first), SprintLength(weeks, CountedIn(unit)))


def _events(read: Read, channel: ChannelId, own: Mapping[str, Mapping[str, Any]]) -> dict[ScrumEvent, EventPlan]:
    usual = usual_events(read, channel)
    return {event: _plan(event, {**_written(plan), **own.get(event.value, {})}) for event, plan in usual.items()}


def _own(plan: EventPlan, usual: EventPlan) -> Mapping[str, Any]:
    """Return what is not as usual: the rest follows the team's settings when these change."""
    told, before = _written(plan), _written(usual)
    return {name: value for name, value in told.items() if value != before[name]}


def _written(plan: EventPlan) -> Mapping[str, Any]:
    day = plan.day
    return {
        "day": [day.of.value, day.weekday, day.week, day.earlier],
        "at": plan.at.isoformat("minutes") if plan.at else None,
        "timebox": _seconds(plan.timebox),
        "link": plan.link,
        "ahead": _seconds(plan.ahead),
        "reminded": _seconds(plan.reminded),
        "held": plan.held,
    }


def _plan(event: ScrumEvent, kept: Mapping[str, Any]) -> EventPlan:
    of, weekday, week, earlier = kept["day"]
    return EventPlan(
        event,
        EventDay(DayOf(of), weekday, week, earlier),
        time.fromisoformat(kept["at"]) if kept["at"] else None,
        _span(kept["timebox"]),
        kept["link"],
        _span(kept["ahead"]),
        _span(kept["reminded"]),
        kept["held"],
    )


def _seconds(span: timedelta | None) -> float | None:
    return None if span is None else span.total_seconds()


def _span(kept: float | None) -> timedelta | None:
    return None if kept is None else timedelta(seconds=kept)
