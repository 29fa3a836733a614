"""Who may change what comes again, which date is skipped, what is answered and when it is too late, who is told."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from bot.core.ids import OccurrenceId, PersonId, SeriesId
from bot.series import rules
from bot.series.rules import CalledOff, Occurrence, Reply, Series, SeriesState
from tests.features.lean_coffee.scene import ANA, BEN, CHLOE, GUILD, TEN

SERIES = Series(SeriesId("s1"), "lean_coffee", GUILD, ANA, "Guild")
DATE = Occurrence(OccurrenceId("o1"), SERIES.id, datetime(2026, 12, 1, 10), TEN)
BEFORE = TEN - timedelta(minutes=1)


def test_only_the_date_that_was_meant_is_skipped() -> None:
    rules.may_skip(SERIES, TEN, TEN)
    with pytest.raises(rules.NextIsAnother):
        rules.may_skip(SERIES, TEN + timedelta(days=14), TEN)
    with pytest.raises(rules.NothingComing):
        rules.may_skip(SERIES, None, TEN)


def test_a_series_is_its_owner_s_and_an_admin_s_until_it_has_ended() -> None:
    rules.may_change(SERIES, ANA, is_admin=False)
    rules.may_change(SERIES, BEN, is_admin=True)
    with pytest.raises(rules.NotOwner) as refused:
        rules.may_change(SERIES, BEN, is_admin=False)
    assert (refused.value.ceremony, refused.value.owner) == ("lean_coffee", ANA)
    for is_admin in (False, True):
        with pytest.raises(rules.SeriesEnded):
            rules.may_change(replace(SERIES, state=SeriesState.ENDED), ANA, is_admin=is_admin)


def test_the_product_owner_may_change_the_series_of_others_where_one_is_named() -> None:
    rules.may_change(SERIES, BEN, is_admin=False, product_owner=BEN)
    with pytest.raises(rules.NotOwner):
        rules.may_change(SERIES, BEN, is_admin=False, product_owner=CHLOE)


@pytest.mark.parametrize(
    ("before", "said", "after"),
    [
        (None, Reply.COMING, Reply.COMING),
        (None, Reply.LATE, Reply.LATE),
        (None, Reply.ABSENT, Reply.ABSENT),
        (Reply.COMING, Reply.COMING, None),
        (Reply.LATE, Reply.LATE, None),
        (Reply.ABSENT, Reply.ABSENT, None),
        (Reply.LATE, Reply.ABSENT, Reply.ABSENT),
        (Reply.ABSENT, Reply.LATE, Reply.LATE),
    ],
)
def test_an_answer_replaces_the_other_and_the_same_one_again_takes_it_back(
    before: Reply | None, said: Reply, after: Reply | None
) -> None:
    answered = replace(DATE, replies={CHLOE: Reply.LATE} | ({BEN: before} if before else {}))
    assert rules.reply("lean_coffee", answered, BEN, said, BEFORE) is after


@pytest.mark.parametrize(("date", "at"), [(DATE, TEN), (replace(DATE, meeting="m1"), BEFORE)])
def test_once_it_has_begun_nothing_is_answered_any_more(date: Occurrence, at: datetime) -> None:
    with pytest.raises(rules.Begun):
        rules.reply("lean_coffee", date, BEN, Reply.LATE, at)


@pytest.mark.parametrize("why", CalledOff)
def test_what_does_not_take_place_is_not_answered(why: CalledOff) -> None:
    with pytest.raises(rules.NotHeld) as refused:
        rules.reply("lean_coffee", replace(DATE, called_off=why), BEN, Reply.COMING, BEFORE)
    assert refused.value.why is why


def coming(*people: PersonId) -> Occurrence:
    return replace(DATE, replies=dict.fromkeys(people, Reply.COMING))


def test_who_is_coming_is_told_but_for_those_who_know() -> None:
    assert rules.to_be_told(coming(ANA, BEN, CHLOE), ANA) == (BEN, CHLOE)
    assert rules.to_be_told(coming(ANA, BEN, CHLOE), None, BEN, CHLOE) == (ANA,)


def test_who_comes_late_is_told_too_and_who_does_not_come_is_not() -> None:
    date = replace(DATE, replies={ANA: Reply.LATE, BEN: Reply.ABSENT, CHLOE: Reply.COMING})
    assert rules.to_be_told(date) == (ANA, CHLOE)


def test_who_is_late_or_absent_has_not_said_that_they_are_coming() -> None:
    date = replace(DATE, replies={ANA: Reply.LATE, BEN: Reply.ABSENT, CHLOE: Reply.COMING})
    assert date.coming == {CHLOE}


@pytest.mark.parametrize(
    ("why", "skipped"),
    [
        (None, False),
        (CalledOff.SKIPPED, True),
        (CalledOff.PAUSED, True),
        (CalledOff.ENDED, True),
        (CalledOff.ZONE_GONE, True),
        (CalledOff.CANCELLED, False),
        (CalledOff.MISSED, False),
    ],
)
def test_only_what_was_called_off_before_its_hour_never_opens(why: CalledOff | None, skipped: bool) -> None:
    assert replace(DATE, called_off=why).skipped is skipped


def test_an_announcement_says_that_it_is_late_when_it_is_noticeable() -> None:
    assert rules.due_late(TEN, timedelta(minutes=5)) is None
    assert rules.due_late(TEN, timedelta(minutes=5, seconds=1)) == TEN
