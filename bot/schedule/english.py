"""The phrases of English, in the order in which they are tried."""

import re
from difflib import get_close_matches
from functools import cache
from zoneinfo import available_timezones

from bot.core.span import read_span
from bot.schedule.parts import (
    Coming,
    Doubt,
    Each,
    Every,
    Except,
    FromToday,
    InZone,
    Lasting,
    Link,
    MonthDays,
    NthDays,
    NthWorkingDay,
    OfThe,
    OnDate,
    Part,
    Starting,
    Times,
    Title,
    Unit,
    Until,
    Weekdays,
)
from bot.schedule.recurrence import UnknownZone
from bot.schedule.rhythm import WORKING_DAYS, NthDay
from bot.schedule.scanning import first_of, led_by, phrase
from bot.schedule.two_meanings import BEFORE_NTH_DAYS, BEFORE_RHYTHMS
from bot.schedule.words_of_time import (
    AND,
    MONTH,
    NTH,
    NTH_DAY,
    NTH_LIST,
    NUMBER,
    ON_THE,
    TIME,
    TURN,
    WEEKDAY,
    WEEKDAY_LIST,
    named_date,
    nth,
    nths,
    number,
    on_date,
    slashed_date,
    time_of_day,
    weekday,
    weekdays,
)

_MONTH_DAY = r"(?:\d{1,2}(?:st|nd|rd|th)(?:\s+day)?|(?:first|last)\s+day)"
_COUNTED = r"(?:(?:working|business)\s+)?(?:minute|hour|day|week|month|quarter|year|time)s?\b"
_DATED = rf"(?:on\s+)?(?:(?P<of_week>{WEEKDAY}),?\s+)?(?:the\s+)?"
_ENDS = r"(?:until|till|through)"
_BEGINNINGS = r"(?:starting|beginning|from)(?:\s+(?:on|from))?"
_AN_END_BEFORE = re.compile(rf"(?:{_BEGINNINGS}|{_ENDS}|before|after|except|excluding)\s+$", re.IGNORECASE)
_UNITS: dict[str, Unit] = {"day": "day", "week": "week", "month": "month", "quarter": "quarter", "year": "year"}
_RHYTHMS = {
    "daily": Every(1, "day"),
    "weekly": Every(1, "week"),
    "biweekly": Every(2, "week"),
    "fortnightly": Every(2, "week"),
    "monthly": Every(1, "month"),
    "quarterly": Every(1, "quarter"),
    "yearly": Every(1, "year"),
    "annually": Every(1, "year"),
}


def _every(match: re.Match[str]) -> tuple[Part, ...] | None:
    times = 2 if match["other"] else number(match["n"]) if match["n"] else nth(match["turn"]) if match["turn"] else 1
    return (Every(times, _UNITS[match["unit"].lower()]),) if times else None


def _every_so_many_weeks(match: re.Match[str]) -> tuple[Part, ...] | None:
    times = number(match["n"]) if match["n"] else 2
    return (Every(times, "week"),) if times else None


def _nth_days(match: re.Match[str]) -> tuple[Part, ...] | None:
    days = [
        NthDay(one, weekday(found["day"]))
        for found in re.finditer(rf"(?P<nths>{NTH_LIST})\s+(?P<day>{WEEKDAY})", match[0], re.IGNORECASE)
        for one in nths(found["nths"])
    ]
    return (NthDays(tuple(sorted(set(days), key=lambda day: (day.nth < 0, day.nth, day.weekday)))),)


def _month_days(match: re.Match[str]) -> tuple[Part, ...] | None:
    named = {"first": 1, "last": -1}
    figures = re.findall(r"\d+|first|last", match["days"].lower())
    days = {named.get(figure) or int(figure) for figure in figures}
    return (MonthDays(tuple(sorted(days, key=lambda day: (day < 0, day)))),) if max(days) <= 31 and 0 not in days else None


def _iso(match: re.Match[str]) -> tuple[Part, ...] | None:
    day = on_date(int(match["d"]), int(match["m"]), int(match["y"])) if 1 <= int(match["m"]) <= 12 else None
    if not match["t"]:
        return day
    time = time_of_day(match["t"])
    return (*day, time) if day and time else None


