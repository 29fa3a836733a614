"""What people type of their own learning, read on Tuesday, 1 December 2026: the right values, or a doubt that leads on."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.refusal import Refusal
from bot.features.seu.rules.log_sentence import DayNotUnderstood, Said, read_sentence
from bot.features.seu.rules.refusals import BadMinutes, FutureDay, NoMinutes, NoSuchDay
from bot.features.seu.rules.values import Category
from bot.schedule.grammar.errors import Ambiguous, NotALength, NotUnderstood, SaidTwice, TooLong

TODAY = date(2026, 12, 1)
READ, WATCHED, EVENT, COURSE = Category.READING, Category.WATCHING, Category.EVENT, Category.COURSE
PREPARED, GAVE, WORKED, OTHER = Category.PREPARING, Category.VOLUNTEERING, Category.WORK, Category.OTHER
THROUGHPUT = "Forecasting with throughput"
LINK = "https://flow.example/a"

CLEAR = [
    (f'1h30 read "{THROUGHPUT}" on 12 nov', 90, READ, THROUGHPUT, "2026-11-12"),
    (f"90m read {THROUGHPUT}", 90, READ, THROUGHPUT, "2026-12-01"),
    (f"read {THROUGHPUT} for 1.5 h yesterday", 90, READ, THROUGHPUT, "2026-11-30"),
    (f"yesterday read {THROUGHPUT} 1,5h", 90, READ, THROUGHPUT, "2026-11-30"),
    (f"on 12 nov I read “{THROUGHPUT}” for an hour and a half", 90, READ, THROUGHPUT, "2026-11-12"),
    (f'reading "{THROUGHPUT}" 1:30', 90, READ, THROUGHPUT, "2026-12-01"),
    (f'"{THROUGHPUT}", book, 1 hour 30 minutes', 90, READ, THROUGHPUT, "2026-12-01"),
    ("book: Actionable agile metrics, 2h", 120, READ, "Actionable agile metrics", "2026-12-01"),
    ("2h article on flow efficiency", 120, READ, "article on flow efficiency", "2026-12-01"),
    ("studied the Scrum Guide 45 min", 45, READ, "the Scrum Guide", "2026-12-01"),
    ("45 read the Scrum Guide", 45, READ, "the Scrum Guide", "2026-12-01"),
    ("read the Scrum Guide for 45", 45, READ, "the Scrum Guide", "2026-12-01"),
    ("1h read A second look at flow", 60, READ, "A second look at flow", "2026-12-01"),
    ("read C++ and agile 20 min", 20, READ, "C++ and agile", "2026-12-01"),
    ("READ Flow 1H YESTERDAY", 60, READ, "Flow", "2026-11-30"),
    ("1h read Flow 29 february", 60, READ, "Flow", "2024-02-29"),
    ("1h read Flow from yesterday", 60, READ, "Flow", "2026-11-30"),
    ("read “Flow” sunday 1h", 60, READ, "Flow", "2026-11-29"),
    ("read 12 rules 1h", 60, READ, "12 rules", "2026-12-01"),
    ("90s read a haiku", 2, READ, "a haiku", "2026-12-01"),
    ("read Flow 1h on the 12th", 60, READ, "Flow", "2026-11-12"),
    ("read Flow 1h on 12.11.", 60, READ, "Flow", "2026-11-12"),
    ("read Flow 1h on 2026-11-12", 60, READ, "Flow", "2026-11-12"),
    ("read Flow 1h 12/11/2025 ".replace("12/11", "13/11"), 60, READ, "Flow", "2025-11-13"),
    ("*1h* read _Flow_", 60, READ, "Flow", "2026-12-01"),
    ("24h read Flow", 1440, READ, "Flow", "2026-12-01"),
    ('45 min watched "Flow"', 45, WATCHED, "Flow", "2026-12-01"),
    ("watching “Flow” half an hour, last friday", 30, WATCHED, "Flow", "2026-11-27"),
    ("listened to a podcast about flow 40 mins", 40, WATCHED, "a podcast about flow", "2026-12-01"),
    ("half an hour podcast on flow", 30, WATCHED, "podcast on flow", "2026-12-01"),
    ("video “Flow” 20m two weeks ago", 20, WATCHED, "Flow", "2026-11-17"),
    ("watched a recording of the agile conference 1h", 60, WATCHED, "a recording of the agile conference", "2026-12-01"),
    ("an hour attended Agile Meetup Berlin last friday", 60, EVENT, "Agile Meetup Berlin", "2026-11-27"),
    ("attended “Agile Berlin” 2h", 120, EVENT, "Agile Berlin", "2026-12-01"),
    ("went to Agile Berlin 2h on tuesday", 120, EVENT, "Agile Berlin", "2026-12-01"),
    ("7.5h conference “Agile Testing Days” on 18 nov", 450, EVENT, "Agile Testing Days", "2026-11-18"),
    ('1,5 hours conference talk "Heart of agile" 3 days ago', 90, EVENT, "Heart of agile", "2026-11-28"),
    ('1 hour and 15 minutes event "Agile Day" last week monday', 75, EVENT, "Agile Day", "2026-11-23"),
    ("meetup: Scrum und Kanban 2 h", 120, EVENT, "Scrum und Kanban", "2026-12-01"),
    ("2h webinar on flow on monday", 120, EVENT, "webinar on flow", "2026-11-30"),
    ('2h course "Kanban system design" 2026-11-20', 120, COURSE, "Kanban system design", "2026-11-20"),
    ("2h course: Kanban system design", 120, COURSE, "Kanban system design", "2026-12-01"),
    ("I attended a CSPO course for 14 hours on 3 nov", 840, COURSE, "a CSPO course", "2026-11-03"),
    ("attended training “Facilitation” 8h the day before yesterday", 480, COURSE, "Facilitation", "2026-11-29"),
    ("completed “Facilitation” (workshop) 3h", 180, COURSE, "Facilitation", "2026-12-01"),
    ("Kanban system design, 16h training", 960, COURSE, "Kanban system design training", "2026-12-01"),
    ('prepared "Guild" 30m', 30, PREPARED, "Guild", "2026-12-01"),
    ("prepared a workshop on estimation 1h", 60, PREPARED, "a workshop on estimation", "2026-12-01"),
    ("volunteered at Agile Coaching Corps 3h on sunday", 180, GAVE, "Agile Coaching Corps", "2026-11-29"),
    ("coached a team 1:30 last tuesday", 90, GAVE, "a team", "2026-11-24"),
    ("coaching “A team” 1h", 60, GAVE, "A team", "2026-12-01"),
    ("mentored Eva 30 min", 30, GAVE, "Eva", "2026-12-01"),
    ("worked on retro formats 2 hours", 120, WORKED, "retro formats", "2026-12-01"),
    ("work: new retro formats 2 hours", 120, WORKED, "new retro formats", "2026-12-01"),
    ('1h other "Study circle"', 60, OTHER, "Study circle", "2026-12-01"),
    ("1h Lean Coffee in the guild", 60, EVENT, "Lean Coffee in the guild", "2026-12-01"),
]


@pytest.mark.parametrize(("text", "minutes", "category", "title", "day"), CLEAR)
def test_what_is_clear_is_read_whatever_its_order(text: str, minutes: int, category: Category, title: str, day: str) -> None:
    said = read_sentence(text, TODAY)
    assert said == Said(date.fromisoformat(day), minutes, category, title)
    assert said.is_clear


@pytest.mark.parametrize("text", [f"1h read Flow {LINK}", f"{LINK} 1h read “Flow”", f"1h read Flow <{LINK}|flow.example>"])
def test_a_link_stands_anywhere(text: str) -> None:
    assert read_sentence(text, TODAY) == Said(TODAY, 60, READ, "Flow", LINK)


DOUBTFUL = [
    ("5 read the Scrum Guide", Ambiguous, Said(TODAY, None, READ, "the Scrum Guide")),
    ("1h read 5 minute manager", SaidTwice, Said(TODAY, None, READ, "5 minute manager")),
    ("1h read Flow yesterday on 12 nov", SaidTwice, Said(TODAY, 60, READ, "Flow on 12 nov")),
    (f"1h read Flow {LINK} https://b.example", SaidTwice, Said(TODAY, 60, READ, "Flow https://b.example")),
    ("1h read “A” “B”", SaidTwice, Said(TODAY, 60, READ, '"A" "B"')),
    ("read Sun Tzu 1h", Ambiguous, Said(TODAY, 60, READ, "Sun Tzu")),
    ("1h read “Flow” by Vacanti", NotUnderstood, Said(TODAY, 60, READ, "Flow")),
    ("1h read Flow on 12 dec", Ambiguous, Said(TODAY, 60, READ, "Flow")),
    ("1h read Flow on 3/4", Ambiguous, Said(TODAY, 60, READ, "Flow")),
    ("1h read Flow on mon 13 nov", Ambiguous, Said(TODAY, 60, READ, "Flow")),
    ("1h read Flow tomorrow", FutureDay, Said(TODAY, 60, READ, "Flow")),
    ("1h read Flow on 12 december 2026", FutureDay, Said(TODAY, 60, READ, "Flow")),
    ("24h 1m read Flow", BadMinutes, Said(TODAY, None, READ, "Flow")),
    ("30 min 1 h read Flow", NotALength, Said(TODAY, None, READ, "Flow")),
    ("1.30h read Flow", Ambiguous, Said(TODAY, None, READ, "Flow")),
    ("0h read Flow", NoMinutes, Said(TODAY, None, READ, "Flow")),
]


@pytest.mark.parametrize(
    "day",
    [
        *(
            "31/11",
            "on 31/11",
            "12.11.",
            "last week",
            "last month",
            "this week",
            "10-12 nov",
            "nov 10-12",
            "in june",
            "june 2026",
        ),
        *("a couple of days ago", "the other day", "on teusday", "yestarday", "gestern", "ayer", "hier", "ontem"),
        *("23rd", "week 47", "KW 47", "over the weekend", "weekend", "christmas", "after easter"),
    ],
)
def test_a_day_that_is_not_understood_is_asked_and_never_taken_as_today(day: str) -> None:
    said = read_sentence(f"1h read Flow {day}", TODAY)
    assert [type(one) for one in said.doubts] == [DayNotUnderstood]
    assert (said.minutes, said.category) == (60, READ)


@pytest.mark.parametrize("title", ["“Last week in agile”", "State of Agile 2026", "7 Habits", "Accelerate 2nd edition"])
def test_a_title_that_speaks_of_no_day_is_logged(title: str) -> None:
    assert read_sentence(f"1h read {title}", TODAY).is_clear


@pytest.mark.parametrize("often", ["every day", "each morning", "5 times", "5 x", "twice", "daily"])
def test_what_was_more_than_one_time_is_asked(often: str) -> None:
    assert [type(one) for one in read_sentence(f"1h read Flow {often}", TODAY).doubts] == [NotUnderstood]


def test_a_daily_scrum_is_no_rhythm() -> None:
    assert read_sentence("1h read Daily Scrum guide", TODAY).is_clear


@pytest.mark.parametrize("length", ["1-2h", "1 to 2 hours", "30 or 45 minutes"])
def test_one_of_two_lengths_is_asked(length: str) -> None:
    said = read_sentence(f"read Flow {length}", TODAY)
    assert ([type(one) for one in said.doubts], said.minutes, said.title) == ([NotALength], None, "Flow")


@pytest.mark.parametrize(("length", "minutes"), [("45'", 45), ("90′", 90), ("almost 1h", 60), ("ca. 45 min", 45)])
def test_a_length_is_typed_in_more_ways(length: str, minutes: int) -> None:
    said = read_sentence(f"read Flow {length}", TODAY)
    assert (said.is_clear, said.minutes, said.title) == (True, minutes, "Flow")


def test_round_the_clock_is_no_day_of_july() -> None:
    assert [type(one) for one in read_sentence("1h read 24/7 teams", TODAY).doubts] == [Ambiguous]


@pytest.mark.parametrize(("text", "doubt", "understood"), DOUBTFUL)
def test_what_is_doubtful_says_why_and_keeps_what_was_understood(text: str, doubt: type[Refusal], understood: Said) -> None:
    said = read_sentence(text, TODAY)
    assert [type(one) for one in said.doubts] == [doubt]
    assert (said.day, said.minutes, said.category, said.title) == (
        understood.day,
        understood.minutes,
        understood.category,
        understood.title,
    )
    assert not said.is_clear


@pytest.mark.parametrize(
    ("text", "understood"),
    [
        ("", Said(TODAY)),
        ("1h", Said(TODAY, 60)),
        ("read the Scrum Guide", Said(TODAY, None, READ, "the Scrum Guide")),
        ("“Flow” 1h", Said(TODAY, 60, None, "Flow")),
        ("conference 1h", Said(TODAY, 60, EVENT, "")),
        ("1h a course and a book on flow", Said(TODAY, 60, None, "a course and a book on flow")),
    ],
)
def test_what_is_missing_is_left_to_ask(text: str, understood: Said) -> None:
    assert read_sentence(text, TODAY) == understood
    assert not understood.is_clear


@given(
    st.text(alphabet=st.sampled_from("1h30m read watched \"'“”on nov 12 yesterday last friday :.,/-https://a <>"), max_size=120)
)
def test_whatever_is_typed_is_read_or_a_doubt(text: str) -> None:
    said = read_sentence(text, TODAY)
    assert said.day <= TODAY
    assert said.minutes is None or 0 < said.minutes <= 1440


def test_a_sentence_without_end_is_not_read() -> None:
    with pytest.raises(TooLong):
        read_sentence("read " + "x" * 1_000, TODAY)


@pytest.mark.parametrize(
    ("day", "text"),
    [
        ("on 29 feb 2025", "on 29 feb 2025"),
        ("on 31 apr", "on 31 apr"),
        ("31st of june 2026", "31st of june 2026"),
        ("feb 30", "feb 30"),
        ("on 2026-13-45", "on 2026-13-45"),
        ("on 0001-01-01", "on 0001-01-01"),
        ("9999-12-31", "9999-12-31"),
        ("on 12 nov 1999", "on 12 nov 1999"),
        ("on 31.04.2026", "on 31.04.2026"),
        ("99999 days ago", "99999 days ago"),
    ],
)
def test_a_day_that_the_calendar_has_not_is_no_other_one(day: str, text: str) -> None:
    said = read_sentence(f"1h read Flow {day}", TODAY)
    (doubt,) = said.doubts
    assert isinstance(doubt, NoSuchDay)
    assert (doubt.text, said.title, said.day) == (text, "Flow", TODAY)
