"""Phrases for a single day: dates, tomorrow, next Tuesday."""

import re
from calendar import monthrange
from collections.abc import Iterable
from datetime import date

from bot.schedule.grammar.clock_times import part_of_day
from bot.schedule.grammar.errors import Ambiguous
from bot.schedule.grammar.lexicon import (
    DAYS_OF_A_KIND,
    MONTH,
    MONTH_DAY_NUMBER,
    NUMBER,
    WEEKDAY,
    month,
    named_date,
    number,
    on_date,
    slashed_date,
    weekday,
)
from bot.schedule.grammar.parts import LAST, Coming, EndOf, FromToday, InNextWeek, OfWeek, OnDate, OnNext, Until
from bot.schedule.grammar.scanner import phrase

_DATED = rf"(?:on\s+)?(?:(?:the\s+)?(?P<of_week>(?!{DAYS_OF_A_KIND}){WEEKDAY}),?\s+)?(?:the\s+)?"
_YEAR = r"(?P<y>20\d\d)"
_A = r"an?"
MONTHS_OF = {"day": (1, 0), "week": (7, 0), "fortnight": (14, 0), "month": (0, 1), "year": (0, 12)}
"""How many days and months a unit has."""
_LEAP_YEAR = 2028


def _iso(match: re.Match[str]) -> tuple[object, ...] | None:
    return on_date(int(match["d"]), int(match["m"]), int(match["y"]) % 2000 + 2000, _of_week(match))


def _slashed(match: re.Match[str]) -> tuple[object, ...] | None:
    if match["date"] == "24/7":
        raise Ambiguous(match[0], ("24 july", "every day"))
    return slashed_date(match["date"], _of_week(match))


def _of_week(match: re.Match[str]) -> int | None:
    return weekday(match["of_week"]) if match["of_week"] else None


def _named(match: re.Match[str]) -> tuple[object, ...] | None:
    return named_date(match["d"], match["m"], match["y"], match["of_week"])


def _named_day(match: re.Match[str]) -> tuple[object, ...]:
    return (_NAMED[re.sub(r"\s+", " ", match[0].lower()).removeprefix("on ")],)


def _in_iso_week(match: re.Match[str]) -> tuple[object, ...] | None:
    try:
        found = date.fromisocalendar(int(match["y"]), int(match["w"]), int(match["d"]))
    except ValueError:
        return None
    return (OnDate(found.month, found.day, found.year),)


def _of_week_number(match: re.Match[str]) -> tuple[object, ...] | None:
    number = int(match["w"] or match["v"])
    return (OfWeek(weekday(match["day"] or match["then"]), number),) if 1 <= number <= 53 else None


def _weeks_on(match: re.Match[str]) -> tuple[object, ...] | None:
    weeks = 1 if match["a"] else number(match["n"])
    return (Coming(weekday(match["day"]), this=True, weeks=weeks),) if weeks and weeks < 300 else None


def _end_of_quarter(match: re.Match[str]) -> tuple[object, ...]:
    return (OnDate(3 * int(match["q"]), LAST, int(match["y"]) if match["y"] else None),)


def _in(match: re.Match[str]) -> tuple[object, ...] | None:
    count = 1 if match["a"] else number(match["n"])
    days, months = MONTHS_OF[match["unit"].lower()]
    return (FromToday(count * days, count * months),) if count and count * (days + 31 * months) < 2000 else None


def _today(match: re.Match[str]) -> tuple[object, ...]:
    return (FromToday(0), part_of_day(match["part"] or "night"))


def _last_of(match: re.Match[str]) -> OnDate:
    return OnDate(month(match["m"]), LAST, int(match["y"]) if match["y"] else None)


def _until_month(match: re.Match[str]) -> tuple[object, ...] | None:
    """Ask whether the month is still in it."""
    year = f" {match['y']}" if match["y"] else ""
    last = monthrange(int(match["y"] or _LEAP_YEAR), month(match["m"]))[1]
    last = 28 if month(match["m"]) == 2 else last
    raise Ambiguous(match[0], tuple(f"until {day} {match['m']}{year}" for day in (1, last)))


