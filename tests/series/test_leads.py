"""How far ahead a series can be announced."""

from datetime import datetime, timedelta

import pytest

from bot.schedule.recurrence import Recurrence, next_four
from bot.series.leads import TooFarAhead, may_announce
from bot.series.rules import A_DAY, A_WEEK
from tests.features.lean_coffee.scene import TEN, minutes

START = datetime(2026, 12, 1, 10)


def dates(rule: str) -> list[datetime]:
    return [one.wall for one in next_four(Recurrence(rule, START, "Europe/Madrid"), TEN - timedelta(days=1))]


@pytest.mark.parametrize("rule", ["FREQ=MONTHLY;BYDAY=1TU", "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU", "FREQ=DAILY;INTERVAL=8"])
def test_a_week_ahead_suits_dates_that_leave_a_week_free(rule: str) -> None:
    may_announce(A_WEEK, dates=dates(rule), length=minutes(45))


@pytest.mark.parametrize(
    ("rule", "apart"),
    [("FREQ=WEEKLY;BYDAY=TU", 7), ("FREQ=DAILY", 1), ("FREQ=WEEKLY;BYDAY=TU,TH", 2), ("FREQ=MONTHLY;BYDAY=1TU,3TU,4TU", 7)],
)
def test_a_week_ahead_is_refused_where_one_date_would_be_announced_before_the_last_is_over(rule: str, apart: int) -> None:
    with pytest.raises(TooFarAhead) as refused:
        may_announce(A_WEEK, dates=dates(rule), length=minutes(45))
    assert refused.value.apart == timedelta(days=apart)


def test_a_meeting_that_lasts_into_the_week_before_the_next_is_in_the_way() -> None:
    both = [START, START + timedelta(days=7, minutes=45)]
    may_announce(A_WEEK, dates=both, length=minutes(45))
    with pytest.raises(TooFarAhead):
        may_announce(A_WEEK, dates=both, length=minutes(46))


def test_a_day_ahead_suits_every_series_and_what_happens_once_can_be_announced_at_any_time() -> None:
    may_announce(A_DAY, dates=dates("FREQ=DAILY"), length=minutes(45))
    may_announce(A_WEEK, dates=[START], length=minutes(45))
