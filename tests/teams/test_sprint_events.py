"""When the events of a team's Sprints are, how long they last, and what they are counted from."""

from dataclasses import replace
from datetime import date, time, timedelta

import pytest

from bot.core.ids import PersonId
from bot.schedule.anchors import SprintEvent
from bot.schedule.working_days import WorkingDays
from bot.teams.sprint_events import (
    ScrumEvent,
    TeamSprints,
    TimeboxOutOfBounds,
    fit_timebox,
    usual_plan,
    usual_time,
    usual_timebox,
)
from bot.teams.sprints import DayOf, EventDay, SprintCalendar, SprintLength, Stretch, Unit

TWO, MONTH = SprintLength(2), SprintLength(unit=Unit.MONTH)
SPAIN = WorkingDays(country="ES")
DAY, SOON = timedelta(days=1), timedelta(minutes=10)


def sprints(first: date, length: SprintLength = TWO, number: int = 1) -> TeamSprints:
    events = {event: usual_plan(event, DAY, SOON) for event in ScrumEvent}
    return TeamSprints(SprintCalendar((Stretch(number, first, length),)), "Europe/Madrid", PersonId("U0ANA"), events)


def test_timeboxes_are_those_of_the_guide_shortened_with_the_sprint() -> None:
    of_two = [usual_timebox(event, TWO) for event in ScrumEvent]
    assert of_two == [timedelta(hours=4), timedelta(minutes=15), timedelta(hours=2), timedelta(minutes=90)]
    assert usual_timebox(ScrumEvent.DAILY, MONTH) == timedelta(minutes=15)
    found = sprints(date(2026, 12, 1))
    assert found.timebox(ScrumEvent.REVIEW, 1) == timedelta(hours=2)
    own = replace(found.events[ScrumEvent.REVIEW], timebox=timedelta(hours=1))
    assert found.with_event(own).timebox(ScrumEvent.REVIEW, 1) == timedelta(hours=1)
    assert fit_timebox(ScrumEvent.REVIEW, timedelta(hours=4)) == timedelta(hours=4)
    for given in (timedelta(hours=4, minutes=1), timedelta()):
        with pytest.raises(TimeboxOutOfBounds):
            fit_timebox(ScrumEvent.REVIEW, given)


@pytest.mark.parametrize("length", [SprintLength(1), TWO, SprintLength(3), SprintLength(4), MONTH])
def test_the_retrospective_begins_when_the_review_is_over_on_the_same_day(length: SprintLength) -> None:
    review, retro = (usual_time(event, length) for event in (ScrumEvent.REVIEW, ScrumEvent.RETROSPECTIVE))
    begins = timedelta(hours=review.hour, minutes=review.minute) + usual_timebox(ScrumEvent.REVIEW, length)
    ends = timedelta(hours=retro.hour, minutes=retro.minute) + usual_timebox(ScrumEvent.RETROSPECTIVE, length)
    assert begins == timedelta(hours=retro.hour, minutes=retro.minute)
    assert ends <= timedelta(hours=17, minutes=30)
    assert usual_plan(ScrumEvent.DAILY, DAY, SOON).ahead is None


def test_what_others_count_from_minds_the_holidays_of_the_team() -> None:
    found = sprints(date(2026, 12, 8), number=12)  # Immaculate Conception
    dates = found.anchors(SPAIN, date(2026, 12, 10), date(2026, 12, 30))
    assert dates[SprintEvent.START] == (date(2026, 12, 8), date(2026, 12, 22))
    assert dates[SprintEvent.PLANNING] == (date(2026, 12, 9), date(2026, 12, 22))
    assert dates[SprintEvent.END] == (date(2026, 12, 21), date(2027, 1, 4))
    assert [one.number for one in found.between(date(2026, 12, 1), date(2026, 12, 9))] == [12]
    each = found.days(ScrumEvent.DAILY, SPAIN, date(2026, 12, 8), date(2026, 12, 8))
    assert (len(each), each[0], each[-1]) == (8, date(2026, 12, 10), date(2026, 12, 21))
    friday = replace(found.events[ScrumEvent.REVIEW], day=EventDay(DayOf.WEEKDAY, weekday=4, week=-1), at=time(15))
    assert found.with_event(friday).days(ScrumEvent.REVIEW, SPAIN, date(2026, 12, 8), date(2026, 12, 8)) == (date(2026, 12, 18),)


@pytest.mark.parametrize(
    ("planning", "timebox", "daily", "first_day_too"),
    [
        (time(9, 30), None, time(9), False),
        (time(9), None, time(9), False),
        (time(9), None, time(12, 59), False),
        (time(9), None, time(13), True),
        (time(9), timedelta(hours=2), time(11), True),
        (None, None, time(9), True),
    ],
)
def test_no_daily_scrum_is_held_before_the_planning_of_its_day_is_over(
    planning: time | None, timebox: timedelta | None, daily: time, *, first_day_too: bool
) -> None:
    found = sprints(date(2026, 12, 7))
    plan = found.events[ScrumEvent.PLANNING]
    found = found.with_event(replace(plan, at=planning or plan.at, timebox=timebox, held=planning is not None))
    found = found.with_event(replace(found.events[ScrumEvent.DAILY], at=daily))
    days = found.days(ScrumEvent.DAILY, WorkingDays(), date(2026, 12, 7), date(2026, 12, 20))
    assert [day.day for day in days] == [*([7] if first_day_too else []), 8, 9, 10, 11, 14, 15, 16, 17, 18]


def test_where_planning_is_on_another_day_the_daily_scrum_begins_with_the_sprint() -> None:
    found = sprints(date(2026, 12, 7))
    second = EventDay(DayOf.WEEKDAY, weekday=1)
    found = found.with_event(replace(found.events[ScrumEvent.PLANNING], day=second))
    days = found.days(ScrumEvent.DAILY, WorkingDays(), date(2026, 12, 7), date(2026, 12, 11))
    assert [day.day for day in days[:3]] == [7, 9, 10]
