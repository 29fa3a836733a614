"""What is seen of votes: blind as usual, totals while voting, names after the close; said before anybody votes."""

from functools import partial

import pytest

from bot.features.lean_coffee.rules import meeting, voting
from bot.features.lean_coffee.rules.shown_votes import Votes, names_show, totals, totals_show
from bot.features.lean_coffee.rules.values import Wishes
from bot.features.lean_coffee.views.ballot import OpenBallot, by_rows
from bot.features.lean_coffee.views.ballot_menus import by_menus
from bot.features.lean_coffee.views.votes_option import BadVotes, explain_votes, read_votes
from bot.meetings.rules import undo
from tests.features.lean_coffee.desk import Desk
from tests.features.lean_coffee.drawing import ENGLISH, lines, told
from tests.features.lean_coffee.scene import ANA, BEN, CHLOE, Scene, topic

WHILE = "The board shows each topic's total while we vote; nobody sees who gives what."
AFTER = "After the close everyone sees each topic's total, and who gave how many dots to it."
BOTH = "The board shows each topic's total while we vote; after the close everyone sees who gave how many dots to it."
BLIND = "Nobody sees who votes for what, and totals show when voting has closed."


def voting_with(votes: str) -> Scene:
    scene = Scene(topic("one"), topic("two"), wishes=Wishes(votes=votes))
    scene.do(voting.open_vote, person=ANA)
    scene.ballot(BEN, "two", "two", "one")
    scene.ballot(CHLOE, "two")
    return scene


@pytest.mark.parametrize(("votes", "said"), [(Votes.VISIBLE, WHILE), (Votes.NAMED, AFTER), (Votes.VISIBLE_NAMED, BOTH)])
def test_what_is_seen_is_said_while_people_arrive_on_the_board_and_on_the_ballot(votes: str, said: str) -> None:
    assert said in "\n".join(lines(Scene(topic("one"), wishes=Wishes(votes=votes))))
    scene = voting_with(votes)
    assert said in "\n".join(lines(scene))
    assert BLIND not in "\n".join(lines(scene))
    rows = by_rows(ENGLISH, scene.meeting, BEN, OpenBallot(scene.meeting.id, scene.meeting.phase), at=scene.now)
    for drawn in (told(rows), told(by_menus(ENGLISH, scene.meeting, {}))):
        assert said in drawn
        assert "Nobody sees" not in drawn.replace(said, "")


def test_blind_is_the_usual_and_says_so() -> None:
    scene = voting_with(Votes.BLIND)
    assert BLIND in lines(scene)
    assert "●" not in "\n".join(lines(scene))
    assert totals(scene.meeting) == {}
    scene.do(voting.close_vote, person=ANA)
    assert scene.of("two").named == ()
    assert "dots from" not in "\n".join(lines(scene))


def test_totals_show_while_people_vote_and_no_name_beside_them() -> None:
    scene = voting_with(Votes.VISIBLE)
    assert "2. *two*  ·  ●●● 3" in lines(scene)
    assert "1. *one*  ·  ● 1" in lines(scene)
    scene.do(voting.close_vote, person=ANA)
    assert scene.of("two").named == ()


def test_names_show_after_the_close_beside_each_topic_and_in_the_summary() -> None:
    scene = voting_with(Votes.NAMED)
    assert "●" not in "\n".join(lines(scene))
    scene.do(voting.close_vote, person=ANA)
    assert scene.of("two").named == ((BEN, 2), (CHLOE, 1))
    assert "dots from Ben (2), Chloé (1)" in "\n".join(lines(scene))
    assert "dots from Ben (1)" in "\n".join(lines(scene))
    scene.to_the_end()
    assert "dots from Ben (2), Chloé (1)" in "\n".join(lines(scene))


def test_who_gave_the_most_dots_is_named_first() -> None:
    scene = Scene(topic("one"), topic("two"), wishes=Wishes(votes=Votes.NAMED))
    scene.do(voting.open_vote, person=ANA)
    scene.ballot(BEN, "two")
    scene.ballot(CHLOE, "two", "two")
    scene.do(voting.close_vote, person=ANA)
    assert scene.of("two").named == ((CHLOE, 2), (BEN, 1))


def test_a_close_that_is_taken_back_takes_the_names_with_it() -> None:
    scene = voting_with(Votes.VISIBLE_NAMED)
    scene.do(voting.close_vote, person=ANA)
    scene.do(partial(undo.undo, meeting.COURSE), person=BEN)
    assert scene.of("two").named == ()
    assert totals(scene.meeting) == {"two": 3, "one": 1}


def test_many_names_fold() -> None:
    scene = voting_with(Votes.NAMED)
    for number in range(12):
        scene.ballot(type(BEN)(f"U{number:02}"), "two")
    scene.do(voting.close_vote, person=ANA)
    assert "and 6 more" in "\n".join(lines(scene))


@pytest.mark.parametrize(
    ("text", "votes"),
    [
        ("visible", Votes.VISIBLE),
        ("Named", Votes.NAMED),
        ("visible and named", Votes.VISIBLE_NAMED),
        ("named, visible", Votes.VISIBLE_NAMED),
        ("visible named", Votes.VISIBLE_NAMED),
        ("blind", Votes.BLIND),
    ],
)
def test_votes_are_read_in_any_order(text: str, votes: Votes) -> None:
    assert read_votes(text) == votes
    settings = Scene(wishes=Wishes(votes=votes)).meeting.settings
    assert (totals_show(settings), names_show(settings)) == ("visible" in votes, "named" in votes)


@pytest.mark.parametrize("text", ["secret", "blind named", "", "2"])
def test_what_votes_do_not_take_is_refused_with_what_they_do(text: str) -> None:
    with pytest.raises(BadVotes) as refused:
        read_votes(text)
    said = explain_votes(refused.value, ENGLISH) or ""
    assert "`votes` takes `visible`, `named`, `visible named` or `blind`" in said
    assert ("`vote 2`" in said) == (text == "2")


async def test_named_votes_of_a_real_meeting_reach_its_summary(desk: Desk) -> None:
    await desk.votes("one", "two", wishes="votes visible and named")
    await desk.gives_dots()
    assert "● 1" in told(await desk.board())
    await desk.presses("Close voting", await desk.board())
    assert "dots from Ben (1)" in told(await desk.board())
    await desk.presses("Next topic", await desk.board())
    await desk.presses("Next topic", await desk.board())
    await desk.presses("Finish now", await desk.board())
    board = told(await desk.board())
    assert "what came out" in board
    assert board.count("dots from Ben (1)") == 2
    assert (await desk.meeting()).ballots == ()


async def test_what_votes_take_is_told_to_who_types_something_else(desk: Desk) -> None:
    assert "you wrote secret." in (await desk.types('start "Guild" votes secret')).text
    assert "How long the vote lasts is `vote 2`." in (await desk.types('start "Guild" votes 2')).text
