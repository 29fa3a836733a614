"""The credit rule of a meeting as people type it, and as options of a start, a plan and a series."""

import re
from datetime import timedelta
from itertools import groupby, pairwise
from typing import ClassVar

from bot.core.refusal import Refusal
from bot.core.span import LENGTH, NotASpan, read_span
from bot.meetings.rules.refusals import ToldAtOnce
from bot.meetings.views.options import A_LENGTH, AN_HOUR, Option
from bot.meetings.views.parts import Wish
from bot.schedule.grammar.parsed import Parts

EXACT, NO_MINIMUM = "exact", "none"
_SHARE = r"(?P<share>\d{1,4}(?:[.,]\d{1,2})?)\s*(?:%|percent|per\s?cent|pct)"
_FROM = r"(?:(?:starting\s+)?(?:from|at)|above|over|after|with|for|(?:of\s+|at\s+)?least)"
_ON = r"(?:\s+(?:on|onwards?|up|attendance|presence|there|of\s+(?:it|the\s+meeting)))?"
_IN_FULL = r"(?:credits?\s*[:=]?\s*(?:is\s+)?full|full\s+credits?)"
_LOOKS_LIKE_IT = (
    rf"{_IN_FULL}\s+(?:from|at)\s+\S+",
    rf"(?:{_IN_FULL}|credits?)(?:\s+(?:full|only|if|when|is|{_FROM}|[:=]))*\s*\d[\d.,]*(?:\s*(?:%|percent|[hm]\w*))?",
    r"full\s+from\s+\d[\d.,]*(?:\s*(?:percent|[hm]\w*))?",
    r"\d[\d.,]*\s*(?:%|percent)\s+credits?",
)
_FIELD = re.compile(rf"(?:(?:{_IN_FULL}|full)\s+)?(?:from\s+)?(?P<share>\d{{1,4}}(?:[.,]\d{{1,2}})?)\s*(?:%|percent)?")


class BadCredit(Refusal, ToldAtOnce):
    """What is said of credit is none of what can be."""

    field: ClassVar[str] = "credit"

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.text = text


class BadMinimum(Refusal):
    """What is said of a minimum is no length."""

    field: ClassVar[str] = "min"

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.text = text


class MinimumInDoubt(Refusal, ToldAtOnce):
    """`45 min 15`: whether a minimum of 15 is meant, or an hour, cannot be told."""

    def __init__(self, words: str, number: str) -> None:
        super().__init__(words, number)
        self.words, self.number = words, number


def read_share(text: str) -> int | None:
    """Read from which share (percent) on a meeting is credited in full; None for exact minutes. Raise BadCredit."""
    said = " ".join(text.lower().split())
    if said in (EXACT, f"{EXACT} minutes"):
        return None
    found = _FIELD.fullmatch(said)
    if found is None:
        raise BadCredit(text)
    return _whole(found["share"], text)


def read_minimum(text: str) -> timedelta:
    """Read the least that counts; a bare number means minutes. Raise BadMinimum."""
    if text.strip().lower() == NO_MINIMUM:
        return timedelta()
    try:
        return read_span(text)
    except NotASpan:
        raise BadMinimum(text) from None


def _whole(share: str, text: str) -> int:
    """Return a share that is a whole number of percent. Raise BadCredit."""
    whole, _, rest = share.replace(",", ".").partition(".")
    if rest.strip("0"):
        raise BadCredit(text)
    return int(whole)


def _refused(match: re.Match[str]) -> int:
    raise BadCredit(match[0])


def _least(match: re.Match[str]) -> timedelta:
    return read_span(match["span"])


def _written_minimum(least: timedelta) -> str:
    minutes, seconds = divmod(int(least.total_seconds()), 60)
    return f"{minutes * 60 + seconds}s" if seconds else f"{minutes}m" if minutes else NO_MINIMUM


CREDIT = Option(
    name="credit",
    sets="full_credit",
    words=r"(?:full\s+)?credits?",
    ways=[
        (rf"(?:{_IN_FULL}(?:\s+{_FROM})?|full\s+from)\s+{_SHARE}{_ON}", lambda said: _whole(said["share"], said[0])),
        (rf"{_SHARE}\s+(?:for|gives?|gets?)\s+full\s+credits?", lambda said: _whole(said["share"], said[0])),
        (r"credits?\s*[:=]?\s*(?:is\s+)?exact(?:\s+minutes)?|exact\s+(?:credits?|minutes)", lambda _: None),
        *((pattern, _refused) for pattern in _LOOKS_LIKE_IT),
    ],
    example="credit full from 80%",
    label=lambda words: words.say("Full credit from (% of the meeting)"),
    hint=lambda words: words.say(
        "Who is there for that much may keep the whole meeting as learning minutes. Empty: exact minutes."
    ),
    usual=EXACT,
    unread=lambda word: BadCredit(f"credit {word}"),
    read=read_share,
    write=lambda share: EXACT if share is None else f"{share}%",
    takes=(EXACT,),
    in_plans=True,
)
MINIMUM = Option(
    name="min",
    sets="minimum",
    words=r"minimum|at\s+least",  # `min` behind a number is its unit: `for 45 min`
    alone=r"minimum|min",
    ways=[
        (r"no\s+minimum|minimum\s+none", lambda _: timedelta()),
        (rf"(?:minimum|min\.?)\s*[:=]?\s*(?:(?:of|is)\s+)?(?P<span>{A_LENGTH})", _least),
        (rf"at\s+least\s+(?P<span>{LENGTH})", _least),
        (rf"(?!{AN_HOUR})(?P<span>{LENGTH})\s+minimum(?!\s*[:=]?\s*(?:of\s+)?{A_LENGTH})", _least),
    ],
    example="min 15",
    label=lambda words: words.say("Minimum that counts"),
    hint=lambda words: words.say("Who is there for less gets no learning minutes. Empty: no minimum."),
    usual=NO_MINIMUM,
    unread=lambda word: BadMinimum(f"min {word}"),
    read=read_minimum,
    write=_written_minimum,
    takes=(NO_MINIMUM,),
    in_plans=True,
)
CREDIT_OPTIONS = (CREDIT, MINIMUM)
"""What a ceremony whose meetings give learning minutes adds to its options."""


def refuse_doubtful_minimum(parts: Parts) -> None:
    """Raise MinimumInDoubt for a number behind `45 min`: that `min` may be its own, or the unit of the one before it."""
    once = [next(said) for _, said in groupby(parts.said, key=lambda said: said.place)]
    for said, after in pairwise(once):
        ends = said.place + len(said.words)
        is_beside = not parts.text[ends : after.place].strip() and after.words.isdecimal()
        if is_beside and re.search(r"\d\s*min\.?$", said.words, re.IGNORECASE) and not _is_minimum(said.part):
            raise MinimumInDoubt(f"{said.words} {after.words}", after.words)


def _is_minimum(part: object) -> bool:
    return isinstance(part, Wish) and part.option == MINIMUM.name
