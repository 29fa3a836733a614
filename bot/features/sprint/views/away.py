"""Days on which a person is away, as an answer to what they typed."""

from collections.abc import Sequence
from datetime import date

from slack_sdk.models.blocks import Block

from bot.feature import SAY_AWAY
from bot.features.sprint.views.event_names import days_from_to
from bot.slack.blocks import actions, button, section
from bot.slack.surfaces import Message
from bot.teams.day_range import DayRange
from bot.words.words import Words


def away(words: Words, own: Sequence[DayRange], today: date, kept: DayRange | None = None) -> Message:
    """Say when a person is away, and that it was kept where it was; the form takes days back."""
    if kept is not None:
        told = words.say(
            "You are away: {days}. Nobody asks you then, and cards show “away”, no more.", days=_days(words, kept, today)
        )
    elif own:
        told = words.say("You are away: {days}.", days=words.names([_days(words, one, today) for one in own]))
    else:
        told = words.say("You have not said any days. `/sprint away 20-31 dec` says when you are away.")
    blocks: list[Block] = [section(told), actions(button(words.say("Change"), SAY_AWAY, "home"))]
    return Message(told, blocks)


def _days(words: Words, days: DayRange, today: date) -> str:
    return words.short_day(days.first, today) if len(days) == 1 else days_from_to(words, days.first, days.last, today)
