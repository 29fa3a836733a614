"""Sixty sentences against dates that were worked out with a paper calendar, and thirty refusals with what leads on."""

from datetime import UTC, date, datetime

import pytest

from bot.core.refusal import Refusal
from bot.schedule.anchors import SprintEvent, TeamDates
from bot.schedule.grammar.errors import (
    Ambiguous,
    CannotLeaveOut,
    DayMissing,
    EndsTooEarly,
    NoSprint,
    NoSuchNth,
    NothingLeft,
    NothingToLeaveOut,
    NotUnderstood,
    SaidTwice,
    TimeMissing,
)
from bot.schedule.grammar.in_words import in_words
from bot.schedule.grammar.sentences import Sentence, read_sentence
from bot.schedule.recurrence import NeverHappens, UnknownZone, next_four
from bot.schedule.recurrence_rule import TooFine, TooMany
from bot.schedule.working_days import OnHoliday, WorkingDays
from bot.words.words import words_for

AT = datetime(2026, 11, 21, 12, tzinfo=UTC)
"""A Saturday, at one o'clock in Madrid."""
MADRID = "Europe/Madrid"
WORDS = words_for("en-GB", MADRID)
TEAM = TeamDates(
    WorkingDays(country="ES", free=(date(2026, 12, 24),)),
    {
        SprintEvent.PLANNING: (date(2026, 11, 17), date(2026, 12, 1), date(2026, 12, 15), date(2026, 12, 29)),
        SprintEvent.REVIEW: (date(2026, 11, 30), date(2026, 12, 14), date(2026, 12, 28)),
    },
)
"""Free in Spain: Tue 8 Dec, Fri 25 Dec, Fri 1 Jan, Wed 6 Jan; the team besides: Thu 24 Dec."""


def read(text: str, zone: str = MADRID, at: datetime = AT, team: TeamDates = TEAM) -> Sentence:
    return read_sentence(text, at=at, zone=zone, team=team)


def four(text: str, at: datetime = AT) -> list[str]:
    return [f"{one.held:%d %b %Y %H:%M}" for one in next_four(read(text, at=at).recurrence, at)]


