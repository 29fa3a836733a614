"""Reads what a Product Owner was told, for delivery to draw."""

from bot.features.refinement.kinds import NUDGE
from bot.features.refinement.store import nudges as store
from bot.features.refinement.views import nudges as views
from bot.slack.surfaces import Message
from bot.store.unit import Read
from bot.words.words import Words


def draw_nudge(read: Read, subject: str, words: Words) -> Message | None:
    """Draw a nudge as it stood when it was due."""
    found = store.nudge(read, subject)
    return None if found is None else views.nudge(words, *found)


SCREENS = {NUDGE: draw_nudge}
