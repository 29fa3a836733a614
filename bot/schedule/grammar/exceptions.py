"""Phrases for what is left out of a rhythm, and for what happens on holidays."""

import re

from bot.schedule.grammar.days import DAYS, NAMED_DAY
from bot.schedule.grammar.errors import CannotLeaveOut
from bot.schedule.grammar.lexicon import (
    AND,
    EVERY,
    MONTH,
    MONTH_DAY_NUMBER,
    WEEKDAY_LIST,
    WEEKENDS,
    day_of_month,
    month,
    on_date,
    weekdays,
)
from bot.schedule.grammar.parts import Day, Except, ExceptDates, OnHolidays, Problem
from bot.schedule.grammar.scanner import Found, Reader, first_of, phrase
from bot.schedule.working_days import OnHoliday

EXCEPT = r"(?:except(?:ing)?(?:\s+for)?|excluding|but(?:\s+not)?|apart\s+from|other\s+than|without|w/o|excl?\b\.?|skip(?:ping)?|minus|not|no)"
_HOLIDAYS = r"(?:(?:the\s+|an?\s+|all\s+|any\s+)?(?:(?:public|bank|national|legal)\s+)?holidays?)"
_OTHER_HOLIDAYS = (
    r"(?:(?:the\s+)?(?:school|local|us|uk|company|easter|summer|winter)\s+holidays?|easter(?:\s+monday)?|thanksgiving)"
)
_WEEKS = (
    r"(?:(?:the|this|next|last|all|any)\s+)?(?:\w+\s+)?weeks?(?:\s+(?:of|in|from|before|after|starting|beginning)\s+(?:the\s+)?"
    rf"(?:{MONTH_DAY_NUMBER}\s+(?:of\s+)?{MONTH}|{MONTH}(?:\s+{MONTH_DAY_NUMBER})?|\d{{1,2}}[./]\d{{1,2}}\.?|\w+))?"
)
_IN_MONTHS = rf"{MONTH}(?:{AND}{MONTH})*(?!\s+(?:the\s+)?\d)"
_LEAD = re.compile(rf"{EXCEPT}\s+(?:(?:on|for|from|between|in|during|over)\s+)?", re.IGNORECASE | re.ASCII)
_NEXT = re.compile(rf"{AND}|\s+(?:or|nor)\s+", re.IGNORECASE | re.ASCII)
_LED_AGAIN = re.compile(rf"(?:(?:also|{EXCEPT})\s+)?(?:(?:on|for)\s+)?", re.IGNORECASE | re.ASCII)
_TO = re.compile(r"\s?-\s?|\s+(?:to|through|thru|and)\s+(?:the\s+)?", re.IGNORECASE | re.ASCII)


def _days_of_one_month(match: re.Match[str]) -> tuple[object, ...] | None:
    """Read `24 and 31 december`, and `24-31 december` as a span."""
    figures = [day_of_month(one) for one in re.findall(MONTH_DAY_NUMBER, match["days"], re.IGNORECASE | re.ASCII)]
    found = [on_date(day, month(match["m"]), int(match["y"]) if match["y"] else None) for day in figures]
    dates = [one[0] for one in found if one is not None]
    if len(dates) < len(figures):
        return None
    if match["span"]:
        return (ExceptDates(((dates[0], dates[-1]),)),)  # type: ignore[arg-type]  # on_date gives dates
    return (ExceptDates(tuple((one, one) for one in dates)),)  # type: ignore[misc]  # as above


_FIGURE = rf"(?:the\s+)?{MONTH_DAY_NUMBER}"
_SEVERAL = (
    phrase(
        rf"(?:the\s+)?(?P<days>{MONTH_DAY_NUMBER}(?:(?P<span>\s?-\s?|\s+to\s+)|{AND}){_FIGURE}(?:{AND}{_FIGURE})*)\s+(?:of\s+)?(?P<m>{MONTH})(?:,?\s+(?P<y>20\d\d))?",
        _days_of_one_month,
    ),
    phrase(
        rf"(?P<m>{MONTH})\s+(?P<days>{MONTH_DAY_NUMBER}(?:(?P<span>\s?-\s?|\s+to\s+)|{AND}){_FIGURE}(?:{AND}{_FIGURE})*)(?!\s*{MONTH})(?:,?\s+(?P<y>20\d\d))?",
        _days_of_one_month,
    ),
)
_NAMED_DAYS = (NAMED_DAY, *DAYS)
_ITEMS = (
    phrase(_HOLIDAYS, lambda match: (OnHolidays(OnHoliday.SKIP),)),
    phrase(_OTHER_HOLIDAYS, lambda match: cannot_leave_out(match[0])),
    phrase(_WEEKS, lambda match: cannot_leave_out(match[0])),
    phrase(_IN_MONTHS, lambda match: cannot_leave_out(match[0])),
)
_WEEKDAYS = phrase(rf"(?P<days>{WEEKDAY_LIST}|{WEEKENDS})", lambda match: (Except(weekdays(match["days"])),))
_EACH = phrase(rf"{EVERY}\s+(?P<days>{WEEKDAY_LIST}|{WEEKENDS})", lambda match: (Except(weekdays(match["days"])),))
"""Only at once behind what leads it: further on, `every` begins something else."""


def cannot_leave_out(words: str) -> tuple[object, ...] | None:
    """Refuse to leave out what is neither a weekday nor a date, with the way to do it."""
    raise CannotLeaveOut(words, " ".join(words.split()))


