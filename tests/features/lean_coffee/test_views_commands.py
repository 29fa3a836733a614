"""The first word of a command: what it means, and what it does not."""

import pytest

from bot.features.lean_coffee.views.commands import COMMANDS, ON_BOARD, meant_by, nearest, on_board
from bot.words import words_for

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
    assert "oard" in on_board(ENGLISH, word)