def _named(match: re.Match[str]) -> tuple[Part, ...] | None:
    return named_date(match["d"], match["m"], match["y"], match["of_week"])


def _time(match: re.Match[str]) -> tuple[Part, ...] | None:
    time = time_of_day(match["t"])
    return (time,) if time else None


def _zone(match: re.Match[str]) -> tuple[Part, ...] | None:
    return (InZone(read_zone(match["z"])),)


def read_zone(name: str) -> str:
    """Return a zone's name as IANA spells it. Raise UnknownZone."""
    found = zone_names().get(name.casefold())
    if found is None:
        raise UnknownZone(name, _like(name))
    return found


def read_link(text: str) -> str | None:
    """Return the link that a text is, without the brackets of Slack; None where it is anything else."""
    found = first_of(LINKS, text, 0)
    link = found.parts[0] if found and found.end == len(text) else None
    return link.url if isinstance(link, Link) else None


@cache
def zone_names() -> dict[str, str]:
    """Return every zone that is named by its place, and UTC, by its casefolded name.

    The others (`EST`, `CET`) are left out: they are fixed or outdated, and whoever types them means a place.
    """
    return {name.casefold(): name for name in available_timezones() if "/" in name or name in {"UTC", "GMT"}}


@cache
def _places() -> frozenset[str]:
    return frozenset(folded.rsplit("/", 1)[-1] for folded in zone_names())


def _like(name: str) -> tuple[str, ...]:
    """Return zones whose place has the same name, else those that are spelled nearly so."""
    place = name.casefold().rsplit("/", 1)[-1]
    same = sorted(found for folded, found in zone_names().items() if folded.rsplit("/", 1)[-1] == place)
    close = get_close_matches(name.casefold(), zone_names(), n=3, cutoff=0.8)
    return tuple(same[:3]) or tuple(zone_names()[folded] for folded in close)


def _place_alone(match: re.Match[str]) -> tuple[Part, ...] | None:
    """Refuse a zone that is named by its place only, with its whole name; any other word means nothing, nor does Christmas as an end."""
    if match["z"].casefold() in _places() and not _AN_END_BEFORE.search(match.string, 0, match.start()):
        raise UnknownZone(match["z"], _like(match["z"]))
    return None


def _starting(part: object) -> tuple[object, ...] | None:
    return (Starting(part),) if isinstance(part, OnDate | FromToday | Coming) else _doubtful(part)


def _until(part: object) -> tuple[object, ...] | None:
    return (Until(part),) if isinstance(part, OnDate | FromToday | Coming) else _doubtful(part)


def _doubtful(part: object) -> tuple[object, ...] | None:
    return (part,) if isinstance(part, Doubt) else None


