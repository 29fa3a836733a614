"""Phrases for days that are counted from an event of the Sprint: the day before planning."""

import re

from bot.schedule.anchors import Anchor, SprintEvent
from bot.schedule.grammar.lexicon import EVERY, NUMBER, number
from bot.schedule.grammar.parts import CountedFrom
from bot.schedule.grammar.scanner import phrase

_EVENTS = {
    SprintEvent.PLANNING: r"(?:sprint\s+)?planning",
    SprintEvent.REVIEW: r"(?:sprint\s+)?review",
    SprintEvent.RETROSPECTIVE: r"(?:sprint\s+)?retro(?:spective)?",
    SprintEvent.START: r"(?:start|beginning)\s+of\s+(?:the|each|every)\s+sprint|sprint\s+(?:starts?|begins?)",
    SprintEvent.END: r"end\s+of\s+(?:the|each|every)\s+sprint|sprint\s+ends?",
}
_EVENT = rf"(?:(?:the|our|each|{EVERY})\s+)?(?:next\s+)?(?:{'|'.join(f'(?P<{event}>{said})' for event, said in _EVENTS.items())})(?:\s+meeting)?"
_MOST = 31
"""A Sprint is one month at most: days further off belong to another one."""
_DAYS_OF = {"day": 1, "week": 7}


def _counted(match: re.Match[str]) -> tuple[object, ...] | None:
    if match["many"] and not match["n"]:
        return None
    count = number(match["n"]) if match["n"] else 1
    days = count * _DAYS_OF[match["unit"].lower()]
    event = next(event for event in _EVENTS if match[event.value])
    after = match["way"].lower() == "after"
    return (CountedFrom(Anchor(event, -days if after else days, bool(match["working"]))),) if 0 < days <= _MOST else None


def _on_the_day(match: re.Match[str]) -> tuple[object, ...]:
    return (CountedFrom(Anchor(next(event for event in _EVENTS if match[event.value]), 0)),)


ANCHORS = (
    phrase(
        rf"(?:on\s+)?(?:{EVERY}\s+)?(?:(?P<n>{NUMBER})\s+|an?\s+|the\s+)?(?P<working>(?:working|business|work)\s*(?=day))?(?P<unit>day|week)(?P<many>s)?\s+"
        rf"(?P<way>before|ahead\s+of|prior\s+to|after)\s+{_EVENT}",
        _counted,
    ),
    phrase(rf"(?:on\s+)?(?:the\s+)?(?:same\s+)?day\s+(?:of|as)\s+{_EVENT}", _on_the_day),
)
