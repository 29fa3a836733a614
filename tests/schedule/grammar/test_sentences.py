"""The table of sentences: what each is taken as, and why the others are refused."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.refusal import Refusal
from bot.schedule.grammar.errors import (
    AllLeftOut,
    AlreadyOver,
    Ambiguous,
    DayMissing,
    EndsTooEarly,
    NoSuchNth,
    NothingLeft,
    NotUnderstood,
    SaidTwice,
    TimeMissing,
    TooLong,
)
from bot.schedule.grammar.sentences import Sentence, read_sentence
from bot.schedule.recurrence import NeverHappens, UnknownZone, next_four
from bot.schedule.recurrence_rule import TooFine, TooMany

AT = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
"""A Saturday, at noon in London."""


def read(text: str, zone: str = "Europe/London", at: datetime = AT) -> Sentence:
    return read_sentence(text, at=at, zone=zone)


UNDERSTOOD = [
    ("daily at 9", "FREQ=DAILY", "2026-11-22 09:00"),
    ("every weekday at 9:15", "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", "2026-11-23 09:15"),
    ("weekdays at 9am except friday", "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH", "2026-11-23 09:00"),
    ("every tuesday at 10:00", "FREQ=WEEKLY;BYDAY=TU", "2026-11-24 10:00"),
    ("every monday and thursday at 14h30", "FREQ=WEEKLY;BYDAY=MO,TH", "2026-11-23 14:30"),
    ("tue, thu 10am", "FREQ=WEEKLY;BYDAY=TU,TH", "2026-11-24 10:00"),
    ("every other tuesday at 10", "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU", "2026-11-24 10:00"),
    ("every 3 weeks on friday at noon", "FREQ=WEEKLY;INTERVAL=3;BYDAY=FR", "2026-11-27 12:00"),
    ("biweekly on friday 16:00", "FREQ=WEEKLY;INTERVAL=2;BYDAY=FR", "2026-11-27 16:00"),
    ("every first thursday 15:00", "FREQ=MONTHLY;BYDAY=1TH", "2026-12-03 15:00"),
    ("first thursday of the month at 3pm", "FREQ=MONTHLY;BYDAY=1TH", "2026-12-03 15:00"),
    ("2nd and 4th tuesday 9:30", "FREQ=MONTHLY;BYDAY=2TU,4TU", "2026-11-24 09:30"),
    ("last friday of the month at 16:00", "FREQ=MONTHLY;BYDAY=-1FR", "2026-11-27 16:00"),
    ("last business day of the month at noon", "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1", "2026-11-30 12:00"),
    ("monthly on the 15th at noon", "FREQ=MONTHLY;BYMONTHDAY=15", "2026-12-15 12:00"),
    ("every quarter on the first monday at 9", "FREQ=MONTHLY;BYMONTH=1,4,7,10;BYDAY=1MO", "2027-01-04 09:00"),
    ("every 2 months on the last wednesday 11:00", "FREQ=MONTHLY;INTERVAL=2;BYDAY=-1WE", "2026-11-25 11:00"),
    ("tomorrow at 9", "", "2026-11-22 09:00"),
    ("next tuesday 10:00", "", "2026-11-24 10:00"),
    ("next saturday 10:00", "", "2026-11-28 10:00"),
    ("3 december 14:00", "", "2026-12-03 14:00"),
    ("2026-12-03 14:00", "", "2026-12-03 14:00"),
    ("2026-12-03T14:00", "", "2026-12-03 14:00"),
    ("every tuesday at 10 starting 1 december", "FREQ=WEEKLY;BYDAY=TU", "2026-12-01 10:00"),
    ("every tuesday at 10 until 30 june", "FREQ=WEEKLY;BYDAY=TU;UNTIL=20270630T235959", "2026-11-24 10:00"),
    ("every tuesday at 10 for 6 times", "FREQ=WEEKLY;BYDAY=TU;COUNT=6", "2026-11-24 10:00"),
    ("25/12 at 10", "", "2026-12-25 10:00"),
    ("5/5/2027 at 10", "", "2027-05-05 10:00"),
    ("thursday 3 december at 10", "", "2026-12-03 10:00"),
    ("on Thursday, the 3rd of December 2026 at 10", "", "2026-12-03 10:00"),
    ("dec 3rd, 10am", "", "2026-12-03 10:00"),
    ("29 february at 10", "", "2028-02-29 10:00"),
    ("today at 12:01", "", "2026-11-21 12:01"),
    ("every year on december 31 2pm", "FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=31", "2026-12-31 14:00"),
    ("every 2 weeks on 3 december at 10", "FREQ=WEEKLY;INTERVAL=2;BYDAY=TH", "2026-12-03 10:00"),
    ("every year on 29 february at 10", "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29", "2028-02-29 10:00"),
    ("every second tuesday of the month 10:00", "FREQ=MONTHLY;BYDAY=2TU", "2026-12-08 10:00"),
    ("every second and fourth tuesday at 10", "FREQ=MONTHLY;BYDAY=2TU,4TU", "2026-11-24 10:00"),
    ("first monday and third thursday at 10", "FREQ=MONTHLY;BYDAY=1MO,3TH", "2026-12-07 10:00"),
    ("every 2 weeks at 10 starting 1 december", "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU", "2026-12-01 10:00"),
    ("every other week on monday and thursday at 10", "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TH", "2026-11-23 10:00"),
    ("every two weeks on tue at 10", "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU", "2026-11-24 10:00"),
    ("every second week on tue at 10", "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU", "2026-11-24 10:00"),
    ("tuesdays at midnight", "FREQ=WEEKLY;BYDAY=TU", "2026-11-24 00:00"),
    ("mon-fri at 9", "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", "2026-11-23 09:00"),
    ("friday to monday at 9", "FREQ=WEEKLY;BYDAY=MO,FR,SA,SU", "2026-11-22 09:00"),
    ("every day except sunday at 9", "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR,SA", "2026-11-23 09:00"),
    ("every other day at 13:00", "FREQ=DAILY;INTERVAL=2", "2026-11-21 13:00"),
    ("1st and 15th of the month at 17", "FREQ=MONTHLY;BYMONTHDAY=1,15", "2026-12-01 17:00"),
    ("last day of the month at 17", "FREQ=MONTHLY;BYMONTHDAY=-1", "2026-11-30 17:00"),
    ("every month on the 15th and the last day at 17", "FREQ=MONTHLY;BYMONTHDAY=15,-1", "2026-11-30 17:00"),
    ("first day of the month at 17", "FREQ=MONTHLY;BYMONTHDAY=1", "2026-12-01 17:00"),
    ("last friday of the quarter at 5pm", "FREQ=MONTHLY;BYMONTH=3,6,9,12;BYDAY=-1FR", "2026-12-25 17:00"),
    (
        "last business day of the quarter at noon",
        "FREQ=MONTHLY;BYMONTH=3,6,9,12;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1",
        "2026-12-31 12:00",
    ),
    (
        "first business day of every quarter at noon",
        "FREQ=MONTHLY;BYMONTH=1,4,7,10;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=1",
        "2027-01-01 12:00",
    ),
    ("quarterly on the 15th at 12pm", "FREQ=MONTHLY;BYMONTH=1,4,7,10;BYMONTHDAY=15", "2027-01-15 12:00"),
    ("every mon-fri at 9", "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", "2026-11-23 09:00"),
    ("every mon/wed/fri at 9", "FREQ=WEEKLY;BYDAY=MO,WE,FR", "2026-11-23 09:00"),
    ("every weekdays at 9", "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", "2026-11-23 09:00"),
    ("every daily at 9", "FREQ=DAILY", "2026-11-22 09:00"),
    ("every every tuesday at 9", "FREQ=WEEKLY;BYDAY=TU", "2026-11-24 09:00"),
    ("every at 9 tuesday", "FREQ=WEEKLY;BYDAY=TU", "2026-11-24 09:00"),
    ("tuesday at 10 until 30 june", "FREQ=WEEKLY;BYDAY=TU;UNTIL=20270630T235959", "2026-11-24 10:00"),
    ("the 15th at 10 for 6 times", "FREQ=MONTHLY;BYMONTHDAY=15;COUNT=6", "2026-12-15 10:00"),
]


@pytest.mark.parametrize(("text", "rule", "start"), UNDERSTOOD, ids=[text for text, *_ in UNDERSTOOD])
def test_a_sentence_is_taken_as_its_rule_and_its_first_time(text: str, rule: str, start: str) -> None:
    recurrence = read(text).recurrence
    assert (recurrence.rule, recurrence.start) == (rule, datetime.fromisoformat(start))


@pytest.mark.parametrize("text", [text for text, *_ in UNDERSTOOD])
def test_case_and_spaces_do_not_matter(text: str) -> None:
    assert read(f"  {text.upper().replace(' ', '  ')} ") == read(text)


PARTS = ["every first thursday", "15:00", "europe/madrid", "for 45m", "https://meet.example/A,b?c=1", "“Platform guild”"]


@pytest.mark.parametrize("turn", range(len(PARTS)))
def test_the_parts_may_come_in_any_order(turn: int) -> None:
    for parts in (PARTS[turn:] + PARTS[:turn], (PARTS[turn:] + PARTS[:turn])[::-1]):
        sentence = read(" ".join(parts))
        assert sentence.recurrence.rule == "FREQ=MONTHLY;BYDAY=1TH"
        assert sentence.recurrence.zone == "Europe/Madrid"
        assert sentence.duration == timedelta(minutes=45)
        assert (sentence.link, sentence.title) == ("https://meet.example/A,b?c=1", "Platform guild")


@pytest.mark.parametrize(
    ("time", "wall"),
    [
        ("2pm", "14:00"),
        ("2 PM", "14:00"),
        ("2:30pm", "14:30"),
        ("12am", "00:00"),
        ("12pm", "12:00"),
        ("14:00", "14:00"),
        ("14h", "14:00"),
        ("14h30", "14:30"),
        ("noon", "12:00"),
        ("midnight", "00:00"),
        ("10", "10:00"),
        ("at 7", "07:00"),
        ("0:05", "00:05"),
    ],
)
def test_a_time_of_day_has_many_forms(time: str, wall: str) -> None:
    assert read(f"every tuesday {time}").recurrence.start.strftime("%H:%M") == wall


@pytest.mark.parametrize("quoted", ['"A b"', "“A b”", "„A b“", "« A b »", "«\u00a0A b\u00a0»"])
def test_quotes_may_be_curled(quoted: str) -> None:
    assert read(f"every tuesday at 10 {quoted}").title == "A b"


@pytest.mark.parametrize(
    "link", ["<https://meet.example/a>", "<https://meet.example/a|meet.example/a>", "https://meet.example/a,"]
)
def test_a_link_is_taken_out_of_what_slack_puts_around_it(link: str) -> None:
    assert read(f"every tuesday {link} at 10").link == "https://meet.example/a"


@pytest.mark.parametrize(
    ("span", "minutes"), [("45m", 45), ("45", 45), ("1h", 60), ("1h30", 90), ("1h 30m", 90), ("90 minutes", 90), ("1 hour", 60)]
)
def test_a_duration_is_said_after_for(span: str, minutes: int) -> None:
    for text in (f"every tuesday at 10 for {span}", f"for {span} at 10 every tuesday"):
        sentence = read(text)
        assert sentence.duration == timedelta(minutes=minutes)
        assert sentence.recurrence.start.hour == 10


def test_a_duration_and_a_count_do_not_get_into_one_another() -> None:
    sentence = read("every tuesday at 10 for 45 for 6 times")
    assert (sentence.duration, sentence.recurrence.rule) == (timedelta(minutes=45), "FREQ=WEEKLY;BYDAY=TU;COUNT=6")


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("1 day before sprint planning at 15:00", "1 day before sprint planning"),
        ("blah blah every tuesday foo at 10 bar", "blah blah … foo … bar"),
        ("every tuesday at 25:00", "at 25:00"),
        ("every tuesday 13pm", "13pm"),
        ("every tuesday 10:75", "10:75"),
        ("every tuesday 10:00 until midsummer", "until midsummer"),
        ("every tuesday 10:00 starting madrid", "starting madrid"),
        ("every tuseday at 10", "tuseday"),
        ("every tuesday at 10 for 0 times", "0 times"),
        ("every 0 weeks on friday at 9", "every 0 weeks"),
        ("30 february at 10", "30 february"),
        ("2026-02-30 10:00", "2026-02-30"),
        ("2026-13-01 10:00", "2026-13-01"),
        ("0001-01-01 10:00", "0001-01-01"),
        ("9999-12-31 10:00", "9999-12-31"),
        ("tomorrow at 9 for 6 times", "for 6 times"),
        ("next tuesday at 10 until 30 june", "until 30 june"),
        ("every tuesday at 10 except friday", "except friday"),
        ("every first monday at 10 except friday", "except friday"),
        ("every 2 quarters on the first monday at 10", "every 2 quarters"),
        ("fifth friday of the quarter at 10", "fifth friday"),
        ("weekly on the first monday at 10", "weekly"),
        ("every 3 december 2026 at 10", "3 december 2026"),
        ('every tuesday at 10 "open', '"open'),
        ("chaque mardi à 10h", "chaque mardi"),
        ("\x00 every tuesday 10", "\x00"),
    ],
)
def test_what_is_not_understood_is_named_as_it_was_typed(text: str, rest: str) -> None:
    with pytest.raises(NotUnderstood) as refused:
        read(text)
    assert rest in refused.value.rest
    assert refused.value.text == text


@pytest.mark.parametrize(
    ("text", "readings"),
    [
        ("12/11 at 10", ("12 november", "11 december")),
        ("every tuesday at 10 until 3/4/2027", ("3 april 2027", "4 march 2027")),
        ("every friday or so at 10", ("every friday", "every other friday")),
        ("every second tuesday 10:00", ("every other tuesday", "second tuesday of the month")),
        ("every 3rd thursday 10:00", ("every 3 weeks on thursday", "3rd thursday of the month")),
        ("tuesday 10:00", ("every tuesday", "next tuesday")),
        ("on the 15th at noon", ("monthly on the 15th", "15 december")),
        ("every month on friday at 10", ("every friday", "first friday of the month")),
        ("friday 3 december at 10", ("thursday 3 december 2026", "friday 4 december 2026")),
        ("first monday and wednesday at 10", ("first monday and first wednesday",)),
        (
            "every tuesday at 10 starting friday 3 december",
            ("starting thursday 3 december 2026", "starting friday 4 december 2026"),
        ),
        ("every tuesday at 10 until friday 30 june", ("until wednesday 30 june 2027", "until friday 2 july 2027")),
        ("friday 21 november at 10", ("sunday 21 november 2027", "friday 19 november 2027")),
        ("friday 21 november at 13", ("saturday 21 november 2026", "friday 27 november 2026")),
        ("every month on tuesday and friday at 10", ("every tuesday and friday", "first tuesday and first friday of the month")),
        ("every other month on tuesday at 10", ("every tuesday", "every 2 months on the first tuesday")),
        ("every other quarter on tuesday at 10", ("every tuesday", "every 6 months on the first tuesday")),
        ("every second mon, tue at 10", ("every other mon, tue", "second monday and second tuesday of the month")),
    ],
)
def test_what_has_two_meanings_names_both(text: str, readings: tuple[str, ...]) -> None:
    with pytest.raises(Ambiguous) as refused:
        read(text)
    assert refused.value.readings == readings
    assert all(words in text for words in refused.value.text.split(" … "))


TWO_MEANINGS = [
    *("every 12/11", "every friday or so", "tuesday", "monday, monday"),
    *("every second tuesday", "every 2nd mon-fri", "every 5th friday and saturday", "every fourth tue/thu", "every third sat"),
    *("first monday and wednesday", "on the 1st and 3rd monday, and friday", "last fri & sat of the quarter"),
    *("first monday and third tuesday and friday", "every last monday, tuesday, wednesday", "first mon/tue of every month"),
    *("the 15th", "1st and 15th", "last day", "on the 31st"),
    *("monthly on tuesday", "every month on tuesday and friday", "every other month on friday", "every 3 quarters on monday"),
    *(
        "every quarter on mon-fri",
        "every year on monday",
        "every 2 years on sundays",
        "tuesday of the month",
        "every wed in each quarter",
    ),
]
ONCE = ["12/11", "friday 3 december", "on saturday 21 november", "tuesday", "the 15th", "1st and 15th", "last day"]
ENDS = [
    *("until 30 june", "until friday 30 june", "until 3/4/2027", "for 6 times", "starting friday 3 december", "from 12/11"),
    *("starting 1 december until friday 30 june", "starting friday 3 december until wednesday 1 june"),
]


def understood(text: str) -> None:
    """Read a sentence, or each of those that are offered instead: there is one at least."""
    offers: tuple[str, ...] = (text,)
    try:
        read(text)
    except Refusal as refused:
        offers = refused.offers
    assert offers
    for offer in offers:
        read(offer)


@given(
    meaning=st.tuples(st.sampled_from(TWO_MEANINGS), st.sampled_from(ENDS))
    | st.tuples(st.sampled_from(ONCE + TWO_MEANINGS), st.just("")),
    time=st.sampled_from(["10:00", "at noon", "14h30"]),
)
def test_every_reading_that_is_offered_is_understood(meaning: tuple[str, str], time: str) -> None:
    said, ends = meaning
    understood(f"{said} {time} {ends}")


@pytest.mark.parametrize(
    ("text", "offers"),
    [
        ("every monday at 9 wednesday", ("every monday and wednesday at 9",)),
        ("tuesday at 9 & thursday at 9", ("tuesday and thursday at 9",)),
        ("weekdays and saturday at 9", ("monday, tuesday, wednesday, thursday, friday and saturday at 9",)),
        ("every tuesday at 10 thursday at 11", ("every tuesday at 10", "every thursday at 11")),
        ("every monday 10:00 and thursday at 11", ("every monday 10:00", "every thursday at 11")),
        ("every other tuesday every other thursday at 10", ("every other tuesday at 10", "every other thursday at 10")),
        ("every day at 9 and 14:00", ("every day at 9", "every day 14:00")),
        ("every tuesday at 9 10 december", ("every tuesday at 9 starting 10 december",)),
        ("every tuesday 10:00 1h", ("every tuesday 10:00 for 1h", "every tuesday 1h", "every tuesday 10:00")),
        ("every tuesday 9:00 Europe/Madrid UTC", ("every tuesday 9:00 Europe/Madrid", "every tuesday 9:00 UTC")),
    ],
)
def test_what_was_said_twice_is_offered_together_or_each_by_itself(text: str, offers: tuple[str, ...]) -> None:
    with pytest.raises(SaidTwice) as refused:
        read(text)
    assert refused.value.offers == offers


@pytest.mark.parametrize(
    ("text", "weeks"),
    [
        ("every 6th tuesday at 10", "every 6 weeks on tuesday"),
        ("sixth tue and fri of the month at 10", "every 6 weeks on tue and fri"),
        ("monthly on the 31st monday at 10", "every 31 weeks on monday"),
    ],
)
def test_a_month_has_no_sixth_of_a_weekday(text: str, weeks: str) -> None:
    with pytest.raises(NoSuchNth) as refused:
        read(text)
    assert refused.value.instead == weeks
    read(f"{weeks} at 10")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("every tuesday at 10 at 11", ("at 10", "at 11")),
        ("every tuesday 10:00 wednesday", ("tuesday", "wednesday")),
        ("every tuesday at 9 10 december", ("tuesday", "10 december")),
        ("every tuesday 9:00 Europe/Madrid UTC", ("Europe/Madrid", "UTC")),
        ("weekly every 2 weeks on tuesday at 10", ("weekly", "every 2 weeks")),
        ("every quarter on the first friday of the month at 10", ("every quarter", "of the month")),
        ("daily tuesday at 10", ("daily", "tuesday")),
    ],
)
def test_what_is_said_twice_is_refused_with_both(text: str, said: tuple[str, ...]) -> None:
    with pytest.raises(SaidTwice) as refused:
        read(text)
    assert refused.value.said == said


@pytest.mark.parametrize(
    ("text", "refusal"),
    [
        ("", DayMissing),
        ("at 10", DayMissing),
        ("every 2 weeks at 10", DayMissing),
        ("monthly at noon", DayMissing),
        ("every tuesday", TimeMissing),
        ("tomorrow", TimeMissing),
        ("every 5 minutes", TooFine),
        ("hourly", TooFine),
        ("every other hour", TooFine),
        ("every tuesday at 10 for 1001 times", TooMany),
        ("every", DayMissing),
        ("every at 10", DayMissing),
        ("every “tuesday” at 10", DayMissing),
        ("every friday at 10 until 1 november 2026", EndsTooEarly),
        ("every tuesday at 10 until tomorrow", EndsTooEarly),
        ("every tuesday at 10 starting 1 december until 2026-11-30", EndsTooEarly),
        ("every tuesday at 10 starting 2026-11-03 until 2026-11-20", NothingLeft),
        ("every tuesday at 10 starting 2026-01-06 for 3 times", NothingLeft),
        ("weekdays except mon-fri at 9", AllLeftOut),
        ("every tuesday except tuesday at 9", AllLeftOut),
        ("every tuesday at 10 starting 2040-01-01", NeverHappens),
        ("3 december 2040 at 10", NeverHappens),
        ("today at 12", AlreadyOver),
        ("3 december 2020 at 10", AlreadyOver),
    ],
)
def test_what_cannot_be_kept_is_refused_for_its_reason(text: str, refusal: type[Refusal]) -> None:
    with pytest.raises(refusal) as refused:
        read(text)
    assert type(refused.value) is refusal


@pytest.mark.parametrize(
    ("name", "nearest"),
    [
        ("Madrid", ("Europe/Madrid",)),
        ("America/Madrid", ("Europe/Madrid",)),
        ("Europe/Madird", ("Europe/Madrid",)),
        ("Atlantis/Nowhere", ()),
    ],
)
def test_an_unknown_zone_names_the_nearest(name: str, nearest: tuple[str, ...]) -> None:
    with pytest.raises(UnknownZone) as refused:
        read(f"every tuesday 10:00 {name}")
    assert (refused.value.zone, refused.value.nearest) == (name, nearest)


def test_the_day_is_counted_in_the_zone_of_the_sentence() -> None:
    evening = datetime(2026, 11, 21, 22, 30, tzinfo=UTC)
    assert read("tomorrow at 9 Asia/Tokyo", at=evening).recurrence.start == datetime(2026, 11, 23, 9)
    assert read("tomorrow at 9 America/Toronto", at=evening).recurrence.start == datetime(2026, 11, 22, 9)


def test_today_is_the_first_of_every_other_unless_its_hour_has_passed() -> None:
    tuesday = datetime(2026, 11, 24, 9, 59, tzinfo=UTC)
    assert read("every other tuesday at 10", at=tuesday).recurrence.start == datetime(2026, 11, 24, 10)
    assert read("every other tuesday at 10", at=tuesday + timedelta(minutes=1)).recurrence.start == datetime(2026, 12, 1, 10)


def test_every_other_counts_from_a_start_in_the_past() -> None:
    found = next_four(read("every other tuesday at 10 starting 2026-11-10").recurrence, AT)
    assert [one.wall.day for one in found] == [24, 8, 22, 5]


def test_a_start_today_whose_hour_has_passed_does_not_use_up_a_time() -> None:
    found = next_four(read("daily at 9 starting today for 2 times").recurrence, AT)
    assert [one.wall.day for one in found] == [22, 23]


def test_a_text_without_end_is_refused_before_it_is_read() -> None:
    with pytest.raises(TooLong):
        read("every tuesday at 10 " + "x" * 1000)


WORDS = st.sampled_from(
    [
        "every",
        "other",
        "each",
        "second",
        "2nd",
        "15th",
        "last",
        "first",
        "and",
        ",",
        "or",
        "so",
        "tuesday",
        "tue",
        "fri",
        "weekdays",
        "weekday",
        "business",
        "day",
        "days",
        "week",
        "weeks",
        "month",
        "quarter",
        "year",
        "daily",
        "monthly",
        "of",
        "the",
        "at",
        "10",
        "10:00",
        "14h30",
        "2pm",
        "noon",
        "for",
        "45m",
        "6",
        "times",
        "0",
        "9999",
        "starting",
        "from",
        "until",
        "next",
        "tomorrow",
        "today",
        "3",
        "december",
        "feb",
        "29",
        "30",
        "31/12",
        "12/11",
        "2026-12-03",
        "2026-12-03T14:00",
        "2099-12-31",
        "2000-01-01",
        "0001-01-01",
        "9999-12-31",
        "except",
        "mon-fri",
        "to",
        "Europe/Madrid",
        "utc",
        "Madrid",
        "x/y",
        "https://a.b/c",
        "<https://a.b|c>",
        '"',
        "“",
        "»",
        "-",
        "\xa0",
        "\x00",
        "é",
    ]
)


@given(words=st.lists(WORDS, max_size=12))
def test_whatever_is_typed_is_a_rule_that_happens_or_a_refusal(words: list[str]) -> None:
    try:
        sentence = read(" ".join(words))
    except Refusal:
        return
    first = next_four(sentence.recurrence, AT)[0]
    assert AT < first.starts <= AT + timedelta(days=5 * 366)


@given(text=st.text(max_size=60))
def test_any_text_at_all_is_a_rule_or_a_refusal(text: str) -> None:
    try:
        read(text)
    except Refusal:
        return
