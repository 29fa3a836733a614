"""Phrases with two meanings or none, each with what to type instead."""

import re

from bot.schedule.grammar.errors import Ambiguous, NoSuchNth
from bot.schedule.grammar.lexicon import (
    AND,
    DAY_NAMES,
    DAYS_OF_A_KIND,
    EVERY,
    MONTH,
    MONTH_DAY_NUMBER,
    NTH,
    NTH_DAY,
    NTH_LIST,
    NUMBER,
    ON_THE,
    TURN,
    WEEKDAY,
    WEEKDAY_LIST,
    nth,
    number,
    weekdays,
)
from bot.schedule.grammar.parts import Every, TimeUnit, UnknownWords
from bot.schedule.grammar.scanner import Reader, phrase
from bot.schedule.recurrence_rule import TooFine

_NTHS_BEYOND = ("sixth", "seventh", "eighth", "ninth", "tenth", "eleventh", "twelfth")
_BEYOND = rf"(?:[6-9]th|1\dth|2\d(?:th|st|nd|rd)|3[01](?:th|st)|{'|'.join(_NTHS_BEYOND)})"
_DAY_TURN = rf"(?:\d{{1,2}}(?:st|nd|rd|th)|third|fourth|fifth|{'|'.join(_NTHS_BEYOND)})"
_UNIT = r"(?:month|quarter|year)"
_SO_OFTEN: dict[tuple[TimeUnit, int], tuple[str, ...]] = {
    ("week", 2): ("every monday and thursday", "every tuesday and friday"),
    ("week", 3): ("every monday, wednesday and friday", "every tuesday, thursday and friday"),
    ("month", 2): ("1st and 15th of the month", "first and third monday of the month"),
}
_UNITS: dict[str, TimeUnit] = {"day": "day", "week": "week", "month": "month", "quarter": "quarter", "year": "year"}
_ADVERBS: dict[str, TimeUnit] = {"daily": "day", "weekly": "week", "monthly": "month", "quarterly": "quarter", "yearly": "year"}
_ORDINALS = rf"(?:the\s+)?(?:{NTH_DAY}(?:{AND}(?:the\s+)?{NTH_DAY})*|\d{{1,2}}(?:st|nd|rd|th)(?:{AND}(?:the\s+)?\d{{1,2}}(?:st|nd|rd|th))*)"
_OFTEN = {"once": 1, "twice": 2, "thrice": 3}
_OF_THE = rf"\s+(?:of|in)\s+(?:the|{EVERY})\s+{_UNIT}"


def _every_second_weekday(match: re.Match[str]) -> tuple[object, ...] | None:
    turn, days = match["turn"], match["days"]
    every = f"every other {days}" if nth(turn) == 2 else f"every {nth(turn)} weeks on {days}"
    named = weekdays(days)
    of_month = f"{turn} {days}" if len(named) == 1 else " and ".join(f"{turn} {DAY_NAMES[day]}" for day in named)
    raise Ambiguous(match[0], (every, f"{of_month} of the month"))


