"""How far ahead a meeting is announced: typed, and said of a plan."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from bot.meetings.rules.refusals import BadLeadOfMeeting
from bot.meetings.views.parts import Wish, said_of
from bot.schedule.drafts import Draft
from bot.schedule.grammar.parsed import Parts
from bot.schedule.recurrence import next_after
from bot.series import leads
from bot.series.leads import AHEAD as ANNOUNCE
from bot.series.leads import SOON
from bot.series.views.leads import how_far_ahead
from bot.series.views.typed_leads import lead_phrases
from bot.words.words import Words

LEADS = lead_phrases(Wish, BadLeadOfMeeting)


def leads_of(parts: Parts) -> Mapping[str, str]:
    """Return how far ahead a sentence wants its meetings announced and reminded of, as a draft keeps it. Raise SaidTwice."""
    said = {which: said_of(parts, which) for which in (ANNOUNCE, SOON)}
    return {which: value for which, value in said.items() if value is not None}


def lasts_as_usual(words: Words, plan: Draft, usual: timedelta) -> str:
    """Say how long a meeting takes of which nobody said it; nothing where somebody did."""
    return "" if plan.recurrence.duration else words.say("It lasts {span}, as usual.", span=words.minutes(usual))


def preview_note(usual: timedelta, words: Words, plan: Draft, at: datetime) -> str:
    """Say how long it takes where nobody did, what saving brings, and whether the first announcement is due already."""
    told = words.say("A card {when}; it opens at the hour.", when=announced(words, plan))
    silent = words.say("No card; it opens at the hour.")
    soon = words.say("The card comes as soon as you save; it opens at the hour.")
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
    return soon if plan.recurrence.once else f"{told} {words.say('The first card comes as soon as you save.')}"


def announced(words: Words, plan: Draft) -> str:
    """Say how long before its hour a plan is announced; nothing of what is not."""
    early = early_of(plan)
    return "" if early is None else how_far_ahead(words, early)


def early_of(plan: Draft) -> timedelta | None:
    """Return how long before its hour a plan is announced; None where it is not."""
    return leads.ahead_of(plan.extras, plan.recurrence.start.time())
