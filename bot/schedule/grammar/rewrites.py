"""Rewrites a refused sentence at the words that it was refused for."""

import re
from collections.abc import Iterator

from bot.core.refusal import Refusal
from bot.schedule.grammar.errors import (
    AllLeftOut,
    AlreadyOver,
    Ambiguous,
    DayMissing,
    EndsTooEarly,
    NoSuchNth,
    NothingLeft,
    NotUnderstood,
    SaidTwice,
    TimeMissing,
)
from bot.schedule.grammar.lexicon import DAY_NAMES
from bot.schedule.grammar.no_such_day import nearest_days
from bot.schedule.grammar.parsed import COUNTS, DAYS, TARGETS, Parts
from bot.schedule.grammar.parts import (
    Each,
    Every,
    Except,
    FromToday,
    InZone,
    Lasting,
    Link,
    MonthDays,
    NoZoneYet,
    OfMonths,
    OnDate,
    PartOfDay,
    Problem,
    ReadPart,
    Starting,
    TimeOfDay,
    Title,
    UnknownWords,
    Until,
    Weekdays,
)
from bot.schedule.grammar.place_names import zone_called
from bot.schedule.grammar.scanner import scan
from bot.schedule.grammar.spelling import mended, nearest_time, reads_like_a_title
from bot.schedule.recurrence import NeverHappens, UnknownZone
from bot.schedule.recurrence_rule import TooFine, TooMany

_MOST_SAID = 8
_LEAD = re.compile(r"^(?:start|begin)\w*\s+(?:(?:on|from)\s+)?|^\w+\s+", re.IGNORECASE)
_DAYS_OF_ALL = (*TARGETS, *DAYS, Every)
_HOURS = {"morning": "9:00", "afternoon": "14:00", "evening": "19:00", "night": "20:00"}
_ON = {
    "week": "on tuesday",
    "month": "on the first tuesday",
    "quarter": "on the first tuesday",
    "year": "on 1 december",
    "day": "",
}


Edits = dict[int, str]
"""New words by the place of those that they stand for; empty words leave them out."""
Group = list[Edits]
"""Ways that belong together: what a person may have meant."""


def rewritten(parts: Parts, edits: Edits) -> str:
    """Write a sentence with other words at some of its places; a place beyond all of them is its end."""
    words = {one.place: _written(one) for one in parts.said} | edits
    return " ".join(words[place] for place in sorted(words) if words[place])


def _written(one: ReadPart) -> str:
    return one.part.url if isinstance(one.part, Link) else one.words


def ways_on(parts: Parts, refusal: Refusal) -> Iterator[Group]:
    """Yield groups of edits, the nearest first."""
    match refusal:
        case NotUnderstood():
            yield from _without_what_is_strange(parts, refusal)
        case Ambiguous():
            yield _readings(parts, refusal)
        case SaidTwice():
            yield from _one_of(parts, refusal)
        case NoSuchNth():
            yield [{one.place: refusal.instead} for one in parts.said if _doubted(one, refusal)]
        case UnknownZone():
            yield [_put(parts, refusal.zone, name) for name in refusal.nearest]
            yield [_put(parts, refusal.zone, "")]
        case DayMissing():
            yield [{one.place: one.part.text} for one in parts.said if isinstance(one.part, Title)]
            yield _with_a_day(parts)
        case TimeMissing():
            yield [{_end(parts): f"at {_HOURS[part.name]}"} for part in parts.each(PartOfDay)] or [{_end(parts): "at 10:00"}]
        case TooFine():
            yield [{one.place: "every day"} for one in parts.said if _doubted(one, refusal)]
        case AlreadyOver():
            yield from _later(parts, refusal)
        case EndsTooEarly() | NothingLeft() | AllLeftOut() | TooMany() | NeverHappens():
            yield from _without_ends(parts, refusal)


def _without_what_is_strange(parts: Parts, refusal: NotUnderstood) -> Iterator[Group]:
    """Yield the slips mended; else the first words as a title, and the sentence without what is strange."""
    strange = _places(parts, refusal.rest)
    yield [{**_drop(strange), before.place: f"{before.words}:{one.words}"} for before, one in _hours_and_minutes(parts, strange)]
    yield [{one.place: day} for one in strange[:1] for day in nearest_days(one.words)]
    if places := {one.place: zone for one in strange if (zone := zone_called(one.words))}:
        yield [places]
    slips: Edits = {one.place: mended(one.words) for one in strange if mended(one.words) != one.words}
    if slips:
        yield [slips]
    if parted := {one.place: apart for one in strange if (apart := _parted(parts, one.words))}:
        yield [parted]
    without: Edits = {one.place: "" for one in strange}
    first = strange[0] if strange else None
    if first and isinstance(first.part, UnknownWords) and not parts.has(Title) and reads_like_a_title(first.words):
        yield [*_titled(parts, strange), without | {first.place: f'"{first.words}"'}, without]
    if not parts.has(TimeOfDay) and (times := {one.place: time for one in strange if (time := nearest_time(one.words))}):
        yield [without | times]
    yield [without]