UNDERSTOOD: dict[str, str] = {
    # holidays: left out, or held a working day earlier or later; the turn of the others stays
    "every tuesday at 10 skip holidays": "24 Nov, 01 Dec, 15 Dec, 22 Dec",
    "skip holidays every tuesday at 10": "24 Nov, 01 Dec, 15 Dec, 22 Dec",
    "every tuesday, except public holidays, at 10": "24 Nov, 01 Dec, 15 Dec, 22 Dec",
    "every tuesday at 10 but not on holidays": "24 Nov, 01 Dec, 15 Dec, 22 Dec",
    "every tuesday at 10 unless it is a holiday": "24 Nov, 01 Dec, 15 Dec, 22 Dec",
    "every tuesday at 10, no bank holidays": "24 Nov, 01 Dec, 15 Dec, 22 Dec",
    "every other tuesday at 10 skip holidays": "24 Nov, 22 Dec, 05 Jan, 19 Jan",
    "every tuesday at 10 on holidays the next working day": "24 Nov, 01 Dec, 09 Dec, 15 Dec",
    "on holidays the working day after, every tuesday at 10": "24 Nov, 01 Dec, 09 Dec, 15 Dec",
    "every tuesday at 10, if it's a holiday move it to the next working day": "24 Nov, 01 Dec, 09 Dec, 15 Dec",
    "every tuesday at 10 the next working day on holidays": "24 Nov, 01 Dec, 09 Dec, 15 Dec",
    "every tuesday at 10 on holidays the previous working day": "24 Nov, 01 Dec, 07 Dec, 15 Dec",
    "every tuesday at 10 on holidays the working day before": "24 Nov, 01 Dec, 07 Dec, 15 Dec",
    "every friday at 10 starting 18 december, on holidays the working day before": "18 Dec, 23 Dec, 31 Dec, 08 Jan",
    "every friday at 10 starting 18 december, on holidays the working day after": "18 Dec, 28 Dec, 04 Jan, 08 Jan",
    "every tuesday at 10 including holidays": "24 Nov, 01 Dec, 08 Dec, 15 Dec",
    "every tuesday at 10 on holidays too": "24 Nov, 01 Dec, 08 Dec, 15 Dec",
    "weekdays at 9 skip holidays starting 23 december": "23 Dec, 28 Dec, 29 Dec, 30 Dec",
    "last business day of the month at noon, on holidays the working day before": "30 Nov, 31 Dec, 29 Jan, 26 Feb",
    # dates that are left out
    "every tuesday at 10 except 8 december": "24 Nov, 01 Dec, 15 Dec, 22 Dec",
    "every tuesday at 10 except tuesday 8 december 2026": "24 Nov, 01 Dec, 15 Dec, 22 Dec",
    "except dec 1st, every tuesday at 10": "24 Nov, 08 Dec, 15 Dec, 22 Dec",
    "every tuesday at 10 except next tuesday": "01 Dec, 08 Dec, 15 Dec, 22 Dec",
    "every tuesday at 10 except 1 december and on holidays the next working day": "24 Nov, 09 Dec, 15 Dec, 22 Dec",
    "every tuesday at 10 not on holidays and not on 1 december": "24 Nov, 15 Dec, 22 Dec, 29 Dec",
    "every tuesday at 10 except 1 and 15 december": "24 Nov, 08 Dec, 22 Dec, 29 Dec",
    "every tuesday at 10 except 1 december and 2026-12-15": "24 Nov, 08 Dec, 22 Dec, 29 Dec",
    "weekdays at 9 starting 24 december except christmas": "24 Dec, 28 Dec, 29 Dec, 30 Dec",
    "weekdays at 9 starting 23 december except 24-31 december": "23 Dec, 01 Jan, 04 Jan, 05 Jan",
    "weekdays at 9 starting 23 december except 24 december to 3 january": "23 Dec, 04 Jan, 05 Jan, 06 Jan",
    "weekdays at 9 starting 23 december except fridays, holidays and 28 december": "23 Dec, 29 Dec, 30 Dec, 31 Dec",
    "weekdays at 9am except friday": "23 Nov, 24 Nov, 25 Nov, 26 Nov",
    "every weekday at 9 except tuesdays and thursdays": "23 Nov, 25 Nov, 27 Nov, 30 Nov",
    # days of months that have a name
    "first friday of december at 10": "04 Dec 2026, 03 Dec 2027, 01 Dec 2028, 07 Dec 2029",
    "at 10 every year on the first friday of december": "04 Dec 2026, 03 Dec 2027, 01 Dec 2028, 07 Dec 2029",
    "last friday of june and december at 16:00": "25 Dec 2026, 25 Jun 2027, 31 Dec 2027, 30 Jun 2028",
    "every december on the second tuesday at 10": "08 Dec 2026, 14 Dec 2027, 12 Dec 2028, 11 Dec 2029",
    "every 2 years on the first friday of december at 10": "04 Dec 2026, 01 Dec 2028, 06 Dec 2030, 03 Dec 2032",
    "last business day of june at noon": "30 Jun 2027, 30 Jun 2028, 29 Jun 2029, 28 Jun 2030",
    "every tuesday in december at 10": "01 Dec, 08 Dec, 15 Dec, 22 Dec",
    "every day in december at 9": "01 Dec, 02 Dec, 03 Dec, 04 Dec",
    "every weekday in june at 9 until 2 june": "01 Jun 2027, 02 Jun 2027",
    "first friday of december 2026 at 10": "04 Dec 2026",
    # days that are counted from an event of the Sprint
    "1 day before sprint planning at 15:00": "30 Nov, 14 Dec, 28 Dec",
    "the day before sprint planning at 15:00": "30 Nov, 14 Dec, 28 Dec",
    "3 working days before sprint planning at 15:00": "26 Nov, 10 Dec, 22 Dec",
    "at 15:00, one working day before planning": "30 Nov, 14 Dec, 28 Dec",
    "2 working days after the sprint review at 9": "02 Dec, 16 Dec, 30 Dec",
    "on the day of sprint planning at 8": "01 Dec, 15 Dec, 29 Dec",
    "1 week before sprint planning at 10": "24 Nov, 08 Dec, 22 Dec",
    "1 week before sprint planning at 10 skip holidays": "24 Nov, 22 Dec",
    # ends and beginnings, past ones too, in any order
    "for 3 times every tuesday at 10": "24 Nov, 01 Dec, 08 Dec",
    "every tuesday at 10 for 3 times skip holidays": "24 Nov, 01 Dec",
    "until 8 december every tuesday at 10": "24 Nov, 01 Dec, 08 Dec",
    "starting 3 november every other tuesday at 10": "01 Dec, 15 Dec, 29 Dec, 12 Jan",
    "Europe/Madrid, at 10, skip holidays, until 22 december, every tuesday, starting 1 december": "01 Dec, 15 Dec, 22 Dec",
    "every 6 days at 10 starting 20 november": "26 Nov, 02 Dec, 08 Dec, 14 Dec",
    "every quarter on the first monday at 9 for 2 times": "04 Jan 2027, 05 Apr 2027",
    # what no month has, or few
    "fifth friday of the month at 16:00": "29 Jan 2027, 30 Apr 2027, 30 Jul 2027, 29 Oct 2027",
    "monthly on the 31st at noon": "31 Dec, 31 Jan, 31 Mar, 31 May",
    "last friday of the month at 16:00 except 25 december": "27 Nov, 29 Jan, 26 Feb, 26 Mar",
    "29 february at 10": "29 Feb 2028",
}


@pytest.mark.parametrize("text", UNDERSTOOD)
def test_a_sentence_has_the_dates_of_a_paper_calendar(text: str) -> None:
    wanted = [
        one if one[-4:].isdecimal() else f"{one} {2027 if one[3:] in _NEXT_YEAR else 2026}"
        for one in UNDERSTOOD[text].split(", ")
    ]
    assert [one[:11] for one in four(text)] == wanted


_NEXT_YEAR = ("Jan", "Feb", "Mar", "Apr", "May")


