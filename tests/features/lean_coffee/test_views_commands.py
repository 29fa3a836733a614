"""The first word of a command: what it means, and what it does not."""

from dataclasses import replace

import pytest

from bot.features.lean_coffee.rules import boxes
from bot.features.lean_coffee.rules.acts import acts
from bot.features.lean_coffee.rules.voting import open_vote
from bot.features.lean_coffee.views.commands import (
    COMMANDS,
    ON_BOARD,
    closes_vote,
    meant_by,
    nearest,
    on_board,
    said_in_a_meeting,
)
from bot.words.words import words_for
from tests.features.lean_coffee.scene import ANA, BEN, CHLOE, Scene, talking, topic, voted

ENGLISH = words_for("en", "UTC")


@pytest.mark.parametrize(
    ("word", "rest", "meant"),
    [
        ("strat", "Guild", "start"),
        ("begin", "", "start"),
        ("once", "tomorrow at 9", "plan"),
        ("tpoic", "x", "topic"),
        ("topics", "", "mine"),
        ("topics", "x", "topic"),
        ("my", "topics", "mine"),
        ("boards", "", "board"),
        ("status", "please", "board"),
        ("evry", "tuesday at 10", "every"),
        ("serie", "", "series"),
        ("list", "the meetings", "series"),
        ("hepl", "", "help"),
        ("xyzzy", "", ""),
        ("", "", ""),
    ],
)
def test_a_word_or_a_slip_of_one_leads_to_its_command(word: str, rest: str, meant: str) -> None:
    assert meant_by(word, rest) == meant


@pytest.mark.parametrize(
    ("word", "rest"), [("status", "update for everybody"), ("serie", "of talks"), ("list", "of wishes"), ("show", "and tell")]
)
def test_a_command_that_takes_no_words_is_not_meant_where_words_would_be_lost(word: str, rest: str) -> None:
    assert meant_by(word, rest) == ""


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_means_itself(command: str) -> None:
    assert meant_by(command, "") == nearest(command) == command


@pytest.mark.parametrize("word", ON_BOARD)
def test_what_the_board_does_is_no_command_and_names_where_it_is_done(word: str) -> None:
    assert word not in COMMANDS
    assert "oard" in said(word, Scene(topic("one"), here=(ANA, CHLOE)))


def voting() -> Scene:
    scene = Scene(topic("one"))
    scene.do(open_vote, person=ANA)
    return scene


def paused() -> Scene:
    scene = talking("one", "two")
    scene.do(boxes.pause, person=BEN)
    return scene


def last_call() -> Scene:
    return voted(Scene(topic("one")))


NO_BUTTON = "There is no button for that now"


@pytest.mark.parametrize(
    ("word", "scene", "told"),
    [
        ("pause", Scene(topic("one")), NO_BUTTON),
        ("pause", talking("one"), "“Pause” in the board's ⋮ menu"),
        ("pause", paused(), NO_BUTTON),
        ("resume", talking("one"), NO_BUTTON),
        ("continue", paused(), "“Go on”"),
        ("vote", Scene(topic("one")), "“Start voting”"),
        ("vote", Scene(topic("one"), here=(ANA,)), NO_BUTTON),
        ("voting", Scene(), NO_BUTTON),
        ("vote", voting(), "Press “Vote”"),
        ("vote", talking("one"), NO_BUTTON),
        ("vote", talking("one").until("10:05"), "👍"),
        ("more", talking("one").until("10:05"), "👍"),
        ("more", talking("one"), "a minute more"),
        ("next", Scene(topic("one")), NO_BUTTON),
        ("park", talking("one"), "“Next topic”"),
        ("next", talking("one").until("10:05"), "👎"),
        ("takeaway", Scene(topic("one")), NO_BUTTON),
        ("takeaway", talking("one"), "“Takeaway”"),
        ("takeaway", last_call(), "“Takeaway”"),
        ("here", talking("one"), "You are here already."),
        ("join", talking("one", here=(ANA, CHLOE)), "“I'm here”"),
        ("leave", talking("one"), "“I have to leave”"),
        ("close", voting(), "“Close voting”"),
        ("close voting", voting(), "“Close voting”"),
        ("close voting", talking("one"), NO_BUTTON),
        ("menu", talking("one"), "“More …” in its ⋮ menu"),
        ("end", talking("one"), "“Cancel the meeting”"),
        ("finish", last_call(), "“Finish now”"),
    ],
)
def test_only_a_button_that_the_board_has_now_is_named(word: str, scene: Scene, told: str) -> None:
    assert told in said(word, scene)


@pytest.mark.parametrize("text", ["end vote", "close the vote", "Stop voting!", "finish vote"])
def test_the_end_of_the_vote_is_not_that_of_the_meeting(text: str) -> None:
    assert closes_vote(text) == "close voting"
    assert closes_vote("end the meeting") == ""


@pytest.mark.parametrize(
    ("text", "word"),
    [
        *(("let's vote", "vote"), ("open the vote", "vote"), ("skip this topic", "next"), ("skip", "next"), ("done", "next")),
        *(("ende", "end"), ("wrap up", "end"), ("go on", "continue"), ("weiter", "continue"), ("break", "pause")),
        *(("+5", "extend"), ("+1 min", "extend"), ("5 more minutes", "extend"), ("add 5 minutes", "extend")),
        *(("I’m here", "here"), ("im in", "here"), ("bye", "leave"), ("I have to leave", "leave"), ("thumbs up", "more")),
        *(("note Write it down", "takeaway"), ("decision\nWe do it", "takeaway"), ("who is here", "menu"), ("timer 5", "menu")),
        *(("merge 1 and 2", "menu"), ("rename Guild", "menu"), ("undo", "menu")),
        *(("Platform guild", ""), ("time for change", ""), ("Noted", ""), ("add Flaky tests", ""), ("tomorrow at 9", "")),
    ],
)
def test_what_people_say_in_a_meeting_is_meant_for_its_board(text: str, word: str) -> None:
    assert said_in_a_meeting(text) == word


def said(word: str, scene: Scene) -> str:
    here = acts(replace(scene.meeting, here=scene.meeting.here | {BEN}), BEN, scene.now)
    return on_board(ENGLISH, word, scene.meeting, BEN, here)
