"""Who may change a reminder, what can be answered, when it is too late."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.core.ids import ChannelId
from bot.features.refinement import rules
from bot.features.refinement.rules import Occasion, Reminder, Reply, Standing
from tests.features.desk import ANA, BEN

TEN = datetime(2026, 12, 1, 10, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
OCCASION = Occasion("o1", "r1", datetime(2026, 12, 1, 10), TEN)
REMINDER = Reminder("r1", ChannelId("C0GUILD"), ANA, "", "")


def test_the_owner_and_an_admin_may_change_a_reminder_and_nobody_else() -> None:
    rules.may_change(REMINDER, ANA, is_admin=False)
    rules.may_change(REMINDER, BEN, is_admin=True)
    with pytest.raises(rules.NotOwner) as refused:
        rules.may_change(REMINDER, BEN, is_admin=False)
    assert refused.value.owner == ANA


def test_the_product_owner_may_change_the_reminders_of_others() -> None:
    rules.may_change(REMINDER, BEN, is_admin=False, product_owner=BEN)


def test_anybody_names_the_first_product_owner_and_then_only_that_person_or_an_admin_does() -> None:
    rules.may_name(None, BEN, is_admin=False)
    rules.may_name(BEN, BEN, is_admin=False)
    rules.may_name(ANA, BEN, is_admin=True)
    with pytest.raises(rules.NotProductOwner) as refused:
        rules.may_name(ANA, BEN, is_admin=False)
    assert refused.value.owner == ANA


@pytest.mark.parametrize(
    ("before", "said", "after"),
    [
        (None, Reply.LATE, Reply.LATE),
        (None, Reply.ABSENT, Reply.ABSENT),
        (Reply.LATE, Reply.LATE, None),
        (Reply.ABSENT, Reply.ABSENT, None),
        (Reply.LATE, Reply.ABSENT, Reply.ABSENT),
        (Reply.ABSENT, Reply.LATE, Reply.LATE),
    ],
)
def test_an_answer_replaces_the_other_and_the_same_one_again_takes_it_back(
    before: Reply | None, said: Reply, after: Reply | None
) -> None:
    assert rules.reply(OCCASION, Standing.COMING, before, said, TEN - MINUTE) is after


def test_once_it_has_begun_nobody_is_late_any_more() -> None:
    with pytest.raises(rules.Begun):
        rules.reply(OCCASION, Standing.COMING, None, Reply.LATE, TEN)


@pytest.mark.parametrize("standing", [Standing.SKIPPED, Standing.PAUSED, Standing.ENDED])
def test_what_is_not_held_is_not_answered(standing: Standing) -> None:
    with pytest.raises(rules.NotHeld) as refused:
        rules.reply(OCCASION, standing, None, Reply.LATE, TEN - MINUTE)
    assert refused.value.standing is standing


def test_only_the_date_that_was_meant_is_skipped() -> None:
    rules.may_skip(TEN, TEN)
    with pytest.raises(rules.NextIsAnother):
        rules.may_skip(TEN + timedelta(days=14), TEN)
    with pytest.raises(rules.NothingComing):
        rules.may_skip(None, TEN)


def test_a_card_says_that_it_is_late_when_it_is_noticeable() -> None:
    assert rules.due_late(TEN, timedelta(minutes=5)) is None
    assert rules.due_late(TEN, timedelta(minutes=5, seconds=1)) == TEN


def test_there_is_nothing_to_announce_once_it_begins() -> None:
    assert not rules.too_late(TEN, TEN - MINUTE)
    assert rules.too_late(TEN, TEN)
