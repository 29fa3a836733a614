"""Options of a Lean Coffee as phrases of its sentences, and how a draft keeps them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from bot.core.refusal import Refusal
from bot.core.span import LENGTH, NotASpan, read_span
from bot.features.lean_coffee.rules.series_dates import A_WEEK, AHEAD
from bot.features.lean_coffee.rules.values import Dots, Wishes
from bot.schedule.grammar.counts import bare_number
from bot.schedule.grammar.errors import SaidTwice
from bot.schedule.grammar.parsed import Parts
from bot.schedule.grammar.parts import Lasting, UnknownWords
from bot.schedule.grammar.scanner import phrase
from bot.series.rules import A_DAY

SPANS = {"collect": "collect", "vote": "vote", "box": "box", "thumbs": "thumbs", "for": "length"}
"""Options that take a length, and what the wishes call them."""
ANNOUNCE = "announce"
"""The wish of a series that is kept beside those of its meetings."""
EXAMPLES = {
    "collect": "collect 3",
    "vote": "vote 2",
    "box": "box 5",
    "thumbs": "thumbs 30s",
    "dots": "dots 3",
    "host": "host watches",
    "for": "for 45m",
}
NAMES = (*SPANS, "dots", "host")
_AHEADS = {"day": A_DAY, "week": A_WEEK}
_FAR = 1_000
"""More days or weeks than anything is announced ahead."""


@dataclass(frozen=True)
class Wish:
    """An option with what it was given: a length, dots, or whether the host votes."""

    option: str
    value: timedelta | Dots | bool


@dataclass(frozen=True)
class Bare:
    """The word of an option without what it needs; in a title it is a word like others."""

    option: str


@dataclass(frozen=True)
class Unnamed:
    """A length that nobody said the meaning of is taken for the meeting's, and shown first."""


@dataclass(frozen=True)
class Now:
    """At once."""


@dataclass(eq=False)
class WishWithoutValue(Refusal):
    """An option without what it needs."""

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


@dataclass(eq=False)
class ManyBoxes(Refusal):
    """Several boxes were given; the later ones follow from the first (minutes)."""

    text: str
    first: str


def _box(match: re.Match[str]) -> tuple[object, ...]:
    raise ManyBoxes(match[0], match["first"])


def _span(match: re.Match[str]) -> tuple[object, ...]:
    return (Wish(_option(match["name"]), read_span(match["span"])),)


def _dots(match: re.Match[str]) -> tuple[object, ...]:
    count = (match["n"] or match["m"]).lower()
    return (Wish("dots", "auto" if count == "auto" else int(count)),)


def _host(match: re.Match[str]) -> tuple[object, ...]:
    return (Wish("host", match["does"].lower().startswith("vot")),)


def _ahead(match: re.Match[str]) -> tuple[object, ...]:
    count = int(match["count"]) if match["count"].isdecimal() else 1
    span = _AHEADS[match["unit"].lower()] * min(count, _FAR)
    if span not in AHEAD:
        raise BadAhead(" ".join(match[0].split()))
    return (Wish(ANNOUNCE, span),)


def _option(name: str) -> str:
    """Return an option as it is called, also where its word was said of several."""
    name = name.lower()
    return {"boxes": "box", "votes": "vote", "voting": "vote", "dot": "dots", "thumb": "thumbs", "announced": ANNOUNCE}.get(
        name, name
    )


_TIMED = r"(?P<name>collect|vote|voting|box(?:es)?|thumbs?)"
_A_LENGTH = rf"(?:{LENGTH}|\d{{1,6}}(?:[.,]\d{{1,2}})?)"
_HOUR = r"(?:[05-9]|\d\d)\s?h\d{0,2}(?![^\W_])"
"""What is a time of the day where nobody says that it is a length: meetings are not at 1h, nor do they last for 9h."""
OF_SERIES = (
    phrase(rf"for\s+(?P<span>\d{{1,5}})(?=\s+(?:collect|vote|voting|box(?:es)?|thumbs?|dots?|host|{ANNOUNCE}d?)\b)", bare_number),
    phrase(r"box(?:es)?\s+(?:of\s+)?(?P<first>\d{1,3})(?:\s*/\s*\d{1,3})+", _box),
    phrase(rf"{_TIMED}\s*[:=]?\s*(?:(?:of|for)\s+)?(?P<span>{_A_LENGTH})", _span),
    phrase(rf"(?!{_HOUR})(?P<span>{LENGTH})\s+{_TIMED}(?!\s*[:=]?\s*(?:of\s+|for\s+)?{_A_LENGTH})", _span),
    phrase(r"dots?\s*[:=]?\s*(?P<n>\d{1,6}|auto)|(?P<m>\d{1,6}|auto)\s+dots", _dots),
    phrase(r"host\s*[:=]?\s*(?P<does>votes?|voting|watch(?:es)?|watching)", _host),
    phrase(
        r"announced?\s+(?:it\s+)?(?P<count>an?|one|\d{1,18})\s+(?P<unit>day|week)s?\s+(?:ahead|before|earlier|early|in\s+advance)",
        _ahead,
    ),
    phrase(
        r"(?P<name>collect|votes?|voting|box(?:es)?|thumbs|dots?|host|announced?)",
        lambda match: (Bare(_option(match["name"])),),
    ),
)
"""The options of what is planned to come again."""
OF_ONE = (
    *OF_SERIES,
    phrase(r"(?:right\s+)?now|immediately", lambda match: (Now(),)),
    phrase(r"(?:until|till)\s+\d{1,2}(?:[:.h]\d{2}|\s*[ap]\.?m\.?)", lambda match: (UnknownWords(),)),
    phrase(rf"(?!{_HOUR})(?P<span>{LENGTH})(?:\s+long)?", lambda match: (Lasting(read_span(match["span"])), Unnamed())),
)
"""The options of one meeting, with what only one meeting has: its being now."""


