"""How long before its hour a date is announced and reminded of, as it is typed in a sentence."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta

from bot.core.refusal import Refusal
from bot.schedule.grammar.errors import SaidTwice
from bot.schedule.grammar.parsed import Parts
from bot.schedule.grammar.scanner import Phrase, phrase
from bot.series.leads import AHEAD, AHEADS, NONE, ON_THE_DAY, SOON, SOONS, BadLead

_NUMBERS = {"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "ten": 10, "thirty": 30, "sixty": 60}
_COUNT = rf"(?P<count>{'|'.join(sorted(_NUMBERS, key=len, reverse=True))}|\d{{1,18}})\s*"
_EARLY = r"\s+(?:ahead|before|earlier|early|in\s+advance)"
_UNITS = {"d": timedelta(days=1), "w": timedelta(weeks=1), "h": timedelta(hours=1), "m": timedelta(minutes=1)}
_FAR = 1_000
"""More of any unit than anything is told ahead."""
_ANNOUNCED, _REMINDED = r"announced?\s+(?:it\s+)?", r"remind(?:ed|er)?\s+(?:(?:us|of\s+it)\s+)?"
_NOT = r"(?:not|never|don['’]?t|do\s+not|without(?:\s+an?)?|no)\s+"


@dataclass(frozen=True)
class Lead:
    """What a sentence says of announcing or reminding, as a draft keeps it."""

    which: str
    said: str


Make = Callable[[str, str], object]
Refuse = Callable[[str, str], Refusal]


def lead_phrases(make: Make = Lead, refuse: Refuse = BadLead) -> tuple[Phrase, ...]:
    """Return the phrases of both lead times: all that the form offers, also none. `make` gives the part that one is, `refuse` a refusal."""

    def ahead(match: re.Match[str]) -> tuple[object, ...]:
        return (make(AHEAD, _named(match, AHEADS, AHEAD, refuse)),)

    def soon(match: re.Match[str]) -> tuple[object, ...]:
        return (make(SOON, _named(match, SOONS, SOON, refuse)),)

    def always(which: str, said: str) -> Callable[[re.Match[str]], tuple[object, ...]]:
        return lambda match: (make(which, said),)

    return (
        phrase(rf"{_ANNOUNCED}{_COUNT}(?P<unit>days?|weeks?|hours?|h|minutes?|min){_EARLY}", ahead),
        phrase(rf"{_ANNOUNCED}(?:on\s+)?the\s+(?:same\s+)?day", always(AHEAD, ON_THE_DAY)),
        phrase(rf"{_NOT}announce(?:d|ment)?(?:\s+it)?|{_ANNOUNCED}(?:not\s+at\s+all|never)", always(AHEAD, NONE)),
        phrase(rf"{_REMINDED}{_COUNT}(?P<unit>minutes?|mins?|m|hours?|h|days?|weeks?){_EARLY}", soon),
        phrase(rf"{_NOT}remind(?:ed|er)?(?:\s+of\s+it)?|{_REMINDED}(?:not\s+at\s+all|never)", always(SOON, NONE)),
    )


def leads_said(parts: Parts) -> Mapping[str, str]:
    """Return the lead times that a sentence says, as a draft keeps them. Raise SaidTwice for two that differ."""
    found: dict[str, str] = {}
    for which in (AHEAD, SOON):
        said = [one for one in parts.said if isinstance(one.part, Lead) and one.part.which == which]
        values = {one.part.said for one in said if isinstance(one.part, Lead)}
        if len(values) > 1:
            raise SaidTwice(parts.text, tuple(one.words for one in said))
        for value in values:
            found[which] = value
    return found


def bare_leads(refuse: Refuse = BadLead) -> Phrase:
    """Return the phrase of a word about announcing that no time follows: it is refused with what can be said."""

    def bare(match: re.Match[str]) -> tuple[object, ...]:
        raise refuse(" ".join(match[0].split()), AHEAD if match[0].lower().startswith("ann") else SOON)

    return phrase(r"(?:announced?|remind(?:ed|er)?)(?:\s+\S+){0,3}", bare)


def _named(match: re.Match[str], choices: Mapping[str, timedelta], which: str, refuse: Refuse) -> str:
    count = _NUMBERS.get(match["count"].lower()) or min(int(match["count"]), _FAR)
    span = count * _UNITS[match["unit"][0].lower()]
    name = next((name for name, each in choices.items() if each == span), None)
    if name is None:
        raise refuse(" ".join(match[0].split()), which)
    return name
