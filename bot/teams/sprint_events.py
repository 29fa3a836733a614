"""The events of a team's Sprints: on which day, at what time, how long each is. Pure."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from itertools import takewhile

from bot.core.ids import PersonId, SeriesId
from bot.core.refusal import Refusal
from bot.schedule.anchors import SprintEvent
from bot.schedule.working_days import WorkingDays
from bot.teams.sprints import DayOf, EventDay, Sprint, SprintCalendar, SprintLength, days_of

DAILY_LASTS = timedelta(minutes=15)
_A_MINUTE, _A_DAY = timedelta(minutes=1), timedelta(days=1)
KNOWN_AHEAD = timedelta(days=2 * 366)
"""So far ahead the dates of events are known; a calendar goes on for ever."""


class ScrumEvent(StrEnum):
    """The events that a Sprint holds (Scrum Guide 2020), in their order."""

    PLANNING = "planning"
    DAILY = "daily"
    REVIEW = "review"
    RETROSPECTIVE = "retrospective"


OF_A_MONTH = {
    ScrumEvent.PLANNING: timedelta(hours=8),
    ScrumEvent.REVIEW: timedelta(hours=4),
    ScrumEvent.RETROSPECTIVE: timedelta(hours=3),
}
"""The longest that an event of a month's Sprint lasts, as the Scrum Guide says; shorter with the Sprint."""


class GoalOutcome(StrEnum):
    """What became of a Sprint Goal, as its team says when the Sprint ends."""

    MET = "met"
    PARTLY = "partly"
    NOT_MET = "not_met"


@dataclass(eq=False)
class TimeboxOutOfBounds(Refusal):
    """An event is longer than the Scrum Guide lets it be in a Sprint of this length, or shorter than a minute."""

    field = "timebox"
    given: timedelta
    most: timedelta


@dataclass(frozen=True)
class SprintGoal:
    """What a Sprint is for, who wrote it last, and what became of it; None until its team says."""

    number: int
    text: str
    written_by: PersonId
    outcome: GoalOutcome | None = None


@dataclass(frozen=True)
class EventPlan:
    """When an event is held in each Sprint, and what is told of it.

    `at`: None for the usual time in a Sprint of its length; `timebox`: None for the Guide's, shortened with the Sprint. `ahead`,
    `reminded`: so long before it is announced, and reminded of; None: not at all. What is not `held` is neither placed nor announced.
    """

    event: ScrumEvent
    day: EventDay
    at: time | None = None
    timebox: timedelta | None = None
    link: str = ""
    ahead: timedelta | None = _A_DAY
    reminded: timedelta | None = timedelta(minutes=10)
    held: bool = True


def usual_timebox(event: ScrumEvent, length: SprintLength) -> timedelta:
    """Return how long an event lasts at most in a Sprint of this length."""
    return DAILY_LASTS if event is ScrumEvent.DAILY else length.shortened(OF_A_MONTH[event])


def fit_timebox(event: ScrumEvent, given: timedelta) -> timedelta:
    """Return a timebox that an event may have: that of a month's Sprint is the longest. Raise TimeboxOutOfBounds."""
    most = OF_A_MONTH.get(event, DAILY_LASTS)
    if not timedelta(minutes=1) <= given <= most:
        raise TimeboxOutOfBounds(given, most)
    return given


def usual_time(event: ScrumEvent, length: SprintLength) -> time:
    """Return when an event is held in a Sprint of this length: the Retrospective as the Review is over."""
    review = time(14) if usual_timebox(ScrumEvent.REVIEW, length) <= timedelta(hours=2) else time(10)
    match event:
        case ScrumEvent.PLANNING:
            return time(9, 30)
        case ScrumEvent.DAILY:
            return time(9)
        case ScrumEvent.REVIEW:
            return review
        case ScrumEvent.RETROSPECTIVE:
            return _later(review, usual_timebox(ScrumEvent.REVIEW, length))


def usual_plan(event: ScrumEvent, ahead: timedelta | None, reminded: timedelta | None) -> EventPlan:
    """Return how an event is held where a team has said nothing: Planning first, Review and Retrospective on the last day.

    The Daily Scrum is reminded of and not announced: a card each day is one too many.
    """
    match event:
        case ScrumEvent.PLANNING:
            return EventPlan(event, EventDay(DayOf.FIRST), ahead=ahead, reminded=reminded)
        case ScrumEvent.DAILY:
            return EventPlan(event, EventDay(DayOf.EACH), ahead=None, reminded=reminded)
        case ScrumEvent.REVIEW | ScrumEvent.RETROSPECTIVE:
            return EventPlan(event, EventDay(DayOf.LAST, earlier=True), ahead=ahead, reminded=reminded)


