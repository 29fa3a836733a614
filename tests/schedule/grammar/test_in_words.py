"""Rules said back: in words that a person knows, and that read back as the same rule."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.schedule.grammar.in_words import in_words, left_out
from bot.schedule.grammar.sentences import read_sentence
from bot.schedule.recurrence import Recurrence, next_after
from bot.schedule.recurrence_rule import Frequency, NthDay, RecurrenceRule, read_rrule
from bot.words.words import words_for

AT = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
WORDS = words_for("en-GB", "Europe/London")


def said(text: str) -> str:
    return in_words(read_sentence(text, at=AT, zone="Europe/London").recurrence, WORDS)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("every other tuesday at 10", "Every 2 weeks on Tuesday at 10:00"),
        ("every first thursday 3pm", "Every month on the first Thursday at 15:00"),
        ("daily 9", "Every day at 09:00"),
        ("every other day at noon", "Every 2 days at 12:00"),
        ("weekdays at 9:15", "Every weekday at 09:15"),
        ("weekdays at 9 except friday", "Every Monday, Tuesday, Wednesday and Thursday at 09:00"),
        ("2nd and 4th tuesday 9:30", "Every month on the second and fourth Tuesday at 09:30"),
        ("first monday and last friday at 9", "Every month on the first Monday and last Friday at 09:00"),
        ("every 2 months on the last wednesday 11:00", "Every 2 months on the last Wednesday at 11:00"),
        ("last business day of the month at noon", "Every month on the last business day at 12:00"),
        ("every month on the 1st and 22nd at midnight", "Every month on the 1st and 22nd at 00:00"),
        ("last day of the month at 17", "Every month on the last day at 17:00"),
        ("every quarter on the first monday at 9", "Every quarter on the first Monday at 09:00"),
        ("every year on 29 february at 10", "Every year on 29 February at 10:00"),
        ("3 december 14:00", "Once, on 3 December 2026 at 14:00"),
        ("every tuesday at 10 until 30 june", "Every Tuesday at 10:00, until 30 June 2027"),
        ("every tuesday at 10 for 6 times", "Every Tuesday at 10:00, 6 times"),
        ("every tuesday at 10 1 time", "Every Tuesday at 10:00, 1 time"),
        ("every tuesday at 3am", "Every Tuesday at 03:00"),
        ("every tuesday at 03:30", "Every Tuesday at 03:30"),
        ("tomorrow at 6:30 a.m.", "Once, on 22 November 2026 at 06:30"),
    ],
)
def test_a_rule_is_said_in_words(text: str, sentence: str) -> None:
    assert said(text) == sentence


@pytest.mark.parametrize("hour", range(24))
def test_once_said_can_be_typed_again_with_its_zone(hour: int) -> None:
    once = Recurrence("", datetime(2026, 12, 3, hour, 5), "Asia/Tokyo")
    for said in (in_words(once, WORDS), f"{in_words(once, WORDS)}, {once.zone}", f"{in_words(once, WORDS)} {once.zone}."):
        again = read_sentence(f"{said} Asia/Tokyo", at=AT, zone="Europe/London").recurrence
        assert again == once


@pytest.mark.parametrize("language", ["en-GB", "en-US"])
def test_both_englishes_are_read(language: str) -> None:
    once = Recurrence("", datetime(2026, 12, 3, 14), "Europe/London")
    assert read_sentence(in_words(once, words_for(language, "Europe/London")), at=AT, zone="Europe/London").recurrence == once


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("fifth friday of the month at 10", "Months without a fifth Friday are left out. “last Friday” happens in each."),
        ("monthly on the 31st at 10", "Months without a day 31 are left out. “last day of the month” happens in each."),
        ("every year on 29 february at 10", "Years without a 29 February are left out."),
        ("last friday of the month at 10", ""),
        ("monthly on the 28th at 10", ""),
        ("tomorrow at 10", ""),
    ],
)
def test_months_that_are_left_out_are_said(text: str, words: str) -> None:
    assert left_out(read_sentence(text, at=AT, zone="Europe/London").recurrence, WORDS) == words


NTHS = st.sampled_from([1, 2, 3, 4, 5, -1])
WEEKDAYS = st.integers(0, 6)


def in_order(days: set[NthDay]) -> tuple[NthDay, ...]:
    return tuple(sorted(days, key=lambda day: (day.nth < 0, day.nth, day.weekday)))


def each_of(weekdays: set[int]) -> tuple[NthDay, ...]:
    return tuple(NthDay(0, day) for day in sorted(weekdays))


DAILY = st.builds(RecurrenceRule, st.just(Frequency.DAILY), st.integers(1, 30))
WEEKLY = st.builds(
    RecurrenceRule, st.just(Frequency.WEEKLY), st.integers(1, 20), days=st.sets(WEEKDAYS, min_size=1, max_size=6).map(each_of)
)
BY_DAY = st.builds(
    RecurrenceRule,
    st.just(Frequency.MONTHLY),
    st.integers(1, 12),
    days=st.sets(st.builds(NthDay, NTHS, WEEKDAYS), min_size=1, max_size=4).map(in_order),
)
BY_DATE = st.builds(
    RecurrenceRule,
    st.just(Frequency.MONTHLY),
    st.integers(1, 12),
    month_days=st.sets(st.integers(1, 31) | st.just(-1), min_size=1, max_size=4).map(
        lambda days: tuple(sorted(days, key=lambda day: (day < 0, day)))
    ),
)
WORKING = st.builds(
    RecurrenceRule, st.just(Frequency.MONTHLY), st.integers(1, 12), days=st.just(each_of({0, 1, 2, 3, 4})), position=NTHS
)
QUARTERLY = st.builds(
    RecurrenceRule,
    st.just(Frequency.MONTHLY),
    months=st.just((1, 4, 7, 10)),
    days=st.sets(st.builds(NthDay, st.integers(1, 4), WEEKDAYS), min_size=1, max_size=3).map(in_order),
)
QUARTERS_END = st.builds(
    RecurrenceRule,
    st.just(Frequency.MONTHLY),
    months=st.just((3, 6, 9, 12)),
    days=WEEKDAYS.map(lambda day: (NthDay(-1, day),)),
)
QUARTERS_DAY = st.builds(
    RecurrenceRule,
    st.just(Frequency.MONTHLY),
    months=st.just((1, 4, 7, 10)),
    month_days=st.integers(1, 31).map(lambda day: (day,)),
)
QUARTERS_WORK = st.builds(
    RecurrenceRule,
    st.just(Frequency.MONTHLY),
    months=st.just((1, 4, 7, 10)),
    days=st.just(each_of({0, 1, 2, 3, 4})),
    position=st.integers(1, 5),
)
YEARLY = st.builds(
    RecurrenceRule,
    st.just(Frequency.YEARLY),
    st.integers(1, 3),
    months=st.integers(1, 12).map(lambda month: (month,)),
    month_days=st.integers(1, 28).map(lambda day: (day,)),
)
ENDS: st.SearchStrategy[dict[str, Any]] = st.sampled_from(
    [{}, {"count": 1}, {"count": 6}, {"until": datetime(2031, 6, 30, 23, 59, 59)}]
)


@st.composite
def recurrences(draw: st.DrawFn) -> Recurrence:
    rhythm = draw(
        st.one_of(DAILY, WEEKLY, BY_DAY, BY_DATE, WORKING, QUARTERLY, QUARTERS_END, QUARTERS_DAY, QUARTERS_WORK, YEARLY)
    )
    ends = draw(ENDS)
    zone = draw(st.sampled_from(["Europe/London", "America/Toronto", "Australia/Lord_Howe"]))
    earliest = datetime(2026, 11, 22, draw(st.integers(0, 23)), draw(st.integers(0, 59)))
    unended = RecurrenceRule(rhythm.frequency, 1, rhythm.months, rhythm.month_days, rhythm.days, rhythm.position)
    first = next_after(Recurrence(unended.text, earliest, zone), AT)
    assert first is not None
    whole = RecurrenceRule(
        rhythm.frequency, rhythm.interval, rhythm.months, rhythm.month_days, rhythm.days, rhythm.position, **ends
    )
    return Recurrence(whole.text, first.wall, zone)


@given(recurrence=recurrences())
def test_every_rule_in_words_reads_back_as_the_same_rule(recurrence: Recurrence) -> None:
    first = next_after(recurrence, recurrence.start.replace(tzinfo=UTC) - timedelta(days=2))
    assert first is not None
    before = first.starts - timedelta(microseconds=1)
    for said in (in_words(recurrence, WORDS), f"{in_words(recurrence, WORDS)}, {recurrence.zone}."):
        assert read_sentence(f"{said} {recurrence.zone}", at=before, zone="Pacific/Auckland").recurrence == recurrence


@given(rhythm=st.one_of(DAILY, WEEKLY, BY_DAY, BY_DATE, WORKING, QUARTERLY, QUARTERS_END, QUARTERS_DAY, QUARTERS_WORK, YEARLY))
def test_a_rhythm_is_the_same_after_it_was_text(rhythm: RecurrenceRule) -> None:
    assert read_rrule(rhythm.text) == rhythm


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=DAILY;BYDAY=MO",
        "FREQ=WEEKLY",
        "FREQ=MONTHLY",
        "FREQ=MONTHLY;BYMONTH=2;BYMONTHDAY=3",
        "FREQ=MONTHLY;INTERVAL=2;BYMONTH=2;BYDAY=1MO",
        "FREQ=MONTHLY;BYDAY=-2FR",
        "FREQ=MONTHLY;BYDAY=MO",
        "FREQ=MONTHLY;BYMONTHDAY=-3",
        "FREQ=MONTHLY;BYMONTHDAY=13;BYDAY=FR",
        "FREQ=MONTHLY;BYDAY=MO,TU;BYSETPOS=1",
        "FREQ=YEARLY;BYMONTH=1,2;BYMONTHDAY=3",
        "FREQ=YEARLY;BYDAY=1MO",
    ],
)
def test_a_rule_that_no_sentence_makes_is_named_as_it_is_kept(rule: str) -> None:
    ends = {"": "", ";COUNT=2": ", 2 times", ";UNTIL=20311231T100000": ", until 31 December 2031"}
    for end, said in ends.items():
        kept = Recurrence(rule + end, datetime(2026, 12, 1, 10), "UTC")
        assert in_words(kept, WORDS) == f"By the rule `{rule}` at 10:00{said}"
