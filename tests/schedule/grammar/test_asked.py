"""What people type on phones and in other languages: it is read, or asked with the nearest form of this very sentence."""

from contextlib import suppress
from datetime import UTC, datetime, timedelta
from itertools import islice

import pytest

from bot.core.refusal import Refusal
from bot.schedule.grammar.errors import Ambiguous
from bot.schedule.grammar.sentences import Sentence, read_sentence
from bot.schedule.recurrence import occurrences

AT = datetime(2026, 11, 28, 14, 30, tzinfo=UTC)
"""A Saturday, half past three in Madrid."""


def read(text: str) -> Sentence:
    return read_sentence(text, at=AT, zone="Europe/Madrid")


UNDERSTOOD = {
    **dict.fromkeys(
        ["every monday 9.30h", "every monday at nine-thirty", "every monday starts at 9:30", "mondays 9:30 ends 10:15"],
        "30 Nov 09:30, 7 Dec 09:30, 14 Dec 09:30",
    ),
    **dict.fromkeys(["twice weekly on mon and thu 10", "twice weekly mon/thu 10"], "30 Nov 10:00, 3 Dec 10:00, 7 Dec 10:00"),
    "thrice weekly mon wed fri 10": "30 Nov 10:00, 2 Dec 10:00, 4 Dec 10:00",
    "every thursday 10 until christmas": "3 Dec 10:00, 10 Dec 10:00, 17 Dec 10:00",
    "every thursday 10 until new year's eve except christmas eve": "3 Dec 10:00, 10 Dec 10:00, 17 Dec 10:00",
    "starting new year's day every tuesday 10": "5 Jan 10:00, 12 Jan 10:00, 19 Jan 10:00",
    "quarterly on the last monday 10 until end of q1": "28 Dec 10:00, 29 Mar 10:00",
    **dict.fromkeys(["weekdays 9:15 w/o friday", "weekdays 9:15 excl. friday"], "30 Nov 09:15, 1 Dec 09:15, 2 Dec 09:15"),
    **dict.fromkeys(["tuesday week at 10", "a week on tuesday at 10", "the tuesday after next 10am"], "8 Dec 10:00"),
    "two weeks from tuesday at 10": "15 Dec 10:00",
    **dict.fromkeys(["christmas eve 10am", "on Christmas Eve at 10"], "24 Dec 10:00"),
    "on new year's day at 10": "1 Jan 10:00",
    "saturday after next at 10": "12 Dec 10:00",
    **dict.fromkeys(
        [
            "2026-W49-1 10:00",
            "2026W491 at 10",
            "week 49 monday 10",
            "KW 49, monday 10",
            "W49 monday 10",
            "monday of week 49 at 10",
        ],
        "30 Nov 10:00",
    ),
    "monday week 2 10:00": "11 Jan 10:00",
    "every tuesday 9am CET Europe/Berlin": "1 Dec 09:00, 8 Dec 09:00, 15 Dec 09:00",
}


@pytest.mark.parametrize("text", UNDERSTOOD)
def test_what_is_plain_is_read(text: str) -> None:
    coming = [one.wall for one in islice(occurrences(read(text).recurrence, AT), 3)]
    assert ", ".join(f"{wall.day} {wall:%b %H:%M}" for wall in coming) == UNDERSTOOD[text]


