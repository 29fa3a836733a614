"""English for hours, days and dates: the small words that the phrases are made of."""

import re
from datetime import date

from bot.schedule.parts import OnDate, Part, TimeOfDay
from bot.schedule.unclear import Ambiguous

WEEKDAY = (
    r"(?:mon(?:days?)?|tue(?:s(?:days?)?)?|wed(?:nesdays?)?|thu(?:rs?(?:days?)?)?|fri(?:days?)?|sat(?:urdays?)?|sun(?:days?)?)"
)
MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?"
    r"|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
AND = r"(?:\s*,\s*and\s+|\s*[,&+/]\s*|\s+and\s+)"
ON_THE = r"(?:on\s+)?(?:the\s+)?"
NTH = r"(?:first|second|third|fourth|fifth|last|1st|2nd|3rd|4th|5th)"
TURN = r"(?:second|third|fourth|fifth|2nd|3rd|4th|5th)"
NUMBER = r"(?:\d{1,4}|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)"
WEEKDAY_LIST = rf"(?:{WEEKDAY}(?:\s?-\s?|\s+to\s+){WEEKDAY}|{WEEKDAY}(?:{AND}{WEEKDAY})*)"
NTH_LIST = rf"{NTH}(?:{AND}{NTH})*"
NTH_DAY = rf"{NTH_LIST}\s+{WEEKDAY}"
TIME = r"(?:noon|midday|midnight|\d{1,2}[:h]\d{2}\s?(?:am|pm)?|\d{1,2}h|\d{1,2}\s?(?:am|pm)|\d{1,2})"
_NTH_IN = {"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "last": -1}
_NUMBERS = ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
MONTH_NAMES = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
DAY_NAMES = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_LEAP_YEAR = 2028


def weekday(word: str) -> int:
    """Return 0 for Monday, however much of the name was written."""
    return _DAYS.index(word[:3].lower())


def weekdays(words: str) -> tuple[int, ...]:
    """Return the weekdays of a list, or of a span such as `mon-fri`, in the order of the week."""
    named = [weekday(word) for word in re.findall(WEEKDAY, words, re.IGNORECASE)]
    if re.search(r"-|\bto\b", words, re.IGNORECASE):
        first, last = named
        named = [day % 7 for day in range(first, last + 1 if first <= last else last + 8)]
    return tuple(sorted(set(named)))


def nth(word: str) -> int:
    """Return 1 for `first` and `1st`, -1 for `last`."""
    return int(word[0]) if word[0].isdigit() else _NTH_IN[word.lower()]


def nths(words: str) -> tuple[int, ...]:
    """Return all ordinals of a text in their order."""
    return tuple(nth(word) for word in re.findall(NTH, words, re.IGNORECASE))


def number(word: str) -> int:
    """Return 3 for `3` and `three`."""
    return int(word) if word.isdigit() else _NUMBERS.index(word.lower()) + 2


def time_of_day(words: str) -> TimeOfDay | None:
    """Read `2pm`, `14:00`, `14h`, `14h30`, `noon`, `midnight`, `10`; None for an hour that no day has."""
    word = words.lower().replace(" ", "")
    if word in {"noon", "midday", "midnight"}:
        return TimeOfDay(0 if word == "midnight" else 12)
    match = re.fullmatch(r"(\d{1,2})(?:[:h](\d{2})?)?(am|pm)?", word)
    if match is None:
        return None
    hour, minute = int(match[1]), int(match[2] or 0)
    if match[3]:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if match[3] == "pm" else 0)
    return TimeOfDay(hour, minute) if hour < 24 and minute < 60 else None


def named_date(day: str, month: str, year: str | None, of_week: str | None) -> tuple[Part, ...] | None:
    """Read a day whose month has a name; None for one that no month has."""
    number_of_month = _MONTHS.index(month[:3].lower()) + 1
    return on_date(int(day), number_of_month, int(year) if year else None, weekday(of_week) if of_week else None)


def on_date(day: int, month: int, year: int | None = None, of_week: int | None = None) -> tuple[Part, ...] | None:
    """Return the date where there is one; 29 February stands for the next that comes."""
    try:
        date(year or _LEAP_YEAR, month, day)
    except ValueError:
        return None
    return (OnDate(month, day, year, of_week),)


def slashed_date(words: str) -> tuple[Part, ...] | None:
    """Read `25/12`; raise Ambiguous where day and month could be either."""
    first, second, *rest = (int(figure) for figure in words.split("/"))
    year = rest[0] if rest else None
    day_first, month_first = on_date(first, second, year), on_date(second, first, year)
    if first != second and day_first and month_first:
        raise Ambiguous(words, (_spelled(first, second, year), _spelled(second, first, year)))
    return day_first or month_first


def _spelled(day: int, month: int, year: int | None) -> str:
    return f"{day} {MONTH_NAMES[month - 1]}" + (f" {year}" if year else "")
