"""What people type after `/coffee`, read: a topic, a start with its wishes, the wishes of a series."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import timedelta
from difflib import get_close_matches
from typing import Any

from bot.core.refusal import Refusal
from bot.core.span import NotASpan, read_span
from bot.core.texts import trimmed
from bot.features.lean_coffee.rules import A_DAY, A_WEEK, AHEAD, Dots, Wishes

COMMANDS = ("start", "topic", "mine", "board", "every", "series", "help")
_SPANS = {"collect": "collect", "vote": "vote", "box": "box", "thumbs": "thumbs", "for": "length"}
_EXAMPLES = {"dots": "dots 3", "host": "host watches"}
_OPTIONS = (*_SPANS, *_EXAMPLES)
_VALUES = ("auto", "votes", "watches")
_QUOTES = str.maketrans({"“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "‘": "'", "’": "'"})
_LINK = re.compile(r"https?://[^\s<>|]+")
_TITLE = re.compile(r'"([^"]*)"')
_ANNOUNCE = re.compile(
    r"\bannounced?\b\s*(?:(?P<count>an?|one|\d{1,3})\s+(?P<unit>day|week)s?\s+(?:ahead|before)\b)?", re.IGNORECASE
)
ANNOUNCE = "announce"
"""The wish of a series that is kept beside those of its meetings."""
_AHEADS = {"day": A_DAY, "week": A_WEEK}


@dataclass(eq=False)
class UnknownWish(Refusal):
    """A word of `/coffee start` that means nothing there; `nearest` is the option it looks like, if any."""

    word: str
    nearest: str = ""


@dataclass(eq=False)
class WishWithoutValue(Refusal):
    """An option of `/coffee start` without what it needs."""

    option: str


@dataclass(eq=False)
class BadDots(Refusal):
    """What stands after `dots` is no number and not `auto`."""

    text: str


@dataclass(eq=False)
class BadHost(Refusal):
    """What stands after `host` is neither `votes` nor `watches`."""

    text: str


@dataclass(eq=False)
class BadAhead(Refusal):
    """What stands after `announce` is neither `a day ahead` nor `a week ahead`."""

    text: str


@dataclass(frozen=True)
class Start:
    """What `/coffee start` asks for; an empty title means the channel's."""

    title: str = ""
    link: str = ""
    wishes: Wishes = field(default_factory=Wishes)
    ahead: timedelta = A_DAY


def nearest_command(word: str) -> str:
    """Return the command that a typo most likely means, or nothing."""
    return next(iter(get_close_matches(word, COMMANDS, 1, 0.5)), "")


def example_of(option: str) -> str:
    """Return an option of `/coffee start` with a value that it takes."""
    return _EXAMPLES.get(option, f"{option} 5")


def read_topic(text: str) -> tuple[str, str]:
    """Read `title | one or two sentences`."""
    title, _, told = text.partition("|")
    return trimmed(title), trimmed(told)


def read_start(text: str) -> Start:
    """Read title, link and wishes in any order. Raise UnknownWish, WishWithoutValue, BadDots, BadHost or NotASpan."""
    title, link, rest = _title_and_link(text)
    wishes, loose = _read_wishes(rest, _OPTIONS)
    return Start(_named(title, loose), link, wishes)


def read_series(text: str) -> tuple[Start, str]:
    """Part the wishes of a series from the sentence that says when; `for 45m` and the link stay in the sentence too.

    Raise WishWithoutValue, BadDots, BadHost, BadAhead or NotASpan.
    """
    title, link, rest = _title_and_link(text)
    ahead, rest = _announced(rest)
    wishes, sentence = _read_wishes(rest, [option for option in _OPTIONS if option != "for"])
    return Start(title or "", link, wishes, ahead), " ".join([*sentence, link]).strip()


def slip_in(text: str, strange: str) -> UnknownWish | None:
    """Return the wish that the strange words of a sentence were meant for: `bxo 5`, `anounce a week ahead`."""
    words, unread = text.split(), set(strange.split())
    for word, after in zip(words, [*words[1:], ""], strict=True):
        meant = _OPTIONS if after[:1].isdigit() or after.lower() in _VALUES else ()
        nearest = get_close_matches(word.lower(), meant, 1) or get_close_matches(word.lower(), [ANNOUNCE], 1, 0.8)
        if word in unread and nearest and word.lower() != nearest[0]:
            return UnknownWish(word, nearest[0])
    return None


