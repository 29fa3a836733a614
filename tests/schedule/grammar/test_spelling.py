"""Words that nobody meant as they were typed."""

import pytest

from bot.schedule.grammar.spelling import mended, reads_like_a_title


@pytest.mark.parametrize(
    ("rest", "meant"),
    [
        ("tuseday", "tuesday"),
        ("wensday", "wednesday"),
        ("thurdsay", "thursday"),
        ("every firts thurdsay", "every first thursday"),
        ("tommorow", "tomorrow"),
        ("Decembre", "december"),
        ("evry tueday", "every tuesday"),
        ("evey", "every"),
        ("twice", "for 2 times"),
        ("every couple of weeks", "every 2 weeks"),
        ("24:00", "midnight"),
        ("every tuesday", "every tuesday"),
        ("for 2 months", "for 2 months"),
        ("until christmas", "until christmas"),
        ("mardi à", "tuesday at"),
        ("", ""),
    ],
)
def test_the_nearest_word_is_named_only_where_it_is_near(rest: str, meant: str) -> None:
    assert mended(rest) == meant


@pytest.mark.parametrize("words", ["standup", "Platform guild", "Réunion d'équipe", "Ana's team"])
def test_words_that_speak_of_no_time_may_be_a_title(words: str) -> None:
    assert reads_like_a_title(words)


@pytest.mark.parametrize(
    "words", ["skip holidays", "for 5 sprints", "at lunch", "before planning", "remind me", "!!", "x" * 61, "<@U1>"]
)
def test_words_that_speak_of_time_are_no_title(words: str) -> None:
    assert not reads_like_a_title(words)
