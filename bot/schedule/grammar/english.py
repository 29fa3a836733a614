"""All phrases of English, in the order in which they are tried."""

import re
from calendar import Calendar

from bot.schedule.grammar import places
from bot.schedule.grammar.ambiguous import BEFORE_NTH_DAYS, BEFORE_RHYTHMS
from bot.schedule.grammar.clock_times import (
    HALF_AN_HOUR,
    MINUTES_TO,
    PART_OF_DAY,
    RANGES,
    TIME,
    TIME_AFTER_AT,
    WORDED_TIME,
    ask_half,
    ask_minutes_to,
    part_of_day,
    read_range,
    time_of_day,
)
from bot.schedule.grammar.counts import COUNTS
from bot.schedule.grammar.days import AS_END, AS_START, DAYS, THROUGH_MONTH, UNTIL_MONTH
from bot.schedule.grammar.errors import Ambiguous, NotALink
from bot.schedule.grammar.exceptions import EXCEPT, EXCEPTIONS, cannot_leave_out
from bot.schedule.grammar.lexicon import (
    AND,
    ANY_TURN,
    EVERY,
    LETTERED,
    MONTH,
    MONTH_DAY_NUMBER,
    MONTH_NAMES,
    NTH,
    NTH_DAY,
    NTH_LIST,
    NUMBER,
    ON_THE,
    WEEKDAY,
    WEEKDAY_LIST,
    WEEKDAY_SPAN,
    WEEKDAYS_EACH,
    WEEKENDS,
    day_of_month,
    lettered_days,
    month,
    nth,
    nths,
    number,
    on_date,
    span_of_days,
    weekday,
    weekdays,
)
from bot.schedule.grammar.parts import (
    Courtesy,
    Day,
    Each,
    Endless,
    Every,
    Link,
    MonthDays,
    NthDays,
    NthWorkingDay,
    OfMonths,
    OfThe,
    Once,
    Problem,
    Starting,
    TimeUnit,
    Title,
    UnknownWords,
    Until,
    Weekdays,
)
from bot.schedule.grammar.scanner import first_of, followed_by, led_by, phrase
from bot.schedule.grammar.sprint_days import ANCHORS
from bot.schedule.recurrence_rule import WORKING_DAYS, NthDay

_BEGINNINGS = r"(?:start(?:ing|s)?|begin(?:ning|s)?|effective|from|as\s+of|since|with\s+effect\s+from)(?:\s+(?:on|from))?"
_ENDS = r"(?:until|'?till?|through|thru|up\s+to|to|by|end(?:ing|s)?(?:\s+(?:on|by))?|(?:no|not)\s+(?:later\s+than|after))(?:\s+and\s+including)?"
_MONTH_DAY = r"(?:\d{1,2}(?:st|nd|rd|th)(?:\s+day)?|(?:first|last)\s+day)"
_DAY_OF_MONTH = rf"(?:{MONTH_DAY_NUMBER}|last)(?=\s+(?:day\s+)?(?:of|in)\s+(?:(?:the|{EVERY})\s+)?month)"
_COUNTED = (
    r"(?:(?:working|business|work)\s*)?(?:minutes?|mins?|hours?|hrs?|seconds?|secs?|days?|weeks?|months?|quarters?|years?|times?"
    r"|occurrences?|sessions?|meetings?)\b"
)
_NO_TIME_BEFORE = rf"(?!\s+(?:{_COUNTED}|(?:of\s+)?{MONTH}(?:\s|[,;.]|$)))"
_UNITS: dict[str, TimeUnit] = {"day": "day", "week": "week", "month": "month", "quarter": "quarter", "year": "year"}
_UNIT = "day|week|month|quarter|year"
_RHYTHMS = {
    "daily": Every(1, "day"),
    "everyday": Every(1, "day"),
    "weekly": Every(1, "week"),
    "biweekly": Every(2, "week"),
    "fortnightly": Every(2, "week"),
    "monthly": Every(1, "month"),
    "quarterly": Every(1, "quarter"),
    "yearly": Every(1, "year"),
    "annually": Every(1, "year"),
}
_SPEAKS_OF_DAYS = re.compile(rf"\b(?:{WEEKDAY}|(?:\w*days?|daily)\b)", re.IGNORECASE | re.ASCII)
_WORKING_DAY = r"(?:week[ -]?day|(?:working|business|work)\s*day)"


