"""What a ceremony that says nothing of its own gets for meetings that come again: limits, what is kept, until when it opens late."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from bot.core.limits import EmptyText, TextTooLong
from bot.core.refusal import Refusal, Several, field_of
from bot.meetings.ceremony import Ceremony
from bot.meetings.rules.refusals import OutOfBounds
from bot.meetings.rules.values import Settings
from bot.schedule.drafts import Draft
from bot.schedule.recurrence import Recurrence
from bot.series.recurring import Recurring
from bot.series.rules import A_DAY
from tests.adding_a_ceremony.assembled import roll_call
from tests.features.lean_coffee.scene import TEN, minutes

CEREMONY: Ceremony[Any] = roll_call("actions").CEREMONY
RECURRING: Recurring = roll_call("actions").RECURRING


def plan(title: str = "Monday", link: str = "", lasts: timedelta | None = None) -> Draft:
    return Draft(Recurrence("FREQ=DAILY", datetime(2026, 12, 1, 10), "Europe/Madrid", duration=lasts), title, link)


def refused(draft: Draft) -> list[Refusal]:
    with pytest.raises(Several) as told:
        RECURRING.limits(draft, TEN)
    return list(told.value.refusals)


def test_all_that_is_wrong_with_a_plan_is_told_at_once() -> None:
    wrong = refused(plan(" ", "x" * 501, timedelta(hours=9)))
    assert [type(one) for one in wrong] == [EmptyText, TextTooLong, OutOfBounds]
    assert [field_of(one) for one in wrong] == ["meeting", "link", "length"]


@pytest.mark.parametrize(
    ("said", "kept"), [(None, minutes(15)), (minutes(1), minutes(1)), (timedelta(hours=8), timedelta(hours=8))]
)
def test_a_plan_lasts_as_long_as_was_said_or_as_usual(said: timedelta | None, kept: timedelta) -> None:
    RECURRING.limits(plan(lasts=said), TEN)
    terms = RECURRING.terms(plan(" Monday\n", lasts=said))
    assert (terms.title, terms.ahead, terms.recurrence.duration) == ("Monday", A_DAY, kept)
    assert CEREMONY.read_settings(terms.own) == Settings(kept)


def test_it_opens_late_while_half_of_it_is_left() -> None:
    assert CEREMONY.last_chance(TEN, Settings(minutes(20))) == TEN + minutes(10)