ASKED = {
    "half nine every tuesday": ("at 9:30 every tuesday", "at 8:30 every tuesday"),
    "half one pm every tuesday": ("at 1:30 pm every tuesday", "at 12:30 pm every tuesday"),
    **dict.fromkeys(["every monday at 9-30", "every monday at 9'30", "every monday at 9,30"], ("every monday at 9:30",)),
    **dict.fromkeys(["every monday 9 30"], ("every monday 9:30",)),
    "every monday 14 00": ("every monday 14:00",),
    "at 10 15 every monday": ("at 10:15 every monday",),
    "every monday 13:00pm": ("every monday at 13:00",),
    "every monday 24h": ("every monday midnight",),
    "every monday 9:00 1:30h": (
        "every monday 9:00 for 1:30h",
        "every monday at 13:30",
        "every monday at 01:30",
        "every monday 9:00",
    ),
    "twice weekly 10": ("every monday and thursday 10", "every tuesday and friday 10"),
    "31/11 10:00": ("30 november 10:00", "1 december 10:00"),
    "2026-13-01 10:00": ("13 january 2027 10:00",),
    "29 feb 2027 10:00": ("28 february 2027 10:00", "1 march 2027 10:00"),
    "every tuesday 10am until 30 feb": ("every tuesday 10am until 28 february", "every tuesday 10am until 1 march"),
    **{
        f"weekdays 9:15 {left_out}": ("weekdays 9:15",)
        for left_out in (
            *("skipping christmas week", "skipping the week of 21 dec", "skipping the first week of january"),
            *("except next week", "except in august", "not in july and august"),
        )
    },
    "first monday of january 10": ("first monday of january at 10",),
    "last day of february 10": ("last day of february at 10",),
    "this sunday 9am CET Europe/London": (
        "this sunday 9am Europe/Madrid",
        "this sunday 9am Europe/Berlin",
        "this sunday 9am Europe/London",
    ),
    "every tuesday 9am CET / 8am GMT": (
        "every tuesday 9am Europe/Madrid",
        "every tuesday 9am Europe/Berlin",
        "every tuesday 8am GMT",
    ),
    "every tuesday 9am Europe/Paris / 8am Europe/London": (
        "every tuesday 9am Europe/Paris",
        "every tuesday 8am Europe/London",
    ),
    "every tuesday 9am pacific": ("every tuesday 9am America/Los_Angeles", "every tuesday 9am America/Vancouver"),
    "“every tuesday at 10:00”": ("every tuesday at 10:00",),
    "next weekend at 9": ("saturday next week at 9", "sunday next week at 9", "this sunday at 9"),
    "every monday at 10 for 1.30h": ("every monday at 10 for 90 minutes", "every monday at 10 for 78 minutes"),
    "every monday at 10 2.80h": ("every monday at 10 for 168 minutes",),
    "jeden Dienstag um 10 Uhr": ("every tuesday um 10 Uhr",),
    "jeden zweiten Dienstag um 10": ("every other tuesday um 10",),
    "montags und donnerstags 9 Uhr": ("mondays and thursdays 9 Uhr",),
    "Di, Do 10:00": ("tuesday, thursday 10:00",),
    "morgen um 9": ("tomorrow um 9",),
    "tous les mardis à 10h": ("every tuesday à 10h",),
    "un mardi sur deux à 10h": ("every other tuesday à 10h",),
    "lundi et jeudi 9h": ("monday and thursday 9h",),
    "los lunes y jueves a las 9": ("every monday and thursday a las 9",),
    "manana a las 9": ("tomorrow a las 9",),
    "todas as terças às 10h": ("every tuesday at 10h",),
    "ogni martedì alle 10": ("every tuesday at 10",),
    "le 3 décembre à 14h": ("3 december à 14h",),
    "3. Dez. 14:00": ("3 december 14:00",),
    "every odd week on monday 10": ("every other week on monday 10",),
    "in even weeks monday 10": ("every other week monday 10",),
    "2026-12-01T10:00:00Z": ("2026-12-01 10:00 UTC",),
    "2026-12-01T10:00:00+01:00": ("2026-12-01 10:00 Europe/Madrid", "2026-12-01 10:00 Europe/Paris"),
    "every tuesday 0900Z": ("every tuesday 0900 UTC",),
    "tuesday's at 10": ("tuesdays at 10",),
    "all days but sunday 9": ("every day but sunday 9",),
    "every tuesday 10:00 zoom.us/j/123": ("every tuesday 10:00 https://zoom.us/j/123",),
    "24/7 at 9": ("24 july at 9", "every day at 9"),
    "in 1.30h": ("in 90 minutes", "in 78 minutes"),
}


@pytest.mark.parametrize("text", ASKED)
def test_what_is_not_plain_leads_to_what_was_meant(text: str) -> None:
    with pytest.raises(Refusal) as refused:
        read(text)
    assert refused.value.offers == ASKED[text]
    for offered in ASKED[text]:
        read(offered)


@pytest.mark.parametrize("text", ["tomorrow 9 til 10", "tomorrow 9:00 till 10", "tomorrow 9 until 10"])
def test_an_end_has_more_words(text: str) -> None:
    assert read(text).duration == timedelta(hours=1)


@pytest.mark.parametrize("text", ["every monday 9 until 10 january", "every monday 9 until 10/1/2027"])
def test_a_day_behind_until_is_no_hour(text: str) -> None:
    with suppress(Ambiguous):
        assert read(text).duration is None


@pytest.mark.parametrize("text", ["every monday 9:00 duration 45", "mondays 9:00 length: 45 min", "mondays 9:00 ends at 9:45"])
def test_a_length_has_more_words(text: str) -> None:
    assert read(text).duration == timedelta(minutes=45)


@pytest.mark.parametrize("moment", [datetime(2026, 12, 31, 23, tzinfo=UTC), datetime(2028, 2, 29, 12, tzinfo=UTC)])
def test_a_week_that_is_over_is_next_years(moment: datetime) -> None:
    for week in range(1, 53):
        said = read_sentence(f"thursday of week {week} at 10", at=moment, zone="Europe/Madrid")
        assert said.recurrence.start > moment.replace(tzinfo=None)
        assert said.recurrence.start.isocalendar()[1:] == (week, 4)


@pytest.mark.parametrize(("typed", "offered"), [("in 2 hours", ("in 60 minutes", "in 180 minutes")), ("in 180 minutes", ())])
def test_the_second_time_of_an_hour_that_comes_twice_is_asked_about(typed: str, offered: tuple[str, ...]) -> None:
    before = datetime(2026, 10, 24, 23, 30, tzinfo=UTC)  # London's clocks go back at 01:00 UTC
    if offered:
        with pytest.raises(Ambiguous) as asked:
            read_sentence(typed, at=before, zone="Europe/London")
        assert asked.value.offers == offered
        return
    recurrence = read_sentence(typed, at=before, zone="Europe/London").recurrence
    assert next(occurrences(recurrence, before)).starts == before + timedelta(hours=3)


def test_what_is_over_of_an_hour_that_comes_twice_is_not_offered() -> None:
    between = datetime(2026, 10, 25, 0, 40, 30, tzinfo=UTC)
    with pytest.raises(Ambiguous) as asked:
        read_sentence("in 30 minutes", at=between, zone="Europe/London")
    assert asked.value.offers == ("in 90 minutes",)
