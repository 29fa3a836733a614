"""Which font draws which letter."""

from hypothesis import given
from hypothesis import strategies as st

from bot.papers.letters import BOX, CHINESE, JAPANESE, KOREAN, runs

OWN = {ord(letter) for letter in "abcdefghijklmnopqrstuvwxyzéЖω ·"}


def test_each_part_of_a_text_has_the_font_that_draws_it() -> None:
    assert list(runs("zoé ωЖ", OWN)) == [("", "zoé ωЖ")]
    assert list(runs("ana 김민준 b", OWN)) == [("", "ana "), (KOREAN, "김민준"), ("", " b")]


def test_what_japanese_and_chinese_share_is_drawn_by_what_stands_beside_it() -> None:
    assert next(runs("山田 · さくら", OWN)) == (JAPANESE, "山田")
    assert list(runs("山田", OWN)) == [(CHINESE, "山田")]


def test_what_no_font_has_or_would_stand_in_the_wrong_order_is_an_empty_box() -> None:
    assert list(runs("a ก b", OWN)) == [("", f"a {BOX} b")]
    assert list(runs("שלום", OWN | {ord(letter) for letter in "שלום"})) == [("", BOX * 4)]


def test_marks_that_are_put_together_with_their_letter_are_drawn_and_others_leave_no_box() -> None:
    assert list(runs("e\u0301", OWN)) == [("", "é")]
    assert list(runs("a\u200d", OWN)) == [("", "a")]


@given(st.text())
def test_any_text_has_a_font_for_all_that_is_shown_of_it(text: str) -> None:
    parts = list(runs(text, OWN))
    assert all(part for _, part in parts)
    assert all(ord(letter) in OWN or letter in (BOX, "\n") for font, part in parts if not font for letter in part)
