"""Reads the forecasts that were shared, for delivery to draw."""

from bot.features.refinement.kinds import FORECAST
from bot.features.refinement.store import forecasts as store
from bot.features.refinement.views import forecast as views
from bot.slack.surfaces import Message
from bot.store.unit import Read
from bot.teams import store as people
from bot.words.words import Words


def draw_forecast(read: Read, subject: str, words: Words) -> Message | None:
    """Draw a forecast for all of its channel, as it was found."""
    kept = store.kept(read, subject)
    if kept is None:
        return None
    return views.public(words, views.Kept(subject, kept.forecast, people.names(read, [kept.person], words)[kept.person]))


SCREENS = {FORECAST: draw_forecast}
