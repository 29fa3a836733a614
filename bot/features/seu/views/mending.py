"""What is to be mended at a body after a correction, in sentences."""

from collections.abc import Iterable

from bot.features.seu.rules.mending import Mending
from bot.features.seu.views.pieces import hours_minutes
from bot.slack.text import plain
from bot.words.words import Words


def to_mend(words: Words, mendings: Iterable[Mending]) -> list[str]:
    """Say of each body what was logged there and when, and what it is to be."""
    return [_sentence(words, one) for one in mendings]


def _sentence(words: Words, one: Mending) -> str:
    values = {"minutes": hours_minutes(words, one.minutes), "body": plain(one.body), "day": words.day(one.logged)}
    if not one.to_be:
        return words.say("You logged {minutes} at {body} on {day}: take it off there.", **values)
    return words.say(
        "You logged {minutes} at {body} on {day}: change it there to {new}.", new=hours_minutes(words, one.to_be), **values
    )