def _hours_and_minutes(parts: Parts, strange: list[ReadPart]) -> list[tuple[ReadPart, ReadPart]]:
    """Return an hour and the minutes behind it that were parted otherwise than a time is: `at 9,30`."""
    pairs = zip(parts.said, parts.said[1:], strict=False)
    return [(before, one) for before, one in pairs if [one] == strange and _is_hour_and_minutes(before, one)]


def _is_hour_and_minutes(before: ReadPart, one: ReadPart) -> bool:
    """Tell whether a bare hour is followed by what may be its minutes."""
    is_hour = isinstance(before.part, TimeOfDay) and re.fullmatch(r"(?:at\s+|@\s*)?\d{1,2}", before.words)
    return bool(is_hour and re.fullmatch(r"[0-5]\d", one.words))


def _parted(parts: Parts, words: str) -> str:
    """Return words that were glued together (`tuesday@10`) as they are by themselves; nothing where that is not understood either."""
    apart = re.sub(r"(?<=[^\W\d])(?=\d)|(?<=\d)(?=utc|gmt|z\b)|(?<=every)(?=\w)|[-/@=_]+|\.\.+", " ", words.lower()).strip()
    scanned = scan(apart, parts.phrases) if apart != words.lower() and re.search("[a-z]", apart) else ()
    return apart if scanned and not any(isinstance(one.part, UnknownWords | Problem) for one in scanned) else ""


def _titled(parts: Parts, strange: list[ReadPart]) -> Group:
    """Put all in quotes that stands before a whole schedule: “Friday refinement every tuesday at 10”."""
    before = [one for one in parts.said if one.place <= strange[-1].place]
    behind = [one.part for one in parts.said if one.place > strange[-1].place]
    is_whole = any(isinstance(part, TimeOfDay) for part in behind) and any(isinstance(part, _DAYS_OF_ALL) for part in behind)
    title = " ".join(one.words for one in before)
    return [_drop(before) | {before[0].place: f'"{title}"'}] if len(before) > 1 and is_whole and '"' not in title else []


def _readings(parts: Parts, refusal: Ambiguous) -> Group:
    both = [_put(parts, refusal.text, reading) for reading in (*refusal.readings, *refusal.apart)]
    return both if _places(parts, refusal.text) else []


def _one_of(parts: Parts, refusal: SaidTwice) -> Iterator[Group]:
    """Yield all of them together where they can be, else each by itself."""
    said = [one for piece in refusal.said[:_MOST_SAID] for one in _places(parts, piece)]
    if len(said) == 2 and parts.said.index(said[1]) == parts.said.index(said[0]) + 1 and _is_hour_and_minutes(*said):
        yield [{said[0].place: f"{said[0].words}:{said[1].words}", said[1].place: ""}]
    if pairs := _times_in_their_zones(parts):
        yield [_drop(other) for other in reversed(pairs)]
    spare = _spare(parts, said)
    ands = spare | _drop([one for one in parts.said if isinstance(one.part, UnknownWords)])
    days = {day for one in said if isinstance(one.part, Weekdays) for day in one.part.days}
    times = set(parts.each(TimeOfDay))
    if len(days) > 1 and len(times) < 2 and all(isinstance(one.part, Weekdays) for one in said) and not parts.has(Every):
        *others, last = (DAY_NAMES[day] for day in sorted(days))
        yield [ands | _drop(said[1:]) | {said[0].place: f"{', '.join(others)} and {last}"}]
    lengths = [
        one
        for one in said
        if isinstance(one.part, TimeOfDay) and re.fullmatch(r"\d{1,2}h(?:\d{2})?|\d{1,2}:\d{2}\s?h|\d{2,3}", one.words)
    ]
    if len(lengths) == 1 and not parts.has(Lasting):
        yield [ands | {lengths[0].place: f"for {lengths[0].words}"}, *(ands | {one.place: ""} for one in said)]
    dates = [one for one in said if isinstance(one.part, DAYS)]
    if dates and parts.target:
        yield [ands | {one.place: f"starting {one.words.removeprefix('on ')}" for one in dates}]
    yield [ands | _only(parts, said, one) for one in said]
    yield [ands | _drop([other for other in said if other.part != one.part or other.place > one.place]) for one in said]


def _times_in_their_zones(parts: Parts) -> list[list[ReadPart]]:
    """Return the two times of `9am CET / 8am GMT`, each with its zone; nothing where it is not one and the other by turns."""
    found = [one for one in parts.said if isinstance(one.part, (TimeOfDay, InZone, NoZoneYet))]
    is_a_time = [isinstance(one.part, TimeOfDay) for one in found]
    return [found[:2], found[2:]] if is_a_time == [True, False, True, False] else []