def _end_of_this(match: re.Match[str]) -> tuple[object, ...]:
    unit = match["unit"].lower()
    return (OnNext(LAST),) if unit == "month" else (EndOf("week" if unit == "week" else "quarter"),)


def _on_next(match: re.Match[str]) -> tuple[object, ...] | None:
    day = int(match["d"] or match["n"])
    return (OnNext(day),) if 1 <= day <= 31 else None


_NAMED: dict[str, OnDate] = {
    "christmas eve": OnDate(12, 24),
    "xmas eve": OnDate(12, 24),
    "christmas day": OnDate(12, 25),
    "christmas": OnDate(12, 25),
    "xmas": OnDate(12, 25),
    "boxing day": OnDate(12, 26),
    "new year's eve": OnDate(12, 31),
    "new years eve": OnDate(12, 31),
    "new year's day": OnDate(1, 1),
    "new year's": OnDate(1, 1),
    "new year": OnDate(1, 1),
}


def _one_of(names: Iterable[str]) -> str:
    return "|".join(sorted((name.replace(" ", r"\s+") for name in names), key=len, reverse=True))


NAMED_DAY = phrase(_one_of(_NAMED), _named_day)
"""A day with a name: only where something says that a day is meant."""
_NAMED_WHOLE = phrase(rf"(?:on\s+)?(?:{_one_of(name for name in _NAMED if name.endswith((' day', ' eve')))})", _named_day)
"""Nothing but a day has such a name."""
_WEEK = r"(?:week|wk|kw|cw)\s*"
DAYS = (
    _NAMED_WHOLE,
    phrase(r"(?:on\s+)?(?P<y>20\d\d)-?w(?P<w>\d\d)-?(?P<d>[1-7])", _in_iso_week),
    phrase(
        rf"(?:on\s+)?(?:(?P<day>{WEEKDAY}),?\s+(?:(?:of|in)\s+)?{_WEEK}(?P<w>\d{{1,2}})|(?:in\s+)?(?:{_WEEK}|w)(?P<v>\d{{1,2}}),?\s+(?:on\s+)?(?P<then>{WEEKDAY}))",
        _of_week_number,
    ),
    phrase(rf"(?:on\s+)?(?:the\s+)?(?P<day>{WEEKDAY})\s+after\s+next", lambda match: (Coming(weekday(match["day"]), weeks=1),)),
    phrase(
        rf"(?:on\s+)?(?P<day>{WEEKDAY})\s+week(?=\s*(?:$|[,.;@\d]|(?:at|for|from|noon|midday|half|quarter)\b))",
        lambda match: (Coming(weekday(match["day"]), this=True, weeks=1),),
    ),
    phrase(rf"(?:(?P<a>{_A})|(?P<n>{NUMBER}))\s+weeks?\s+(?:on|from)\s+(?:this\s+|next\s+)?(?P<day>{WEEKDAY})", _weeks_on),
    phrase(rf"{_DATED}{_YEAR}(?P<mark>[-/.])(?P<m>\d{{1,2}})(?P=mark)(?P<d>\d{{1,2}})", _iso),
    phrase(rf"{_DATED}(?P<d>\d{{1,2}})\.(?P<m>\d{{1,2}})\.(?P<y>(?:20)?\d\d)", _iso),
    phrase(rf"{_DATED}{_YEAR}(?P<m>\d{{2}})(?P<d>\d{{2}})", _iso),
    phrase(
        rf"{_DATED}(?P<date>\d{{1,2}}/\d{{1,2}}(?:/(?:20)?\d{{2}})?|\d{{1,2}}-\d{{1,2}}-20\d{{2}})",
        _slashed,
    ),
    phrase(rf"{_DATED}(?P<d>{MONTH_DAY_NUMBER})(?:\s+of\s+|[\s-]+)(?P<m>{MONTH})(?:(?:,?\s+|-){_YEAR})?", _named),
    phrase(rf"{_DATED}(?P<m>{MONTH})\s+(?:the\s+)?(?P<d>{MONTH_DAY_NUMBER})(?:,?\s+{_YEAR})?", _named),
    phrase(rf"(?:the\s+)?end\s+of\s+(?P<m>{MONTH})(?:,?\s+{_YEAR})?", lambda match: (_last_of(match),)),
    phrase(r"(?:the\s+)?end\s+of\s+(?:the\s+|this\s+)?year", lambda match: (OnDate(12, 31),)),
    phrase(r"today|now(?:\s+on)?", lambda match: (FromToday(0),)),
    phrase(r"tonight|this\s+(?P<part>morning|afternoon|evening)", _today),
    phrase(r"tomorrow|tmrw|tmr", lambda match: (FromToday(1),)),
    phrase(r"(?:the\s+)?day\s+after\s+tomorrow", lambda match: (FromToday(2),)),
    phrase(rf"in\s+(?:(?P<a>{_A})|(?P<n>{NUMBER}))\s+(?P<unit>day|week|fortnight|month|year)s?(?:'?s?\s+time)?", _in),
    phrase(rf"(?:(?P<a>{_A})|(?P<n>{NUMBER}))\s+(?P<unit>day|week|fortnight|month|year)s?\s+from\s+(?:now|today)", _in),
    phrase(
        rf"(?:on\s+)?(?:(?P<day>{WEEKDAY})\s+(?:of\s+)?next\s+week|next\s+week,?\s+(?:on\s+)?(?P<then>{WEEKDAY}))",
        lambda match: (InNextWeek(weekday(match["day"] or match["then"])),),
    ),
    phrase(rf"(?:on\s+)?next\s+(?P<day>{WEEKDAY})", lambda match: (Coming(weekday(match["day"])),)),
    phrase(
        rf"(?:on\s+)?(?:this|(?:the\s+)?(?:coming|upcoming))(?:\s+coming)?\s+(?P<day>{WEEKDAY})",
        lambda match: (Coming(weekday(match["day"]), this=True),),
    ),
)
_ON_THE_NTH = r"(?:on\s+)?(?:the\s+(?P<d>\d{1,2})(?:st|nd|rd|th)?|(?P<n>\d{1,2})(?:st|nd|rd|th))"
WEEKDAY_ALONE = phrase(rf"(?P<day>{WEEKDAY})", lambda match: (Coming(weekday(match["day"]), this=True),))
AS_START = (
    *DAYS,
    phrase(
        rf"(?:in\s+)?(?P<m>{MONTH})(?:\s+{_YEAR})?",
        lambda match: (OnDate(month(match["m"]), 1, int(match["y"]) if match["y"] else None),),
    ),
    phrase(r"next\s+week", lambda match: (InNextWeek(0),)),
    NAMED_DAY,
    phrase(_ON_THE_NTH, _on_next),
    WEEKDAY_ALONE,
)
"""What can follow `starting`: months and weekdays by themselves too."""
AS_END = (
    *DAYS,
    NAMED_DAY,
    phrase(rf"(?:the\s+)?end\s+of\s+q(?P<q>[1-4])(?:,?\s+{_YEAR})?", _end_of_quarter),
    phrase(r"(?:the\s+)?end\s+of\s+(?:(?:the|this)\s+)?(?P<unit>week|month|quarter)", _end_of_this),
    phrase(_ON_THE_NTH, _on_next),
    WEEKDAY_ALONE,
)
UNTIL_MONTH = phrase(rf"(?:until|till)\s+(?P<m>{MONTH})(?:\s+{_YEAR})?", _until_month)
THROUGH_MONTH = phrase(rf"(?:through|thru)\s+(?P<m>{MONTH})(?:\s+{_YEAR})?", lambda match: (Until(_last_of(match)),))
