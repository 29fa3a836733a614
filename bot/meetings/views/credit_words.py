"""The credit rule of a meeting in words, and why one that was typed is none."""

from bot.core.refusal import Refusal
from bot.meetings.rules.credit import CreditRule, NotWholeMinutes, ShareOutOfBounds
from bot.meetings.views.credit import BadCredit, BadMinimum, MinimumInDoubt
from bot.slack.text import plain
from bot.words.words import Words


def in_words(words: Words, credit: CreditRule, exact: str = "") -> str:
    """Write a credit rule as a part of a sentence; `exact`: what exact minutes are called there."""
    told = exact or words.say("exact minutes")
    if credit.full_from is not None:
        told = words.say("full credit from {percent} %", percent=credit.full_from)
    return words.say("{rule}, none below {minimum} min", rule=told, minimum=credit.minimum) if credit.minimum else told


def stated(words: Words, credit: CreditRule) -> str:
    """Tell the credit rule of a meeting where its host has stated one; nothing where exact minutes count, all of them."""
    return words.say("Learning minutes: {rule}.", rule=in_words(words, credit)) if credit.is_stated else ""


def explain(words: Words, refusal: Refusal) -> str | None:
    """Say what is wrong with a credit rule that was typed, and how it is typed; None for another refusal."""
    match refusal:
        case BadCredit():
            return words.say(
                "I read “{text}” as a credit rule, and do not understand it. It takes a share of the meeting in whole percent, as in `credit full from 80%`, or `credit exact`; a name that has such words in it goes in quotes.",
                text=plain(refusal.text, 60),
            )
        case ShareOutOfBounds():
            return words.say(
                "Full credit can begin from {least} % to {most} % of the meeting, as in `credit full from 80%`; you wrote {given} %.",
                least=refusal.least,
                most=refusal.most,
                given=refusal.given,
            )
        case BadMinimum():
            return words.say("A minimum takes minutes, as in `min 15`; you wrote {text}.", text=plain(refusal.text, 40))
        case NotWholeMinutes():
            return words.say(
                "A minimum takes whole minutes, as in `min 15`; you wrote {given}.", given=words.minutes(refusal.given)
            )
        case MinimumInDoubt():
            return words.say(
                "“{words}” may be a minimum or an hour. Write `minimum {number}`, or `at {number}`.",
                words=plain(refusal.words, 60),
                number=refusal.number,
            )
        case _:
            return None
