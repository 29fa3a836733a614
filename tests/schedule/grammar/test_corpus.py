"""What people really type: each sentence is its rule, held against a walk through the calendar, or is asked and led on."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from itertools import islice

import pytest

from bot.core.refusal import Refusal
from bot.schedule.grammar.sentences import Sentence, read_sentence
from bot.schedule.recurrence import occurrences

AT = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
"""A Saturday, at noon in London."""
TODAY = AT.date()
Fits = Callable[[date, date], bool]
"""Tell whether a rhythm has a date; the second is the first that it had."""


def read(text: str, zone: str = "Europe/London", at: datetime = AT) -> Sentence:
    return read_sentence(text, at=at, zone=zone)


def on(*weekdays: int, weeks: int = 1) -> Fits:
    """Return those weekdays, every so many weeks from Monday to Sunday."""

    def fits(day: date, first: date) -> bool:
        apart = (day - timedelta(days=day.weekday())) - (first - timedelta(days=first.weekday()))
        return day.weekday() in weekdays and apart.days // 7 % weeks == 0

    return fits


def nth(*ordinals: int, weekday: int, months: int = 1) -> Fits:
    """Return the ordinals of a weekday in a month; -1 is the last."""

    def fits(day: date, first: date) -> bool:
        place = (day.day - 1) // 7 + 1
        is_last = (day + timedelta(days=7)).month != day.month
        apart = (day.year - first.year) * 12 + day.month - first.month
        return day.weekday() == weekday and (place in ordinals or (is_last and -1 in ordinals)) and apart % months == 0

    return fits


def days_of_month(*days: int) -> Fits:
    return lambda day, first: day.day in days or (-1 in days and (day + timedelta(days=1)).day == 1)


def last_working_day(day: date, first: date) -> bool:
    later = [day + timedelta(days=ahead) for ahead in range(1, 8)]
    return day.weekday() < 5 and not any(one.month == day.month and one.weekday() < 5 for one in later)


def first_working_day(day: date, first: date) -> bool:
    earlier = [day - timedelta(days=ago) for ago in range(1, 8)]
    return day.weekday() < 5 and not any(one.month == day.month and one.weekday() < 5 for one in earlier)


def each(days: int) -> Fits:
    return lambda day, first: (day - first).days % days == 0


DAILY, TUESDAYS, WORKING, TUE_THU = each(1), on(1), on(0, 1, 2, 3, 4), on(1, 3)
RHYTHMS: dict[str, Fits] = {
    **dict.fromkeys(["daily", "every day", "each day", "every single day", "once a day"], DAILY),
    **dict.fromkeys(["everyday", "each and every day"], DAILY),
    **dict.fromkeys(["every other day", "every 2 days", "every second day", "every two days"], each(2)),
    **dict.fromkeys(["every 3 days", "every three days"], each(3)),
    **dict.fromkeys(["every weekday", "weekdays", "on weekdays", "every working day", "business days", "workdays"], WORKING),
    **dict.fromkeys(
        [
            "daily mon-fri",
            "daily on weekdays",
            "every week day",
            "mon-fri",
            "Mon - Fri",
            "monday to friday",
            "monday through friday",
            "mon thru fri",
        ],
        WORKING,
    ),
    **dict.fromkeys(
        ["from monday to friday", "every mon–fri", "M-F", "MTWThF", "every day but weekends", "every day except weekends"],
        WORKING,
    ),
    **dict.fromkeys(
        ["between monday and friday", "weekdays only", "only weekdays", "every weekday (mon-fri)", "mon tue wed thu fri"], WORKING
    ),
    **dict.fromkeys(
        ["every day but weekends", "every day, no weekends", "daily minus sat & sun", "each day without weekends"], WORKING
    ),
    **dict.fromkeys(
        ["every weekday but friday", "weekdays minus friday", "weekdays no fridays", "M-Th", "mon-wed and thu"], on(0, 1, 2, 3)
    ),
    **dict.fromkeys(["weekdays except friday", "weekdays but not on fridays", "every weekday excluding fri"], on(0, 1, 2, 3)),
    **dict.fromkeys(
        ["every tuesday", "each tuesday", "tuesdays", "on tuesdays", "every tue", "every tues.", "Tuesdays,"], TUESDAYS
    ),
    **dict.fromkeys(
        ["weekly on tuesday", "every week on tuesday", "once a week on tuesday", "every single week on tue"], TUESDAYS
    ),
    **dict.fromkeys(
        ["every single tuesday", "on every tuesday", "all tuesdays", "1x a week on tuesday", "one time per week on tue"], TUESDAYS
    ),
    **dict.fromkeys(
        [
            "every tuesday and every thursday",
            "tuesday thursday",
            "on tuesdays and on thursdays",
            "tuesday as well as thursday every week",
        ],
        TUE_THU,
    ),
    **dict.fromkeys(["twice a week on tuesday and thursday", "2x per week, tue and thu", "two times a week: tue, thu"], TUE_THU),
    **dict.fromkeys(["mon wed fri", "mon. wed. fri.", "3 times a week on monday, wednesday and friday"], on(0, 2, 4)),
    **dict.fromkeys(["mon-tue and thu-fri", "every mon, tue, thu-fri"], on(0, 1, 3, 4)),
    **dict.fromkeys(
        ["every tuesday and thursday", "tue & thu", "tue, thu", "tue/thu", "Tu/Th", "TTh", "every t/th", "TuTh"], TUE_THU
    ),
    **dict.fromkeys(["every monday, wednesday and friday", "M/W/F", "MWF", "mon/wed/fri", "m,w,f", "every M/W/F"], on(0, 2, 4)),
    **dict.fromkeys(["weekends", "on weekends", "every saturday and sunday", "sat & sun", "sa/su"], on(5, 6)),
    **dict.fromkeys(
        ["every other tuesday", "every 2 weeks on tuesday", "biweekly on tuesday", "fortnightly on tue"], on(1, weeks=2)
    ),
    **dict.fromkeys(
        ["tuesday every 2 weeks", "alternate tuesdays", "every second week on tuesday", "each other tue"], on(1, weeks=2)
    ),
    **dict.fromkeys(
        ["every 2 tuesdays", "bi-weekly tuesday", "bi weekly tuesday", "every fortnight on tuesday", "every alternate tuesday"],
        on(1, weeks=2),
    ),
    **dict.fromkeys(["every 3 weeks on friday", "every third week on friday", "friday every three weeks"], on(4, weeks=3)),
    **dict.fromkeys(["every first thursday", "first thursday of the month", "1st thursday of every month"], nth(1, weekday=3)),
    **dict.fromkeys(
        ["monthly on the first thursday", "every month on the 1st thu", "first thursday of month"], nth(1, weekday=3)
    ),
    "the 2nd and the 4th tuesday of each month": nth(2, 4, weekday=1),
    "twice a month on the second and fourth tuesday": nth(2, 4, weekday=1),
    "2 times per month on the second and fourth tuesday": nth(2, 4, weekday=1),
    **dict.fromkeys(["2nd and 4th tuesday", "second and fourth tuesday of the month", "2nd/4th tue"], nth(2, 4, weekday=1)),
    **dict.fromkeys(["last friday of the month", "every last friday", "monthly on the last friday"], nth(-1, weekday=4)),
    **dict.fromkeys(["every 2 months on the last wednesday", "every other month on the last wed"], nth(-1, weekday=2, months=2)),
    **dict.fromkeys(
        ["last business day of the month", "last weekday of the month", "last workday of every month"], last_working_day
    ),
    **dict.fromkeys(["first working day of the month", "first weekday of each month"], first_working_day),
    **dict.fromkeys(
        ["monthly on the 15th", "every 15th", "on the 15th of every month", "every month on the 15"], days_of_month(15)
    ),
    **dict.fromkeys(["the 15 of every month", "on the fifteenth of the month", "monthly on day 15"], days_of_month(15)),
    **dict.fromkeys(["every month on 15", "monthly on the 15th day"], days_of_month(15)),
    **dict.fromkeys(["monthly on 1 and 15", "twice a month on the 1st and 15th"], days_of_month(1, 15)),
    **dict.fromkeys(["1st and 15th of the month", "the first and the fifteenth of every month"], days_of_month(1, 15)),
    **dict.fromkeys(["last day of the month", "end of every month", "monthly on the last day"], days_of_month(-1)),
}
TIMES = {
    **dict.fromkeys(["at 10", "10:00", "at 10:00", "10am", "10 am", "10 a.m.", "10:00 AM", "10h", "10h00", "10.00"], time(10)),
    **dict.fromkeys(["at ten", "10 o'clock", "at 10 o’clock", "@10", "@ 10:00", "at 1000", "at 10 in the morning"], time(10)),
    **dict.fromkeys(
        ["9.30", "at 9.30", "9:30 a.m.", "at half past nine", "half past 9", "09:30", "at 9h30", "9.30am"], time(9, 30)
    ),
    **dict.fromkeys(
        ["10 Uhr", "10:00 Uhr", "um 10 Uhr", "à 10 heures", "a las 10", "10:00:00", "10:00h", "10 h 00", "at 10 sharp"], time(10)
    ),
    **dict.fromkeys(
        ["9 h 30", "9.30 Uhr", "9 heures 30", "0930", "0930 hrs", "at nine thirty", "30 past 9", "9:30 hrs"], time(9, 30)
    ),
    **dict.fromkeys(["at ten past nine", "10 minutes past 9", "ten past 9 am"], time(9, 10)),
    **dict.fromkeys(["at five to ten", "five minutes to ten am"], time(9, 55)),
    **dict.fromkeys(["at noon", "midday", "12", "12pm", "at 12:00", "12 noon"], time(12)),
    **dict.fromkeys(["midnight", "0:00", "12am", "at 00:00"], time(0)),
    **dict.fromkeys(["3pm", "at 15", "15:00", "3 p.m.", "15h", "at 3 in the afternoon", "afternoon at 3", "3:00 pm"], time(15)),
    **dict.fromkeys(["03:00", "3am", "3h", "at 3 in the morning", "3 a.m."], time(3)),
    **dict.fromkeys(["at quarter to three pm", "14:45", "2.45pm"], time(14, 45)),
    **dict.fromkeys(["at 8 in the evening", "evening at 8", "20:00", "at 8 at night"], time(20)),
}


def walk(fits: Fits, clock: time, first: date = TODAY, count: int = 6) -> list[datetime]:
    """Go through the calendar day by day, from the first date that fits and is still to come."""
    found: list[datetime] = []
    day = first
    while len(found) < count:
        wall = datetime.combine(day, clock)
        begun = found[0].date() if found else day
        if wall.replace(tzinfo=UTC) > AT and fits(day, begun):
            found.append(wall)
        day += timedelta(days=1)
    return found


def first_times(text: str, count: int = 6) -> list[datetime]:
    return [one.wall for one in islice(occurrences(read(text).recurrence, AT), count)]


@pytest.mark.parametrize("rhythm", RHYTHMS)
def test_a_rhythm_with_any_time_is_what_the_calendar_says(rhythm: str) -> None:
    turn = list(RHYTHMS).index(rhythm)
    some = [list(TIMES)[(turn * 7 + step * 11) % len(TIMES)] for step in range(5)]
    for clock in some:
        expected = walk(RHYTHMS[rhythm], TIMES[clock])
        assert first_times(f"{rhythm} {clock}") == expected, clock
        assert first_times(f"Please, {rhythm}: {clock}.") == expected, clock
        assert first_times(f"{clock}; {rhythm}!") == expected, clock


@pytest.mark.parametrize("clock", TIMES)
def test_a_time_with_any_rhythm_is_what_the_calendar_says(clock: str) -> None:
    turn = list(TIMES).index(clock)
    for rhythm in [list(RHYTHMS)[(turn * 5 + step * 13) % len(RHYTHMS)] for step in range(5)]:
        assert first_times(f"{rhythm}\n{clock}") == walk(RHYTHMS[rhythm], TIMES[clock]), rhythm


@pytest.mark.parametrize(
    ("lasting", "minutes"),
    [
        *[(said, 60) for said in ("for 1 hour", "for an hour", "for 60 min", "for 60", "1 hour", "for one hour", "for 1h")],
        *[
            (said, 30)
            for said in ("for half an hour", "for 30m", "30 min", "30 minutes long", "for a half hour", "for thirty minutes")
        ],
        *[
            (said, 90)
            for said in ("for an hour and a half", "for 1.5 hours", "for 1½ hours", "for 1h30", "1 hour and 30 minutes")
        ],
        *[(said, 45) for said in ("for 45 minutes", "for 45-minute", "lasting 45m", "45 mins", "for three quarters of an hour")],
    ],
)
def test_a_length_is_no_part_of_the_rhythm(lasting: str, minutes: int) -> None:
    for text in (f"every tuesday at 10 {lasting}", f"{lasting}, every tuesday at 10", f"tuesdays 10:00 {lasting}."):
        said = read(text).recurrence
        assert (said.rule, said.start.hour, said.duration) == ("FREQ=WEEKLY;BYDAY=TU", 10, timedelta(minutes=minutes))


@pytest.mark.parametrize(
    ("span", "starts", "minutes"),
    [
        *[
            (said, "16:00", 60)
            for said in ("16:00-17:00", "16:00 – 17:00", "from 4 to 5pm", "4-5pm", "4pm to 5pm", "from 16 to 17")
        ],
        *[(said, "16:00", 60) for said in ("between 4 and 5 pm", "4:00pm-5:00pm", "16.00-17.00", "from 4pm until 5pm")],
        *[(said, "11:00", 120) for said in ("11-1pm", "from 11 to 1", "11am-1pm", "11:00 to 13:00", "at 11-13")],
        *[(said, "09:00", 60) for said in ("9-10", "9-10am", "from 9 to 10", "at 9 - 10", "9 to 10")],
        ("22:00-01:00", "22:00", 180),
    ],
)
def test_from_one_time_to_another_is_a_length(span: str, starts: str, minutes: int) -> None:
    said = read(f"every tuesday {span}").recurrence
    assert (f"{said.start:%H:%M}", said.duration) == (starts, timedelta(minutes=minutes))


@pytest.mark.parametrize(
    ("text", "count"),
    [
        *[
            (said, 6)
            for said in ("next 6 tuesdays at 10", "the next six tuesdays at 10", "tuesdays at 10 during the next 6 weeks")
        ],
        *[
            (f"every tuesday at 10 {said}", 6)
            for said in ("at most 6 times", "ending after 6 times", "6 times in total", "within 6 weeks")
        ],
        *[(f"every tuesday at 10 {said}", 6) for said in ("for 6 times", "6 times", "six times", "x6", "6x", "for 6 tuesdays")],
        *[
            (f"every tuesday at 10 {said}", 6)
            for said in ("for 6 weeks", "for six weeks", "for the next 6 weeks", "6 occurrences")
        ],
        *[(f"every tuesday at 10 {said}", 6) for said in ("for 6 sessions", "for 6 meetings", "for the next 6 tuesdays")],
        ("at 10 for 6 tuesdays", 6),
        ("every other tuesday at 10 for 6 tuesdays", 6),
        ("first tuesday of the month at 10 for 6 tuesdays", 6),
        ("weekdays at 9 for 10 working days", 10),
        ("weekdays at 9 for 10 business days", 10),
        ("weekdays at 9 for 10 weekdays", 10),
        ("every weekday at 9 for 2 weeks", 10),
        ("daily at 9 for 10 days", 10),
        ("daily at 9 for a week", 7),
        ("daily at 9 for two weeks", 14),
        ("tue and thu at 10 for 6 weeks", 12),
        ("monthly on the 15th at 9 for 6 months", 6),
        ("monthly on the 15th at 9 for a year", 12),
        ("first monday of the month at 9 for 2 quarters", 6),
        ("every tuesday at 10 once", 0),
    ],
)
def test_a_number_with_a_noun_counts_and_is_never_minutes(text: str, count: int) -> None:
    said = read(text).recurrence
    assert said.duration is None
    assert len(list(islice(occurrences(said, AT), 60))) == (count or 60)


ONCE = {
    **dict.fromkeys(
        ["tomorrow at 10", "tmrw 10am", "at 10 tomorrow", "tomorrow morning at 10", "Tomorrow, 10:00!"], "2026-11-22 10:00"
    ),
    **dict.fromkeys(
        ["this friday 10:00", "next friday 10", "the coming friday at 10am", "friday next week 10h"], "2026-11-27 10:00"
    ),
    **dict.fromkeys(["next week friday at 10", "next week on friday at 10", "friday of next week 10:00"], "2026-11-27 10:00"),
    **dict.fromkeys(["today at 3pm", "this afternoon at 3", "today 15:00", "in 3 hours", "in 180 minutes"], "2026-11-21 15:00"),
    **dict.fromkeys(["tonight at 8", "this evening at 8", "tonight 20:00", "today at 8 in the evening"], "2026-11-21 20:00"),
    **dict.fromkeys(["in 3 days at 10", "in three days at 10", "3 days from now at 10"], "2026-11-24 10:00"),
    **dict.fromkeys(
        ["in two weeks at 10", "in 2 weeks' time at 10", "in a fortnight at 10", "in 14 days 10:00"], "2026-12-05 10:00"
    ),
    **dict.fromkeys(["the day after tomorrow at 10", "day after tomorrow 10am", "in 2 days at 10"], "2026-11-23 10:00"),
    **dict.fromkeys(
        ["a fortnight from now at 10", "sat 5 dec 10:00", "sat 5.12.26 10:00", "saturday 2026-12-05 at 10"], "2026-12-05 10:00"
    ),
    **dict.fromkeys(["a week from now at 10", "a week from today 10:00", "one week from today at 10"], "2026-11-28 10:00"),
    **dict.fromkeys(["in a month at 10", "in one month at 10", "a month from now at 10"], "2026-12-21 10:00"),
    **dict.fromkeys(
        ["the first of december at 10", "december first at 10", "1 december 10:00", "1st dec 10"], "2026-12-01 10:00"
    ),
    **dict.fromkeys(
        ["dec 1st, 10am", "Dec. 1 at 10", "december the 1st at 10", "on the 1st of December at 10"], "2026-12-01 10:00"
    ),
    **dict.fromkeys(
        ["2026.12.01 10:00", "20261201 at 10", "1.12.26 10:00", "tue 1.12.2026 10:00", "tue 2026-12-01 at 10"], "2026-12-01 10:00"
    ),
    **dict.fromkeys(["2026-12-01 10:00", "2026/12/01 10:00", "2026-12-01T10:00", "1.12.2026 10:00"], "2026-12-01 10:00"),
    **dict.fromkeys(["tuesday 1 december at 10", "Tuesday, 1 December 2026 at 10:00", "tue dec 1 2026 10am"], "2026-12-01 10:00"),
    **dict.fromkeys(["25/12 at 10", "12/25 at 10", "25/12/2026 10:00", "12/25/26 10:00", "25-12-2026 10:00"], "2026-12-25 10:00"),
    **dict.fromkeys(
        ["once on 25 december at 10", "Once, on 25 December 2026 at 10:00", "just once: dec 25, 10:00"], "2026-12-25 10:00"
    ),
    **dict.fromkeys(["the twenty-fifth of december at 10", "december twenty fifth at 10"], "2026-12-25 10:00"),
    **dict.fromkeys(["the end of december at 10", "31 dec at 10"], "2026-12-31 10:00"),
}


@pytest.mark.parametrize("text", ONCE)
def test_a_day_is_the_one_that_is_meant(text: str) -> None:
    said = read(text).recurrence
    assert (said.rule, said.start, said.duration) == ("", datetime.fromisoformat(ONCE[text]), None)


@pytest.mark.parametrize(
    ("text", "rule", "start"),
    [
        ("8 december at 10 every 2 weeks", "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU", "2026-12-08 10:00"),
        ("every 2 weeks on 8 december at 10", "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU", "2026-12-08 10:00"),
        ("tomorrow at 10 every week", "FREQ=WEEKLY;BYDAY=SU", "2026-11-22 10:00"),
        ("next tuesday at 10, weekly", "FREQ=WEEKLY;BYDAY=TU", "2026-11-24 10:00"),
        ("8 december at 10 monthly", "FREQ=MONTHLY;BYMONTHDAY=8", "2026-12-08 10:00"),
        ("8 december at 10 every year", "FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=8", "2026-12-08 10:00"),
        ("every 14 days on tuesday at 10", "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU", "2026-11-24 10:00"),
        ("every two weeks from tuesday at 10", "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU", "2026-11-24 10:00"),
        ("every one week on tuesday at 10", "FREQ=WEEKLY;BYDAY=TU", "2026-11-24 10:00"),
        ("every month at 10 starting 15 december", "FREQ=MONTHLY;BYMONTHDAY=15", "2026-12-15 10:00"),
        ("every quarter at 10 starting 15 december", "FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=15", "2026-12-15 10:00"),
        ("every half year at 10 starting 15 december", "FREQ=MONTHLY;INTERVAL=6;BYMONTHDAY=15", "2026-12-15 10:00"),
        ("every tuesday at 10 from 1 december to 30 june", "FREQ=WEEKLY;BYDAY=TU;UNTIL=20270630T235959", "2026-12-01 10:00"),
        ("tuesdays between 1 dec and 30 june at 10", "FREQ=WEEKLY;BYDAY=TU;UNTIL=20270630T235959", "2026-12-01 10:00"),
        ("every tuesday 10:00 until 3 december", "FREQ=WEEKLY;BYDAY=TU;UNTIL=20261203T235959", "2026-11-24 10:00"),
        ("every tuesday at 10 until the end of the year", "FREQ=WEEKLY;BYDAY=TU;UNTIL=20261231T235959", "2026-11-24 10:00"),
        ("every tuesday at 10 until end of january", "FREQ=WEEKLY;BYDAY=TU;UNTIL=20270131T235959", "2026-11-24 10:00"),
        ("every tuesday at 10 through march", "FREQ=WEEKLY;BYDAY=TU;UNTIL=20270331T235959", "2026-11-24 10:00"),
        ("weekday mornings at 9", "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", "2026-11-23 09:00"),
        ("every tuesday at 10 until the end of the month", "FREQ=WEEKLY;BYDAY=TU;UNTIL=20261130T235959", "2026-11-24 10:00"),
        ("every tuesday at 10 until end of this quarter", "FREQ=WEEKLY;BYDAY=TU;UNTIL=20261231T235959", "2026-11-24 10:00"),
        ("daily at 9 until the end of the week", "FREQ=DAILY;UNTIL=20261122T235959", "2026-11-22 09:00"),
        ("daily at 9 until the 15th", "FREQ=DAILY;UNTIL=20261215T235959", "2026-11-22 09:00"),
        ("daily at 9 starting the 31st", "FREQ=DAILY", "2026-12-31 09:00"),
        ("every tuesday at 10 till 30 june", "FREQ=WEEKLY;BYDAY=TU;UNTIL=20270630T235959", "2026-11-24 10:00"),
        ("every tuesday at 10 til june 30 inclusive", "FREQ=WEEKLY;BYDAY=TU;UNTIL=20270630T235959", "2026-11-24 10:00"),
        (
            "every tuesday at 10, starts 1 december, ends 30 june",
            "FREQ=WEEKLY;BYDAY=TU;UNTIL=20270630T235959",
            "2026-12-01 10:00",
        ),
        ("every tuesday at 10 starting in december", "FREQ=WEEKLY;BYDAY=TU", "2026-12-01 10:00"),
        ("from 1 december onwards, every tuesday at 10", "FREQ=WEEKLY;BYDAY=TU", "2026-12-01 10:00"),
        ("from december 1 on, every tuesday at 10 forever", "FREQ=WEEKLY;BYDAY=TU", "2026-12-01 10:00"),
        ("please remind us every tuesday at 10 until further notice", "FREQ=WEEKLY;BYDAY=TU", "2026-11-24 10:00"),
        ("could you remind me every tuesday at *10:00*", "FREQ=WEEKLY;BYDAY=TU", "2026-11-24 10:00"),
        ("daily at 9 until friday", "FREQ=DAILY;UNTIL=20261127T235959", "2026-11-22 09:00"),
        ("every tuesday from december at 10", "FREQ=WEEKLY;BYDAY=TU", "2026-12-01 10:00"),
        ("every wednesday at 10 starting next week", "FREQ=WEEKLY;BYDAY=WE", "2026-11-25 10:00"),
        ("every wednesday at 10 starting monday", "FREQ=WEEKLY;BYDAY=WE", "2026-11-25 10:00"),
        ("every wednesday at 10 from now on", "FREQ=WEEKLY;BYDAY=WE", "2026-11-25 10:00"),
        ("every other tuesday at 10 starting 17 november", "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU", "2026-11-17 10:00"),
        ("every other tuesday at 10 starting 1 october", "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU", "2026-10-06 10:00"),
        ("every other tuesday at 10 starting 1 april", "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU", "2027-04-06 10:00"),
    ],
)
def test_a_rhythm_counts_from_the_day_that_was_said(text: str, rule: str, start: str) -> None:
    said = read(text).recurrence
    assert (said.rule, said.start) == (rule, datetime.fromisoformat(start))


ASKED: dict[str, tuple[str, ...]] = {
    "every tuesday at 3": ("every tuesday at 15:00", "every tuesday at 03:00"),
    "every tuesday 6": ("every tuesday at 18:00", "every tuesday at 06:00"),
    "every tuesday at 3:30": ("every tuesday at 15:30", "every tuesday at 03:30"),
    "every tuesday at 3.30": ("every tuesday at 15:30", "every tuesday at 03:30"),
    "every tuesday at three": ("every tuesday at 15:00", "every tuesday at 03:00"),
    "every tuesday from 4 to 5": ("every tuesday from 16:00 to 17:00", "every tuesday from 04:00 to 05:00"),
    "tomorrow at 1": ("tomorrow at 13:00", "tomorrow at 01:00"),
    "every 6th day at 9": ("every 6 days at 9", "monthly on the 6th at 9"),
    "each 15th day at 9": ("every 15 days at 9", "monthly on the 15th at 9"),
    "every third day at 9": ("every 3 days at 9", "monthly on the 3rd at 9"),
    "each second tuesday at 10": ("every other tuesday at 10", "second tuesday of the month at 10"),
    "each 2nd tue at 10": ("every other tue at 10", "2nd tue of the month at 10"),
    "on every third friday at 10": ("every 3 weeks on friday at 10", "third friday of the month at 10"),
    "every tuesday at 10 to 11": ("every tuesday from 10 to 11", "every tuesday at 10:50"),
    "every tuesday 20 to 11": ("every tuesday from 20 to 11", "every tuesday at 10:40"),
    "2x a week at 10": ("every monday and thursday at 10", "every tuesday and friday at 10"),
    "starts tomorrow at 10": ("every tuesday starts tomorrow at 10", "tomorrow at 10"),
    "three times a week at 10": ("every monday, wednesday and friday at 10", "every tuesday, thursday and friday at 10"),
    "3 mondays": ("mondays for 3 times at 10:00", "mondays at 15:00", "mondays at 03:00"),
    "8 mondays at 10": ("mondays for 8 times at 10",),
    "10 tuesdays": ("tuesdays for 10 times at 10:00", "tuesdays at 10"),
    "every tuesday at 10 for 2": (
        "every tuesday at 10 for 2 minutes",
        "every tuesday at 10 for 2 hours",
        "every tuesday at 10 for 2 times",
    ),
    "every weekend at 10": ("every saturday and sunday at 10", "every saturday at 10", "every sunday at 10"),
    "every other weekday at 9": ("every weekday at 9", "every other week on weekdays at 9"),
    "every tuesday or thursday at 10": ("every tuesday and thursday at 10", "every tuesday at 10", "every thursday at 10"),
    "every 30 november 15:00": ("every year on 30 november 15:00", "30 november 15:00"),
    "every december 25 at 10": ("every year on december 25 at 10", "december 25 at 10"),
    "every other tuesday at 10 for 6 weeks": ("every other tuesday at 10 for 3 times", "every other tuesday at 10 for 6 times"),
    "weekdays at 9 for 10 days": ("weekdays at 9 for 8 times", "weekdays at 9 for 10 times"),
    "every tuesday at 10 until june": ("every tuesday at 10 until 1 june", "every tuesday at 10 until 30 june"),
    "every tuesday at 10 starting 1 june": (
        "every tuesday at 10 starting monday 1 june 2026",
        "every tuesday at 10 starting tuesday 1 june 2027",
    ),
    "twice a month at 10": ("1st and 15th of the month at 10", "first and third monday of the month at 10"),
    "bimonthly on the first monday at 10": ("every 2 months on the first monday at 10",),
    "8 and 9 december at 10": ("8 december at 10", "9 december at 10"),
    "1/12 at 10": ("1 december at 10", "12 january at 10"),
    "12-11-2026 at 10": ("11 december 2026 at 10",),
    "3.12. at 10": ("3 december at 10",),
    "friday at 10": ("every friday at 10", "next friday at 10"),
    "end of month at 9": ("monthly end of month at 9", "30 november at 9"),
}
LED_ON: dict[str, tuple[str, ...]] = {
    "standup every day 9:15": ('"standup" every day 9:15', "every day 9:15"),
    "every friday at 10am Ana's team": ('every friday at 10am "Ana\'s team"', "every friday at 10am"),
    "3 times a month on the 1st at 9": ("monthly on the 1st at 9", "1 december at 9"),
    "every tuesday at 9 for 9:30": ("every tuesday at 9", "every tuesday 9:30"),
    "every tuesday at 10 on 15": ("every tuesday at 10", "at 10 monthly on 15", "at 10 15 december"),
    "every tuesday at 10:00-09:00": ("every tuesday at 10:00", "every tuesday 09:00"),
    "every tuesday 10-10": ("every tuesday at 10:00",),
    "weekdays at 9 except the 24th": ("weekdays at 9",),
    "every tuesday at 10 except the last tuesday of the month": ("every tuesday at 10",),
    "every tuesday at10": ("every tuesday at 10",),
    "every tuesday/10:00": ("every tuesday 10:00",),
    "biweekly tuesday@10": ("biweekly tuesday 10",),
    "every-other-tuesday at 10": ("every other tuesday at 10",),
    "every tuesday at 10ish": ("every tuesday at 10:00",),
    "every tuesday at 430pm": ("every tuesday at 4:30pm",),
    "every tuesday 10:00UTC": ("every tuesday 10:00 utc",),
    "every 2 wks on tue at 10": ("every 2 weeks on tue at 10",),
    "every tuesday at 10 Mumbai": ("every tuesday at 10 Asia/Kolkata",),
    "every tuesday at 10 UK time": ("every tuesday at 10 Europe/London",),
    "Friday refinement every tuesday at 10": ('"Friday refinement" every tuesday at 10',),
    "every tuesday at 10 and thursday at 10": ("every tuesday and thursday at 10",),
    "every tuesday at 9 except dec 25": ("every tuesday at 9",),
    "every weekday at 9 except for tomorrow": ("every weekday at 9",),
    "every weekday at 9 except school holidays": ("every weekday at 9",),
    "every tuesday at 10 no easter holidays": ("every tuesday at 10",),
    "1 day before sprint planning at 15:00": ("every tuesday at 15:00", "tomorrow at 15:00"),
    "every tuseday at 10": ("every tuesday at 10",),
    "evry tues at 10": ("every tues at 10",),
    "every tuesday at 10 before 1 july 2027": ("every tuesday at 10 until 1 july 2027",),
    "every tuesday at 10 after 1 december": ("every tuesday at 10 starting 1 december",),
    "next week at 10": ("monday next week at 10",),
    "every tuesday at 10 twice": ("every tuesday at 10 for 2 times",),
    "every couple of weeks on friday at 10": ("every 2 weeks on friday at 10",),
    "every tuesday at 10 for 5 sprints": ("every tuesday at 10",),
    "every tuesday at 10 until midsummer": ("every tuesday at 10",),
    "every tuesday at 10 and thursday at 11": ("every tuesday at 10", "every thursday at 11"),
    "every day at 9 and 14:00": ("every day at 9", "every day 14:00"),
    "every tuesday 10:00 EST": (
        "every tuesday 10:00 America/New_York",
        "every tuesday 10:00 America/Toronto",
        "every tuesday 10:00 Australia/Sydney",
    ),
    "every tuesday 10am PT": ("every tuesday 10am America/Los_Angeles", "every tuesday 10am America/Vancouver"),
    "every tuesday 10:00 Pacific time": ("every tuesday 10:00 America/Los_Angeles", "every tuesday 10:00 America/Vancouver"),
    "every tuesday 10:00 CET": (
        "every tuesday 10:00 Europe/Berlin",
        "every tuesday 10:00 Europe/Paris",
        "every tuesday 10:00 Europe/Madrid",
    ),
    "every tuesday 10:00 BST": ("every tuesday 10:00 Europe/London", "every tuesday 10:00 Asia/Dhaka"),
    "every tuesday 10:00 GMT+5:30": ("every tuesday 10:00 Asia/Kolkata",),
    "every tuesday 10:00 New York": ("every tuesday 10:00 America/New_York",),
    "every tuesday 10:00 new york time": ("every tuesday 10:00 America/New_York time",),
    "every tuesday 10:00 Berlin": ("every tuesday 10:00 Europe/Berlin",),
    "tonight": ("tonight at 20:00",),
    "this afternoon": ("this afternoon at 14:00",),
    "tomorrow morning": ("tomorrow morning at 9:00",),
    "tomorrow": ("tomorrow at 10:00",),
    "every tuesday": ("every tuesday at 10:00",),
    "at 10": ("every tuesday at 10", "tomorrow at 10"),
    "every 2 weeks at 10": ("every 2 weeks on tuesday at 10",),
    "monthly at noon": ("monthly on the first tuesday at noon",),
    "every tuesday at 24:00": ("every tuesday at midnight",),
    "every tuesday at 25:00": ("every tuesday at 10:00",),
    "today at 9": ("tomorrow at 9",),
    "20 november at 10": ("20 november 2027 at 10",),
    "end of october at 10": ("31 october 2027 at 10",),
    "3 december 2020 at 10": ("3 december at 10",),
    "every tuesday at 10 until 17 november": ("every tuesday at 10 until 17 november 2027",),
    "every tuesday at 10 starting 2040-01-01": ("every tuesday at 10",),
    "every hour": ("every day at 10:00",),
    "daily at 9 for 1001 times": ("daily at 9 for 1000 times",),
    "every 6th tuesday at 10": ("every 6 weeks on tuesday at 10",),
    "every tuesday at 9 10 december": ("every tuesday at 9 starting 10 december",),
    "every tuesday 10:00 1h": ("every tuesday 10:00 for 1h", "every tuesday 1h", "every tuesday 10:00"),
}


@pytest.mark.parametrize("text", [*ASKED, *LED_ON])
def test_what_is_not_taken_leads_on_in_its_own_words(text: str) -> None:
    with pytest.raises(Refusal) as refused:
        read(text)
    assert refused.value.offers == {**ASKED, **LED_ON}[text]


STRANGE = [
    "",
    "blah",
    "with Ana",
    "skip holidays",
    "for 5 sprints",
    "at lunch",
    "or so",
    "asap",
    "<@U1>",
    "#general",
    "€",
    "à 10h",
    "x/y",
]


@pytest.mark.parametrize("strange", STRANGE)
def test_each_offered_sentence_is_understood(strange: str) -> None:
    """Whatever is refused offers something, and whatever is offered can be typed."""
    for text in [*ASKED, *LED_ON, *list(ONCE)[::3], *list(RHYTHMS)[::3]]:
        typed = f"{text} {strange}"
        offers = offers_of(typed)
        assert offers, typed
        for offer in offers:
            read(offer)


def offers_of(text: str) -> tuple[str, ...]:
    """Return what is offered, or the sentence itself where it is understood."""
    try:
        read(text)
    except Refusal as refused:
        return refused.offers
    return (text,)


def test_the_persons_own_zone_is_offered_first_where_the_letters_are_its_own() -> None:
    with pytest.raises(Refusal) as refused:
        read("every tuesday 10:00 ET", zone="America/Toronto")
    assert refused.value.offers[0] == "every tuesday 10:00 America/Toronto"
    with pytest.raises(Refusal) as refused:
        read("every tuesday 10:00 EST", zone="America/Detroit")
    assert refused.value.offers[0] == "every tuesday 10:00 America/Detroit"


@pytest.mark.parametrize(
    "wrapped", ["(every tuesday) 10:00", "[every tuesday: 10:00]", "*every tuesday* _10:00_", "every tuesday, 10:00…"]
)
def test_punctuation_is_nobodys_meaning(wrapped: str) -> None:
    assert read(wrapped) == read("every tuesday 10:00")


@pytest.mark.parametrize(
    "typed",
    [
        "<https://meet.example/abc>, every tuesday at 10",
        "every tuesday at 10 (https://meet.example/abc)",
        "every tuesday at 10 https://meet.example/abc.",
        "every tuesday at 10: <https://meet.example/abc|meet.example/abc>!",
        "https://meet.example/abc, every tuesday at 10",
    ],
)
def test_a_link_ends_before_what_stands_behind_it(typed: str) -> None:
    assert read(typed).link == "https://meet.example/abc"


@pytest.mark.parametrize("signs", [":tada:", "🎉", "👍🏽 :+1:", "☕️"])
def test_emoji_are_nobodys_meaning(signs: str) -> None:
    for text in (f"every tuesday at 10 {signs}", f"{signs} every tuesday at 10", f"every tuesday {signs}, at 10"):
        assert first_times(text) == walk(TUESDAYS, time(10))


def test_a_links_own_brackets_stay() -> None:
    assert read("every tuesday at 10 (https://meet.example/a_(b))").link == "https://meet.example/a_(b)"


@pytest.mark.parametrize(
    ("typed", "plain"),
    [
        ("every \u017funday at 10", "every sunday at 10"),
        (
            "\uff45\uff56\uff45\uff52\uff59 \uff54\uff55\uff45\uff53\uff44\uff41\uff59\u3000\uff11\uff10\uff1a\uff10\uff10",
            "every tuesday 10:00",
        ),
        ("every tuesday at \u0661\u0660", "every tuesday at 10"),
        ("every\u00a0tuesday\u202fat\u200310", "every tuesday at 10"),
        ("\u200fevery tuesday at 10\u200e", "every tuesday at 10"),
        ("every\u200btuesday at 10", "every tuesday at 10"),
        ("every tues\u00adday at 10", "every tuesday at 10"),
        ("every tuesday\nat 10\r\nfor 45m", "every tuesday at 10 for 45m"),
        ("every tuesday 16:00\u201317:00", "every tuesday 16:00-17:00"),
        ("every tuesday at 10 o\u2019clock", "every tuesday at 10"),
        ("every tuesday at 10 for \u00bd hour", "every tuesday at 10 for 30m"),
    ],
)
def test_other_clothes_of_the_same_letters_are_the_same(typed: str, plain: str) -> None:
    assert read(typed) == read(plain)


def test_what_stands_in_quotes_stays_as_it_was_typed() -> None:
    assert read("every tuesday at 10 “Équipe ﬁn ١ 👩‍💻”").title == "Équipe ﬁn ١ 👩‍💻"


@pytest.mark.parametrize(
    "typed",
    [
        "every \u0130sunday at 10",
        "every sunda\u0131 at 10",
        "every m\u00f3nday at 10",
        "every \u212aonday at 10",
        "\u2800",
        "\u200d",
    ],
)
def test_letters_of_other_words_are_refused_and_never_a_fault(typed: str) -> None:
    with pytest.raises(Refusal) as refused:
        read(typed)
    assert refused.value.offers


@pytest.mark.parametrize(
    "text",
    [
        "every 2 weeks on saturday starting 2026-11-21 at 10",
        "every 2 weeks on mon and sat at 10 starting 2026-11-21",
        "every other day at 10 starting 2026-11-21",
    ],
)
def test_a_start_that_was_said_fixes_the_turn_whenever_it_is_read(text: str) -> None:
    moments = [
        datetime(2026, 11, 21, 9, 59, tzinfo=UTC) + timedelta(minutes=step) for step in (0, 1, 2, 60, 24 * 60, 9 * 24 * 60)
    ]
    far = datetime(2026, 12, 10, tzinfo=UTC)
    turns = [[one.wall for one in islice(occurrences(read(text, at=at).recurrence, far), 8)] for at in moments]
    assert all(turn == turns[0] for turn in turns)
