"""English words for days, dates and numbers, of which the phrases are made."""

import re
from datetime import date

from bot.schedule.grammar.errors import Ambiguous
from bot.schedule.grammar.parts import OnDate

WEEKDAY = r"(?:mon(?:days?)?|tue(?:s(?:days?)?)?|wed(?:s|nesdays?)?|thu(?:rs?(?:days?)?)?|fri(?:days?)?|sat(?:urdays?)?|sun(?:days?)?)\b\.?"
DAYS_OF_A_KIND = r"(?:mon|tues|wednes|thurs|fri|satur|sun)days"
WEEKENDS = r"week\s?-?ends?"
MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?"
    r"|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
AND = r"(?:\s*,\s*(?:and|&)\s+|\s*[,&+/]\s*|\s+and\s+)"
ON_THE = r"(?:on\s+)?(?:the\s+)?"
EVERY = r"(?:(?:each\s+and\s+)?(?:every|each)(?:\s+single)?)"
NTH = r"(?:first|second|third|fourth|fifth|last|1st|2nd|3rd|4th|5th)"
_TURNS = ("second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh", "twelfth")
_ONES = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth")
ORDINALS = (
    *(
        "first",
        *_TURNS,
        "thirteenth",
        "fourteenth",
        "fifteenth",
        "sixteenth",
        "seventeenth",
        "eighteenth",
        "nineteenth",
        "twentieth",
    ),
    *(f"twenty-{one}" for one in _ONES),
    *("thirtieth", "thirty-first"),
)
"""The days of a month in words; the index is one less than the day."""
TURN = r"(?:second|third|fourth|fifth|2nd|3rd|4th|5th)"
ANY_TURN = rf"(?:{'|'.join(_TURNS)}|\d{{1,2}}(?:st|nd|rd|th))"
_NUMBERS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
NUMBER = rf"(?:\d{{1,4}}|{'|'.join(_NUMBERS)})"
_TO = r"(?:\s?-\s?|\s+(?:to|through|thru|until|till)\s+)"
WEEKDAY_SPAN = rf"{WEEKDAY}{_TO}{WEEKDAY}"
_BESIDE = rf"(?:{AND}|\s+(?:as\s+well\s+as|plus)\s+|\s+)"
_WEEKDAYS = rf"(?:{WEEKDAY_SPAN}|{WEEKDAY})"
WEEKDAY_LIST = rf"(?:{_WEEKDAYS}(?:{_BESIDE}{_WEEKDAYS})*)"
WEEKDAYS_EACH = rf"(?:{EVERY}\s+{_WEEKDAYS}(?:{_BESIDE}{EVERY}\s+{_WEEKDAYS})+|on\s+{_WEEKDAYS}(?:{_BESIDE}on\s+{_WEEKDAYS})+)"
"""Every monday and every thursday."""
_LETTERS = r"(?:mo?|tu|tue|t|we?|wed|thu|th|fr?|fri|mon|sat?|sun?)"
LETTERED = rf"(?:{_LETTERS}(?:\s?[/,&+]\s?{_LETTERS})+|{_LETTERS}\s?-\s?{_LETTERS}|mwf|mw|wf|tth|tuth|mtw|mtwth|mtwthf|mtwtf|mtthf|mtwf|mwth|mthf)"
"""Weekdays as letters, never alone: `M/W/F`, `Tu/Th`, `MWF`."""
NTH_LIST = rf"{NTH}(?:{AND}(?:the\s+)?{NTH})*"
NTH_DAY = rf"{NTH_LIST}\s+{WEEKDAY}"
MONTH_DAY_NUMBER = (
    rf"(?:\d{{1,2}}(?:\s?(?:st|nd|rd|th))?|(?:{'|'.join(sorted(ORDINALS, key=len, reverse=True)).replace('-', '[ -]')}))"
)
_NTH_IN = {"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "last": -1}
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
    """Return the weekdays of a list, each by itself or a span such as `mon-fri`, in the order of the week."""
    if re.fullmatch(WEEKENDS, words, re.IGNORECASE):
        return (5, 6)
    found = re.findall(_WEEKDAYS, words, re.IGNORECASE | re.ASCII)
    return tuple(sorted({day for one in found for day in _days_in(one)}))


def _days_in(words: str) -> tuple[int, ...]:
    ends = [weekday(word) for word in re.findall(WEEKDAY, words, re.IGNORECASE | re.ASCII)]
    return span_of_days(ends[0], ends[-1]) if len(ends) > 1 else (ends[0],)


def span_of_days(first: int, last: int) -> tuple[int, ...]:
    """Return the weekdays from one to another."""
    return tuple(sorted({day % 7 for day in range(first, last + 1 if first <= last else last + 8)}))


def lettered_days(words: str) -> tuple[int, ...] | None:
    """Return the weekdays of `M/W/F` or `MWF`; None where one is named twice, for then it is something else."""
    pieces = re.split(r"\s?[/,&+-]\s?", words.lower())
    letters = [piece[:2] for piece in pieces] if len(pieces) > 1 else re.findall(r"th|tu|[mtwf]", pieces[0])
    named = [next(day for day, name in enumerate(_DAYS) if name.startswith(letter)) for letter in letters]
    if "-" in words or pieces == ["mtwtf"]:
        return span_of_days(named[0], named[-1] if "-" in words else 4)
    return tuple(sorted(named)) if len(set(named)) == len(named) else None


def nth(word: str) -> int:
    """Return 1 for `first` and `1st`, 6 for `sixth`, -1 for `last`."""
    if word[0].isdigit():
        return int(re.sub(r"\D", "", word))
    return _NTH_IN.get(word.lower()) or ORDINALS.index(word.lower()) + 1


def nths(words: str) -> tuple[int, ...]:
    """Return all ordinals of a text in their order."""
    return tuple(nth(word) for word in re.findall(NTH, words, re.IGNORECASE))


def number(word: str) -> int:
    """Return 3 for `3` and `three`."""
    return int(word) if word.isdigit() else _NUMBERS.index(word.lower()) + 1


def month(word: str) -> int:
    """Return 12 for `december`, however much of the name was written."""
    return _MONTHS.index(word[:3].lower()) + 1


def day_of_month(word: str) -> int:
    """Return 3 for `3`, `3rd` and `third`."""
    figures = re.match(r"\d+", word)
    return int(figures[0]) if figures else ORDINALS.index(word.lower().replace(" ", "-")) + 1


def named_date(day: str, name: str, year: str | None, of_week: str | None) -> tuple[object, ...] | None:
    """Read a day whose month has a name; None for one that no month has."""
    return on_date(day_of_month(day), month(name), int(year) if year else None, weekday(of_week) if of_week else None)


def on_date(day: int, month: int, year: int | None = None, of_week: int | None = None) -> tuple[object, ...] | None:
    """Return the date where there is one; 29 February stands for the next that comes."""
    try:
        date(year or _LEAP_YEAR, month, day)
    except ValueError:
        return None
    return (OnDate(month, day, year, of_week),)


def slashed_date(words: str, of_week: int | None = None) -> tuple[object, ...] | None:
    """Read `25/12`; raise Ambiguous where day and month could be either."""
    first, second, *rest = (int(figure) for figure in re.split(r"[/-]", words))
    year = rest[0] % 2000 + 2000 if rest else None
    day_first, month_first = on_date(first, second, year, of_week), on_date(second, first, year, of_week)
    if first != second and day_first and month_first:
        raise Ambiguous(words, (_spelled(first, second, year), _spelled(second, first, year)))
    return day_first or month_first


def _spelled(day: int, month: int, year: int | None) -> str:
    return f"{day} {MONTH_NAMES[month - 1]}" + (f" {year}" if year else "")
