"""Whatever is typed, in any script: a rule or a refusal that leads on, and never a long wait."""

import time
from contextlib import suppress
from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core.refusal import Refusal
from bot.schedule.anchors import SprintEvent, TeamDates
from bot.schedule.explain import explain
from bot.schedule.grammar.errors import TooLong
from bot.schedule.grammar.sentences import LONGEST, parse, read_sentence
from bot.schedule.recurrence import next_four
from bot.schedule.working_days import WorkingDays
from bot.words.words import words_for
from tests.plugins.repeatable import examples

AT = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
TEAM = TeamDates(WorkingDays(country="GB", region="ENG"), {SprintEvent.PLANNING: (date(2026, 12, 1), date(2026, 12, 15))})
WORDS = words_for("en-GB", "Europe/London")
SLOWEST = 3.0
"""Seconds of the processor that no sentence may take, on a slow machine under load; most take some thousandths."""

TYPED = st.sampled_from(
    [
        *(
            "every",
            "each",
            "other",
            "second",
            "2nd",
            "6th",
            "third",
            "first",
            "last",
            "the",
            "of",
            "in",
            "on",
            "at",
            "for",
            "from",
            "to",
        ),
        *(
            "and",
            "or",
            "so",
            ",",
            "-",
            "/",
            ".",
            ";",
            "(",
            ")",
            "!",
            "until",
            "starting",
            "except",
            "not",
            "skip",
            "holidays",
            "once",
        ),
        *(
            "monday",
            "tuesdays",
            "wed",
            "thu",
            "fri.",
            "M/W/F",
            "MWF",
            "mon-fri",
            "weekday",
            "weekdays",
            "weekend",
            "weekends",
            "day",
            "days",
        ),
        *("week", "weeks", "month", "months", "quarter", "year", "daily", "weekly", "biweekly", "bimonthly", "monthly", "yearly"),
        *(
            "3",
            "6",
            "10",
            "15",
            "45",
            "0",
            "9999",
            "999999999",
            "10:00",
            "9.30",
            "3.12",
            "9-10",
            "16:00-17:00",
            "4pm",
            "a.m.",
            "3h",
            "noon",
        ),
        *(
            "1h",
            "45m",
            "hour",
            "an",
            "half",
            "minutes",
            "1.5",
            "½",
            "times",
            "x6",
            "working",
            "business",
            "occurrences",
            "twice",
            "few",
        ),
        *(
            "today",
            "tonight",
            "tomorrow",
            "morning",
            "afternoon",
            "this",
            "next",
            "now",
            "december",
            "may",
            "dec 25",
            "2026-11-21",
            "12/11",
        ),
        *("on holidays", "the next working day", "before", "after", "sprint planning", "christmas", "of december", "unless"),
        *(
            "31/12",
            "2000-01-01",
            "9999-12-31",
            "29 february",
            "end of",
            "EST",
            "PT",
            "UTC+2",
            "UTC+99",
            "+02:00",
            "Europe/Madrid",
            "London",
        ),
        *(
            "New York",
            "x/y",
            "<https://a.b|c>",
            "https://",
            "<https://a.b",
            '"guild"',
            "'a'",
            '"',
            "'",
            "“",
            "»",
            "standup",
            "box",
            "5",
        ),
        *(
            "\u017funday",
            "\u0130",
            "\u0131",
            "\u212a",
            "\uff11\uff10",
            "\u0661",
            "\u200d",
            "\u200f",
            "\u2800",
            "\u0301",
            "\u00a0",
            "\n",
            "\x00",
            "\ud800",
            "👩‍💻",
            "²",
            "Ⅳ",
            "ǆ",
        ),
    ]
)


def holds(text: str) -> None:
    """Read a text as anybody may type it: it happens, or it is refused in words that lead on."""
    refusal = None
    try:
        said = read_sentence(text, at=AT, zone="Europe/London", team=TEAM)
    except Refusal as refused:
        refusal = refused
    if refusal is None:
        assert next_four(said.recurrence, AT)
    else:
        leads_on(text, refusal)


def leads_on(text: str, refusal: Refusal) -> None:
    """Say why it is refused, and read what is offered."""
    assert explain(refusal, WORDS)
    if isinstance(refusal, TooLong):
        return
    offers = refusal.offers
    assert offers, text
    for offer in offers:
        read_sentence(offer, at=AT, zone="Europe/London", team=TEAM)


@settings(max_examples=examples(400))
@given(words=st.lists(TYPED, max_size=9))
def test_words_in_any_order_happen_or_lead_on(words: list[str]) -> None:
    holds(" ".join(words))


@given(words=st.lists(TYPED | st.text(max_size=4), max_size=9), between=st.sampled_from(["", " ", ".", "\u200b", "/"]))
def test_words_run_together_happen_or_lead_on(words: list[str], between: str) -> None:
    holds(between.join(words))


@given(text=st.text(max_size=60))
def test_any_text_at_all_happens_or_leads_on(text: str) -> None:
    holds(text)


@pytest.mark.parametrize(
    "piece",
    [
        *(
            "1 ",
            "1st ",
            "1/",
            "m/",
            "mon,",
            "mon and ",
            "first ",
            "first and ",
            "the ",
            "1h ",
            "an hour and ",
            "half an ",
            "a ",
            "and ",
            "(",
        ),
        *(
            ".",
            "..",
            "-",
            "- ",
            "10-",
            "1.1",
            "at ",
            "for 6 ",
            "until ",
            "from ",
            "next ",
            "<",
            "<https://",
            '"',
            "'",
            "\u0661",
            "½",
            "dec ",
        ),
        *(
            "1st and ",
            "new york ",
            "a-b ",
            "utc+",
            " ",
            "\n",
            "\u200f",
            "!",
            "tuesday or ",
            "except ",
            "twenty-",
            "16:00-",
            "from 4 to 5 ",
        ),
        *("skip holidays, ", "except 1 december and ", "no 1 to ", "on holidays ", "day before ", "of may and "),
        *("31/11 ", "9,30 ", "half nine ", "except week of ", "week 49 ", "1.30h ", "un mardi sur deux ", "9am CET / 8am GMT "),
    ],
)
def test_a_thousand_characters_without_sense_are_read_in_no_time(piece: str) -> None:
    for lead in ("", "every tuesday at 10 ", "x"):
        text = (lead + piece * LONGEST)[:LONGEST]
        begun = time.process_time()
        parse(text)
        with suppress(Refusal):
            read_sentence(text, at=AT, zone="Europe/London")
        assert time.process_time() - begun < SLOWEST
