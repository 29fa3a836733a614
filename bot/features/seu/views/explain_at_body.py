"""Why what a person says of a body was not written down, and what to do instead."""

from bot.core.refusal import Refusal
from bot.features.seu.rules.body_refusals import LoggedInFuture, LoggedTooEarly, NoSuchBody, NoSuchCategory, NothingThere
from bot.slack.text import plain
from bot.words.words import Words


def explain_at_body(refusal: Refusal, words: Words) -> str | None:
    """Say a refusal about a body; None for another one."""
    match refusal:
        case NothingThere():
            return words.say("Nothing is noted as logged there any more. `/seu next` shows what is.")
        case LoggedInFuture():
            return words.say("That day is still to come: choose the day on which you logged it.")
        case LoggedTooEarly():
            return words.say("The activity was on {day}: it was logged then or later.", day=words.day(refusal.day))
        case NoSuchCategory():
            return words.say("Choose one of these: without one it does not count there.")
        case NoSuchBody(known=()):
            return words.say("You renew nothing yet. `/seu credential CSPO 14 march 2026` adds what you hold.")
        case NoSuchBody():
            typed, known = plain(refusal.typed, 40), plain(words.any_of(refusal.known), 300)
            return words.say("You renew nothing at “{typed}”. Name one of these: {known}.", typed=typed, known=known)
        case _:
            return None
