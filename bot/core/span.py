"""Durations as people type them: `5`, `5m`, `90s`, `1h30`, `1.5 hours`, `an hour and a half`."""

import re
from datetime import timedelta

from bot.core.refusal import Refusal

_WORDS = {
    "a": 1,
    "an": 1,
    "one": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "nine": 9,
    "ten": 10,
    "eleven": 11,
    "twelve": 12,
    "fifteen": 15,
    "twenty": 20,
    "twenty-five": 25,
    "thirty": 30,
    "thirty-five": 35,
    "forty": 40,
    "forty-five": 45,
    "fifty": 50,
    "fifty-five": 55,
    "sixty": 60,
    "seventy-five": 75,
    "ninety": 90,
}
_COUNT = rf"(?:\d{{1,6}}(?:[.,]\d{{1,2}})?|(?:{'|'.join(sorted(_WORDS, key=len, reverse=True))})(?=[\s-]))"
_UNIT = r"(?:h(?:ours?|rs?)?|m(?:in(?:ute)?s?)?|s(?:ec(?:ond)?s?)?)"
_PIECE = (
    rf"(?:(?:an?\s+)?half\s+(?:an?\s+)?hour|(?:an?\s+|three\s+)?quarters?\s+of\s+an\s+hour"
    rf"|{_COUNT}\s+and\s+an?\s+half\s+hours?|{_COUNT}[\s-]*{_UNIT}(?:\s+and\s+an?\s+(?:half|quarter))?)"
)
LENGTH = rf"(?:{_PIECE}(?:(?:\s+and)?\s*{_PIECE}){{0,2}}(?:(?<=[hH])\d{{1,2}})?)(?![^\W_])"
"""A duration within a longer text, with its unit; matched in any case."""
_SAID = (
    (r"(?:\ban? +)?\bhalf +(?:an? +)?hour\b", "30m"),
    (r"\bthree +quarters +of +an +hour\b", "45m"),
    (r"(?:\ban? +)?\bquarter +of +an +hour\b", "15m"),
    (r"\b(\d{1,6}) *hours?(?: +and +an? +half\b)|\b(\d{1,6}) +and +an? +half +hours?\b", r"\1\2h30m"),
    (r"\b(\d{1,6}) *hours? +and +an? +quarter\b", r"\1h15m"),
    (r"\band\b", " "),
    (r"(?<=\d) *- *(?=[hms])", ""),
)
_SPAN = re.compile(
    r"(?:(?P<h>\d{1,3}(?:[.,]\d{1,2})?)\s*h(?:ours?|rs?)?\s*)?"
    r"(?:(?P<m>\d{1,5}(?:[.,]\d{1,2})?)\s*(?:m(?:in(?:ute)?s?)?\s*|$))?"
    r"(?:(?P<s>\d{1,6})\s*s(?:ec(?:ond)?s?)?)?",
    re.ASCII,
)


_HOURS_WITH_TWO_FIGURES = re.compile(r"(?<![\d.,])(\d{1,3})[.,](\d\d)\s*h(?:ours?|rs?)?(?![^\W_])", re.IGNORECASE | re.ASCII)
_DECIMALS = ("00", "25", "50", "75")


class NotASpan(Refusal):
    """The text is no duration."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.text = text


def read_span(text: str) -> timedelta:
    """Read a duration; a bare number means minutes. Raise NotASpan, also for what `two_lengths` has two readings of."""
    if two_lengths(text):
        raise NotASpan(text)
    found = _SPAN.fullmatch(_in_figures(text))
    if found is None or not any(found.group("h", "m", "s")):
        raise NotASpan(text)
    hours, minutes, seconds = (float((part or "0").replace(",", ".")) for part in found.group("h", "m", "s"))
    return timedelta(seconds=round((hours * 60 + minutes) * 60 + seconds))


def two_lengths(text: str) -> tuple[str, ...]:
    """Return what `1.30h` may be: an hour and thirty minutes, or 1.3 hours; nothing where one meaning is plain."""
    found = _HOURS_WITH_TWO_FIGURES.search(text)
    if found is None or found[2] in _DECIMALS:
        return ()
    hours, figures = int(found[1]), int(found[2])
    decimal = round((hours + figures / 100) * 60)
    return tuple(f"{minutes} minutes" for minutes in ([hours * 60 + figures] if figures < 60 else []) + [decimal])


def _in_figures(text: str) -> str:
    """Write `an hour and a half` as `1h30m`; what is in figures already stays as it is."""
    said = " ".join(text.lower().split())
    for pattern, short in (_SAID[0], _SAID[1], _SAID[2]):
        said = re.sub(pattern, short, said)
    said = re.sub(
        rf"\b(?:{'|'.join(sorted(_WORDS, key=len, reverse=True))})(?=[ -]+(?:and an? half )?(?:h(?!alf)|m|s))",
        lambda word: str(_WORDS[word[0]]),
        said,
    )
    for pattern, short in _SAID[3:]:
        said = re.sub(pattern, short, said)
    return said.strip()