def _every_sixth_day(match: re.Match[str]) -> tuple[object, ...] | None:
    turn = nth(match["turn"])
    if not 1 <= turn <= 31:
        return None
    ending = {1: "st", 2: "nd", 3: "rd"}.get(turn % 10 if turn // 10 != 1 else 0, "th")
    raise Ambiguous(match[0], (f"every {turn} days" if turn > 1 else "every day", f"monthly on the {turn}{ending}"))


def _first_and_what(match: re.Match[str]) -> tuple[object, ...] | None:
    """Ask which Wednesday “first monday and wednesday” means; each of them by its own rhythm takes two plans."""
    named, more = match["named"], re.findall(WEEKDAY, match["more"], re.IGNORECASE)
    nths = re.findall(rf"({NTH_LIST})\s+{WEEKDAY}", named, re.IGNORECASE)[-1]
    both = " and ".join([named, *(f"{nths} {day}" for day in more)])
    raise Ambiguous(match[0], (both,), apart=(named, "every " + " and ".join(more)))


def _or_so(match: re.Match[str]) -> tuple[object, ...] | None:
    raise Ambiguous(match[0], (f"every {match['day']}", f"every other {match['day']}"))


def _this_or_that(match: re.Match[str]) -> tuple[object, ...] | None:
    raise Ambiguous(match[0], (f"{match['one']} and {match['two']}", match["one"], match["two"]))


def _beyond(match: re.Match[str]) -> tuple[object, ...] | None:
    turn, days = match["nth"].lower(), match["days"]
    weeks = _NTHS_BEYOND.index(turn) + 6 if turn in _NTHS_BEYOND else int(turn[:-2])
    raise NoSuchNth(f"{match['nth']} {days}", f"every {weeks} weeks on {days}")


def _counted_days(match: re.Match[str]) -> tuple[object, ...] | None:
    """Ask what “3 mondays” means: how many, or at what time."""
    times = number(match["n"])
    readings = (f"{match['days']} for {times} times", *([f"{match['days']} at {times}"] if 0 < times < 24 else []))
    raise Ambiguous(match[0], readings)


def _each_of(*readings: str) -> Reader:
    """Return a reader that asks which of these is meant, whatever the words."""

    def read(match: re.Match[str]) -> tuple[object, ...] | None:
        raise Ambiguous(match[0], readings)

    return read


def _too_fine(match: re.Match[str]) -> tuple[object, ...] | None:
    raise TooFine


def _two_dates(match: re.Match[str]) -> tuple[object, ...] | None:
    raise Ambiguous(match[0], tuple(f"{match[day]} {match['month']}" for day in ("one", "two")))


def _times_in_each(match: re.Match[str]) -> tuple[object, ...] | None:
    """Read `twice a week on monday and thursday` as a rhythm, where so many days are named."""
    unit = _UNITS[match["unit"].lower()] if match["unit"] else _ADVERBS[match["often"].lower()]
    said = match["n"].lower()
    times = _OFTEN[said] if said in _OFTEN else number(said)
    if times == 1:
        return (Every(1, unit),)
    if unit == "day":
        raise TooFine
    if _days_named(match) == times and unit in {"week", "month"}:
        return (Every(1, unit),)
    if (match["days"], match["ordinals"]) == (None, None) and (unit, times) in _SO_OFTEN:
        raise Ambiguous(match[0], _SO_OFTEN[unit, times])
    return None if said == "twice" and unit == "year" else (UnknownWords(),)


def _days_named(match: re.Match[str]) -> int:
    """Return how many days follow: weekdays in a week, ordinals of any in a month."""
    if match["days"]:
        return len(weekdays(match["days"])) if (match["unit"] or match["often"]).lower().startswith("week") else 0
    return len(re.findall(rf"\b(?:{NTH}|\d{{1,2}}(?:st|nd|rd|th))\b", match["ordinals"] or "", re.IGNORECASE))


BEFORE_RHYTHMS = (
    phrase(
        rf"(?P<n>once|twice|thrice|{NUMBER}(?=\s+times?\b|\s?x\b))(?:\s+times?|\s?x)?(?:\s+only)?(?:\s+(?:an?|per|each|every)\s+(?P<unit>day|week|month|quarter|year)s?|[\s-]+(?P<often>daily|weekly|monthly|quarterly|yearly))"
        rf"(?=(?:[\s,:-]+(?:on\s+)?(?:(?P<days>{WEEKDAY_LIST})|(?P<ordinals>{_ORDINALS}))(?![^\W_]))?)",
        _times_in_each,
    ),
    phrase(
        rf"{ON_THE}(?P<one>{MONTH_DAY_NUMBER})(?:{AND}|\s+or\s+)(?:the\s+)?(?P<two>{MONTH_DAY_NUMBER})\s+(?:of\s+)?(?P<month>{MONTH})",
        _two_dates,
    ),
    phrase(rf"{EVERY}\s+(?P<day>{WEEKDAY})\s+or\s+so", _or_so),
    phrase(rf"(?:on\s+)?(?P<one>{WEEKDAY})\s+or\s+(?P<two>{WEEKDAY})", _this_or_that),
    phrase(
        rf"{EVERY}\s+(?:(?:\d+|few|half|other|{NUMBER}|couple\s+of)\s+)?(?:an?\s+)?(?:hours?|minutes?|mins?)|{EVERY}\s+{NUMBER}\s+seconds|hourly",
        _too_fine,
    ),
    phrase(rf"(?:on\s+)?{EVERY}\s+(?P<turn>{_DAY_TURN})\s+day(?!{_OF_THE})", _every_sixth_day),
    phrase(
        rf"{EVERY}\s+other\s+(?:weekday|(?:working|business|work)\s*day)",
        _each_of("every weekday", "every other week on weekdays"),
    ),
    phrase(r"(?:on\s+)?(?:this|(?:the\s+)?coming)\s+week\s?-?end", _each_of("this saturday", "this sunday")),
    phrase(r"(?:on\s+)?next\s+week\s?-?end", _each_of("saturday next week", "sunday next week", "this saturday", "this sunday")),
    phrase(rf"(?:{EVERY}\s+|on\s+the\s+)?week\s?-?end", _each_of("every saturday and sunday", "every saturday", "every sunday")),
    phrase(r"semi-?monthly", _each_of(*_SO_OFTEN["month", 2])),
    phrase(r"bi-?monthly", _each_of("every 2 months", "1st and 15th of the month")),
    phrase(r"(?:bi-?annual(?:ly)?|bi-?yearly)", _each_of("every 6 months", "every 2 years")),
    phrase(
        rf"(?:{EVERY}\s+(?:{_UNIT}\s+)?|monthly\s+)?{ON_THE}(?P<nth>{_BEYOND})\s+(?P<days>{WEEKDAY_LIST})(?:{_OF_THE})?",
        _beyond,
    ),
    phrase(
        rf"(?:on\s+)?{EVERY}\s+(?P<turn>{TURN})\s+(?P<days>{WEEKDAY_LIST})(?!{AND}(?:{NTH}|{WEEKDAY}))(?!{_OF_THE})",
        _every_second_weekday,
    ),
    phrase(rf"(?P<n>{NUMBER})\s+(?P<days>{DAYS_OF_A_KIND})", _counted_days),
)
BEFORE_NTH_DAYS = (
    phrase(rf"{ON_THE}(?P<named>{NTH_DAY}(?:{AND}(?:the\s+)?{NTH_DAY})*)(?P<more>(?:{AND}{WEEKDAY})+)", _first_and_what),
)
