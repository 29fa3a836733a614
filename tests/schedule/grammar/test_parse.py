"""A text taken apart: its parts, a ceremony's own among them, and the words that nobody takes."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest

from bot.schedule.grammar.errors import Ambiguous, NotUnderstood, TooLong
from bot.schedule.grammar.parts import Each, Lasting, Link, OnDate, Problem, TimeOfDay, Title, Weekdays
from bot.schedule.grammar.scanner import phrase
from bot.schedule.grammar.sentences import assemble, parse, read_sentence

AT = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)


@dataclass(frozen=True)
class Box:
    """A part of some ceremony's own."""

    minutes: int


OWN = (phrase(r"box\s+(?P<n>\d+)", lambda match: (Box(int(match["n"])),)),)


def test_words_that_no_phrase_takes_are_kept_in_runs_in_their_order() -> None:
    parts = parse("Platform guild for 45m and so on 10:00 really")
    assert parts.rest == ("Platform guild", "and so on", "really")
    assert parts.begins == "Platform guild"
    assert parse("at 10 blah").begins == ""


def test_it_is_told_which_kinds_of_parts_were_said() -> None:
    parts = parse('"Platform guild" for 45m https://meet.example/a')
    assert parts.has(Lasting)
    assert parts.has(Each, Title)
    assert not parts.has(Weekdays, OnDate, TimeOfDay, Problem)
    assert parts.the(Lasting) == Lasting(timedelta(minutes=45))
    assert parts.each(Link) == (Link("https://meet.example/a"),)


def test_a_ceremony_has_phrases_of_its_own_which_come_first_and_leave_the_schedule_alone() -> None:
    parts = parse("box 5 every tuesday at 10 box 7", own=OWN)
    assert parts.each(Box) == (Box(5), Box(7))
    assert assemble(parts, at=AT, zone="Europe/London") == read_sentence("every tuesday at 10", at=AT, zone="Europe/London")


def test_what_is_doubtful_is_raised_only_when_a_schedule_is_wanted() -> None:
    parts = parse("every 12/11 at 10")
    assert parts.has(Problem)
    with pytest.raises(Ambiguous):
        assemble(parts, at=AT, zone="Europe/London")


def test_what_is_strange_is_raised_only_when_a_schedule_is_wanted() -> None:
    parts = parse("blah every tuesday at 10")
    with pytest.raises(NotUnderstood) as refused:
        assemble(parts, at=AT, zone="Europe/London")
    assert refused.value.rest == "blah"


def test_a_text_without_end_is_not_taken_apart() -> None:
    with pytest.raises(TooLong):
        parse("x" * 1001)