def _every(match: re.Match[str]) -> tuple[object, ...] | None:
    times = 2 if match["other"] else number(match["n"]) if match["n"] else nth(match["turn"]) if match["turn"] else 1
    return (Every(times, _UNITS[match["unit"].lower()]),) if times else None


def _every_so_many_weeks(match: re.Match[str]) -> tuple[object, ...] | None:
    times = number(match["n"]) if match["n"] else 2
    return (Every(times, "week"),) if times else None


def _every_part(match: re.Match[str]) -> tuple[object, ...]:
    return Every(1, "day"), part_of_day(match["part"])


def _nth_days(match: re.Match[str]) -> tuple[object, ...] | None:
    days = [
        NthDay(one, weekday(found["day"]))
        for found in re.finditer(rf"(?P<nths>{NTH_LIST})\s+(?P<day>{WEEKDAY})", match[0], re.IGNORECASE)
        for one in nths(found["nths"])
    ]
    return (NthDays(tuple(sorted(set(days), key=lambda day: (day.nth < 0, day.nth, day.weekday)))),)


def _month_days(match: re.Match[str]) -> tuple[object, ...] | None:
    figures = re.findall(r"\d+|[a-z-]+", re.sub(r"(?<=\d)\s?(?:st|nd|rd|th)|\b(?:days?|and|the)\b", " ", match["days"].lower()))
    return _on_month_days({int(figure) if figure.isdigit() else nth(figure) for figure in figures})


def _day_of_month(match: re.Match[str]) -> tuple[object, ...] | None:
    said = match["days"] or match["day"]
    return _on_month_days({-1 if said.lower() == "last" else day_of_month(said)})


def _end_of_month(match: re.Match[str]) -> tuple[object, ...]:
    return (*([Each()] if match["every"] else []), MonthDays((-1,)))


def _on_month_days(days: set[int]) -> tuple[object, ...] | None:
    return (MonthDays(tuple(sorted(days, key=lambda day: (day < 0, day)))),) if max(days) <= 31 and 0 not in days else None


def _date_and_time(match: re.Match[str]) -> tuple[object, ...] | None:
    day, time = first_of(DAYS, match["d"], 0), time_of_day(match["t"])
    return (*day.parts, time) if day and time else None


def _time(match: re.Match[str]) -> tuple[object, ...] | None:
    time = time_of_day(match["t"])
    return (time,) if time else None


def _dotted(match: re.Match[str]) -> tuple[object, ...] | None:
    """Ask whether `3.12` is a day or a time."""
    day, time = on_date(int(match["d"]), int(match["m"])), time_of_day(match[0]) if len(match["m"]) == 2 else None
    date = f"{int(match['d'])} {MONTH_NAMES[int(match['m']) - 1]}" if day else ""
    if not (day and time):
        return day
    raise Ambiguous(match[0], (date, f"at {match[0]}"))


def _weekdays(match: re.Match[str]) -> tuple[object, ...]:
    return (Weekdays(weekdays(match["days"]), again=bool(re.search(r"days\b", match["days"], re.IGNORECASE))),)


def _between_weekdays(match: re.Match[str]) -> tuple[object, ...]:
    return (Weekdays(span_of_days(weekday(match["first"]), weekday(match["last"])), again=True),)


def _each_weekday(match: re.Match[str]) -> tuple[object, ...]:
    return (Weekdays(weekdays(match[0]), again=True),)


def _lettered(match: re.Match[str]) -> tuple[object, ...] | None:
    days = lettered_days(match["days"])
    return (Weekdays(days),) if days else None


def _title(match: re.Match[str]) -> tuple[object, ...] | None:
    title = " ".join(match["title"].split())
    return (Title(title),) if title else None


def _bare_link(match: re.Match[str]) -> tuple[object, ...] | None:
    """Leave out the punctuation behind a link; a bracket stays where it closes one of the link's own."""
    url = match[0]
    while url[-1] in ".,;:!?'*_~`}]" or (url[-1] == ")" and url.count(")") > url.count("(")):
        url = url[:-1]
    return (Link(url),) if re.match(r"https?://[^/]", url, re.IGNORECASE) else None