@pytest.mark.parametrize("text", UNDERSTOOD)
def test_what_is_said_back_is_read_as_the_same(text: str) -> None:
    once = read(text).recurrence
    again = read(f"{in_words(once, WORDS)} {once.zone}").recurrence
    assert (again.rule, again.on_holiday, again.anchor) == (once.rule, once.on_holiday, once.anchor)


REFUSED: list[tuple[str, type[Refusal], str]] = [
    ("every tuesday at 10 except 25 december", NothingToLeaveOut, "every tuesday at 10"),
    ("every tuesday at 10 except 9-11 december", NothingToLeaveOut, "every tuesday at 10"),
    ("every tuesday at 10 skip school holidays", CannotLeaveOut, "every tuesday at 10"),
    ("every tuesday at 10 except the last tuesday of the month", CannotLeaveOut, "every tuesday at 10"),
    ("weekdays at 9 except the 24th", CannotLeaveOut, "weekdays at 9"),
    ("every tuesday at 10 except 12/11", Ambiguous, "every tuesday at 10"),
    ("every tuesday at 10 except friday 8 december", Ambiguous, "every tuesday at 10 except tuesday 8 december 2026"),
    ("tomorrow at 9 skip holidays", NotUnderstood, "tomorrow at 9"),
    ("3 december 14:00 except 3 december", NotUnderstood, "3 december 14:00"),
    (
        "every tuesday at 10 skip holidays on holidays the next working day",
        SaidTwice,
        "every tuesday at 10 skip holidays",
    ),
    ("every year on 25 december at 10 skip holidays", NeverHappens, "every tuesday at 10 skip holidays"),
    ("1 day before sprint retrospective at 15:00", NoSprint, "every tuesday at 15:00"),
    ("1 day before sprint planning every tuesday at 15:00", SaidTwice, "1 day before sprint planning at 15:00"),
    ("1 day before sprint planning until 30 june at 15:00", SaidTwice, "1 day before sprint planning at 15:00"),
    ("1 day before sprint planning", TimeMissing, "1 day before sprint planning at 10:00"),
    ("1 day before the release at 10", NotUnderstood, "every tuesday at 10"),
    ("40 days before sprint planning at 10", NotUnderstood, "every tuesday at 10"),
    ("2 hours before sprint planning", NotUnderstood, "every tuesday at 14:00"),
    ("every month on the first friday of december at 10", SaidTwice, "on the first friday of december at 10"),
    ("fifth friday of february 2027 at 10", NotUnderstood, "fifth friday at 10"),
    ("next tuesday in december at 10", NotUnderstood, "next tuesday at 10"),
    ("every may at 10", DayMissing, "every may on the first tuesday at 10"),
    ("tuesday in december at 10", Ambiguous, "every tuesday in december at 10"),
    ("every 6th day at 10", Ambiguous, "every 6 days at 10"),
    ("each second tuesday at 10", Ambiguous, "every other tuesday at 10"),
    ("sixth tuesday of december at 10", NoSuchNth, "every 6 weeks on tuesday of december at 10"),
    ("every tuesday at 3", Ambiguous, "every tuesday at 15:00"),
    ("every tuesday at 10 until 17 november", EndsTooEarly, "every tuesday at 10 until 17 november 2027"),
    ("every tuesday at 10 starting 3 november for 2 times", NothingLeft, "every tuesday at 10 starting 3 november"),
    ("every 2 hours", TooFine, "every day at 10:00"),
    ("daily at 9 for 1001 times", TooMany, "daily at 9 for 1000 times"),
    ("every tuesday at 10 skip holidays Europe/Barcelona", UnknownZone, "every tuesday at 10 skip holidays"),
]


@pytest.mark.parametrize(("text", "refusal", "offer"), REFUSED, ids=[text for text, *_ in REFUSED])
def test_a_refusal_leads_on_in_the_sentences_own_words(text: str, refusal: type[Refusal], offer: str) -> None:
    with pytest.raises(refusal) as refused:
        read(text)
    assert offer in refused.value.offers
    for one in refused.value.offers:
        read(one)


def test_without_a_sprint_nothing_is_counted_from_one() -> None:
    with pytest.raises(NoSprint) as refused:
        read("3 working days before sprint planning at 15:00", team=TeamDates())
    assert refused.value.rest == "3 working days before sprint planning"
    over = TeamDates(events={SprintEvent.PLANNING: (date(2026, 11, 17),)})
    with pytest.raises(NoSprint):
        read("3 working days before sprint planning at 15:00", team=over)


def test_what_is_counted_from_a_sprint_keeps_what_it_is_counted_from() -> None:
    found = read("3 working days before sprint planning at 15:00 for 45m").recurrence
    assert found.anchor is not None
    assert (found.anchor.text, found.rule, found.once) == ("3w planning", "", False)


def test_a_rule_that_minds_holidays_has_the_calendar_of_its_team() -> None:
    assert read("every tuesday at 10 skip holidays").recurrence.calendar == TEAM.working_days
    assert read("every tuesday at 10").recurrence.on_holiday is OnHoliday.KEEP
