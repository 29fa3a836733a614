"""Phrases for times of day: `2pm`, `9.30`, `half past nine`, `from 4 to 5pm`."""

import re
from datetime import timedelta

from bot.schedule.grammar.errors import Ambiguous
from bot.schedule.grammar.parts import DayPart, Lasting, PartOfDay, TimeOfDay

_HOURS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
HOUR_WORD = rf"(?:{'|'.join(_HOURS)})"
_MERIDIEM = r"[ap]\.?m\b\.?"
_O_CLOCK = r"\s?o'?\s?clock"
_NOON = r"(?:12\s+)?(?:noon|midday|midnight)"
_MARKED = (
    rf"(?:{_NOON}|\d{{1,2}}:\d{{2}}:00|\d{{1,2}}\s?(?:h|heures?)\s?\d{{2}}|\d{{1,2}}(?:[:.]\d{{2}})?\s?(?:uhr|heures?)"
    rf"|\d{{1,2}}[:.]\d{{2}}\s?(?:h|hrs?|hours)|\d{{4}}\s?(?:h|hrs|hours)"
    rf"|\d{{1,2}}[:h]\d{{2}}(?:{_O_CLOCK}|\s?{_MERIDIEM})?|\d{{1,2}}\.\d{{2}}\s?{_MERIDIEM}|\d{{1,2}}\.(?:00|1[3-9]|[2-5]\d)|\d{{1,2}}\s?h"
    rf"|\d{{1,2}}(?:{_O_CLOCK})?\s?{_MERIDIEM}|\d{{1,2}}{_O_CLOCK})"
)
"""A time by itself that can be nothing else. With a dot it is one that is no date: `9.30`, not `3.12`."""
TIME = rf"(?:{_MARKED}|(?!20\d\d)[0-2]\d[0-5]\d|\d{{1,2}})"
_MINUTES = r"(?:a\s+)?quarter|(?:five|ten|twenty-five|twenty)(?:\s+minutes)?"
WORDED_TIME = rf"(?:half\s+past|(?:{_MINUTES}|\d{{1,2}}(?:\s+minutes)?)\s+past|(?:{_MINUTES})\s+to)\s+(?:{HOUR_WORD}|\d{{1,2}})(?:\s?{_MERIDIEM})?"
TIME_AFTER_AT = rf"(?:{WORDED_TIME}|{TIME}|\d{{1,2}}\.\d{{2}}|{HOUR_WORD}(?:{_O_CLOCK}|[\s-]+(?:thirty|fifteen|forty-five))?(?:\s{_MERIDIEM})?|\d{{4}})"
"""A time that only “at” makes sure of."""
_TO = r"(?:\s*(?:to|until|till?|-)\s*|[\s,;]+(?:and\s+)?(?:ends|ending|finish(?:es|ing))\s+(?:at\s+)?)"
_STARTS = r"(?:(?:starts?|starting|begins?|beginning)\s+)?"
RANGES = (
    rf"(?:from|between)\s+(?P<t>{TIME_AFTER_AT})\s*(?:to|until|till|and|-)\s*(?P<u>{TIME_AFTER_AT})",
    rf"{_STARTS}(?:at\s+|@\s*)?(?P<t>{_MARKED}){_TO}(?P<u>{TIME})",
    rf"(?:at\s+|@\s*)?(?P<t>\d{{1,2}}){_TO}(?P<u>{_MARKED})",
    rf"(?:(?:at\s+|@\s*)(?P<t>\d{{1,2}}){_TO}|(?P<bare>\d{{1,2}})(?:-|\s+(?:to|until|till?)\s+))(?P<u>\d{{1,2}})",
)
_FIGURES = re.compile(r"(\d{1,2})(?:([:.h])(\d{2})?)?([ap]m)?")
_WORDED = re.compile(
    rf"(?:(?P<off>half|quarter|five|ten|twenty-five|twenty|\d{{1,2}})(?:minutes)?(?P<to>past|to))?(?P<hour>{HOUR_WORD}|\d{{1,2}}?)"
    r"-?(?P<then>thirty|fifteen|forty-five)?(?P<half>[ap]m)?"
)
_OFF = {
    "half": 30,
    "quarter": 15,
    "five": 5,
    "ten": 10,
    "twenty": 20,
    "twenty-five": 25,
    "thirty": 30,
    "fifteen": 15,
    "forty-five": 45,
}
HALF_AN_HOUR = rf"(?:at\s+)?half\s+(?P<h>{HOUR_WORD}|1[0-2]|[1-9])(?P<m>\s?{_MERIDIEM})?(?![:.h\d])"
"""Half past that hour to some, half an hour before it to others."""
MINUTES_TO = r"(?P<n>5|10|20|25)\s+to\s+(?P<h>\d{1,2})(?![:.h\d])(?!\s?[ap]\.?m)"
"""Perhaps two hours, perhaps minutes before one."""
_NOON_HOUR = 12
LAST_ASKED = 6
"""Until six, nobody knows which half of the day is meant."""
_LONGEST = timedelta(hours=12)
_LONGEST_GUESSED = timedelta(hours=10)
"""What takes longer, by hours that do not say which half of the day they are in, is a slip."""
_EVENING = 17
_PARTS: tuple[DayPart, ...] = ("morning", "afternoon", "evening", "night")
PART_OF_DAY = rf"(?P<part>{'|'.join(_PARTS)})"
_HALVES = {"morning": (0, 12), "afternoon": (12, 18), "evening": (_EVENING, 24), "night": (_EVENING, 24)}