def left_out(text: str, start: int) -> Found | None:
    """Read a list of what is left out: `except fridays, holidays and 25 december`."""
    lead = _LEAD.match(text, start)
    found = (_item(text, lead.end()) or _EACH(text, lead.end())) if lead else None
    if lead is None or found is None:
        return None
    parts, end = [*found.parts], found.end
    while (more := _NEXT.match(text, end)) and (found := _further_item(text, more.end())):
        parts += found.parts
        end = found.end
    whole = " ".join(text[start:end].split())
    if any(isinstance(part, Problem) for part in parts):
        return Found(tuple(_told(part, whole) for part in parts if isinstance(part, Problem))[:1], end)
    return Found(_together(parts), end)


def _further_item(text: str, place: int) -> Found | None:
    """Read another item, be it led again: `except fridays and except 25 december`; what happens on holidays is a part by itself."""
    led = _LED_AGAIN.match(text, place)
    return None if first_of(ON_HOLIDAYS, text, place) else _item(text, led.end() if led else place)


def _told(part: Problem, whole: str) -> Problem:
    """Name all the words of what cannot be left out."""
    return Problem(CannotLeaveOut(whole, whole)) if isinstance(part.refusal, CannotLeaveOut) else part


def _item(text: str, start: int) -> Found | None:
    return first_of(_ITEMS, text, start) or first_of(_SEVERAL, text, start) or _span(text, start) or _WEEKDAYS(text, start)


def _span(text: str, start: int) -> Found | None:
    """Read a date, or all from one to another."""
    first = _day(text, start)
    if first is None:
        return None
    day, end = first
    if isinstance(day, Problem):
        return Found((day,), end)
    to = _TO.match(text, end)
    last = _day(text, to.end()) if to and (not to[0].strip().lower().startswith("and") or _is_between(text, start)) else None
    if last is not None and not isinstance(last[0], Problem):
        return Found((ExceptDates(((day, last[0]),)),), last[1])
    return Found((ExceptDates(((day, day),)),), end)


def _is_between(text: str, start: int) -> bool:
    return text[:start].lower().rstrip().endswith("between")


def _day(text: str, start: int) -> tuple[Day | Problem, int] | None:
    found = first_of(_NAMED_DAYS, text, start)
    if found is None or len(found.parts) != 1:
        return None
    part = found.parts[0]
    return (part, found.end) if isinstance(part, Day | Problem) else None


def _together(parts: list[object]) -> tuple[object, ...]:
    """Put all dates into one part, and all weekdays into one."""
    spans = tuple(span for part in parts if isinstance(part, ExceptDates) for span in part.spans)
    days = tuple(sorted({day for part in parts if isinstance(part, Except) for day in part.days}))
    others = tuple(dict.fromkeys(part for part in parts if isinstance(part, OnHolidays)))
    return (*((Except(days),) if days else ()), *((ExceptDates(spans),) if spans else ()), *others)


_WORKING_DAY = r"(?:(?:working|business|work|week)\s*)?day"
_TO_THE = r"(?:(?:and\s+)?(?:use|take|meet|move|shift|hold|do|have|run|put)(?:\s+it)?\s+)?(?:(?:to|on|onto)\s+)?(?:the\s+)?"
_AFTER = rf"(?:{_TO_THE}(?:next|following)\s+{_WORKING_DAY}|{_TO_THE}{_WORKING_DAY}\s+after(?:wards)?|{_TO_THE}day\s+after)(?:\s+instead)?"
_BEFORE = rf"(?:{_TO_THE}(?:previous|preceding|prior|last)\s+{_WORKING_DAY}|{_TO_THE}{_WORKING_DAY}\s+before)(?:\s+instead)?"
_ANYWAY = r"(?:(?:meet\s+|keep\s+(?:it\s+)?)?(?:too|also|as\s+well|anyway|all\s+the\s+same|as\s+usual)|keep(?:\s+it)?)"
_SKIP = r"(?:skip(?:\s+it|ped)?|not|no\s+meeting|leave\s+(?:it\s+)?out|cancel(?:\s+it)?)"
_ON = rf"(?:(?:and|but)\s+)?(?:on|if(?:\s+(?:it|that)(?:'?s|\s+is|\s+falls\s+on))?(?:\s+on)?|when(?:\s+(?:it|that)(?:'?s|\s+is|\s+falls\s+on))?(?:\s+on)?)\s+{_HOLIDAYS}"
_THEN = r"(?:[\s,:;>=-]+(?:then\s+)?)"
_WHAT = {
    OnHoliday.NEXT: _AFTER,
    OnHoliday.PREVIOUS: _BEFORE,
    OnHoliday.KEEP: _ANYWAY,
    OnHoliday.SKIP: _SKIP,
}


def _is(what: OnHoliday) -> Reader:
    return lambda match: (OnHolidays(what),)


_EITHER_WAY_ROUND = (OnHoliday.NEXT, OnHoliday.PREVIOUS)
ON_HOLIDAYS = (
    *(phrase(f"{_ON}{_THEN}{said}", _is(what)) for what, said in _WHAT.items()),
    *(phrase(f"{_WHAT[what]}{_THEN}{_ON}", _is(what)) for what in _EITHER_WAY_ROUND),
    phrase(rf"unless(?:\s+(?:it|that)(?:'?s|\s+is|\s+falls\s+on))?(?:\s+on)?\s+{_HOLIDAYS}", _is(OnHoliday.SKIP)),
    phrase(rf"(?:including|even|also)\s+(?:on\s+)?{_HOLIDAYS}", _is(OnHoliday.KEEP)),
)
EXCEPTIONS = (*ON_HOLIDAYS, left_out)
