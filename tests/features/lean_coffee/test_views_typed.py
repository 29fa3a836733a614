"""What people type after `/coffee`, as Slack sends it."""

from dataclasses import replace
from datetime import timedelta
from itertools import permutations
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.refusal import Refusal
from bot.core.span import NotASpan
from bot.features.lean_coffee.rules import A_DAY, A_WEEK, Wishes
from bot.features.lean_coffee.views import typed
from bot.features.lean_coffee.views.typed import (
    BadDots,
    BadHost,
    Start,
    UnknownWish,
    WishWithoutValue,
    nearest_command,
    read_series,
    read_start,
    read_topic,
    read_written,
    slip_in,
    written,
)
from bot.slack.text import as_read, as_typed
from tests.features.lean_coffee.scene import minutes, seconds

CALL = "https://meet.example/abc?a=1&b=2"
GUILD = Start("Platform guild", CALL, Wishes(box=minutes(5), length=minutes(45), dots=4))


def start(text: str) -> Start:
    """Read what follows `/coffee start` in a command."""
    return read_start(as_typed(text))


def test_a_start_is_read_in_any_order() -> None:
    parts = ['"Platform guild"', "box 5", "for 45m", "dots 4", f"<{CALL.replace('&', '&amp;')}|the call>"]
    for order in permutations(parts):
        assert start(" ".join(order)) == GUILD


@pytest.mark.parametrize("quoted", ["“Platform guild”", "„Platform guild“", "«Platform guild»", '"Platform guild"'])
def test_a_title_may_be_quoted_as_any_keyboard_does(quoted: str) -> None:
    assert start(quoted).title == "Platform guild"


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("", Start()),
        ("Platform guild", Start("Platform guild")),
        ("Ideas 2026", Start("Ideas 2026")),
        ('""', Start("")),
        ("R&amp;D &lt;3", Start("R&D <3")),
        ("with <@U0BEN|ben>", Start("with @ben")),
        ("<https://meet.example/abc>", Start("", "https://meet.example/abc")),
        ("https://meet.example/abc", Start("", "https://meet.example/abc")),
        ("BOX 90s", Start("", "", Wishes(box=seconds(90)))),
        ("dots auto host watches", Start("", "", Wishes(dots="auto", host_votes=False))),
        ("host votes", Start()),
        (
            '"Quick" collect 5s vote 15s box 20s thumbs 5s for 3m',
            Start("Quick", "", Wishes(minutes(3), seconds(5), seconds(15), seconds(20), seconds(5))),
        ),
    ],
)
def test_a_start_is_read(text: str, read: Start) -> None:
    assert start(text) == read


@pytest.mark.parametrize(
    ("text", "refusal", "values"),
    [
        ('"Guild" boxx 5', UnknownWish, {"word": "boxx", "nearest": "box"}),
        ("bxo 5", UnknownWish, {"word": "bxo", "nearest": "box"}),
        ('"Guild" 5', UnknownWish, {"word": "5", "nearest": ""}),
        ("box", WishWithoutValue, {"option": "box"}),
        ("box 5 for", WishWithoutValue, {"option": "for"}),
        ("box five", NotASpan, {"text": "box five"}),
        ("for -5", NotASpan, {"text": "for -5"}),
        ("dots many", BadDots, {"text": "many"}),
        ("dots ²", BadDots, {"text": "²"}),
        ("dots 9999", BadDots, {"text": "9999"}),
        ("host sleeps", BadHost, {"text": "sleeps"}),
    ],
)
def test_a_start_that_means_nothing_is_refused_with_the_word(text: str, refusal: type[Refusal], values: dict[str, Any]) -> None:
    with pytest.raises(refusal) as refused:
        start(text)
    assert vars(refused.value) == values


def test_a_series_parts_its_wishes_from_the_sentence() -> None:
    text = f"first thursday 15:00 Europe/Madrid box 4 “Guild” for 45m dots 2 <{CALL.replace('&', '&amp;')}>"
    asked, sentence = read_series(as_typed(text))
    assert asked == Start("Guild", CALL, Wishes(box=minutes(4), dots=2))
    assert sentence == f"first thursday 15:00 Europe/Madrid for 45m {CALL}"