def _later(begins: time, by: timedelta) -> time:
    minutes = _minutes(begins) + by // _A_MINUTE
    return time(minutes // 60, minutes % 60)


def _minutes(at: time) -> int:
    return at.hour * 60 + at.minute


@dataclass(frozen=True)
class TeamSprints:
    """The Sprints of a channel's team, with all its events; `zone` (IANA) is that of their hours.

    `series`: what keeps the dates of an event, with those that somebody has moved or skipped by hand.
    """

    calendar: SprintCalendar
    zone: str
    set_by: PersonId
    events: Mapping[ScrumEvent, EventPlan] = field(default_factory=dict)
    series: Mapping[ScrumEvent, SeriesId] = field(default_factory=dict)

    def timebox(self, event: ScrumEvent, number: int) -> timedelta:
        """Return how long an event lasts in the Sprint of a number."""
        own = self.events[event].timebox
        return usual_timebox(event, self.calendar.length(number)) if own is None else own

    def at(self, event: ScrumEvent, number: int) -> time:
        """Return at what time an event is held in the Sprint of a number."""
        own = self.events[event].at
        return usual_time(event, self.calendar.length(number)) if own is None else own

    def with_event(self, plan: EventPlan) -> "TeamSprints":
        """Return the same with another plan of one event."""
        return replace(self, events={**self.events, plan.event: plan})

    def between(self, first: date, last: date) -> Iterator[Sprint]:
        """Yield the Sprints that have a day between two days."""
        begun = self.calendar.on(first)
        number = begun.number if begun else self.calendar.first
        return takewhile(lambda one: one.first <= last, self.calendar.since(number))

    def days(self, event: ScrumEvent, working: WorkingDays, first: date, last: date) -> tuple[date, ...]:
        """Return the days of an event in the Sprints that have a day between two days, in order."""
        return tuple(wall.date() for wall in self.walls(event, working, first, last))

    def walls(self, event: ScrumEvent, working: WorkingDays, first: date, last: date) -> tuple[datetime, ...]:
        """Return the wall times of an event in the Sprints that have a day between two days, in order."""
        sprints = self.between(first, last)
        held = ((self.at(event, sprint.number), self.days_in(sprint, event, working)) for sprint in sprints)
        return tuple(datetime.combine(day, at) for at, days in held for day in days)

    def days_in(self, sprint: Sprint, event: ScrumEvent, working: WorkingDays) -> tuple[date, ...]:
        """Return the days of an event in one Sprint, in order; no Daily Scrum before that day's Planning is over."""
        days = days_of(self.events[event].day, sprint, working)
        if event is not ScrumEvent.DAILY or not self.plans_first(sprint.number):
            return days
        planned = days_of(self.events[ScrumEvent.PLANNING].day, sprint, working)
        return tuple(day for day in days if day not in planned)

    def plans_first(self, number: int) -> bool:
        """Say whether the hour of the Daily Scrum comes before Planning is over, which initiates the Sprint (Scrum Guide 2020)."""
        begins, lasts = self.at(ScrumEvent.PLANNING, number), self.timebox(ScrumEvent.PLANNING, number)
        is_later = _minutes(self.at(ScrumEvent.DAILY, number)) >= _minutes(begins) + lasts // _A_MINUTE
        return self.events[ScrumEvent.PLANNING].held and not is_later

    def anchors(self, working: WorkingDays, first: date, last: date) -> Mapping[SprintEvent, tuple[date, ...]]:
        """Return the days that others count from, in the Sprints that have a day between two days."""
        sprints = tuple(self.between(first, last))
        counted = (ScrumEvent.PLANNING, ScrumEvent.REVIEW, ScrumEvent.RETROSPECTIVE)
        return {
            SprintEvent.START: tuple(sprint.first for sprint in sprints),
            SprintEvent.END: tuple(sprint.last for sprint in sprints),
            **{SprintEvent(event.value): self.days(event, working, first, last) for event in counted},
        }
