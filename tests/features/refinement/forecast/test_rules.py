"""The forecast against what can be worked out without it: a constant pace, coin tosses, histories whose end is known."""

import itertools
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from math import comb, sqrt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core.chance import seeded
from bot.features.refinement.rules.forecast import draws
from bot.features.refinement.rules.forecast.backtest import Backtest, replayed
from bot.features.refinement.rules.forecast.draws import Scope
from bot.features.refinement.rules.forecast.history import Basis, EveryDay, history, reached, sample
from bot.features.refinement.rules.forecast.outlook import (
    CONFIDENCES,
    Counts,
    Dates,
    DayTooFar,
    Forecast,
    Known,
    TooFar,
    TooFewDone,
    forecast,
)
from bot.features.refinement.rules.forecast.question import (
    AlreadyPast,
    HowLong,
    HowMany,
    NoQuestion,
    NoSuchScope,
    NoSuchWindow,
    Question,
    read_question,
)
from bot.features.refinement.rules.forecast.steadiness import is_steady, likelihood
from bot.schedule.grammar.errors import NotUnderstood
from tests.plugins.repeatable import examples

MONDAY = date(2026, 6, 1)
DAY, WEEK = timedelta(days=1), timedelta(weeks=1)
DRAWN = 10_000


class Weekdays:
    """Monday to Friday, without some holidays."""

    def __init__(self, *free: date) -> None:
        self.free = free

    def works(self, day: date) -> bool:
        return day.weekday() < 5 and day not in self.free

    def holiday(self, day: date) -> str | None:
        return "a holiday" if day in self.free else None


def weekdays(weeks: int, until: date = MONDAY) -> list[date]:
    """Return the weekdays of the weeks before a Monday."""
    days = (until - (7 * weeks - ahead) * DAY for ahead in range(7 * weeks))
    return [day for day in days if day.weekday() < 5]


def asked(of: HowLong | HowMany, done: Iterable[date], today: date = MONDAY, **other: object) -> Forecast:
    days = sorted(done)
    known = Known(days, days[0], Weekdays())
    return forecast(replace(Question(of), **other), known, today, seeded("a test"))  # type: ignore[arg-type]


def tossed(n: int, least: int) -> float:
    """Return how likely n tosses of a coin are to show heads at least so often."""
    return sum(comb(n, heads) for heads in range(least, n + 1)) / 2**n


def near(share: float, likely: float) -> bool:
    """Tell whether a share of the draws is what chance makes of a likelihood, but for one time in many thousands."""
    return abs(share - likely) < 4.5 * sqrt(max(likely * (1 - likely), 1e-4) / DRAWN)


def test_a_constant_pace_is_done_on_the_day_that_a_calendar_says() -> None:
    one_a_day = asked(HowLong(8, 8), weekdays(12))
    assert one_a_day.found == Dates((date(2026, 6, 10),) * 3, one_a_day.found.bars)
    assert [bar.share for bar in one_a_day.found.bars] == [1.0]
    assert (one_a_day.steady, one_a_day.backtest) == (True, Backtest(9, 9))
    counted = asked(HowMany(date(2026, 6, 30)), weekdays(12) * 2)
    assert isinstance(counted.found, Counts)
    assert counted.found.at_least == (44, 44, 44)


def test_calendar_days_are_counted_where_they_are_asked_for() -> None:
    known = Known(weekdays(12), weekdays(12)[0], EveryDay())
    found = forecast(Question(HowMany(date(2026, 6, 28)), basis=Basis.CALENDAR), known, MONDAY, seeded("a test"))
    assert len(found.sample.counts) == 84
    assert isinstance(found.found, Counts)
    assert 15 <= found.found.at_least[1] < found.found.at_least[0] == 20


def test_counts_are_spread_as_coin_tosses_are() -> None:
    drawn = draws.done_within([0, 1], 20, DRAWN, seeded("a test"))
    assert all(near(sum(each >= least for each in drawn) / DRAWN, tossed(20, least)) for least in range(5, 16))
    assert draws.at_least(drawn, 50) == 10
    assert draws.at_least(drawn, 85) == 8
    assert draws.at_least(drawn, 95) == 6


def test_days_are_spread_as_tosses_until_the_tenth_head() -> None:
    drawn = draws.days_needed([0, 1], [10] * DRAWN, seeded("a test"), most=1_000)
    assert all(near(sum(each <= day for each in drawn) / DRAWN, tossed(day, 10)) for day in range(12, 33))
    exact = [next(day for day in range(10, 99) if tossed(day, 10) >= percent / 100) for percent in CONFIDENCES]
    assert [draws.at_most(drawn, percent) for percent in CONFIDENCES] == exact


def test_a_draw_that_takes_longer_than_may_be_is_as_long_as_one_more() -> None:
    assert draws.days_needed([1], [5, 9_000, 20_000, 3], seeded("a test"), most=9_000) == [5, 9_000, 9_001, 3]


