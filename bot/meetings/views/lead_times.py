"""How far ahead a meeting is announced: typed, kept in a draft, chosen in a form, said in words."""

import re
from collections.abc import Mapping
from datetime import datetime, timedelta

from slack_sdk.models.blocks import Block

from bot.meetings.rules.lead_times import A_WEEK, AHEAD
from bot.meetings.rules.refusals import BadAhead
from bot.meetings.views.parts import Wish, said_of
from bot.schedule.drafts import Draft
from bot.schedule.grammar.parsed import Parts
from bot.schedule.grammar.scanner import phrase
from bot.schedule.recurrence import next_after
from bot.series.rules import A_DAY
from bot.slack.blocks import field, menu
from bot.words.words import Words

ANNOUNCE = "announce"
"""The wish of a series that is kept beside those of its meetings."""
AHEADS = {"day": A_DAY, "week": A_WEEK}
_FAR = 1_000
"""More days or weeks than anything is announced ahead."""


def _ahead(match: re.Match[str]) -> tuple[object, ...]:
    count = int(match["count"]) if match["count"].isdecimal() else 1
    span = AHEADS[match["unit"].lower()] * min(count, _FAR)
    if span not in AHEAD:
        raise BadAhead(" ".join(match[0].split()))
    return (Wish(ANNOUNCE, span),)


ANNOUNCED = phrase(
    r"announced?\s+(?:it\s+)?(?P<count>an?|one|\d{1,18})\s+(?P<unit>day|week)s?\s+(?:ahead|before|earlier|early|in\s+advance)",
    _ahead,
)


def ahead_of(parts: Parts) -> timedelta:
    """Return how far ahead a sentence wants its meetings announced; a day where it does not say. Raise SaidTwice."""
    said = said_of(parts, ANNOUNCE)
    return said if isinstance(said, timedelta) else A_DAY


def written_ahead(ahead: timedelta) -> str:
    """Write how far ahead a series is announced, for a draft and for the choices of its form."""
    return next((name for name, span in AHEADS.items() if span == ahead), "day")


def read_ahead(kept: Mapping[str, str]) -> timedelta:
    """Read back how far ahead a series is announced; a day where nothing was said."""
    return AHEADS.get(kept.get(ANNOUNCE, ""), A_DAY)


def announce_field(words: Words, plan: Draft) -> Block:
    """Draw the field of a plan that says how far ahead it is announced."""
    aheads = {"day": words.say("A day ahead"), "week": words.say("A week ahead")}
    return field(ANNOUNCE, words.say("Announce it"), menu(aheads, first=written_ahead(read_ahead(plan.extras))))


def preview_note(words: Words, plan: Draft, at: datetime) -> str:
    """Say what saving brings, and whether the first announcement is due already."""
    told = words.say("Announced {when}; it opens at the hour.", when=announced(words, plan))
    return note(words, plan, at, told, words.say("Announced as soon as you save; it opens at the hour."))


def note(words: Words, plan: Draft, at: datetime, told: str, soon: str) -> str:
    """Say that of a plan whose first announcement is due later, that it comes at once of a series, or `soon` of one meeting."""
    first = next_after(plan.recurrence, at)
    if first is None or first.starts - read_ahead(plan.extras) > at:
        return told
    return f"{told} {words.say('The first one is announced as soon as you save.')}" if plan.recurrence.rule else soon


def announced(words: Words, plan: Draft) -> str:
    """Say how long before its hour a plan is announced."""
    return how_far_ahead(words, read_ahead(plan.extras))


def how_far_ahead(words: Words, early: timedelta) -> str:
    """Say how long before its hour a meeting is announced."""
    if early == A_WEEK:
        return words.say("a week ahead")
    return words.say("a day ahead") if early == A_DAY else words.say("{span} ahead", span=words.minutes(early))
