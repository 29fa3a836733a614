"""The Sprints of a team: no gap, no overlap, months kept within the month, events on working days."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.schedule.working_days import WorkingDays
from bot.teams.sprints import (
    DayOf,
    EventDay,
    GapBefore,
    LengthOutOfBounds,
    Sprint,
    SprintBegun,
    SprintCalendar,
    SprintLength,
    Stretch,
    Unit,
    days_of,
)

TWO, THREE, MONTH = SprintLength(2), SprintLength(3), SprintLength(unit=Unit.MONTH)
SPAIN = WorkingDays(country="ES")


def calendar(first: date, length: SprintLength = TWO) -> SprintCalendar:
    return SprintCalendar((Stretch(1, first, length),))


def test_sprints_of_a_month_are_kept_within_the_month() -> None:
    sprints = calendar(date(2026, 1, 31), MONTH).coming(date(2026, 1, 31), 5)
    assert [(one.first, one.last) for one in sprints] == [
        (date(2026, 1, 31), date(2026, 2, 27)),
        (date(2026, 2, 28), date(2026, 3, 30)),
        (date(2026, 3, 31), date(2026, 4, 29)),
        (date(2026, 4, 30), date(2026, 5, 30)),
        (date(2026, 5, 31), date(2026, 6, 29)),
    ]
    assert calendar(date(2028, 1, 31), MONTH).sprint(2).first == date(2028, 2, 29)


@given(
    st.dates(date(2025, 1, 1), date(2030, 1, 1)),
    st.sampled_from([SprintLength(1), TWO, THREE, SprintLength(4), MONTH]),
    st.integers(2, 6),
    st.integers(-6, 20),
)
def test_one_sprint_follows_another_without_a_gap_whatever_was_changed(
    first: date, length: SprintLength, number: int, later: int
) -> None:
    before = calendar(first, length)
    moved = before.sprint(number).first + timedelta(days=later)
    if moved <= before.sprint(number - 1).first:
        with pytest.raises(GapBefore):
            before.changed(number, moved, THREE, today=first)
        return
    after = before.changed(number, moved, THREE, today=first)
    sprints = [after.sprint(each) for each in range(1, 12)]
    assert all(one.last + timedelta(days=1) == following.first for one, following in pairwise(sprints))
    assert all(one.first <= one.last for one in sprints)
    assert sprints[: number - 2] == [before.sprint(each) for each in range(1, number - 1)]
    assert (after.sprint(number).first, after.stretches[-1].length) == (moved, THREE)
    for sprint in sprints[:-1]:
        assert after.on(sprint.first) == after.on(sprint.last) == sprint


def test_what_is_past_stays() -> None:
    found = calendar(date(2026, 12, 1))
    with pytest.raises(SprintBegun):
        found.changed(2, date(2026, 12, 15), THREE, today=date(2026, 12, 15))
    assert found.changed(2, date(2026, 12, 15), THREE, today=date(2026, 12, 14)).sprint(2).last == date(2027, 1, 4)
    assert found.changed(1, date(2026, 12, 3), TWO, today=date(2026, 11, 30)).sprint(1).first == date(2026, 12, 3)
    assert found.on(date(2026, 11, 30)) is None
    with pytest.raises(LengthOutOfBounds):
        SprintLength(5)


def test_a_day_counts_by_the_working_days_of_the_team() -> None:
    sprint = Sprint(12, date(2026, 12, 21), date(2027, 1, 3))
    assert (sprint.days(SPAIN), sprint.day(date(2026, 12, 28), SPAIN)) == (8, 5)
    assert (sprint.day(date(2026, 12, 27), SPAIN), sprint.day(date(2026, 12, 20), SPAIN)) == (4, 0)


@pytest.mark.parametrize(
    ("event", "days"),
    [
        (EventDay(DayOf.FIRST), [date(2026, 12, 28)]),
        (EventDay(DayOf.FIRST, earlier=True), [date(2026, 12, 28)]),
        (EventDay(DayOf.LAST), [date(2027, 1, 4)]),
        (EventDay(DayOf.WEEKDAY, weekday=4, week=2), [date(2027, 1, 4)]),
        (EventDay(DayOf.WEEKDAY, weekday=4, week=2, earlier=True), [date(2026, 12, 31)]),
        (EventDay(DayOf.WEEKDAY, weekday=2, week=-1), [date(2026, 12, 30)]),
        (EventDay(DayOf.WEEKDAY, weekday=2, week=3), []),
        (EventDay(DayOf.EACH), [date(2026, 12, each) for each in (28, 29, 30, 31)] + [date(2027, 1, 4)]),
    ],
)
def test_an_event_is_held_on_a_working_day_of_its_sprint(event: EventDay, days: list[date]) -> None:
    sprint = Sprint(3, date(2026, 12, 25), date(2027, 1, 4))
    assert list(days_of(event, sprint, SPAIN)) == days


def test_events_are_shorter_in_shorter_sprints() -> None:
    planning = timedelta(hours=8)
    assert [each.shortened(planning) for each in (SprintLength(1), TWO, SprintLength(4), MONTH)] == [
        timedelta(hours=2),
        timedelta(hours=4),
        planning,
        planning,
    ]


def test_a_sprint_without_a_working_day_has_no_events() -> None:
    sprint = Sprint(1, date(2026, 12, 26), date(2026, 12, 27))
    assert days_of(EventDay(DayOf.FIRST), sprint, SPAIN) == ()