@pytest.mark.parametrize(
    ("said", "ahead"),
    [
        ("announce a week ahead", A_WEEK),
        ("announced a week ahead", A_WEEK),
        ("Announce 1 week ahead", A_WEEK),
        ("announced one week before", A_WEEK),
        ("announce 7 days ahead", A_WEEK),
        ("announce a day ahead", A_DAY),
        ("", A_DAY),
    ],
)
def test_a_series_says_anywhere_in_its_sentence_how_far_ahead_it_is_announced(said: str, ahead: timedelta) -> None:
    for text in (
        f"first thursday 15:00 {said} for 45m",
        f"{said} first thursday 15:00 for 45m",
        f"first thursday 15:00 for 45m {said}",
    ):
        asked, sentence = read_series(text)
        assert asked.ahead == ahead
        assert sentence == "first thursday 15:00 for 45m"
        assert typed.read_ahead(written(asked)) == ahead


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("announce 3 weeks ahead of it", "announce 3 weeks ahead"),
        ("announce 2 days ahead", "announce 2 days ahead"),
        ("announce 0 weeks ahead", "announce 0 weeks ahead"),
        ("announce 99999999999999 weeks ahead", "announce 99999999999999 weeks ahead"),
        ("announce a week", "announce a week"),
        ("announced", "announced"),
        ("announce a month ahead", "announce a month ahead"),
    ],
)
def test_another_time_to_announce_is_refused_as_it_was_said(said: str, kept: str) -> None:
    with pytest.raises(typed.BadAhead) as refused:
        read_series(f"first thursday 15:00 {said}")
    assert refused.value.text == kept


def test_a_quoted_title_announces_nothing() -> None:
    asked, _ = read_series("“We announce a week ahead” first thursday 15:00")
    assert (asked.title, asked.ahead) == ("We announce a week ahead", A_DAY)


WISHES = st.builds(
    Wishes,
    length=st.none() | st.integers(60, 28_800).map(seconds),
    collect=st.none() | st.integers(5, 3_600).map(seconds),
    vote=st.none() | st.integers(5, 1_800).map(seconds),
    box=st.none() | st.integers(5, 3_600).map(seconds),
    thumbs=st.none() | st.integers(5, 300).map(seconds),
    dots=st.none() | st.just("auto") | st.integers(1, 10),
    host_votes=st.booleans(),
)


@given(WISHES)
def test_wishes_survive_being_kept_as_text(wishes: Wishes) -> None:
    assert read_written(written(Start(wishes=wishes))) == wishes


@given(st.text(max_size=80))
def test_whatever_is_typed_is_read_or_refused(text: str) -> None:
    try:
        read = start(text)
    except Refusal:
        return
    assert replace(read, title="", link="") == Start(wishes=read.wishes)


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("Flaky tests", ("Flaky tests", "")),
        ("Flaky tests | third week | in a row", ("Flaky tests", "third week | in a row")),
        ("  | only context ", ("", "only context")),
        ("R&amp;D &lt;!channel&gt; | see <https://x.example|the page>", ("R&D <!channel>", "see the page (https://x.example)")),
    ],
)
def test_a_topic_is_parted_from_its_context(text: str, read: tuple[str, str]) -> None:
    assert read_topic(as_read(text)) == read


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("strat", "start"), ("tpoic", "topic"), ("boards", "board"), ("serie", "series"), ("xyzzy", ""), ("", "")],
)
def test_a_typo_gets_the_nearest_command(typed: str, meant: str) -> None:
    assert nearest_command(typed) == meant


@pytest.mark.parametrize(
    ("text", "strange", "nearest"),
    [
        ("tuesday at 10 bxo 5", "bxo", "box"),
        ("tuesday at 10 dot 3", "dot", "dots"),
        ("tuesday at 10 hots watches", "hots watches", "host"),
        ("tuesday at 10 anounce a week ahead", "anounce a week ahead", "announce"),
        ("tuseday thu 10 and 11", "tuseday … and", ""),
        ("blue moon", "every blue moon", ""),
        ("both 3 december", "both", ""),
        ("most tuesdays", "most", ""),
        ("tuesday at 10 for 1.5h", "for 1.5h", ""),
    ],
)
def test_a_strange_word_of_a_series_names_the_wish_that_was_meant(text: str, strange: str, nearest: str) -> None:
    found = slip_in(text, strange)
    assert (found.nearest if found else "") == nearest
