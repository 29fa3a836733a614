"""Why a plan or a change was refused, where no ceremony has words of its own for it."""

from bot.core.refusal import Refusal
from bot.series.leads import TooFarAhead
from bot.series.rules import PlannedAlready
from bot.series.views import handing_over
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
        case PlannedAlready():
            return words.say("The same is planned here already, by <@{owner}>. Plan it under another title.", owner=refusal.owner)
        case _:
            return handing_over.explain(refusal, words)
