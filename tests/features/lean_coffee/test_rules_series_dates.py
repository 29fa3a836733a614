"""How far ahead a series can be announced, who changes it, who hears that a date is called off."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from bot.features.lean_coffee import rules
from bot.features.lean_coffee.rules import (
    A_DAY,
    A_WEEK,
    CalledOff,
    Occurrence,
    OccurrenceId,
    Series,
    SeriesId,
    SeriesState,
    Settings,
)
from bot.schedule import Recurrence
from bot.schedule.recurrence import next_four
from tests.features.lean_coffee.scene import ANA, BEN, CHLOE, GUILD, TEN, minutes

START = datetime(2026, 12, 1, 10)
SERIES = Series(SeriesId("s1"), GUILD, ANA, "Guild", "UTC", Settings())


def dates(rule: str) -> list[datetime]:
    return [one.wall for one in next_four(Recurrence(rule, START, "Europe/Madrid"), TEN - timedelta(days=1))]


@pytest.mark.parametrize("rule", ["FREQ=MONTHLY;BYDAY=1TU", "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU", "FREQ=DAILY;INTERVAL=8"])
def test_a_week_ahead_suits_dates_that_leave_a_week_free(rule: str) -> None:
    rules.may_announce(A_WEEK, dates=dates(rule), length=minutes(45))


@pytest.mark.parametrize(
    ("rule", "apart"),
    [("FREQ=WEEKLY;BYDAY=TU", 7), ("FREQ=DAILY", 1), ("FREQ=WEEKLY;BYDAY=TU,TH", 2), ("FREQ=MONTHLY;BYDAY=1TU,3TU,4TU", 7)],
)
def test_a_week_ahead_is_refused_where_one_date_would_be_announced_before_the_last_is_over(rule: str, apart: int) -> None:
    with pytest.raises(rules.TooFarAhead) as refused:
        rules.may_announce(A_WEEK, dates=dates(rule), length=minutes(45))
    assert refused.value.apart == timedelta(days=apart)


def test_a_meeting_that_lasts_into_the_week_before_the_next_is_in_the_way() -> None:
    both = [START, START + timedelta(days=7, minutes=45)]
    rules.may_announce(A_WEEK, dates=both, length=minutes(45))
    with pytest.raises(rules.TooFarAhead):
        rules.may_announce(A_WEEK, dates=both, length=minutes(46))


def test_a_day_ahead_suits_every_series_and_what_happens_once_can_be_announced_at_any_time() -> None:
    rules.may_announce(A_DAY, dates=dates("FREQ=DAILY"), length=minutes(45))
    rules.may_announce(A_WEEK, dates=[START], length=minutes(45))


def test_only_the_date_that_was_meant_is_skipped() -> None:
    rules.may_skip(TEN, TEN)
    for coming in (TEN + timedelta(days=14), None):
        with pytest.raises(rules.NoSuchOccurrence):
            rules.may_skip(coming, TEN)


def test_a_series_is_its_host_s_and_an_admin_s_until_it_has_ended() -> None:
    rules.may_change_series(SERIES, ANA, is_admin=False)
    rules.may_change_series(SERIES, BEN, is_admin=True)
    with pytest.raises(rules.NotSeriesHost):
        rules.may_change_series(SERIES, BEN, is_admin=False)
    for is_admin in (False, True):
        with pytest.raises(rules.SeriesEnded):
            rules.may_change_series(replace(SERIES, state=SeriesState.ENDED), ANA, is_admin=is_admin)


def test_who_is_coming_is_told_but_for_those_who_know() -> None:
    occurrence = Occurrence(OccurrenceId("o1"), SERIES.id, TEN, frozenset({ANA, BEN, CHLOE}))
    assert rules.to_be_told(occurrence, ANA) == (BEN, CHLOE)
    assert rules.to_be_told(occurrence, None, BEN, CHLOE) == (ANA,)


@pytest.mark.parametrize(
    ("why", "skipped"),
    [
        (None, False),
        (CalledOff.SKIPPED, True),
        (CalledOff.PAUSED, True),
        (CalledOff.ENDED, True),
        (CalledOff.CANCELLED, False),
        (CalledOff.MISSED, False),
    ],
)
def test_only_what_somebody_called_off_before_its_hour_never_opens(why: CalledOff | None, skipped: bool) -> None:
    assert Occurrence(OccurrenceId("o1"), SERIES.id, TEN, called_off=why).skipped is skipped
