"""What is typed as an action item: who first, what, and the day last; what is no single day stays text or is asked about."""

from datetime import date

import pytest

from bot.action_items.rules.typed import Typed, _without_lead, owner_of, read_typed
from bot.schedule.grammar.errors import Ambiguous, NotUnderstood
from tests.action_items.scene import TUESDAY
from tests.features.desk import BEN

TODAY = TUESDAY.date()


@pytest.mark.parametrize(
    ("text", "what", "due"),
    [
        ("writes the rule by friday", "writes the rule", date(2026, 12, 4)),
        ("tidies by tomorrow.", "tidies", date(2026, 12, 2)),
        ("tidies due 2026-12-08", "tidies", date(2026, 12, 8)),
        ("tidies by the end of the month", "tidies", date(2026, 12, 31)),
        ("tidies by next tuesday", "tidies", date(2026, 12, 8)),
        ("calls them by phone until friday", "calls them by phone", date(2026, 12, 4)),
        ("by friday", "", date(2026, 12, 4)),
        ("tidies, by friday", "tidies", date(2026, 12, 4)),
        ("tidies; due: friday!", "tidies", date(2026, 12, 4)),
        ("tidies due by friday", "tidies", date(2026, 12, 4)),
        ("tidies by christmas", "tidies", date(2026, 12, 25)),
        ("does it by hand", "does it by hand", None),
        ("asks Support", "asks Support", None),
        ("stands by the second door", "stands by the second door", None),
        ("calls in by 3 people", "calls in by 3 people", None),
        ("stands by " + "x" * 80, "stands by " + "x" * 80, None),
        ("stands by .", "stands by .", None),
    ],
)
def test_words_after_the_last_by_are_the_day_where_they_are_one_and_nothing_else(text: str, what: str, due: date | None) -> None:
    assert read_typed(text, TODAY) == Typed(what, due=due)


@pytest.mark.parametrize(
    ("text", "readings"),
    [
        ("tidies by 8/12", ("8 december", "12 august")),
        ("tidies by tuesday", ("today", "next tuesday")),
        ("tidies by mon 8 dec", ("tuesday 8 december 2026", "monday 7 december 2026")),
    ],
)
def test_a_day_that_may_be_two_is_asked_about_with_the_whole_text(text: str, readings: tuple[str, ...]) -> None:
    read = read_typed(text, TODAY)
    assert (read.text, read.due) == (text, None)
    assert isinstance(read.doubt, Ambiguous)
    assert read.doubt.readings == readings


@pytest.mark.parametrize(
    "rest",
    ["monday and tuesday", "friday, please", "yesterday", "31 april", "2027-02-29", "the 3rd of maybe", "14.13", "Sunday-ish"],
)
def test_what_begins_like_a_day_and_is_none_is_asked_about_with_the_whole_text(rest: str) -> None:
    read = read_typed(f"tidies by {rest}", TODAY)
    assert (read.text, read.due) == (f"tidies by {rest}", None)
    assert read.doubt is not None


@pytest.mark.parametrize(
    "end", ["in two weeks", "today", "tomorrow.", "next friday", "EOD", "next week", "before friday", "bis Freitag"]
)
def test_what_may_be_its_day_without_a_word_that_says_so_is_asked_about(end: str) -> None:
    read = read_typed(f"tidies {end}", TODAY)
    assert (read.text, read.due) == (f"tidies {end}", None)
    assert read.doubt is not None


@pytest.mark.parametrize("rest", ["EOD", "next sprint", "easter", "end of the sprint", "freitag", "mañana"])
def test_a_day_that_is_not_read_is_asked_about(rest: str) -> None:
    assert read_typed(f"tidies by {rest}", TODAY).doubt is not None


@pytest.mark.parametrize("text", ["checks it before release", "plans in two parts", "looks at what is open today and tells us"])
def test_words_that_speak_of_no_day_are_a_part_of_the_text(text: str) -> None:
    assert read_typed(text, TODAY).doubt is None


def test_another_doubt_stays_as_it_is() -> None:
    doubt = NotUnderstood("until x", "x")
    assert _without_lead(doubt) is doubt


def test_who_is_mentioned_before_all_else_is_the_owner() -> None:
    assert owner_of("<@U0BEN|ben> writes it") == (BEN, "writes it")
    assert owner_of(" <@U0BEN>: writes it") == (BEN, "writes it")
    assert owner_of("asks <@U0BEN> about it") == (None, "asks <@U0BEN> about it")
