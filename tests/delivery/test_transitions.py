"""What a row becomes once a step is done."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.core.kinds import WhenUnsure
from bot.delivery.failures import Limited, Missing, NotDone, Refused, Unknown
from bot.delivery.results import Awaited, Copy, Failed, Found, Shown, Unsearchable
from bot.delivery.steps import Step
from bot.delivery.transitions import MessageState, Transition, redrawn_late, settled, settled_late, told_of

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
OLD, NEW = ("C1", "1.000001"), ("C1", "2.000001")
MOVING = MessageState(
    state="live",
    wanted=5,
    posted=1,
    shown=4,
    channel="C1",
    ts=OLD[1],
    posting=NOW,
    due=NOW,
    leased=NOW,
    holder="first",
    attempts=2,
    error=None,
)
FIRST_POST = replace(MOVING, ts=None, posted=0, shown=0)
TWICE, NEVER = WhenUnsure.RATHER_TWICE, WhenUnsure.RATHER_NEVER


def test_a_move_leaves_the_old_copy_as_a_stale_copy_and_agrees() -> None:
    transition = settled(MOVING, Step.POST, Copy(*NEW, revision=5), TWICE, NOW)
    assert transition.stale_copies == (OLD,)
    assert (transition.row.ts, transition.row.posted, transition.row.shown, transition.row.due) == (NEW[1], 5, 5, None)
    assert (transition.row.posting, transition.row.leased, transition.row.holder, transition.row.attempts) == (
        None,
        None,
        None,
        0,
    )


def test_what_changed_during_the_call_is_due_at_once() -> None:
    assert settled(MOVING, Step.POST, Copy(*NEW, revision=4), TWICE, NOW).row.due == NOW
    assert settled(MOVING, Step.UPDATE, Shown(4), TWICE, NOW).row.due == NOW


def test_of_several_copies_found_the_newest_counts() -> None:
    between = Copy("C1", "1.500001", 4)
    transition = settled(MOVING, Step.SEARCH, Found((between, Copy(*NEW, revision=5))), TWICE, NOW)
    assert transition.stale_copies == (OLD, ("C1", "1.500001"))
    assert transition.row.ts == NEW[1]


def test_a_copy_of_a_hidden_message_is_a_stale_copy() -> None:
    transition = settled(replace(FIRST_POST, state="hidden"), Step.POST, Copy(*NEW, revision=5), TWICE, NOW)
    assert transition.stale_copies == (NEW,)
    assert (transition.row.ts, transition.row.due) == (None, None)


def test_a_late_copy_counts_while_no_other_is_remembered() -> None:
    transition = settled_late(replace(MOVING, holder="second"), Copy(*NEW, revision=5), NOW, NOW)
    assert transition.stale_copies == (OLD,)
    assert (transition.row.ts, transition.row.holder) == (NEW[1], None)


def test_a_late_copy_is_the_stale_copy_where_another_is_remembered() -> None:
    held = replace(MOVING, holder=None, ts="3.000001", posted=5)
    assert settled_late(held, Copy(*NEW, revision=5), NOW, NOW) == Transition(held, (NEW,))


def test_a_late_copy_that_was_found_meanwhile_changes_nothing() -> None:
    held = replace(MOVING, holder=None, ts=NEW[1], posted=5)
    assert settled_late(held, Copy(*NEW, revision=5), NOW, NOW) == Transition(held)


def test_what_was_redrawn_after_its_lease_is_drawn_once_more() -> None:
    shown = replace(MOVING, posting=None, due=None, leased=None, holder=None, shown=5)
    assert redrawn_late(shown, OLD[1], NOW) == Transition(replace(shown, wanted=6, due=NOW))
    others = replace(shown, due=NOW, leased=NOW, holder="second")
    late = redrawn_late(others, OLD[1], NOW).row
    assert late.holder == "second"
    assert settled(late, Step.UPDATE, Shown(5), TWICE, NOW).row.due == NOW


def test_what_was_redrawn_late_where_it_no_longer_stands_changes_nothing() -> None:
    for row in (replace(MOVING, ts=NEW[1]), replace(MOVING, state="gone", ts=None)):
        assert redrawn_late(row, OLD[1], NOW) == Transition(row)


def test_in_doubt_a_first_post_is_made_again_or_never() -> None:
    again = settled(FIRST_POST, Step.SEARCH, Unsearchable(), TWICE, NOW).row
    assert (again.state, again.posting, again.due) == ("live", None, NOW)
    never = settled(FIRST_POST, Step.SEARCH, Unsearchable(), NEVER, NOW).row
    assert (never.state, never.posting, never.due) == ("gone", None, None)


def test_in_doubt_a_move_is_given_up_rather_than_made_twice_and_the_old_copy_is_redrawn() -> None:
    row = settled(MOVING, Step.SEARCH, Unsearchable(), NEVER, NOW).row
    assert (row.state, row.ts, row.posting, row.due) == ("live", OLD[1], None, NOW)
    assert row.posted == row.wanted > row.shown


def test_only_an_unknown_outcome_of_a_post_stays_open() -> None:
    assert settled(FIRST_POST, Step.POST, Failed(Unknown("TimeoutError")), TWICE, NOW).row.posting == NOW
    assert settled(FIRST_POST, Step.POST, Failed(NotDone("refused")), TWICE, NOW).row.posting is None


@pytest.mark.parametrize("fault", [Unknown("HTTP 500"), NotDone("HTTP 503")])
def test_a_search_that_fails_for_now_is_made_again(fault: Unknown | NotDone) -> None:
    row = settled(FIRST_POST, Step.SEARCH, Failed(fault), NEVER, NOW).row
    assert (row.posting, row.state) == (NOW, "live")
    assert row.due is not None
    assert row.due > NOW


def test_a_search_that_is_refused_leaves_the_doubt() -> None:
    assert settled(FIRST_POST, Step.SEARCH, Failed(Refused("missing_scope")), NEVER, NOW).row.state == "gone"


def test_a_message_that_was_deleted_in_slack_is_gone_and_forgets_where_it_stood() -> None:
    row = settled(replace(MOVING, posting=None), Step.UPDATE, Failed(Missing("message_not_found"), 5), TWICE, NOW).row
    assert (row.state, row.ts, row.due) == ("gone", None, None)


def test_after_its_last_try_a_strange_error_is_told() -> None:
    strange = Failed(NotDone("odd_error", 5))
    row = replace(FIRST_POST, attempts=0)
    for _ in range(5):
        assert row.state == "live"
        row = settled(replace(row, posting=NOW), Step.POST, strange, TWICE, NOW + timedelta(seconds=row.attempts)).row
    assert (row.state, row.error) == ("failed", "odd_error")
    assert row.due is not None


def test_who_cannot_be_told_is_not_told_for_ever() -> None:
    row = replace(FIRST_POST, state="failed", posting=None, attempts=4)
    assert settled(row, Step.TELL, Failed(NotDone("TypeError", 5)), TWICE, NOW).row.due is None


def test_to_be_asked_for_patience_is_no_attempt_in_vain_so_that_a_post_keeps_its_turn() -> None:
    transition = settled(FIRST_POST, Step.POST, Failed(Limited(timedelta(seconds=30))), TWICE, NOW)
    assert (transition.row.attempts, transition.row.due, transition.row.posting) == (FIRST_POST.attempts, NOW, None)


@pytest.mark.parametrize("result", [Failed(Unknown("lost")), Failed(NotDone("HTTP 503")), Unsearchable(), Awaited(), Found(())])
def test_what_an_event_has_told_no_later_result_takes_back(result: Failed | Unsearchable | Awaited | Found) -> None:
    told = told_of(FIRST_POST, Copy(*NEW, revision=4), NOW).row
    assert (told.ts, told.posted, told.posting, told.holder) == (NEW[1], 4, None, "first")
    row = settled(told, Step.POST if isinstance(result, Failed) else Step.SEARCH, result, NEVER, NOW).row
    assert (row.state, row.ts, row.holder, row.attempts, row.due) == ("live", NEW[1], None, 0, NOW)


def test_whichever_of_two_copies_is_told_first_one_of_them_stands() -> None:
    first, second = Copy("C1", "2.000001", 5), Copy("C1", "3.000001", 5)
    for told, answered in ((first, second), (second, first)):
        known = told_of(FIRST_POST, told, NOW)
        late = settled(known.row, Step.POST, answered, TWICE, NOW)
        assert (late.row.ts, late.stale_copies) == (told.ts, ((answered.channel, answered.ts),))
        again = told_of(late.row, answered, NOW)
        assert (again.row, again.stale_copies) == (late.row, late.stale_copies)


def test_a_copy_with_newer_words_counts_before_one_that_was_told() -> None:
    told = told_of(FIRST_POST, Copy("C1", "2.000001", 4), NOW)
    answered = settled(told.row, Step.POST, Copy("C1", "3.000001", 5), TWICE, NOW)
    assert (answered.row.ts, answered.stale_copies) == ("3.000001", (("C1", "2.000001"),))
    found = settled(told.row, Step.SEARCH, Found((Copy("C1", "2.000001", 4), Copy("C1", "3.000001", 5))), TWICE, NOW)
    assert (found.row.ts, found.stale_copies) == ("3.000001", (("C1", "2.000001"),))


@pytest.mark.parametrize("state", ["live", "gone", "failed"])
def test_a_post_that_was_given_up_and_is_told_after_all_counts(state: str) -> None:
    row = told_of(replace(FIRST_POST, state=state, posting=None, due=None), Copy(*NEW, revision=3), NOW).row
    assert (row.state, row.ts, row.due) == ("live", NEW[1], NOW)


def test_a_post_of_a_hidden_message_that_is_told_is_a_stale_copy() -> None:
    transition = told_of(replace(FIRST_POST, state="hidden"), Copy(*NEW, revision=5), NOW)
    assert (transition.row.ts, transition.row.posting, transition.row.due) == (None, None, None)
    assert transition.stale_copies == (NEW,)


def test_a_copy_that_was_moved_away_is_a_stale_copy_whenever_it_is_told() -> None:
    moved = settled(MOVING, Step.POST, Copy(*NEW, revision=5), TWICE, NOW).row
    assert told_of(moved, Copy(*OLD, revision=1), NOW) == Transition(moved, (OLD,))
    assert told_of(MOVING, Copy(*OLD, revision=1), NOW) == Transition(MOVING)


def test_an_event_is_waited_for_since_the_post_began() -> None:
    row = settled(FIRST_POST, Step.SEARCH, Awaited(), TWICE, NOW + timedelta(seconds=3)).row
    assert (row.posting, row.due, row.holder) == (NOW, NOW + timedelta(seconds=8), None)
