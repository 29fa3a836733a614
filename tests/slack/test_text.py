"""Text is escaped, then cut, and never breaks on the way."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.slack.text import as_read, as_typed, cut, escape, one_line, plain, unescape, unmarked, unnamed

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
        ("ask <@U0BEN|@ben> in <#C0GUILD|#guild>", "ask @ben in #guild"),
        ("<https://meet.example/a?x=1&amp;y=2>", "https://meet.example/a?x=1&y=2"),
        ("<http://meet.example|meet.example>", "http://meet.example"),
        ("<mailto:ana@example.org|ana@example.org> <mailto:ben@example.org>", "ana@example.org ben@example.org"),
        ("<tel:+34600000000|600 00 00 00> or <tel:112>", "600 00 00 00 or 112"),
        ("<!channel> <!here|here> <!everyone|@everyone>", "@channel @here @everyone"),
        ("<!subteam^S1|@team> <!subteam^S1|team> <!subteam^S1>", "@team @team @group"),
        ("until <!date^1795303000^{date} at {time}^https://a.example|2 Dec 10:00>", "until 2 Dec 10:00"),
        ("a < b", "a < b"),
    ],
)
def test_what_somebody_typed_is_read_back_from_how_slack_sends_it(sent: str, typed: str) -> None:
    assert as_typed(sent) == typed


@pytest.mark.parametrize(
    ("sent", "read"),
    [
        ("see <https://ci.example/1?a=1&amp;b=2|the log>", "see the log (https://ci.example/1?a=1&b=2)"),
        ("see <http://ci.example|ci.example> and <https://ci.example/1>", "see ci.example and https://ci.example/1"),
        ("<@U0BEN> in <#C0GUILD|> by <mailto:ana@example.org|ana>", "@Ben &amp; <Co> in #guild by ana"),
        ("<@U0DEV>", "@U0DEV"),
    ],
)
def test_a_text_is_read_as_slack_shows_it(sent: str, read: str) -> None:
    assert as_read(sent, {"U0BEN": "@Ben &amp; <Co>", "C0GUILD": "#guild"}) == read


def test_mentions_without_a_name_are_found_once_each() -> None:
    text = "<@U0BEN> <@U0BEN> <@U0ANA|ana> <#C0GUILD|> <#C0TEAM|team> <!here> <https://a.example> <@W0DEV>"
    assert unnamed(text) == ("U0BEN", "C0GUILD", "W0DEV")


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
