"""Text is escaped, then cut, and never breaks on the way."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.slack.text import as_typed, cut, escape, one_line, plain, unescape, unmarked

TOKEN = re.compile(r"<[^<>]*>|&(?:amp|lt|gt);")


def test_a_text_calls_nobody() -> None:
    assert escape("<!channel> & <@U1>") == "&lt;!channel&gt; &amp; &lt;@U1&gt;"


@given(st.text())
def test_escaping_can_be_undone_and_leaves_no_bracket(text: str) -> None:
    escaped = escape(text)
    assert not set(escaped) & set("<>")
    assert unescape(escaped) == text


@pytest.mark.parametrize(
    ("sent", "typed"),
    [
        ("R&amp;D &lt;3", "R&D <3"),
        ("&amp;lt;b&amp;gt;", "&lt;b&gt;"),
        ("ask <@U0BEN|ben> in <#C0GUILD|guild>", "ask @ben in #guild"),
        ("ask <@U0BEN>", "ask @U0BEN"),
        ("<https://meet.example/a?x=1&amp;y=2>", "https://meet.example/a?x=1&y=2"),
        ("<http://meet.example|meet.example>", "http://meet.example"),
        ("<mailto:ana@example.org|ana@example.org>", "mailto:ana@example.org"),
        ("<!channel> <!here|here> <!subteam^S1|@team>", "@channel here @team"),
        ("a < b", "a < b"),
    ],
)
def test_what_somebody_typed_is_read_back_from_how_slack_sends_it(sent: str, typed: str) -> None:
    assert as_typed(sent) == typed


@given(st.text(alphabet="a&<> é😀"), st.integers(1, 40))
def test_a_cut_text_fits_and_holds_only_whole_entities(text: str, limit: int) -> None:
    short = cut(escape(text), limit)
    assert len(short) <= limit
    assert "&" not in TOKEN.sub("", short)


def test_a_text_that_fits_stays_as_it_is() -> None:
    assert cut("as it is", 8) == "as it is"
    assert cut("as it was", 8) == "as it w…"


def test_a_link_is_kept_whole_or_left_out() -> None:
    linked = "see <https://meet.example/abc|the call> now"
    assert cut(linked, 20) == "see…"
    assert cut(linked, 40) == "see <https://meet.example/abc|the call>…"


def test_a_name_is_one_line_without_what_steers_the_text_around_it() -> None:
    assert one_line("  Ana\u202e\n\tTorres\x00 ") == "Ana Torres"
    assert plain("<!here>") == "&lt;!here&gt;"
    assert plain("x" * 100, 10) == "x" * 9 + "…"


@given(st.text(), st.integers(1, 80))
def test_a_plain_name_always_fits(name: str, limit: int) -> None:
    written = plain(name, limit)
    assert len(written) <= limit
    assert "\n" not in written


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("*loud* _soft_ ~gone~ `code`", "∗loud∗ ˍsoftˍ ∼gone∼ ˋcodeˋ"),
        ("A* search, **twice**, __init__", "A∗ search, ∗∗twice∗∗, ˍˍinitˍˍ"),
        ("(*see*) ~5 to ~7 days, it`s", "(∗see∗) ∼5 to ∼7 days, itˋs"),
        ("*", "∗"),
        ("snake_case, a*b, 2 * 3 * 4, x ~ y", "snake_case, a*b, 2 * 3 * 4, x ~ y"),
        ("see *https://a.example/_b_/~c?d=*e*", "see ∗https://a.example/_b_/~c?d=*e∗"),
        ("``https://a.example`x`", "ˋˋhttps://a.exampleˋxˋ"),
        ("été_ _été", "étéˍ ˍété"),
    ],
)
def test_a_mark_that_would_format_somebodys_words_becomes_one_that_looks_like_it(typed: str, shown: str) -> None:
    assert unmarked(typed) == shown
    assert plain(typed) == shown


@given(st.text(alphabet="aé1 *_~`&<."), st.integers(1, 80))
def test_no_mark_that_is_left_stands_at_a_words_edge_and_lengths_stay(typed: str, limit: int) -> None:
    shown = one_line(unmarked(one_line(typed)))
    assert "`" not in shown
    for mark in re.finditer(r"[*_~]", shown):
        before, after = shown[mark.start() - 1 : mark.start()], shown[mark.end() : mark.end() + 1]
        assert (before.isalnum() and after.isalnum()) or before == after == " "
    assert len(plain(typed, limit)) == len(cut(escape(one_line(typed)), limit))
