"""What a forecast that was kept may be asked for."""

from bot.core.refusal import Refusal


class ForecastGone(Refusal):
    """The forecast is not kept any more, or never was."""


class NothingReady(Refusal):
    """No item is ready, so there is nothing to count."""