def wishes_of(parts: Parts) -> Wishes:
    """Return what a sentence asks of its meetings. Raise SaidTwice."""
    lasting = parts.the(Lasting)
    wishes = Wishes(length=lasting.span if lasting else None)
    for option in NAMES:
        value = said_of(parts, option)
        if value is not None:
            wishes = replace(wishes, **_named(option, value))
    return wishes


def ahead_of(parts: Parts) -> timedelta:
    """Return how far ahead a sentence wants its meetings announced; a day where it does not say. Raise SaidTwice."""
    said = said_of(parts, ANNOUNCE)
    return said if isinstance(said, timedelta) else A_DAY


def said_of(parts: Parts, option: str) -> timedelta | Dots | bool | None:
    """Return what an option was given; None where it was not said. Raise SaidTwice for two that differ."""
    found = [said for said in parts.said if isinstance(said.part, Wish) and said.part.option == option]
    values = {said.part.value for said in found if isinstance(said.part, Wish)}
    if len(values) > 1:
        raise SaidTwice(parts.text, tuple(said.words for said in found))
    return next(iter(values), None)


def refuse_bare(parts: Parts) -> None:
    """Raise what is wrong with the first option that lacks what it needs, with the word in the place of it."""
    for said, after in zip(parts.said, [*parts.said[1:], None], strict=False):
        if isinstance(said.part, Bare):
            if said.part.option == ANNOUNCE:
                raise BadAhead(" ".join(parts.text[said.place :].split()[:4]))
            word = (
                next(iter(after.words.split()), "")
                if after is not None and (isinstance(after.part, UnknownWords) or after.words[:1].isdigit())
                else ""
            )
            raise without_value(said.part.option, word)


def without_value(option: str, word: str) -> Refusal:
    """Return why an option cannot be taken with the word that follows it, or with none."""
    if not word:
        return WishWithoutValue(option)
    if option in SPANS:
        return NotASpan(f"{option} {word}")
    return BadDots(word) if option == "dots" else BadHost(word)


def example_of(option: str) -> str:
    """Return an option with a value that it takes."""
    return EXAMPLES[option]


def written(wishes: Wishes, ahead: timedelta = A_DAY) -> Mapping[str, str]:
    """Write wishes as text, for a draft."""
    spans = {option: getattr(wishes, name) for option, name in SPANS.items()}
    kept = {option: written_span(span) for option, span in spans.items() if span is not None}
    kept |= {} if wishes.dots is None else {"dots": str(wishes.dots)}
    kept[ANNOUNCE] = written_ahead(ahead)
    return kept if wishes.host_votes else kept | {"host": "watches"}


def written_span(span: timedelta) -> str:
    """Write a length as it can be typed again: `45m`, `90s`."""
    minutes, seconds = divmod(int(span.total_seconds()), 60)
    return f"{minutes * 60 + seconds}s" if seconds else f"{minutes}m"


def read_written(kept: Mapping[str, str]) -> Wishes:
    """Read wishes back from a draft."""
    wishes = Wishes()
    for option in NAMES:
        if option in kept:
            wishes = replace(wishes, **_named(option, read_value(option, kept[option])))
    return wishes


def read_value(option: str, text: str) -> timedelta | Dots | bool:
    """Read what one option was given. Raise NotASpan, BadDots or BadHost."""
    word = text.strip().lower()
    if option == "dots":
        if word != "auto" and not (word.isascii() and word.isdigit() and len(word) <= 6):
            raise BadDots(text)
        return "auto" if word == "auto" else int(word)
    if option == "host":
        if word not in ("votes", "watches"):
            raise BadHost(text)
        return word == "votes"
    return read_span(text)


def written_ahead(ahead: timedelta) -> str:
    """Write how far ahead a series is announced, for a draft and for the choices of its form."""
    return next((name for name, span in _AHEADS.items() if span == ahead), "day")


def read_ahead(kept: Mapping[str, str]) -> timedelta:
    """Read back how far ahead a series is announced; a day where nothing was said."""
    return _AHEADS.get(kept.get(ANNOUNCE, ""), A_DAY)


def _named(option: str, value: timedelta | Dots | bool) -> dict[str, Any]:
    return {"host_votes" if option == "host" else SPANS.get(option, option): value}