DAYS = (
    phrase(r"(?:on\s+)?(?P<y>20\d{2})-(?P<m>\d{2})-(?P<d>\d{2})(?:t(?P<t>\d{2}:\d{2})(?::00)?)?", _iso),
    phrase(r"(?:on\s+)?\d{1,2}/\d{1,2}(?:/20\d{2})?", lambda match: slashed_date(match[0].split()[-1])),
    phrase(rf"{_DATED}(?P<d>\d{{1,2}})(?:st|nd|rd|th)?(?:\s+of)?\s+(?P<m>{MONTH})(?:,?\s+(?P<y>20\d\d))?", _named),
    phrase(rf"{_DATED}(?P<m>{MONTH})\s+(?:the\s+)?(?P<d>\d{{1,2}})(?:st|nd|rd|th)?(?:,?\s+(?P<y>20\d\d))?", _named),
    phrase(r"today", lambda match: (FromToday(0),)),
    phrase(r"tomorrow", lambda match: (FromToday(1),)),
    phrase(rf"(?:on\s+)?next\s+(?P<day>{WEEKDAY})", lambda match: (Coming(weekday(match["day"])),)),
)
RHYTHMS = (
    *BEFORE_RHYTHMS,
    phrase(
        r"(?:every|each)\s+(?:weekday|(?:working|business)\s*day)|(?:on\s+)?weekdays|(?:on\s+)?(?:working|business)\s*days",
        lambda match: (Weekdays(WORKING_DAYS, again=True),),
    ),
    phrase(
        rf"every\s+(?:(?P<other>other)\s+|(?P<n>{NUMBER})\s+|(?P<turn>{TURN})\s+)?(?P<unit>day|week|month|quarter|year)s?",
        _every,
    ),
    phrase(r"each\s+(?P<other>)(?P<n>)(?P<turn>)(?P<unit>day|week|month|quarter|year)", _every),
    phrase("|".join(_RHYTHMS) + "|bi-weekly", lambda match: (_RHYTHMS[match[0].lower().replace("-", "")],)),
    phrase(rf"every\s+(?:other|(?P<n>{NUMBER}))(?=\s+{WEEKDAY_LIST}(?:[\s,;]|$))", _every_so_many_weeks),
    phrase(
        r"(?:of|in)\s+(?:the|every|each)\s+(?P<unit>month|quarter|year)", lambda match: (OfThe(_UNITS[match["unit"].lower()]),)
    ),
    phrase(rf"{ON_THE}(?P<nth>{NTH})\s+(?:business|working)\s*day", lambda match: (NthWorkingDay(nth(match["nth"])),)),
    *BEFORE_NTH_DAYS,
    phrase(rf"{ON_THE}{NTH_DAY}(?:{AND}(?:the\s+)?{NTH_DAY})*", _nth_days),
)
TARGETS = (
    phrase(rf"{ON_THE}(?P<days>{_MONTH_DAY}(?:{AND}(?:the\s+)?{_MONTH_DAY})*)", _month_days),
    phrase(
        rf"(?:except|excluding|but\s+not)\s+(?:on\s+)?(?P<days>{WEEKDAY_LIST})", lambda match: (Except(weekdays(match["days"])),)
    ),
    phrase(
        rf"(?:on\s+)?(?P<days>{WEEKDAY_LIST})",
        lambda match: (Weekdays(weekdays(match["days"]), again=bool(re.search(r"days\b", match["days"], re.IGNORECASE))),),
    ),
)
LINKS = (
    phrase(r"<(?P<url>https?://[^\s<>|]+)(?:\|[^>]*)?>[.,;]?", lambda match: (Link(match["url"]),)),
    phrase(r"https?://[^\s<>\"|]+", lambda match: (Link(match[0].rstrip(".,;")),)),
)
REST = (
    phrase(r'"(?P<title>[^"]+)"', lambda match: (Title(match["title"].strip()),) if match["title"].strip() else None),
    *LINKS,
    phrase(r"(?:for\s+)?(?P<n>\d{1,9})\s+times?", lambda match: (Times(int(match["n"])),) if int(match["n"]) else None),
    phrase(
        r"for\s+(?P<span>\d{1,3}\s*h(?:ours?|rs?)?(?:\d{1,2}|\s*\d{1,3}\s*m(?:in(?:ute)?s?)?)?"
        r"|\d{1,5}\s*m(?:in(?:ute)?s?)?|\d{1,6}\s*s(?:ec(?:ond)?s?)?|\d{1,5}(?!\s*(?:times?|days?|weeks?|months?|years?)))",
        lambda match: (Lasting(read_span(match["span"])),),
    ),
    phrase(rf"(?:at\s+)?(?P<t>{TIME})(?!\s+{_COUNTED})", _time),
    phrase(r"(?:in\s+)?(?P<z>[a-z_]+(?:/[a-z0-9_+-]+)+|utc|gmt)(?:\s+time)?", _zone),
    phrase(r"(?:in\s+)?(?P<z>[a-z_]{4,})(?:\s+time)?", _place_alone),
    phrase(rf"(?:every|each)(?!\s+(?:other|{NUMBER}(?!\s+(?:of\s+)?{MONTH}))(?:\s|$))", lambda match: (Each(),)),
)
PHRASES = (
    led_by(_BEGINNINGS, DAYS, _starting),
    led_by(_ENDS, DAYS, _until),
    *RHYTHMS,
    *DAYS,
    *TARGETS,
    *REST,
)
