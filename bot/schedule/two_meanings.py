"""Phrases that are read and still not taken: they mean two things, or what no calendar has. Each names what to type instead."""

import re

from bot.schedule.parts import Part
from bot.schedule.rhythm import TooFine
from bot.schedule.scanning import phrase
from bot.schedule.unclear import Ambiguous, NoSuchNth
from bot.schedule.words_of_time import (
    AND,
    DAY_NAMES,
    NTH,
    NTH_DAY,
    NTH_LIST,
    ON_THE,
    TURN,
    WEEKDAY,
    WEEKDAY_LIST,
    nth,
    weekdays,
)

_NTHS_BEYOND = ("sixth", "seventh", "eighth", "ninth", "tenth", "eleventh", "twelfth")
_BEYOND = rf"(?:[6-9]th|1\dth|2\d(?:th|st|nd|rd)|3[01](?:th|st)|{'|'.join(_NTHS_BEYOND)})"
_UNIT = r"(?:month|quarter|year)"
_OF_THE = rf"\s+(?:of|in)\s+(?:the|every|each)\s+{_UNIT}"


def _every_second_weekday(match: re.Match[str]) -> tuple[Part, ...] | None:
    turn, days = match["turn"], match["days"]
    every = f"every other {days}" if nth(turn) == 2 else f"every {nth(turn)} weeks on {days}"
    named = weekdays(days)
    of_month = f"{turn} {days}" if len(named) == 1 else " and ".join(f"{turn} {DAY_NAMES[day]}" for day in named)
    raise Ambiguous(match[0], (every, f"{of_month} of the month"))


def _first_and_what(match: re.Match[str]) -> tuple[Part, ...] | None:
    """Ask which Wednesday “first monday and wednesday” means; each of them by its own rhythm takes two plans."""
    named, more = match["named"], re.findall(WEEKDAY, match["more"], re.IGNORECASE)
    nths = re.findall(rf"({NTH_LIST})\s+{WEEKDAY}", named, re.IGNORECASE)[-1]
    both = " and ".join([named, *(f"{nths} {day}" for day in more)])
    raise Ambiguous(match[0], (both,), apart=(named, "every " + " and ".join(more)))


def _or_so(match: re.Match[str]) -> tuple[Part, ...] | None:
    raise Ambiguous(match[0], (f"every {match['day']}", f"every other {match['day']}"))


def _beyond(match: re.Match[str]) -> tuple[Part, ...] | None:
    turn, days = match["nth"].lower(), match["days"]
    weeks = _NTHS_BEYOND.index(turn) + 6 if turn in _NTHS_BEYOND else int(turn[:-2])
    raise NoSuchNth(f"{match['nth']} {days}", f"every {weeks} weeks on {days}")


def _too_fine(match: re.Match[str]) -> tuple[Part, ...] | None:
    raise TooFine


BEFORE_RHYTHMS = (
    phrase(rf"every\s+(?P<day>{WEEKDAY})\s+or\s+so", _or_so),
    phrase(r"every\s+(?:(?:\d+|few|half|other)\s+)?(?:an?\s+)?(?:hours?|minutes?)|every\s+\d+\s+seconds|hourly", _too_fine),
    phrase(
        rf"(?:(?:every|each)\s+(?:{_UNIT}\s+)?|monthly\s+)?{ON_THE}(?P<nth>{_BEYOND})\s+(?P<days>{WEEKDAY_LIST})(?:{_OF_THE})?",
        _beyond,
    ),
    phrase(
        rf"every\s+(?P<turn>{TURN})\s+(?P<days>{WEEKDAY_LIST})(?!{AND}(?:{NTH}|{WEEKDAY}))(?!{_OF_THE})",
        _every_second_weekday,
    ),
)
BEFORE_NTH_DAYS = (
    phrase(rf"{ON_THE}(?P<named>{NTH_DAY}(?:{AND}(?:the\s+)?{NTH_DAY})*)(?P<more>(?:{AND}{WEEKDAY})+)", _first_and_what),
)
