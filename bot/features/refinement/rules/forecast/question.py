"""What is asked of a forecast, as it is typed: 20 items, 15-25 items, by 31 jan, of which window."""

import re
from dataclasses import dataclass, replace
from datetime import date

from bot.core.refusal import Refusal
from bot.core.texts import LONGEST_TYPED
from bot.features.refinement.rules.forecast.history import Basis
from bot.schedule.grammar.dates import resolve
from bot.schedule.grammar.days import AS_END, AS_START
from bot.schedule.grammar.errors import NotUnderstood
from bot.schedule.grammar.no_such_day import nearest_days
from bot.schedule.grammar.sentences import parse
from bot.schedule.grammar.spelling import mended

WEEKS = (4, 8, 12, 26, 52)
"""The windows that can be chosen."""
USUAL_WEEKS = 12
MOST_ITEMS = 999
_ITEMS = re.compile(
    r"(?:for|of)?\s*(?P<least>\d{1,9})(?:\s*(?:-|–|to|or|…|\.\.+)\s*(?P<most>\d{1,9}))?\s*(?:items?|stories|story|tickets?)?",
    re.IGNORECASE,
)
_BY = re.compile(r"(?:how\s+many\s+)?(?:items?\s+)?(?:by|until|till|before)\s+(?P<day>.+)", re.IGNORECASE | re.DOTALL)
_WINDOW = re.compile(r",?\s*(?:(?:from|over|in)\s+)?(?:the\s+)?last\s+(?P<weeks>\d{1,3})\s+weeks?", re.IGNORECASE)
_CALENDAR = re.compile(r",?\s*(?:in\s+|by\s+)?(?P<which>calendar|working)\s+days?", re.IGNORECASE)
_SPLITS = re.compile(r",?\s*(?P<not>without|no|with)\s+splits?", re.IGNORECASE)


@dataclass(frozen=True)
class HowLong:
    """When are so many items done, drawn evenly from `least` to `most`?"""

    least: int
    most: int


@dataclass(frozen=True)
class HowMany:
    """How many items are done by the end of a day?"""

    by: date


@dataclass(frozen=True)
class Question:
    """What is asked, of how many weeks, in which days, and whether what is split on the way counts too."""

    of: HowLong | HowMany
    weeks: int = USUAL_WEEKS
    basis: Basis = Basis.WORKING
    splits: bool = False


class NoQuestion(Refusal):
    """The text asks nothing that a forecast can answer."""

    field = "question"

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.text = text


class NoSuchScope(Refusal):
    """A forecast is of 1 to MOST_ITEMS items."""

    field = "question"


class NoSuchWindow(Refusal):
    """A window is one of WEEKS."""

    field = "question"

    def __init__(self, weeks: int) -> None:
        super().__init__(weeks)
        self.weeks = weeks


class AlreadyPast(Refusal):
    """The day by which something is asked for has passed, or is today."""

    field = "question"

    def __init__(self, day: date) -> None:
        super().__init__(day)
        self.day = day


def read_question(text: str, today: date, usual: Question | None = None) -> Question:
    """Read what is asked; what is not said of window and days is as in `usual`.

    Raise NoQuestion, NoSuchScope, NoSuchWindow, AlreadyPast, or what the grammar raises for a date.
    """
    if len(text) > LONGEST_TYPED:
        raise NoQuestion(text[:LONGEST_TYPED])
    rest, asked = _options(text, usual or Question(HowLong(1, 1)))
    if found := _ITEMS.fullmatch(rest.strip()):
        return replace(asked, of=_scope(int(found["least"]), int(found["most"] or found["least"])))
    if found := _BY.fullmatch(rest.strip()):
        return replace(asked, of=_by(found["day"], today))
    raise NoQuestion(text.strip())


def _options(text: str, asked: Question) -> tuple[str, Question]:
    """Take what is said of window, days and splits out of a text."""
    if window := _WINDOW.search(text):
        weeks = int(window["weeks"])
        if weeks not in WEEKS:
            raise NoSuchWindow(weeks)
        text, asked = _without(text, window), replace(asked, weeks=weeks)
    if days := _CALENDAR.search(text):
        text, asked = _without(text, days), replace(asked, basis=Basis(days["which"].lower()))
    if splits := _SPLITS.search(text):
        text, asked = _without(text, splits), replace(asked, splits=splits["not"].lower() == "with")
    return text, asked


def _without(text: str, found: re.Match[str]) -> str:
    return f"{text[: found.start()]} {text[found.end() :]}"


def _scope(one: int, other: int) -> HowLong:
    least, most = sorted((one, other))
    if least < 1 or most > MOST_ITEMS:
        raise NoSuchScope
    return HowLong(least, most)


def _by(text: str, today: date) -> HowMany:
    parts = parse(text, phrases=(*AS_END, *AS_START))
    try:
        parts.refuse_unread()
    except NotUnderstood as refused:
        slip = mended(text)
        refused.offers = tuple(f"by {day}" for day in nearest_days(text) or ((slip,) if slip != text else ("31 jan",)))
        raise
    day = parts.day
    if day is None:
        raise NoQuestion(text.strip())
    found = resolve(parts, day, today)
    if found <= today:
        raise AlreadyPast(found)
    return HowMany(found)