def _starting(part: object, words: str) -> tuple[object, ...] | None:
    return (Starting(part),) if isinstance(part, Day) else _doubtful(part)


def _until(part: object, words: str) -> tuple[object, ...] | None:
    return (Until(part),) if isinstance(part, Day) else _doubtful(part)


def _of_months(match: re.Match[str]) -> tuple[object, ...] | None:
    """Read `in december` where something speaks of days: by itself it is as good as the end of a title."""
    return (OfMonths(_months(match["months"])),) if _SPEAKS_OF_DAYS.search(match.string) else None


def _of_a_month_at(match: re.Match[str]) -> tuple[object, ...] | None:
    """Ask what the number behind a month is: “first monday of january 10”."""
    if not re.search(rf"\b(?:{NTH}|day)\s+(?:\w+\s+)?$", match.string[: match.start()], re.IGNORECASE):
        return None
    raise Ambiguous(match[0], (f"of {match['m']} at {match['t']}",))


def _every_month(match: re.Match[str]) -> tuple[object, ...]:
    return Every(1, "year"), OfMonths(_months(match["months"]))


def _months(words: str) -> tuple[int, ...]:
    return tuple(sorted({month(one) for one in re.findall(MONTH, words, re.IGNORECASE | re.ASCII)}))


def _nth_of_a_month(match: re.Match[str]) -> tuple[object, ...] | None:
    """Read `first friday of december 2026`: a single date."""
    year, of = int(match["y"]), month(match["m"])
    weeks = Calendar().monthdatescalendar(year, of)
    dates = [day for week in weeks for day in week if day.month == of and day.weekday() == weekday(match["day"])]
    place = nth(match["nth"])
    if place > len(dates):
        return None
    found = dates[place - 1 if place > 0 else -1]
    return on_date(found.day, found.month, found.year)


def _doubtful(part: object) -> tuple[object, ...] | None:
    return (part,) if isinstance(part, Problem) else None


def read_link(text: str) -> str | None:
    """Return the link that a text is, without the brackets of Slack; None where it is anything else."""
    found = first_of(LINKS, text, 0)
    link = found.parts[0] if found and found.end == len(text) else None
    return link.url if isinstance(link, Link) else None


def read_optional_link(text: str) -> str:
    """Return the link that a text is, or nothing where it is blank. Raise NotALink."""
    typed = text.strip()
    link = read_link(typed) if typed else ""
    if link is None:
        raise NotALink(typed)
    return link