def time_of_day(words: str) -> TimeOfDay | None:
    """Read `2pm`, `14:00`, `14h`, `14h30`, `9.30`, `noon`, `10`, `half past nine`; None for an hour that no day has."""
    word = re.sub(r"\bo'?\s?clock|\ba\s+(?=quarter)|(?<=\d)\s?(?:uhr|hrs?|hours)$|(?<=:\d\d):00$|\s", "", words.lower())
    word = re.sub(r"(?<=\d)heures?", "h", word)
    word = re.sub(r"(?<=[:.]\d\d)h$", "", word)
    word = re.sub(r"([ap])\.?m\.?$", r"\1m", word)
    if re.fullmatch(r"(?:12)?(?:noon|midday|midnight)", word):
        return TimeOfDay(0 if "midnight" in word else _NOON_HOUR)
    if re.fullmatch(r"\d{4}h?", word):
        return _time(int(word[:2]), int(word[2:4]), "", half_open=False)
    if figures := _FIGURES.fullmatch(word):
        hour, mark, minute, half = figures.groups()
        half_open = not (half or hour.startswith("0") or mark == "h")
        return _time(int(hour), int(minute or 0), half or "", half_open=half_open)
    return _worded(word)


def _worded(word: str) -> TimeOfDay | None:
    found = _WORDED.fullmatch(word)
    if found is None:
        return None
    hour, half, off = found["hour"], found["half"], found["off"] or found["then"] or "0"
    o_clock = _time(int(hour) if hour.isdigit() else _HOURS.index(hour) + 1, 0, half or "", half_open=not half)
    past = int(off) if off.isdigit() else _OFF[off]
    if o_clock is None or past >= 60:
        return None
    minutes = (o_clock.hour * 60 + (-past if found["to"] == "to" else past)) % (24 * 60)
    return TimeOfDay(minutes // 60, minutes % 60, o_clock.half_open)


def _time(hour: int, minute: int, half: str, *, half_open: bool) -> TimeOfDay | None:
    if half:
        if not 1 <= hour <= _NOON_HOUR:
            return None
        hour = hour % _NOON_HOUR + (_NOON_HOUR if half == "pm" else 0)
    if hour >= 24 or minute >= 60:
        return None
    return TimeOfDay(hour, minute, half_open and 1 <= hour <= _NOON_HOUR)


def read_range(match: re.Match[str]) -> tuple[object, ...] | None:
    """Read `from 4 to 5pm` as a time and a length; None where it is none, or takes more than half a day."""
    first, last = time_of_day(match["t"] or match["bare"]), time_of_day(match["u"])
    if first is None or last is None:
        return None
    halved = re.search(r"m\.?$", match["u"].lower()) or first.hour <= LAST_ASKED
    starts = _both(first) if first.half_open and not last.half_open and last.hour != first.hour and halved else [first]
    spans = [(_between(start, end), start) for start in starts for end in _both(last)]
    lasts, start = min((span for span in spans if span[0]), key=lambda span: span[0], default=(timedelta(), first))
    if not timedelta() < lasts <= (_LONGEST_GUESSED if last.half_open else _LONGEST):
        return None
    if start.half_open and last.half_open and start.hour <= LAST_ASKED:
        raise Ambiguous(match[0], tuple(_ranged(one, lasts) for one in reversed(_both(start))))
    return TimeOfDay(start.hour, start.minute), Lasting(lasts)


def ask_minutes_to(match: re.Match[str]) -> tuple[object, ...] | None:
    """Ask what “at 10 to 11” means: how long, or ten to eleven."""
    minutes, hour = int(match["n"]), int(match["h"])
    plainly_a_range = minutes == 10 and hour in (11, 12, 13) and match[0][0].isdigit()
    if plainly_a_range or not 1 <= hour <= 24:
        return None
    raise Ambiguous(match[0], (f"from {minutes} to {hour}", f"at {hour - 1}:{60 - minutes}"))


def ask_half(match: re.Match[str]) -> tuple[object, ...] | None:
    """Ask what “half nine” means: half past nine, as in Britain, or half past eight, as in German."""
    hour = int(match["h"]) if match["h"].isdigit() else _HOURS.index(match["h"].lower()) + 1
    half = match["m"] or ""
    raise Ambiguous(match[0], (f"at {hour}:30{half}", f"at {(hour - 2) % _NOON_HOUR + 1}:30{half}"))


def _both(time: TimeOfDay) -> list[TimeOfDay]:
    """Return the time in both halves of the day, where it is open which of them is meant."""
    if not time.half_open:
        return [time]
    return [TimeOfDay(hour, time.minute, half_open=True) for hour in (time.hour % 12, time.hour % 12 + 12)]


def _between(first: TimeOfDay, last: TimeOfDay) -> timedelta:
    return timedelta(minutes=((last.hour - first.hour) * 60 + last.minute - first.minute) % (24 * 60))


def _ranged(first: TimeOfDay, lasts: timedelta) -> str:
    minutes = (first.hour * 60 + first.minute + lasts // timedelta(minutes=1)) % (24 * 60)
    return f"from {first.hour:02d}:{first.minute:02d} to {minutes // 60:02d}:{minutes % 60:02d}"


def in_part(time: TimeOfDay, part: PartOfDay) -> TimeOfDay | None:
    """Return the time that lies in a part of the day: `3 in the afternoon` is 15:00; None where none does."""
    begins, ends = _HALVES[part.name]
    found = [one for one in _both(time) if begins <= one.hour < ends]
    return TimeOfDay(found[0].hour, found[0].minute) if found else None


def part_of_day(word: str) -> PartOfDay:
    """Read `afternoon`."""
    return PartOfDay(next(part for part in _PARTS if part == word.lower()))


def ask_which_half(time: TimeOfDay, words: str) -> None:
    """Raise Ambiguous for 1 to 6 without am or pm."""
    if time.half_open and time.hour <= LAST_ASKED:
        later, earlier = (f"{hour:02d}:{time.minute:02d}" for hour in (time.hour + 12, time.hour))
        raise Ambiguous(words, (f"at {later}", f"at {earlier}"))
