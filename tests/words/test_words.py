"""One reader's language, zone and dates."""

import re
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.words.words import words_for

ENGLISH = words_for("en-GB", "Europe/Madrid")
NEW_YEAR = datetime(2026, 12, 31, 23, 30, tzinfo=UTC)


def test_a_sentence_takes_its_values() -> None:
    assert ENGLISH.say("{who} hosts {what}", who="Ana", what="{curly} %s") == "Ana hosts {curly} %s"


@pytest.mark.parametrize(("number", "said"), [(0, "0 dots"), (1, "1 dot"), (2, "2 dots")])
def test_a_counted_sentence_has_its_form(number: int, said: str) -> None:
    assert ENGLISH.count("{n} dot", "{n} dots", number) == said


def test_an_instant_is_dated_in_the_readers_zone_and_a_day_is_left_alone() -> None:
    assert ENGLISH.day(NEW_YEAR) == "1 January 2027"
    assert words_for("en-GB", "America/New_York").day(NEW_YEAR) == "31 December 2026"
    assert ENGLISH.day(date(2026, 12, 1)) == "1 December 2026"
    assert ENGLISH.short_day(date(2026, 12, 1)) == "Tue 1 Dec"
    assert words_for("en-US", "UTC").short_day(date(2026, 12, 1)) == "Tue Dec 1"


def test_a_day_of_another_year_says_its_year() -> None:
    assert ENGLISH.short_day(date(2026, 12, 1), date(2026, 1, 1)) == "Tue 1 Dec"
    assert ENGLISH.short_day(date(2028, 2, 29), date(2026, 12, 31)) == "Tue 29 Feb 2028"


def test_a_time_is_shown_by_slack_in_each_readers_zone_with_words_for_old_clients() -> None:
    seconds = int(NEW_YEAR.timestamp())
    assert ENGLISH.slack_time(NEW_YEAR) == f"<!date^{seconds}^{{time}}|00:30>"
    assert ENGLISH.slack_time(NEW_YEAR, zone=True) == f"<!date^{seconds}^{{time}}|00:30 {ENGLISH.zone.key}>"
    assert ENGLISH.slack_time(NEW_YEAR, seconds=True) == f"<!date^{seconds}^{{time_secs}}|00:30:00>"
    assert ENGLISH.to_all().slack_day_time(NEW_YEAR) == f"<!date^{seconds}^{{date_num}} {{time}}|Fri 1 Jan 00:30 Europe/Madrid>"


def test_one_reader_is_told_a_day_in_the_language_of_the_message_and_in_their_own_zone() -> None:
    assert ENGLISH.slack_day_time(NEW_YEAR) == "Fri 1 Jan 00:30"
    assert ENGLISH.at(NEW_YEAR).slack_day_time(NEW_YEAR) == "Fri 1 Jan 00:30"
    assert ENGLISH.at(NEW_YEAR - timedelta(hours=1)).slack_day_time(NEW_YEAR) == "Fri 1 Jan 2027 00:30"


def test_no_date_is_left_to_slack_that_has_words_in_it() -> None:
    written = "".join(path.read_text(encoding="utf-8") for path in Path("bot").rglob("*.py"))
    assert set(re.findall(r"\{((?:date|ago|day_divider)_?[a-z_]*)\}\}", written)) == {"date_num"}


@pytest.mark.parametrize(
    ("span", "said"),
    [
        (timedelta(), "0 s"),
        (timedelta(seconds=59), "59 s"),
        (timedelta(minutes=45), "45 min"),
        (timedelta(minutes=1, seconds=30), "1 min 30 s"),
        (timedelta(hours=1), "1 h"),
        (timedelta(hours=1, minutes=30), "1 h 30 min"),
    ],
)
def test_a_duration_is_short(span: timedelta, said: str) -> None:
    assert ENGLISH.minutes(span) == said


def test_lists_are_facts_with_commas_or_parts_of_a_sentence() -> None:
    assert ENGLISH.names(["Ana", "Ben", "Chloé"]) == "Ana, Ben, Chloé"
    assert ENGLISH.all_of(["a", "b", "c"]) == "a, b and c"
    assert ENGLISH.any_of(["a", "b", "c"]) == "a, b or c"


def test_words_move_to_another_zone_and_stay_where_there_is_none_of_that_name() -> None:
    assert ENGLISH.in_zone("Asia/Tokyo").clock(NEW_YEAR) == "08:30"
    assert ENGLISH.in_zone("Not/There") is ENGLISH


@pytest.mark.parametrize("locale", ["", "tlh", "xx-YY", "en_GB", "fr-FR", "-", "en-GB-x-private"])
def test_a_language_that_nobody_wrote_becomes_english(locale: str) -> None:
    assert words_for(locale, "UTC").locale.language == "en"


@pytest.mark.parametrize("zone", ["", "Not/There", "../../etc/passwd", "Europe", "\x00"])
def test_a_zone_that_is_none_becomes_utc(zone: str) -> None:
    assert words_for("en-GB", zone).zone.key == "UTC"


@given(st.text(max_size=30), st.text(max_size=30))
def test_whatever_slack_says_of_a_person_there_are_words(locale: str, zone: str) -> None:
    assert words_for(locale, zone).say("Noted.") == "Noted."


@pytest.mark.parametrize(
    ("title", "set_off"),
    [
        ("Who is on the rota?", "“Who is on the rota?”"),
        ("Ship it!", "“Ship it!”"),
        ("What now…", "“What now…”"),
        ("Flaky tests", "Flaky tests"),
        ("Release (2.0)", "Release (2.0)"),
        ("C++", "C++"),
        ("", ""),
    ],
)
def test_a_title_is_set_off_where_it_ends_in_a_mark_of_its_own(title: str, set_off: str) -> None:
    assert words_for("en", "UTC").set_off(title) == set_off
