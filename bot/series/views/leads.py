"""How long before its hour a date is announced and reminded of: as fields of a form, and in words."""

from collections.abc import Mapping
from datetime import timedelta

from slack_sdk.models.blocks import Block

from bot.schedule.drafts import Draft
from bot.series.leads import AHEAD, AHEADS, NONE, ON_THE_DAY, SOON, SOONS, Leads, leads_of, written
from bot.series.rules import A_DAY, Series
from bot.slack.blocks import field, menu
from bot.slack.requests import Form
from bot.words.words import Words


def lead_fields(words: Words, plan: Draft) -> list[Block]:
    """Draw both fields, filled with what the plan says."""
    return lead_menus(words, written(leads_of(plan.extras, plan.recurrence.start.time())))


def lead_menus(words: Words, first: Mapping[str, str]) -> list[Block]:
    """Draw both fields; `first`: what is chosen, as it is written."""
    minutes = {name: words.count("{n} minute ahead", "{n} minutes ahead", int(name)) for name in SOONS}
    aheads = {
        **{name: _hours(words, span) for name, span in AHEADS.items() if span < A_DAY},
        ON_THE_DAY: words.say("On the day"),
        **{name: words.count("A day ahead", "{n} days ahead", span.days) for name, span in AHEADS.items() if span >= A_DAY},
        "week": words.say("A week ahead"),
        NONE: words.say("Not at all"),
    }
    soons = {**minutes, NONE: words.say("Not at all")}
    return [
        field(AHEAD, words.say("Card before it begins"), menu(aheads, first=first[AHEAD])),
        field(SOON, words.say("Line before it begins"), menu(soons, first=first[SOON])),
    ]


def read_leads(form: Form) -> Mapping[str, str]:
    """Read both fields back: the extras that they change."""
    return {name: form.text(name) for name in (AHEAD, SOON) if form.text(name)}


def how_far_ahead(words: Words, ahead: timedelta) -> str:
    """Say how long before its hour a date has its card, after “card”."""
    if ahead < A_DAY:
        return _hours(words, ahead) if ahead in AHEADS.values() else words.say("on the day")
    if ahead == AHEADS["week"]:
        return words.say("a week ahead")
    return words.count("a day ahead", "{n} days ahead", ahead.days)


def _hours(words: Words, ahead: timedelta) -> str:
    return words.count("{n} hour ahead", "{n} hours ahead", ahead // timedelta(hours=1))


def unusual(words: Words, series: Series) -> list[str]:
    """Say what of both is not as it usually is, for the list."""
    usual, told = Leads(), []
    if series.ahead is None:
        told.append(words.say("no card"))
    elif series.ahead != usual.ahead:
        told.append(words.say("card {early}", early=how_far_ahead(words, series.ahead)))
    if series.reminded is None:
        told.append(words.say("no line"))
    elif series.reminded != usual.soon:
        told.append(words.say("line {span} ahead", span=words.minutes(series.reminded)))
    return told
