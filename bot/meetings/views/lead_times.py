"""How far ahead a meeting is announced: typed, and said of a plan."""

import re
from datetime import datetime, timedelta

from bot.meetings.rules.lead_times import A_WEEK, AHEAD
from bot.meetings.rules.refusals import BadAhead
from bot.meetings.views.parts import Wish, said_of
from bot.schedule.drafts import Draft
from bot.schedule.grammar.parsed import Parts
from bot.schedule.grammar.scanner import phrase
from bot.schedule.recurrence import next_after
from bot.series import leads
from bot.series.leads import AHEAD as ANNOUNCE
from bot.series.rules import A_DAY
from bot.series.views.leads import how_far_ahead
from bot.words.words import Words

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


def lasts_as_usual(words: Words, plan: Draft, usual: timedelta) -> str:
    """Say how long a meeting takes of which nobody said it; nothing where somebody did."""
    return "" if plan.recurrence.duration else words.say("It lasts {span}, as usual.", span=words.minutes(usual))


def preview_note(usual: timedelta, words: Words, plan: Draft, at: datetime) -> str:
    """Say how long it takes where nobody did, what saving brings, and whether the first announcement is due already."""
    told = words.say("Announced {when}; it opens at the hour.", when=announced(words, plan))
    silent = words.say("It is not announced; it opens at the hour.")
    soon = words.say("Announced as soon as you save; it opens at the hour.")
    return f"{lasts_as_usual(words, plan, usual)} {note(words, plan, at, told, soon, silent)}".strip()


def note(words: Words, plan: Draft, at: datetime, told: str, soon: str, silent: str) -> str:
    """Say that of a plan whose first announcement is due later, that it comes at once of a series, or `soon` of one meeting.

    `silent`: of what is not announced.
    """
    first, early = next_after(plan.recurrence, at), early_of(plan)
    if early is None:
        return silent
    if first is None or first.starts - early > at:
        return told
    return soon if plan.recurrence.once else f"{told} {words.say('The first one is announced as soon as you save.')}"


def announced(words: Words, plan: Draft) -> str:
    """Say how long before its hour a plan is announced; nothing of what is not."""
    early = early_of(plan)
    return "" if early is None else how_far_ahead(words, early)


def early_of(plan: Draft) -> timedelta | None:
    """Return how long before its hour a plan is announced; None where it is not."""
    return leads.ahead_of(plan.extras, plan.recurrence.start.time())
