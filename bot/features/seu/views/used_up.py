"""What it means for a correction that a renewal has used up minutes, in sentences."""

from collections.abc import Iterable

from bot.features.seu.rules.programmes import MeasuringUnit
from bot.features.seu.rules.used_up import UsedUp
from bot.features.seu.views.credential_pieces import amount
from bot.features.seu.views.pieces import hours_minutes
from bot.slack.text import plain
from bot.words.words import Words


def used_up(words: Words, uses: Iterable[UsedUp]) -> list[str]:
    """Say of each renewal what it has used up of an activity, and that it stands."""
    return [
        words.say(
            "{time} of it were used up by your renewal at {body} of {day}. That stands: fewer minutes here free nothing for the next.",
            time=hours_minutes(words, one.minutes),
            body=plain(one.body),
            day=words.day(one.day),
        )
        for one in uses
    ]


def gone(words: Words, unit: MeasuringUnit, minutes: int) -> str:
    """Say what it means that minutes were corrected away which a renewal has used up."""
    return words.say(
        "{amount} that a renewal used up were corrected since: it stands, and nothing else is used in their place.",
        amount=amount(words, unit, minutes),
    )
