"""Reads what a Product Owner is told to prepare, for delivery to draw."""

from bot.features.refinement.actions.preparing import to_prepare
from bot.features.refinement.kinds import PREPARE, SERIES
from bot.features.refinement.views import preparing as views
from bot.series import store as kept
from bot.slack.surfaces import Message
from bot.store.unit import Read
from bot.teams.team_store import settings
from bot.words.words import Words


def draw_prepare(read: Read, subject: str, words: Words) -> Message | None:
    """Draw what lacks something of what a refinement proposes."""
    occurrence = kept.occurrence_named(read, subject)
    series = None if occurrence is None else kept.named(read, SERIES.name, occurrence.series)
    if occurrence is None or series is None:
        return None
    items = to_prepare(read, series.channel)
    if not items:
        return views.all_prepared(words, series, occurrence)
    return views.to_prepare(words, series, occurrence, items, read.now, settings(read, series.channel))


SCREENS = {PREPARE: draw_prepare}
