"""What only looks like a text is none, and what is kept has nothing at its ends that cannot be seen."""

import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.texts import asks_something, first_word, is_blank, on_one_line, storable, trimmed

BLANKS = [
    "",
    " ",
    "\n\t\r",
    "\u00a0\u2003\u3000",
    "\u200b\u200c\u200d\u2060\ufeff",
    "\u2800",
    "\u3164",
    "\uffa0",
    "\u115f\u1160",
    "\u00ad\u034f\u061c\u180e",
    "\u202e\u2066\u2069",
    "\ufe0f\U000e0061\U000e007f",
    "\u0301",
    "\U0001d159\ufffc\U00013441",
    "\x00\x1b\ud800",
    "\u2028\u2029",
]


@pytest.mark.parametrize("text", BLANKS)
def test_what_cannot_be_seen_is_blank(text: str) -> None:
    assert is_blank(text)
    assert trimmed(text) == on_one_line(text) == ""


@pytest.mark.parametrize("blank", [" ", "\u00a0", "\u200b\u200d", "\u2800", "\u3164\uffa0", "\u202e", "\ufeff\n"])
def test_what_looks_blank_parts_words_and_is_kept_at_no_end(blank: str) -> None:
    assert trimmed(f"{blank}Flaky tests{blank}") == "Flaky tests"
    assert first_word(f"{blank}Topic{blank}Flaky tests{blank}") == ("topic", "Flaky tests")


@pytest.mark.parametrize("text", ["x", "?", "é", "🫨", "❤️", "👩‍👩‍👧", "가", "שלום", "\u2801", "1", "\U0001faef"])
def test_what_can_be_seen_is_a_text(text: str) -> None:
    assert not is_blank(text)
    assert trimmed(f"\u2800 {text}\u3164\n") == text


def test_whatever_has_unicodes_word_for_a_letter_or_a_figure_is_seen_but_for_the_fillers() -> None:
    letters = (chr(code) for code in range(sys.maxunicode + 1) if unicodedata.category(chr(code)) in ("Ll", "Lu", "Lo", "Nd"))
    assert [f"{ord(one):04X}" for one in letters if is_blank(one)] == ["115F", "1160", "3164", "FFA0"]


def test_a_text_keeps_its_lines_and_loses_its_controls() -> None:
    assert storable("a\x00\x07b\n\tc\ud800") == "ab\n\tc"
    assert on_one_line("  a\n\u2003b\tc ") == "a b c"


@given(st.text(alphabet=st.sampled_from("ab \n\u2800\u3164\u200b\u200d\ufe0f❤")))
def test_a_trimmed_text_is_a_part_of_what_was_typed_and_trimming_it_again_changes_nothing(text: str) -> None:
    kept = trimmed(text)
    assert kept in text
    assert trimmed(kept) == kept
    assert bool(kept) is not is_blank(text)


@pytest.mark.parametrize(
    ("text", "word", "rest"),
    [
        ("", "", ""),
        ("  MINE ", "mine", ""),
        ("remind\nevery\ntuesday", "remind", "every\ntuesday"),
        ("start\tx", "start", "x"),
        ("topic\u2003Flaky  tests", "topic", "Flaky  tests"),
        ("\u200btopic\u200b\u3164x", "topic", "x"),
        ("Straße 5", "straße", "5"),
    ],
)
def test_the_first_word_is_parted_by_any_white_space(text: str, word: str, rest: str) -> None:
    assert first_word(text) == (word, rest)


@pytest.mark.parametrize(
    "text", ["help", "Help!", "?", "??", "--help", " list ", "-", "…", "“none”", "stop.", "fulfilled", "SHOW"]
)
def test_a_word_that_only_asks_is_known(text: str) -> None:
    assert asks_something(text)


@pytest.mark.parametrize("text", ["", " ", "Flaky tests", "help desk", "Stop the line", "☕", ":tada:", "one", "Newcomers", "A?"])
def test_what_says_something_asks_nothing(text: str) -> None:
    assert not asks_something(text)