def _spare(parts: Parts, said: list[ReadPart]) -> Edits:
    """Leave out the "every" before the later ones, and a time that was said before."""
    places = [one.place for one in said[1:]]
    before = [[one for one in parts.said if one.place < place][-1:] for place in places]
    each = [one for found in before for one in found if isinstance(one.part, Each)]
    times = [one for one in parts.said if isinstance(one.part, TimeOfDay)]
    return _drop(each + (times[1:] if len({one.part for one in times}) == 1 else []))


def _only(parts: Parts, said: list[ReadPart], one: ReadPart) -> Edits:
    """Leave out the others, each with the "every" before it, and where several times are said with all up to the next."""
    bounds = sorted(other.place for other in said)
    whole = len(set(parts.each(TimeOfDay))) > 1 and not isinstance(one.part, TimeOfDay)
    dropped: Edits = {}
    for other in said:
        if other is not one:
            end = next((place for place in bounds if place > other.place), _end(parts)) if whole else other.place + 1
            dropped |= {each.place: "" for each in parts.said if other.place <= each.place < end}
            before = [each for each in parts.said if each.place < other.place][-1:]
            dropped |= {each.place: "" for each in before if isinstance(each.part, Each | Every)}
    # What is said first in all of them ("every monday thursday") has its "every" for the others too.
    if (
        one is not said[0]
        and not isinstance(one.part, MonthDays)
        and not any(isinstance(each.part, Each | Every) for each in parts.said if each.place not in dropped)
    ):
        dropped = {place: "" for place in dropped if place >= said[0].place}
    return dropped


def _with_a_day(parts: Parts) -> Group:
    for one in parts.said:
        if isinstance(one.part, OfMonths):
            return [{one.place: f"{one.words} {_ON['month']}"}]
    for one in parts.said:
        if isinstance(one.part, Every):
            return [{one.place: f"{one.words} {_ON[one.part.unit]}".strip()}]
    for one in parts.said:
        if isinstance(one.part, Each):
            return [{one.place: f"{one.words} tuesday"}]
    ways: Group = [{-1: "every tuesday"}]
    ways += [{one.place: _LEAD.sub("", one.words)} for one in parts.said if isinstance(one.part, Starting)]
    return ways if parts.recurs else [*ways, {-1: "tomorrow"}]


def _later(parts: Parts, refusal: AlreadyOver) -> Iterator[Group]:
    for one in parts.said:
        if isinstance(one.part, FromToday):
            yield [{one.place: "tomorrow"}]
        if isinstance(one.part, OnDate):
            spelled = f"{refusal.wall.day} {refusal.wall:%B}".lower()
            yield [{one.place: f"{spelled} {refusal.wall.year + 1}"}]
            yield [{one.place: spelled}]
            yield [{one.place: "tomorrow"}]
        elif isinstance(one.part, DAYS):
            yield [{one.place: f"next {DAY_NAMES[refusal.wall.weekday()]}"}]


def _without_ends(parts: Parts, refusal: Refusal) -> Iterator[Group]:
    """Yield the sentence without one of what bounds it, with the next year's end first."""
    if isinstance(refusal, EndsTooEarly):
        for one in parts.said:
            if isinstance(one.part, Until) and isinstance(one.part.day, OnDate) and one.part.day.year is None:
                yield [{one.place: f"until {refusal.last.day} {refusal.last:%B} {refusal.last.year + 1}".lower()}]
    if isinstance(refusal, TooMany):
        yield [{one.place: f"for {refusal.most} times"} for one in parts.said if isinstance(one.part, COUNTS)]
    for kinds in ((Until,), COUNTS, (Except,), (Starting,)):
        if parts.has(*kinds):
            yield [{one.place: "" for one in parts.said if isinstance(one.part, kinds)}]
    for one in parts.said:
        if isinstance(one.part, OnDate):
            yield [{one.place: "tomorrow"}]


def _doubted(one: ReadPart, refusal: Refusal) -> bool:
    return isinstance(one.part, Problem) and one.part.refusal is refusal


def _put(parts: Parts, words: str, instead: str) -> Edits:
    """Put other words in the place of some, and leave out the others that belong to them."""
    places = _places(parts, words)
    if not places:
        return {}
    first, *others = places
    piece = words.split(" … ", maxsplit=1)[0]
    before = [one for one in parts.said if one.place < first.place][-1:]
    if before and isinstance(before[0].part, Each) and instead.startswith(("every ", "monthly ", "next ")):
        others = [*before, *others]
    return {first.place: first.words.replace(piece, instead, 1).strip()} | _drop(others)


def _drop(said: list[ReadPart]) -> Edits:
    return {one.place: "" for one in said}


def _places(parts: Parts, words: str) -> list[ReadPart]:
    """Return where each piece of some words was said: they are parted by “…”."""
    found: dict[int, ReadPart] = {}
    for piece in filter(None, words.split(" … ")):
        left = [one for one in parts.said if one.place not in found]
        one = next((one for one in left if one.words == piece), None) or next((one for one in left if piece in one.words), None)
        if one:
            found[one.place] = one
    return list(found.values())


def _end(parts: Parts) -> int:
    return max((one.place for one in parts.said), default=0) + 1
