"""Reads what people type of an asynchronous Lean Coffee: its name, the length of a window, dots."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.core.refusal import Refusal
from bot.core.texts import trimmed
from bot.features.lean_coffee.rules.values import Dots
from bot.features.lean_coffee.rules.windows.lengths import settle
from bot.features.lean_coffee.rules.windows.values import Settings, Wishes
from bot.features.lean_coffee.views.windows.pieces import NAMING, lasting
from bot.features.lean_coffee.views.wishes import DOTS, OPTIONS, read_dots
from bot.meetings.rules.refusals import WishWithoutValue
from bot.meetings.views.options import Option, StartOptions
from bot.meetings.views.typed import Start, parted, says_when
from bot.words.words import Words

_UNITS = {"h": timedelta(hours=1), "d": timedelta(days=1), "w": timedelta(weeks=1), "m": timedelta(minutes=1)}
_NUMBERS = {"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7}
_COUNT = rf"(?:\d{{1,6}}(?:[.,]\d{{1,2}})?|(?:{'|'.join(_NUMBERS)})(?=[\s-]))"
_UNIT = r"(?:hours?|hrs?|h|days?|d|weeks?|w|minutes?|mins?|min|m)"
_PART = re.compile(rf"(?P<n>{_COUNT})[\s-]*(?P<unit>{_UNIT})(?![^\W\d_])", re.IGNORECASE)
_ONE = rf"{_COUNT}[\s-]*{_UNIT}(?![^\W\d_])"
_SPAN = rf"(?P<span>{_ONE}(?:(?:\s*,|\s+and\b)?\s*{_ONE})*)(?![^\W_])"
_BEGINS = r"(?<![^\W_])(?<!\d[.,])"
"""A length begins a word: "Pizza day" and "v1.5h" have none."""
_WINDOW = re.compile(
    rf"{_BEGINS}(?:(?:each\s+)?windows?\s*(?:[:=]|of|for)?\s*|each\s+|for\s+)?{_SPAN}(?:\s+(?:windows?|each))?", re.IGNORECASE
)
_LATER = re.compile(rf"{_BEGINS}(?:(?:in|after)\s+{_SPAN}|next\s+(?:week|month|sprint)(?![^\W_]))", re.IGNORECASE)
_ALONE = re.compile(rf"\s*{_SPAN}[\s.,;!]*", re.IGNORECASE)
_DOTS = re.compile(
    r"(?<![^\W_])(?:dots?(?![^\W\d_])(?:\s*[:=]?\s*(?P<n>[^\s\"“”]+))?|(?:(?P<m>\d{1,6})\s*|(?P<auto>auto)\s+)dots?(?![^\W_]))",
    re.IGNORECASE,
)
_QUOTED = re.compile(r"[\"“„«](?P<title>[^\"“”„«»]+)[\"”“»]")
_NOW = re.compile(r"(?<![^\W_])(?:(?:starting|right)\s+)?now(?![^\W_])", re.IGNORECASE)


@dataclass(eq=False)
class NotAWindow(Refusal):
    """What stands for a window is no length of one."""

    text: str


@dataclass(eq=False)
class StartsNow(Refusal):
    """A day or an hour to begin at was typed: one starts at once."""

    text: str


@dataclass(eq=False)
class TwoWindows(Refusal):
    """Two lengths were typed: all windows are of one length."""

    first: str
    second: str


def read_window(text: str) -> timedelta:
    """Read the length of a window: `24h`, `2 days`, `a week`. Raise NotAWindow."""
    found = _ALONE.fullmatch(text)
    if found is None:
        raise NotAWindow(text)
    try:
        return _span(found["span"])
    except TwoWindows:
        raise NotAWindow(text) from None


def read_async(text: str) -> Start[Wishes]:
    """Read what was typed after `/coffee async`; what is not understood is left, and shown to its author first.

    Words that are no option are taken for the name, and shown too. Raise StartsNow, TwoWindows, NotAWindow, WishWithoutValue or BadDots.
    """
    title, rest = quoted_name(text), _without(text, _QUOTED.search(text))
    if later := _LATER.search(rest):
        raise StartsNow(later[0])
    dots = _DOTS.search(rest)
    rest = _without(rest, dots)
    windows = list(_WINDOW.finditer(rest))
    if len(windows) > 1:
        raise TwoWindows(windows[0][0].strip(), windows[1][0].strip())
    loose = _pieces(_NOW.sub(" … ", _without(rest, windows[0] if windows else None)))
    _refuse_later(loose)
    if number := next((part for part in loose if part.isdecimal()), ""):
        raise NotAWindow(number)  # hours or days, nobody can tell
    wishes = Wishes(window=_span(windows[0]["span"]) if windows else None, dots=_dots(dots) if dots else None)
    names = [part for part in loose if "://" not in part]
    if title or not names:
        return Start(wishes, title, left=tuple(loose))
    return Start(wishes, names[0], left=tuple(part for part in loose if part != names[0]))


def quoted_name(text: str) -> str:
    """Return the name in quotes; empty where there is none."""
    found = _QUOTED.search(text)
    return trimmed(found["title"]) if found else ""


def _refuse_later(loose: list[str]) -> None:
    for part in loose:
        if says_when(parted(OPTIONS, part)):
            raise StartsNow(part)


def _dots(found: re.Match[str]) -> Dots:
    said = found["n"] or found["m"] or found["auto"]
    if said is None:
        raise WishWithoutValue("dots")
    return read_dots(said.rstrip(".,;!") or said)


def _span(text: str) -> timedelta:
    """Return how long `1 day 12 h` is: each unit smaller than the one before. Raise TwoWindows."""
    whole, last = timedelta(), timedelta.max
    for found in _PART.finditer(text):
        unit = _UNITS[found["unit"][0].lower()]
        if unit >= last:
            raise TwoWindows(text[: found.start()].strip(" ,"), text[found.start() :].strip())
        number = found["n"].lower().replace(",", ".")
        whole, last = whole + (float(_NUMBERS.get(number, 0)) or float(number)) * unit, unit
    return whole


def _without(text: str, found: re.Match[str] | None) -> str:
    return text if found is None else f"{text[: found.start()]} … {text[found.end() :]}"


def _pieces(text: str) -> list[str]:
    pieces = (" ".join(part.split()).strip(" ,.;!") for part in text.split("…"))
    return [part for part in pieces if part and part.lower() not in ("and", "with", "please")]


def written_window(window: timedelta) -> str:
    """Write a window as it can be typed again."""
    hours, rest = divmod(int(window.total_seconds()), 3600)
    if rest:
        return f"{int(window.total_seconds()) // 60}m"
    return f"{hours // 24} days" if hours > 24 and hours % 24 == 0 else f"{hours}h"


class WindowOptions(StartOptions[Wishes]):
    """What people choose of one: no length of the whole, which follows from the windows."""

    @property
    def fields(self) -> dict[str, Option]:
        """All options, by the block of the form that each stands in."""
        return {option.name: option for option in self.own}


def _lasts(words: Words, settings: Settings, at: datetime) -> str:
    return words.say(
        "A window of *{span}* to propose, one to vote, and one to talk about the top three, each in a thread; the thumbs decide about one more. A window that would end on a free day ends at the same hour of the next working day.",
        span=lasting(words, settings.window),
    )


_WINDOW_OPTION = Option(
    name="window",
    sets="window",
    words="windows?",
    ways=[],
    example="24h",
    label=lambda words: words.say("Each window"),
    usual="24h",
    unread=NotAWindow,
    read=read_window,
    write=written_window,
)
WINDOW_OPTIONS = WindowOptions(NAMING, Wishes(), settle, (_WINDOW_OPTION, DOTS), '"Platform guild" 24h dots 3', _lasts)