def _announced(text: str) -> tuple[timedelta, str]:
    """Take `announce a week ahead` out of a sentence; a day ahead where it says nothing."""
    said = _ANNOUNCE.search(text)
    if said is None:
        return A_DAY, text
    count, unit = said["count"] or "", (said["unit"] or "").lower()
    span = _AHEADS.get(unit, timedelta()) * (int(count) if count.isdecimal() else 1)
    if span not in AHEAD:
        raise BadAhead(" ".join(text[said.start() :].split()[:4]))
    return span, f"{text[: said.start()]} {text[said.end() :]}"


def _read_wishes(text: str, options: Collection[str]) -> tuple[Wishes, list[str]]:
    """Read options with their values; return what is left over too."""
    wishes, loose, words = Wishes(), list[str](), text.split()
    while words:
        word = words.pop(0)
        option = word.lower()
        if option not in options:
            loose.append(word)
        elif words:
            wishes = _wished(wishes, option, words.pop(0))
        else:
            raise WishWithoutValue(option)
    return wishes, loose


def written(start: Start) -> Mapping[str, str]:
    """Write wishes as text, for a draft."""
    wishes = start.wishes
    spans = {option: getattr(wishes, name) for option, name in _SPANS.items()}
    kept = {option: f"{span / timedelta(seconds=1):g}s" for option, span in spans.items() if span is not None}
    kept |= {} if wishes.dots is None else {"dots": str(wishes.dots)}
    kept[ANNOUNCE] = written_ahead(start.ahead)
    return kept if wishes.host_votes else kept | {"host": "watches"}


def read_written(kept: Mapping[str, str]) -> Wishes:
    """Read wishes back from a draft."""
    wishes = Wishes()
    for option in _OPTIONS:
        if option in kept:
            wishes = _wished(wishes, option, kept[option])
    return wishes


def written_ahead(ahead: timedelta) -> str:
    """Write how far ahead a series is announced, for a draft and for the choices of its form."""
    return next((name for name, span in _AHEADS.items() if span == ahead), "day")


def read_ahead(kept: Mapping[str, str]) -> timedelta:
    """Read back how far ahead a series is announced; a day where nothing was said."""
    return _AHEADS.get(kept.get(ANNOUNCE, ""), A_DAY)


def _title_and_link(text: str) -> tuple[str | None, str, str]:
    text = text.translate(_QUOTES)
    title = _TITLE.search(text)
    rest = _TITLE.sub(" ", text, count=1) if title else text
    link = _LINK.search(rest)
    rest = _LINK.sub(" ", rest, count=1) if link else rest
    return (title.group(1).strip() if title else None), (link.group() if link else ""), rest


def _named(title: str | None, loose: list[str]) -> str:
    """Take words of no meaning for the title where none is quoted, but not a slip of the pen: `bxo 5`."""
    for word, after in zip(loose, [*loose[1:], ""], strict=False):
        nearest = next(iter(get_close_matches(word.lower(), _OPTIONS, 1)), "")
        if title is not None or (nearest and after[:1].isdigit()):
            raise UnknownWish(word, nearest)
    return " ".join(loose) if title is None else title


def _wished(wishes: Wishes, option: str, value: str) -> Wishes:
    if option == "dots":
        return replace(wishes, dots=_dots(value))
    if option == "host":
        return replace(wishes, host_votes=_votes(value))
    try:
        asked: dict[str, Any] = {_SPANS[option]: read_span(value)}
    except NotASpan as wrong:
        raise NotASpan(f"{option} {value}") from wrong
    return replace(wishes, **asked)


def _dots(value: str) -> Dots:
    if value.lower() == "auto":
        return "auto"
    if not (value.isascii() and value.isdigit() and len(value) <= 3):
        raise BadDots(value)
    return int(value)


def _votes(value: str) -> bool:
    if value.lower() not in ("votes", "watches"):
        raise BadHost(value)
    return value.lower() == "votes"