ENDS = (
    phrase(r"forever|indefinitely|(?:until|till)\s+further\s+notice|onwards?|on(?=\s*(?:,|$))", lambda match: (Endless(),)),
    phrase(rf"between\s+(?P<first>{WEEKDAY})\s+and\s+(?P<last>{WEEKDAY})", _between_weekdays),
    phrase(rf"(?:from|every)\s+(?P<days>{WEEKDAY_SPAN})", _weekdays),
    followed_by(
        led_by(r"from|between", AS_START, _starting), led_by(r"(?:to|until|till|through|and|-)(?:\s+the)?", DAYS, _until)
    ),
    led_by(_BEGINNINGS, AS_START, _starting),
    led_by(_ENDS, AS_END, _until),
    UNTIL_MONTH,
    THROUGH_MONTH,
)
_OF_THE = phrase(
    rf"(?:of(?:\s+(?:the|a|{EVERY}))?|in\s+(?:the|{EVERY}))\s+(?P<unit>month|quarter|year)",
    lambda match: (OfThe(_UNITS[match["unit"].lower()]),),
)
RHYTHMS = (
    *BEFORE_RHYTHMS,
    phrase(
        rf"(?:(?:on|only)\s+)?(?:{EVERY}\s+{_WORKING_DAY}s?|(?:all\s+|on\s+)?{_WORKING_DAY}s)(?:\s+only)?",
        lambda match: (Weekdays(WORKING_DAYS, again=True),),
    ),
    phrase(rf"(?:on\s+)?(?:all\s+)?{WEEKENDS}", lambda match: (Weekdays((5, 6), again=True),)),
    phrase(
        rf"{EVERY}\s+(?:half[ -]year|six\s+months)|half-?yearly|semi-?annually|twice\s+a\s+year",
        lambda match: (Every(6, "month"),),
    ),
    phrase(
        rf"{EVERY}\s+(?:single\s+)?(?:(?P<other>other|alternate|second)\s+|(?P<n>{NUMBER})\s+|(?P<turn>{ANY_TURN})\s+(?!day))?"
        rf"(?P<unit>{_UNIT})s?(?!\s+(?:of|in)\s+(?!the\s+(?:morning|afternoon|evening)))",
        _every,
    ),
    phrase(rf"(?P<other>)(?P<n>)(?P<turn>)per\s+(?P<unit>{_UNIT})", _every),
    phrase(r"alternate\s+days", lambda match: (Every(2, "day"),)),
    phrase("|".join(_RHYTHMS) + r"|bi[ -]weekly", lambda match: (_RHYTHMS[re.sub("[ -]", "", match[0].lower())],)),
    phrase(r"(?:on\s+)?weekday", lambda match: (Weekdays(WORKING_DAYS, again=True),)),
    phrase(
        rf"(?:once\s+an?|an?(?!\s+\w+\s+(?:from|before|after|later|ago)\b)|{EVERY})\s+fortnight",
        lambda match: (Every(2, "week"),),
    ),
    phrase(
        rf"(?:on\s+)?{_WORKING_DAY}\s+{PART_OF_DAY}s",
        lambda match: (Weekdays(WORKING_DAYS, again=True), part_of_day(match["part"])),
    ),
    phrase(rf"{EVERY}\s+{PART_OF_DAY}", _every_part),
    phrase(
        rf"(?:on\s+)?{EVERY}\s+(?:other|alternate|(?P<n>{NUMBER}))(?=\s+(?:{WEEKDAY_LIST}|{LETTERED})(?![^\W_]))",
        _every_so_many_weeks,
    ),
    phrase(rf"(?:on\s+)?alternat(?:e|ing)(?P<n>)(?=\s+{WEEKDAY_LIST}(?![^\W_]))", _every_so_many_weeks),
    _OF_THE,
    phrase(rf"{ON_THE}(?P<nth>{NTH})\s+{_WORKING_DAY}", lambda match: (NthWorkingDay(nth(match["nth"])),)),
    *BEFORE_NTH_DAYS,
    phrase(rf"{ON_THE}{NTH_DAY}(?:{AND}(?:the\s+)?{NTH_DAY})*", _nth_days),
)
MONTH_DAYS = (
    phrase(rf"{ON_THE}(?P<days>{_MONTH_DAY}(?:{AND}(?:the\s+)?{_MONTH_DAY})*)", _month_days),
    phrase(
        rf"(?:on\s+(?:the\s+)?|the\s+)(?P<days>{MONTH_DAY_NUMBER}(?:{AND}(?:the\s+)?{MONTH_DAY_NUMBER})+)(?!\s+{MONTH})",
        _month_days,
    ),
    phrase(rf"{ON_THE}(?P<days>{_DAY_OF_MONTH})(?:\s+day)?|on\s+(?:the\s+)?(?P<day>{MONTH_DAY_NUMBER})", _day_of_month),
    phrase(rf"(?:at\s+)?(?:the\s+)?end\s+of\s+(?:(?P<every>{EVERY})|the|this)?\s*month", _end_of_month),
    phrase(r"(?:on\s+)?day\s+(?P<day>\d{1,2})", lambda match: _on_month_days({int(match["day"])})),
)
_EXCEPT_SOME = led_by(rf"{EXCEPT}(?:\s+(?:on|for))?", (*RHYTHMS[-3:], *MONTH_DAYS), lambda part, words: cannot_leave_out(words))
TARGETS = (
    *MONTH_DAYS,
    followed_by(_EXCEPT_SOME, _OF_THE),
    _EXCEPT_SOME,
    phrase(WEEKDAYS_EACH, _each_weekday),
    phrase(rf"(?:on\s+)?(?:the\s+|an?\s+|all\s+)?(?P<days>{WEEKDAY_LIST})", _weekdays),
    phrase(rf"(?:on\s+)?(?P<days>{LETTERED})", _lettered),
)
LINKS = (
    phrase(r"<(?P<url>https?://[^\s<>|/][^\s<>|]*)(?:\|[^<>]*)?>", lambda match: (Link(match["url"]),)),
    phrase(r"https?://[^\s<>\"|]+", _bare_link),
)
CLOCK = (
    phrase(HALF_AN_HOUR, ask_half),
    phrase(rf"(?:at\s+|@\s*)?{MINUTES_TO}", ask_minutes_to),
    *(phrase(f"{one}{_NO_TIME_BEFORE}", read_range) for one in RANGES),
    phrase(
        rf"(?:(?:(?:starts?|starting|begins?|beginning)\s+)?at\s+|@\s*|um\s+|à\s+|a\s+las\s+)(?P<t>{TIME_AFTER_AT})(?:\s+sharp)?{_NO_TIME_BEFORE}",
        _time,
    ),
    phrase(rf"(?P<t>{WORDED_TIME}|{TIME})(?:\s+sharp)?{_NO_TIME_BEFORE}", _time),
    phrase(r"(?P<d>\d{1,2})\.(?P<m>\d{1,2})", _dotted),
    phrase(rf"(?:in\s+the\s+|during\s+the\s+|at\s+)?{PART_OF_DAY}s?", lambda match: (part_of_day(match["part"]),)),
)
ZONES = (
    phrase(places.OFFSET, places.offset),
    phrase(rf"(?:in\s+)?(?:{places.SHARED})", places.shared),
    phrase(rf"(?:in\s+)?{places.NAMED}", places.named),
    *(phrase(rf"(?:in\s+)?{one}", places.place_alone) for one in places.ALONE),
)
TITLES = (phrase(r'"(?P<title>[^"]+)"', _title), phrase(r"'(?P<title>[^']+)'", _title))
REST = (
    *TITLES,
    *LINKS,
    phrase(r"(?P<d>20\d{2}-\d{2}-\d{2})t(?P<t>\d{2}:\d{2})(?::00)?", _date_and_time),
    *COUNTS,
    *CLOCK,
    phrase(rf"(?:{_BEGINNINGS}|{_ENDS}|{EXCEPT})\s+(?!(?:{EVERY}|at|on|the|a)\b)[a-z]+", lambda match: (UnknownWords(),)),
    *ZONES,
    phrase(r"(?:just\s+|only\s+)?once(?:\s+only)?", lambda match: (Once(),)),
    phrase(
        r"please|pls|inclusive|thanks|thank\s+you|thx|(?:in\s+)?my\s+time(?:\s*zone)?|local\s+time", lambda match: (Courtesy(),)
    ),
    phrase(
        r"(?:(?:please|kindly|can\s+you|could\s+you)\s+)*remind\s+(?:me|us|everyone|everybody|the\s+team)|(?:can|could|would)\s+you(?=\s+(?:please\s+)?remind)|hi|hello",
        lambda match: (Courtesy(),),
    ),
    phrase(rf"(?:on\s+)?{EVERY}(?!\s+(?:other|{NUMBER}(?!\s+(?:of\s+)?{MONTH}))(?:\s|$))", lambda match: (Each(),)),
)
_MONTHS = rf"{MONTH}(?:{AND}{MONTH})*"
_OF = rf"(?:of|in)\s+(?:{EVERY}\s+)?"
_NO_DAY = r"(?!\s+(?:the\s+)?(?:20\d\d|\d{1,2}(?:st|nd|rd|th)?)(?![\d:.h]|\s?[ap]\.?m))"
IN_MONTHS = (
    phrase(rf"{ON_THE}(?P<nth>{NTH})\s+(?P<day>{WEEKDAY})\s+(?:of|in)\s+(?P<m>{MONTH}),?\s+(?P<y>20\d\d)", _nth_of_a_month),
    phrase(rf"(?:{EVERY}\s+day|daily)(?=\s+{_OF}{MONTH})", lambda match: (Every(1, "day"),)),
    phrase(rf"{_OF}(?P<m>{MONTH})\s+(?P<t>1\d|2[0-3]|[7-9])(?=\s*(?:$|[,;]))", _of_a_month_at),
    phrase(rf"{_OF}(?P<months>{_MONTHS}){_NO_DAY}", _of_months),
    phrase(rf"(?:on\s+|in\s+)?{EVERY}\s+(?P<months>{_MONTHS}){_NO_DAY}", _every_month),
)
PHRASES = (*ANCHORS, *IN_MONTHS, *EXCEPTIONS, *ENDS, *RHYTHMS, *DAYS, *TARGETS, *REST)
