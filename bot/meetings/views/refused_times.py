"""Refuses what a start or a plan says of time and cannot be: a day that is over, weeks for a length."""

import re
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from bot.core.refusal import Refusal
from bot.meetings.views.options import StartOptions
from bot.meetings.views.typed import AGAIN, DAYS, parted
from bot.schedule.grammar.errors import Ambiguous
from bot.schedule.grammar.lexicon import WEEKDAY
from bot.schedule.grammar.normalise import tidied
from bot.schedule.grammar.parsed import Parts
from bot.schedule.grammar.parts import ForSpan, NthDays, TimeOfDay, Title, Weekdays

_DAY = timedelta(days=1)
_UNITS = {"day": _DAY, "week": 7 * _DAY, "month": 30 * _DAY, "quarter": 91 * _DAY, "year": 365 * _DAY}
_PAST = re.compile(
    rf"\b(?:(?:the\s+)?day\s+before\s+yesterday|yesterday(?![’']s)|(?:earlier|before)\s+today|last\s+night"
    rf"|(?:this\s+)?(?:last|past|previous)\s+(?:week|month|year|(?P<day>{WEEKDAY})(?!\s+(?:of|in)\b))"
    rf"|(?:(?:an?|some|\w+)\s+)?\w+\s+ago)\b",
    re.IGNORECASE | re.ASCII,
)
"""What speaks of a day that is over."""


@dataclass(eq=False)
class DayOver(Refusal):
    """A day that is over was asked for; `instead` is the line that asks for one to come."""

    words: str
    instead: str


def refuse_past(options: StartOptions[Any], parts: Parts) -> None:
    """Raise DayOver for `yesterday` or `3 days ago`, with the line for a day to come; beside another day it is a word of a name.

    Raise Ambiguous for `last monday`, which may as well be the last one of each month.
    """
    typed = tidied(parts.text)
    past = next((found for found in _PAST.finditer(typed) if not _is_quoted(parts, found.start())), None)
    if past is None:
        return
    before, after = typed[: past.start()], typed[past.end() :]
    if any(isinstance(said.part, (*DAYS, Weekdays)) for said in parted(options, f"{before} {after}").said):
        return
    command, day = options.naming.command, past["day"]
    line = " ".join(f"{command} plan {before} {f'next {day}' if day else 'tomorrow'} {after}".split())
    if not parts.has(NthDays):
        raise DayOver(past[0], line)
    if [said.place for said in parts.said if isinstance(said.part, AGAIN)] == [past.start()]:
        raise Ambiguous(past[0], (line, f"{command} every {' '.join(typed.split())}"))


def _is_quoted(parts: Parts, place: int) -> bool:
    titles = [said for said in parts.said if isinstance(said.part, Title)]
    return any(said.place <= place < said.place + len(said.words) for said in titles)


def refuse_span(options: StartOptions[Any], parts: Parts) -> None:
    """Hold `for 3 weeks` against the lengths of one meeting, where nothing else says when. Raise what settling a length raises."""
    said = [
        one.part for one in parts.said if isinstance(one.part, (*AGAIN, *DAYS, TimeOfDay, Weekdays)) and not one.words.isdecimal()
    ]
    match said:
        case [ForSpan(count=count, unit=unit)]:
            options.settle(replace(options.nothing, length=_UNITS[unit] * count))