def test_a_range_is_drawn_evenly_and_grows_by_what_splits_bring() -> None:
    even = Counter(draws.scopes(Scope(15, 25), DRAWN, seeded("a test")))
    assert sorted(even) == list(range(15, 26))
    assert all(near(times / DRAWN, 1 / 11) for times in even.values())
    grown = Counter(draws.scopes(Scope(10, 10, 0.15), DRAWN, seeded("a test")))
    assert sorted(grown) == [11, 12]
    assert near(grown[11] / DRAWN, 0.5)
    assert isinstance(found := asked(HowLong(1, 9), weekdays(12)).found, Dates)
    assert found.by == (date(2026, 6, 5), date(2026, 6, 10), date(2026, 6, 11))


def test_splits_count_where_they_are_asked_for() -> None:
    done = weekdays(12)
    known = Known(done, done[0], Weekdays(), splits=[done[0] - DAY, *done[-15:], MONDAY])
    without = forecast(Question(HowLong(20, 20)), known, MONDAY, seeded("a test"))
    counted = forecast(Question(HowLong(20, 20), splits=True), known, MONDAY, seeded("a test"))
    assert (without.growth, counted.growth) == (0, 0.25)
    assert isinstance(without.found, Dates)
    assert isinstance(counted.found, Dates)
    assert (without.found.by[0], counted.found.by[0]) == (date(2026, 6, 26), date(2026, 7, 3))


@pytest.mark.parametrize(
    ("counts", "likely"),
    [([3, 3, 0, 0], 1 / 3), ([1, 1, 1, 0, 0, 0], 1 / 10), ([1, 0, 1, 0], 1.0), ([2, 2, 2], 1.0), ([5], 1.0)],
)
def test_the_halves_of_a_window_are_compared_as_all_orders_of_its_days_would_have_it(counts: list[int], likely: float) -> None:
    assert abs(likelihood(counts, seeded("a test")) - likely) < 0.04


def test_days_that_are_all_alike_are_surely_in_any_order() -> None:
    assert likelihood([2] * 12, seeded("a test"), 7) == 1


def test_a_team_that_doubled_its_pace_is_not_steady() -> None:
    assert not is_steady([1] * 30 + [2] * 30, seeded("a test"))
    assert is_steady([1, 2] * 30, seeded("a test"))


def test_a_past_of_which_the_answer_is_known_is_told_as_it_was() -> None:
    """One item a day for twelve weeks, then nothing for two: five items were always done in five days, until they were not.

    The ends of the first week had too few items done; those of weeks 2 to 11 held, that of week 12 did not; at the end of week 13
    six days were promised, of which five have passed.
    """
    done = weekdays(12, until=MONDAY - 2 * WEEK)
    last = MONDAY - DAY
    past = history(done, done[0], last, Weekdays())

    def again(of: HowLong | HowMany) -> Backtest:
        return replayed(Question(of), 5, past, last, seeded("a test"))

    assert again(HowLong(5, 5)) == again(HowLong(4, 6)) == Backtest(made=11, held=10)
    assert again(HowMany(MONDAY + 4 * DAY)) == Backtest(made=12, held=10)
    assert again(HowLong(300, 300)) == Backtest(made=0, held=0)
    for day in range(1, 4):  # within the week that follows: the ends are Sundays still, and what was promised at the last is due
        later = history(done, done[0], last + day * DAY, Weekdays())
        told = replayed(Question(HowLong(5, 5)), 5, later, last + day * DAY, seeded("a test"))
        assert told == Backtest(made=12, held=10)


@pytest.mark.parametrize(("weeks", "longer"), [(4, 8), (8, None)])
def test_too_few_items_are_refused_with_what_is_missing(weeks: int, longer: int | None) -> None:
    done = [MONDAY - WEEK] * 4 + [MONDAY - 6 * WEEK] * (6 if longer else 5) + [MONDAY] * 9
    with pytest.raises(TooFewDone) as refused:
        asked(HowLong(5, 5), done, weeks=weeks)
    assert (refused.value.done, refused.value.weeks, refused.value.longer) == (4 if longer else 9, weeks, longer)


def test_what_lies_too_far_ahead_is_refused_with_how_far() -> None:
    slow = weekdays(12)[::6]
    with pytest.raises(TooFar) as refused:
        asked(HowLong(100, 100), slow)
    assert refused.value.days == 600
    splits = Known(slow, slow[0], Weekdays(), splits=slow[-5:])
    with pytest.raises(TooFar) as grown:
        forecast(Question(HowLong(100, 100), splits=True), splits, MONDAY, seeded("a test"))
    assert grown.value.days == 900
    with pytest.raises(DayTooFar) as named:
        asked(HowMany(MONDAY + 800 * DAY), slow)
    assert named.value.day == MONDAY + 800 * DAY
    assert asked(HowMany(MONDAY + 700 * DAY), slow).growth == 0


def test_items_are_reached_on_the_day_that_brings_the_last_of_them() -> None:
    assert [reached([1, 0, 2], items) for items in (1, 2, 3, 4)] == [1, 3, 3, None]


