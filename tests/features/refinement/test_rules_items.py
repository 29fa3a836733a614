"""An item as values alone: its words, what it lacks, its states, two people at one form."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from bot.core.ids import ChannelId, ItemId
from bot.core.limits import EmptyText, TextTooLong
from bot.core.refusal import Several
from bot.features.refinement.rules import item_texts, items
from bot.features.refinement.rules.experiments import Experiment, asked_on
from bot.features.refinement.rules.item_refusals import (
    AlreadyInState,
    NotALink,
    NothingToSplit,
    TooManyCriteria,
    TooManyParts,
)
from bot.features.refinement.rules.item_texts import ItemText, checked, criteria_of, kept_criteria, key_of, merged, parts_of, seen
from bot.features.refinement.rules.items import Criterion, CriterionId, Difference, Gap, Item, ItemState
from bot.features.refinement.rules.proposals import Proposal, proposed
from bot.schedule.working_days import WorkingDays
from bot.teams.team import TeamSettings
from tests.features.desk import ANA, BEN

AT = datetime(2026, 12, 1, 10, tzinfo=UTC)
DAY = date(2026, 12, 3)
SAVE = Item(
    id=ItemId("i1"),
    channel=ChannelId("C0GUILD"),
    number=17,
    title="Save a card",
    author=ANA,
    created=AT,
    changed=AT,
    criteria=(Criterion(CriterionId("c1"), "It is there next time", ANA),),
    size="3",
)


def test_an_item_lacks_criteria_a_size_and_somebody_who_touches_it() -> None:
    assert items.gaps(SAVE, AT + timedelta(days=59)) == ()
    bare = replace(SAVE, criteria=(), size="")
    assert items.gaps(bare, AT + timedelta(days=64)) == (Gap.NO_CRITERIA, Gap.NO_SIZE, Gap.UNTOUCHED)
    assert items.untouched_days(bare, AT + timedelta(days=64, hours=23)) == 64
    assert items.gaps(SAVE, AT + timedelta(days=10), TeamSettings(untouched=timedelta(days=10))) == (Gap.UNTOUCHED,)
    assert items.gaps(replace(bare, state=ItemState.DONE), AT) == ()


@pytest.mark.parametrize(
    ("size", "deck", "is_large"),
    [
        ("13", "1 2 3 5 8 13", True),
        ("8", "1 2 3 5 8 13", False),
        ("21", "1 2 3 5 8 13", True),
        ("12", "1 2 3 5 8 13", False),
        ("XL", "S M L XL", True),
        ("20", "S M L XL", False),
        ("huge", "1 2 3", False),
        ("large", "small large", False),
        ("", "1 2 3", False),
    ],
)
def test_what_is_at_the_upper_end_of_the_teams_deck_is_to_be_split(size: str, deck: str, is_large: bool) -> None:
    kept = TeamSettings(deck=tuple(deck.split()))
    assert (Gap.LARGE in items.gaps(replace(SAVE, size=size), AT, kept)) is is_large


def test_each_state_keeps_its_day_and_a_mistake_goes_back_to_the_state_before() -> None:
    ready = items.moved(SAVE, ItemState.READY, DAY, AT)
    started = items.moved(ready, ItemState.STARTED, DAY + timedelta(1), AT)
    done = items.moved(started, ItemState.DONE, DAY + timedelta(2), AT)
    assert (done.ready, done.started, done.done, done.since) == (DAY, DAY + timedelta(1), DAY + timedelta(2), done.done)
    reopened = items.put_back(done, AT)
    assert (reopened.state, reopened.done, reopened.started) == (ItemState.STARTED, None, DAY + timedelta(1))
    assert items.put_back(reopened, AT) == ready
    assert items.put_back(ready, AT) == SAVE
    parked = items.moved(ready, ItemState.PARKED, DAY, AT)
    assert items.put_back(parked, AT) == ready
    assert items.moved(parked, ItemState.TO_REFINE, DAY, AT) == SAVE
    with pytest.raises(AlreadyInState) as refused:
        items.moved(done, ItemState.DONE, DAY, AT)
    assert (refused.value.number, refused.value.since) == (17, done.done)
    with pytest.raises(AlreadyInState):
        items.put_back(SAVE, AT)


def test_parts_are_read_one_a_line_without_marks_and_refused_in_their_own_words() -> None:
    assert parts_of("- one\n  2. two \n\n☐ one\n[ ] three") == ("one", "two", "three")
    for text, why in (("- \n", NothingToSplit), ("\n".join(map(str, range(21))), TooManyParts), ("x" * 251, TextTooLong)):
        with pytest.raises(why) as refused:
            parts_of(text)
        assert vars(refused.value)["field"] == "parts"
    assert len(parts_of("\n".join(map(str, range(20))))) == 20


def test_criteria_are_added_once_and_up_to_a_limit() -> None:
    more = items.with_criterion(SAVE, Criterion(CriterionId("c2"), "  VAT of\nthe country ", BEN), AT)
    assert [one.text for one in more.criteria] == ["It is there next time", "VAT of the country"]
    assert items.with_criterion(more, Criterion(CriterionId("c3"), "VAT of the country", ANA), AT) is more
    full = replace(SAVE, criteria=tuple(Criterion(CriterionId(f"c{n}"), str(n), ANA) for n in range(20)))
    with pytest.raises(TooManyCriteria):
        items.with_criterion(full, Criterion(CriterionId("c20"), "one more", ANA), AT)
    with pytest.raises(EmptyText):
        items.with_criterion(SAVE, Criterion(CriterionId("c2"), " ", ANA), AT)


def test_a_size_is_written_and_taken_away() -> None:
    assert items.sized(SAVE, " 5 ", AT).size == "5"
    assert items.sized(SAVE, "", AT).size == ""
    with pytest.raises(TextTooLong):
        items.sized(SAVE, "x" * 21, AT)


def test_words_are_trimmed_and_all_that_is_wrong_is_said_at_once() -> None:
    told = checked(ItemText(" Save\na card ", " why ", ("- one", "* two", "", "[ ] one"), link="https://t.example/browse/PAY-7"))
    assert told == ItemText("Save a card", "why", ("one", "two"), link="https://t.example/browse/PAY-7", key="PAY-7")
    with pytest.raises(Several) as refused:
        checked(ItemText(" ", "x" * 1_001, ("y" * 301,), "z" * 501, "s" * 21, "no link", "k" * 51))
    wrong = {type(one).__name__ + ":" + str(getattr(one, "field", "")) for one in refused.value.refusals}
    parts = ("why", "criteria", "outcome", "size", "key")
    assert wrong == {"EmptyText:title", "NotALink:link", *(f"TextTooLong:{part}" for part in parts)}
    with pytest.raises(TooManyCriteria):
        criteria_of("\n".join(map(str, range(21))))
    with pytest.raises(NotALink):
        item_texts.link_text("javascript:alert(1)")


@pytest.mark.parametrize(
    ("link", "key"),
    [
        ("https://team.atlassian.net/browse/PAY-7?x=1", "PAY-7"),
        ("https://linear.app/team/issue/ENG-123/save-a-card", "ENG-123"),
        ("https://github.com/team/shop/issues/12", "#12"),
        ("https://gitlab.com/team/shop/-/merge_requests/3", "#3"),
        ("https://wiki.example/save-a-card", ""),
    ],
)
def test_a_link_tells_its_key(link: str, key: str) -> None:
    assert key_of(link) == key


def test_what_a_person_left_alone_in_a_form_stays_as_another_has_made_it() -> None:
    then = ItemText("Save a card", "why", size="3")
    now = replace(then, title="Save a debit card", size="5")
    assert merged(now, replace(then, why="because"), seen(then, ())) == ItemText("Save a debit card", "because", size="5")
    assert merged(now, replace(then, size=""), seen(then, ())).size == ""


def test_criteria_that_two_people_write_at_once_both_stay() -> None:
    now = [("c1", "one"), ("c2", "two"), ("c3", "of another person")]
    shown = seen(ItemText("x"), ("c1", "c2"))
    assert kept_criteria(now, ("two", "new"), shown) == (("c2", "two"), ("c3", "of another person"), (None, "new"))


def test_what_changed_is_named_part_by_part() -> None:
    other = Criterion(CriterionId("c2"), "Another", ANA)
    new = replace(SAVE, title="Keep a card", criteria=(other,), state=ItemState.READY)
    assert items.differences(SAVE, new) == (
        Difference("title", "Save a card", "Keep a card"),
        Difference("state", "to_refine", "ready"),
        Difference("criterion", "It is there next time", ""),
        Difference("criterion", "", "Another"),
    )
    assert items.text_of(SAVE) == ItemText("Save a card", criteria=("It is there next time",), size="3")


def test_days_that_a_file_tells_are_taken_over_and_others_stay() -> None:
    parked = items.moved(SAVE, ItemState.PARKED, DAY, AT)
    started = items.dated(parked, DAY, None, AT)
    assert (started.state, started.started, started.parked) == (ItemState.STARTED, DAY, None)
    done = items.dated(started, None, DAY + timedelta(3), AT)
    assert (done.state, done.started, done.done) == (ItemState.DONE, DAY, DAY + timedelta(3))
    assert items.dated(done, DAY - timedelta(1), None, AT) == replace(done, started=DAY - timedelta(1))
    assert items.dated(started, None, DAY - timedelta(1), AT).started is None, "it was not done before it began"


def test_the_result_of_an_experiment_is_asked_for_on_its_day_or_the_last_one_before_that_is_worked() -> None:
    friday = date(2026, 12, 4)
    looked_at = {day: Experiment(SAVE.id, "It sells", "Sales", friday + timedelta(days=day), ANA) for day in (-1, 0, 1, 2, 3)}
    assert {day: asked_on(one, WorkingDays()) - friday for day, one in looked_at.items()} == {
        day: timedelta(days=asked) for day, asked in ((-1, -1), (0, 0), (1, 0), (2, 0), (3, 3))
    }


def test_what_a_proposal_says_too_much_of_is_named_by_its_field() -> None:
    proposal = Proposal("p1", SAVE.channel, "Pay later", "", ANA, BEN, AT)
    for field, written in (("title", replace(proposal, title="x" * 4_000)), ("why", replace(proposal, why="x" * 4_000))):
        with pytest.raises(TextTooLong) as refused:
            proposed(written)
        assert refused.value.field == field
