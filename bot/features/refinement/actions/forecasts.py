"""Forecasts: kept as they were found, shared with the channel."""

from bot.core.ids import ChannelId, PersonId
from bot.delivery import messages
from bot.delivery.place import Place
from bot.features.refinement.kinds import FORECAST
from bot.features.refinement.rules.forecast.kept import ForecastGone
from bot.features.refinement.rules.forecast.outlook import Forecast
from bot.features.refinement.store import forecasts as store
from bot.features.refinement.store.forecasts import Kept
from bot.store.unit import Unit


def keep_forecast(unit: Unit, *, channel: ChannelId, person: PersonId, found: Forecast) -> str:
    """Keep a forecast for who asked, so that it can be shared and asked anew; return its id."""
    return store.keep(unit, channel, person, found)


def share_forecast(unit: Unit, *, forecast: str) -> Kept:
    """Show a forecast to all of its channel, as it was found; sharing it again changes nothing. Raise ForecastGone."""
    kept = store.kept(unit, forecast)
    if kept is None:
        raise ForecastGone
    messages.post(unit, FORECAST, forecast, Place.channel(kept.channel))
    return kept