def test_free_days_are_left_out_and_named_and_what_was_done_on_them_is_counted_before() -> None:
    christmas = [date(2026, 12, 25) + ahead * DAY for ahead in range(8)]
    calendar = Weekdays(date(2026, 12, 5), *christmas, date(2027, 1, 6))
    done = [date(2026, 11, 28), date(2026, 12, 4), date(2026, 12, 6), date(2026, 12, 26), date(2027, 1, 7), date(2027, 1, 8)]
    past = history(done, date(2026, 11, 28), date(2027, 1, 7), calendar)
    assert [(day.isoformat(), count) for day, count in zip(past.days, past.counts, strict=True) if count] == [
        ("2026-11-30", 1),
        ("2026-12-04", 2),
        ("2026-12-24", 1),
        ("2027-01-07", 1),
    ]
    of_december = sample(past, date(2026, 12, 1), date(2027, 1, 7), calendar)
    assert (of_december.done, len(of_december.counts)) == (4, 21)
    assert of_december.left_out == ((christmas[0], christmas[-1]), (date(2027, 1, 6), date(2027, 1, 6)))


def test_many_draws_are_drawn_as_few_bars_that_hold_them_all() -> None:
    def uneven(every: int) -> list[date]:
        return weekdays(12)[::every]

    for found in (asked(HowLong(60, 80), uneven(3)), asked(HowMany(MONDAY + 120 * DAY), uneven(2))):
        bars = found.found.bars
        assert 4 <= len(bars) <= 8
        assert abs(sum(bar.share for bar in bars) - 1) < 1e-9
        assert all(one.last + 1 == other.first for one, other in itertools.pairwise(bars))
        if isinstance(found.found, Dates):
            assert all(date.fromordinal(bar.first).weekday() == 0 for bar in bars)


def test_the_same_seed_answers_alike() -> None:
    assert asked(HowLong(9, 40), weekdays(12)[::2]) == asked(HowLong(9, 40), weekdays(12)[::2])


@settings(max_examples=examples(25), deadline=None)
@given(st.lists(st.integers(0, 50), min_size=1, max_size=60), st.sampled_from(CONFIDENCES))
def test_an_answer_is_the_sharpest_that_so_many_draws_bear_out(drawn: list[int], percent: int) -> None:
    enough = len(drawn) * percent / 100
    late, few = draws.at_most(drawn, percent), draws.at_least(drawn, percent)
    assert sum(each <= late for each in drawn) >= enough > sum(each < late for each in drawn)
    assert sum(each >= few for each in drawn) >= enough > sum(each > few for each in drawn)


TODAY = date(2026, 11, 28)


@pytest.mark.parametrize(
    ("text", "question"),
    [
        ("20 items", Question(HowLong(20, 20))),
        ("20", Question(HowLong(20, 20))),
        ("for 1 item", Question(HowLong(1, 1))),
        ("15-25 items", Question(HowLong(15, 25))),
        ("25 to 15 Items", Question(HowLong(15, 25))),
        ("15–25", Question(HowLong(15, 25))),
        ("by 31 jan", Question(HowMany(date(2027, 1, 31)))),
        ("by end of q1 2028", Question(HowMany(date(2028, 3, 31)))),
        ("how many by 2027-01-31", Question(HowMany(date(2027, 1, 31)))),
        ("until friday", Question(HowMany(date(2026, 12, 4)))),
        ("20 items over the last 8 weeks", Question(HowLong(20, 20), weeks=8)),
        ("20 items, last 26 weeks, calendar days", Question(HowLong(20, 20), weeks=26, basis=Basis.CALENDAR)),
        ("by end of january with splits", Question(HowMany(date(2027, 1, 31)), splits=True)),
    ],
)
def test_a_question_is_read_as_it_is_typed(text: str, question: Question) -> None:
    assert read_question(text, TODAY) == question


def test_what_is_not_said_stays_as_it_was() -> None:
    before = Question(HowLong(1, 2), 26, Basis.CALENDAR, splits=True)
    assert read_question("20", TODAY, before) == replace(before, of=HowLong(20, 20))
    after = Question(HowLong(20, 20), 4)
    assert read_question("20 items last 4 weeks working days without splits", TODAY, before) == after


@pytest.mark.parametrize(
    ("text", "refusal"),
    [
        ("", NoQuestion),
        ("when?", NoQuestion),
        ("by tuesday every week", NotUnderstood),
        ("0 items", NoSuchScope),
        ("1000 items", NoSuchScope),
        ("20 items last 7 weeks", NoSuchWindow),
        ("by today", AlreadyPast),
        ("by 10:00", NotUnderstood),
        ("by …", NoQuestion),
        ("by 27 november", AlreadyPast),
    ],
)
def test_what_is_no_question_is_refused(text: str, refusal: type[Exception]) -> None:
    with pytest.raises(refusal):
        read_question(text, TODAY)


def test_a_window_that_is_none_is_named() -> None:
    with pytest.raises(NoSuchWindow) as refused:
        read_question("20 items last 7 weeks", TODAY)
    assert refused.value.weeks == 7
