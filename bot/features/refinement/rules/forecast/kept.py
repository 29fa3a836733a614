"""What a forecast may be asked for, where it is kept or wanted."""

from bot.core.refusal import Refusal


class ForecastGone(Refusal):
    """The forecast is not kept any more, or never was."""


class ManyWait(Refusal):
    """So many forecasts are being drawn that this one would come late."""


class NothingReady(Refusal):
    """No item is ready, so there is nothing to count."""
