"""Why a plan or a change was refused, where no ceremony has words of its own for it."""

from bot.core.refusal import Refusal
from bot.series.leads import SOON, BadLead, TooFarAhead
from bot.series.rules import PlannedAlready
from bot.series.views import handing_over, turns
from bot.slack.text import plain
from bot.words.words import Words


def explain(refusal: Refusal, words: Words) -> str | None:
    """Say what happened and the way out; None for a refusal of another room."""
    match refusal:
        case TooFarAhead():
            return words.count(
                "That is too far ahead: two of its dates are {n} day apart, so one would be announced before the last one is over. A day ahead works.",
                "That is too far ahead: two of its dates are {n} days apart, so one would be announced before the last one is over. A day ahead works.",
                refusal.apart.days,
            )
        case BadLead():
            return bad_lead(words, refusal)
        case PlannedAlready():
            return words.say("The same is planned here already, by <@{owner}>. Plan it under another title.", owner=refusal.owner)
        case _:
            return turns.explain(refusal, words) or handing_over.explain(refusal, words)


def bad_lead(words: Words, refusal: BadLead) -> str:
    """Say which lead times a sentence can say, of reminding or else of announcing."""
    told = plain(refusal.text, 40)
    if refusal.which == SOON:
        return words.say(
            "I can remind `5`, `10`, `15`, `30` or `60 minutes ahead`, or give `no reminder`; you wrote “{text}”.", text=told
        )
    return words.say(
        "I can announce `on the day`, `an hour`, `4 hours`, `a day`, `2 days`, `3 days` or `a week ahead`, or say `not announced`; you wrote “{text}”.",
        text=told,
    )
