"""Estimates by values alone: sealed until the reveal, one reveal a round, outliers first, never an average."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core.ids import ChannelId, ItemId, PersonId
from bot.core.limits import EmptyText, TextTooLong
from bot.core.refusal import Refusal, Several
from bot.features.refinement.rules import estimate_refusals as refusals
from bot.features.refinement.rules import estimates as rules
from bot.features.refinement.rules import estimation as values
from bot.features.refinement.rules.estimation import FIBONACCI, Estimation, EstimationId, Round, Vote
from tests.plugins.repeatable import examples

ANA, BEN, CHLOE, DEV, LEA = map(PersonId, ("U0ANA", "U0BEN", "U0CHLOE", "U0DEV", "U0LEA"))
NOON = datetime(2026, 12, 1, 12, tzinfo=UTC)
FRIDAY = NOON + timedelta(days=3)
THREE = frozenset([CHLOE, DEV, LEA])
SECOND = timedelta(seconds=1)


def asked(*answered: PersonId, **more: Any) -> Estimation:
    """Ben, the Product Owner, asks three Developers until Friday."""
    first = Round(1, NOON, FRIDAY, THREE, frozenset(answered))
    one = Estimation(EstimationId("e1"), ChannelId("C0GUILD"), ItemId("i1"), "Pay by invoice", BEN, "UTC", FIBONACCI, NOON, first)
    return replace(one, lasts=timedelta(days=3), **more)


def after(estimation: Estimation, changes: tuple[values.Change, ...]) -> Estimation:
    for change in changes:
        estimation = values.apply(estimation, change)
    return estimation


def voted(estimation: Estimation, person: PersonId, value: str = "3", at: datetime = NOON, **more: Any) -> Estimation:
    return after(
        estimation, rules.vote(estimation, Vote(person, value, **more), number=estimation.round.number, is_developer=False, at=at)
    )


def revealed(at: datetime = NOON) -> Estimation:
    return voted(asked(CHLOE, DEV), LEA, at=at)


def test_the_last_answer_that_is_awaited_reveals_and_nobody_else_is_waited_for() -> None:
    two = voted(voted(asked(), CHLOE), DEV)
    assert (two.round.revealed, two.round.waits_for, two.takes_votes) == (None, frozenset([LEA]), True)
    assert voted(two, DEV, "8").round.revealed is None
    three = voted(two, LEA, at=NOON + SECOND)
    assert (three.round.revealed, three.takes_votes) == (NOON + SECOND, False)


def test_the_deadline_reveals_whoever_has_answered() -> None:
    one = voted(asked(), CHLOE)
    assert rules.next_wake(one) == FRIDAY
    assert rules.fall_due(one, FRIDAY - SECOND) == ()
    assert rules.fall_due(one, FRIDAY) == (values.Revealed(FRIDAY),)
    over = after(one, rules.fall_due(one, FRIDAY))
    assert (rules.next_wake(over), rules.fall_due(over, FRIDAY)) == (None, ())
    assert rules.next_wake(replace(one, round=replace(one.round, due=None))) is None


def test_a_developer_who_comes_is_asked_too_and_one_who_leaves_is_not_waited_for() -> None:
    changes = rules.vote(asked(CHLOE), Vote(ANA, "3"), number=1, is_developer=True, at=NOON)
    assert changes[0] == values.PersonAsked(ANA)
    came = after(asked(CHLOE), changes)
    assert came.round.waits_for == {DEV, LEA}
    left = after(came, (values.AskedNoMore(DEV), values.AskedNoMore(ANA)))
    assert (left.round.asked, left.round.waits_for) == (frozenset([ANA, CHLOE, LEA]), frozenset([LEA]))
    gone = (values.AskedNoMore(LEA),)
    assert rules.with_what_falls_due(left, gone, NOON) == (*gone, values.Revealed(NOON))
    assert values.apply(left, values.HandedOver(CHLOE)).host == CHLOE


def test_who_leaves_once_it_is_revealed_changes_nothing() -> None:
    assert rules.without(revealed(), [DEV], NOON) == ()


def test_nothing_that_is_written_about_a_vote_shows_it() -> None:
    (given_,) = rules.vote(asked(), Vote(CHLOE, "13", "secret reason"), number=1, is_developer=False, at=NOON)
    assert "13" not in repr(given_)
    assert "secret" not in repr(given_)


def test_what_is_asked_is_held_against_its_limits_all_at_once() -> None:
    fine = rules.begin(replace(asked(), title="  Pay\nby invoice "))
    assert fine.title == "Pay by invoice"
    for due in (NOON, NOON + rules.LONGEST + SECOND):
        wrong = replace(asked(), title=" ", round=replace(asked().round, due=due))
        with pytest.raises(Several) as told:
            rules.begin(wrong)
        assert [type(one) for one in told.value.refusals] == [EmptyText, refusals.OutOfTime]
    nobody = replace(asked().round, asked=frozenset[PersonId]())
    with pytest.raises(refusals.NobodyToAsk):
        rules.begin(replace(asked(), round=nobody))


@pytest.mark.parametrize(
    ("estimation", "vote", "number", "refused"),
    [
        (asked(), Vote(BEN, "3"), 1, refusals.NotAsked),
        (asked(), Vote(CHLOE, "4"), 1, refusals.NotInDeck),
        (asked(), Vote(CHLOE, "3", "x" * 301), 1, TextTooLong),
        (asked(), Vote(CHLOE, "3"), 2, refusals.RoundRevealed),
        (revealed(), Vote(CHLOE, "3"), 1, refusals.RoundRevealed),
        (asked(ended=NOON), Vote(CHLOE, "3"), 1, refusals.EstimateOver),
        (asked(agreed=values.Agreed("3", CHLOE, NOON)), Vote(CHLOE, "3"), 1, refusals.EstimateOver),
    ],
)
def test_a_vote_that_does_not_count_is_refused(estimation: Estimation, vote: Vote, number: int, refused: type[Refusal]) -> None:
    with pytest.raises(refused):
        rules.vote(estimation, vote, number=number, is_developer=False, at=NOON)


def reveal(estimation: Estimation, person: PersonId, number: int = 1, *, host_is_gone: bool = False) -> Estimation:
    return after(estimation, rules.reveal(estimation, person=person, number=number, at=NOON, host_is_gone=host_is_gone))


def test_the_host_reveals_early_and_a_developer_once_the_host_is_gone() -> None:
    one = asked(CHLOE)
    assert reveal(one, BEN).round.revealed == NOON
    assert reveal(one, DEV, host_is_gone=True).round.revealed == NOON
    for person, gone in ((DEV, False), (ANA, True)):
        with pytest.raises(refusals.OnlyHostReveals) as told:
            reveal(one, person, host_is_gone=gone)
        assert told.value.host == BEN
    with pytest.raises(refusals.NobodyAnswered):
        reveal(asked(), BEN)
    with pytest.raises(refusals.RoundRevealed):
        reveal(revealed(), BEN)


def undone(estimation: Estimation, at: datetime, person: PersonId = DEV) -> Estimation:
    return after(estimation, rules.undo(estimation, person=person, number=1, at=at))


def test_a_reveal_is_taken_back_for_a_minute_and_then_waits_for_another_answer() -> None:
    sealed = undone(revealed(), NOON + timedelta(seconds=59))
    assert (sealed.round.revealed, sealed.takes_votes, sealed.round.due) == (None, True, FRIDAY)
    assert rules.fall_due(sealed, NOON + timedelta(hours=1)) == ()
    assert rules.fall_due(sealed, FRIDAY) == (values.Revealed(FRIDAY),)
    assert voted(sealed, LEA, "5", at=NOON + timedelta(hours=1)).round.revealed == NOON + timedelta(hours=1)
    assert reveal(sealed, BEN).round.revealed == NOON
    at_deadline = after(asked(CHLOE), rules.fall_due(asked(CHLOE), FRIDAY))
    assert rules.next_wake(undone(at_deadline, FRIDAY + SECOND)) is None
    for moment in (NOON + rules.UNDO_FOR, FRIDAY):
        with pytest.raises(refusals.TooLateToUndo):
            undone(revealed(), moment)
    with pytest.raises(refusals.NotAsked):
        undone(revealed(), NOON, ANA)
    with pytest.raises(refusals.TooLateToUndo):
        undone(asked(), NOON)


def test_a_new_round_asks_who_is_there_now_and_keeps_the_old_ones() -> None:
    fresh = after(revealed(), rules.again(revealed(), person=CHLOE, number=1, asked=THREE | {ANA}, at=NOON))
    assert fresh.round == Round(2, NOON, FRIDAY, THREE | {ANA})
    with pytest.raises(refusals.NotRevealed):
        rules.again(asked(), person=CHLOE, number=1, asked=THREE, at=NOON)
    waits = replace(revealed(), lasts=None)
    assert after(waits, rules.again(waits, person=BEN, number=1, asked=THREE, at=NOON)).round.due is None


def test_a_size_is_agreed_on_once_after_the_reveal_and_never_a_card_that_is_none() -> None:
    done = after(revealed(), rules.agree(revealed(), person=DEV, number=1, size="5", at=NOON))
    assert (done.agreed, done.is_over) == (values.Agreed("5", DEV, NOON), True)
    for wrong in ("?", "☕", "4"):
        with pytest.raises(refusals.NoSize):
            rules.agree(revealed(), person=DEV, number=1, size=wrong, at=NOON)
    with pytest.raises(refusals.NotRevealed):
        rules.agree(asked(), person=DEV, number=1, size="5", at=NOON)
    with pytest.raises(refusals.EstimateOver) as told:
        rules.agree(done, person=DEV, number=1, size="8", at=NOON)
    assert told.value.size == "5"


def test_whoever_asked_takes_it_back() -> None:
    assert after(asked(), rules.take_back(asked(), person=BEN, at=NOON)).ended == NOON
    with pytest.raises(refusals.OnlyHostTakesBack):
        rules.take_back(asked(), person=CHLOE, at=NOON)
    with pytest.raises(refusals.EstimateOver):
        rules.take_back(asked(ended=NOON), person=BEN, at=NOON)


@pytest.mark.parametrize(
    ("values", "first", "favourite"),
    [
        (("3", "8", "2"), {DEV, LEA}, None),
        (("3", "5", "3"), set(), "3"),
        (("3", "8", "5"), {CHLOE, DEV}, None),
        (("1", "13", "1"), {DEV}, "1"),
        (("1", "5", "5"), {CHLOE}, "5"),
        (("?", "8", "2"), {DEV, LEA}, None),
        (("?", "☕", "?"), set(), None),
        (("8", "8", "8"), set(), "8"),
    ],
)
def test_the_ends_of_the_deck_speak_first_and_what_most_said_is_offered(
    values: tuple[str, ...], first: set[PersonId], favourite: str | None
) -> None:
    votes = [Vote(person, value) for person, value in zip((CHLOE, DEV, LEA), values, strict=True)]
    assert rules.outliers(votes, FIBONACCI) == first
    assert rules.favourite(votes, FIBONACCI) == favourite
    assert [FIBONACCI.index(one.value) for one in rules.in_order(votes, FIBONACCI)] == sorted(map(FIBONACCI.index, values))


@settings(max_examples=examples(40), deadline=None)
@given(
    st.lists(st.tuples(st.sampled_from(["vote", "reveal", "undo", "again", "due"]), st.sampled_from(sorted(THREE))), max_size=20)
)
def test_whatever_people_do_a_round_is_open_or_revealed_and_its_number_only_grows(acts: list[tuple[str, PersonId]]) -> None:
    state, at = asked(), NOON
    for verb, person in acts:
        at += timedelta(seconds=20)
        before = state
        try:
            state = after(state, _done(state, verb, person, at))
        except Refusal:
            assert state == before
        assert state.round.number - before.round.number in (0, 1)
        assert state.round.answered >= before.round.answered or state.round.number > before.round.number
        if state.takes_votes and not state.round.held:
            assert state.round.waits_for


def _done(state: Estimation, verb: str, person: PersonId, at: datetime) -> tuple[values.Change, ...]:
    number = state.round.number
    match verb:
        case "vote":
            return rules.vote(state, Vote(person, "5"), number=number, is_developer=False, at=at)
        case "reveal":
            return rules.reveal(state, person=BEN, number=number, at=at, host_is_gone=False)
        case "undo":
            return rules.undo(state, person=person, number=number, at=at)
        case "again":
            return rules.again(state, person=person, number=number, asked=THREE, at=at)
        case _:
            return rules.fall_due(state, FRIDAY)
