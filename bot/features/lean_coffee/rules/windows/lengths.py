"""How long a window takes, when it ends, and what an outage gives back of it."""

from datetime import UTC, datetime, timedelta

from bot.core.zones import zone_or_utc
from bot.features.lean_coffee.rules.settings import checked_dots
from bot.features.lean_coffee.rules.windows.refusals import WindowOutOfBounds
from bot.features.lean_coffee.rules.windows.values import AsyncCoffee, Settings, Wishes

SHORTEST = timedelta(hours=4)
LONGEST = timedelta(days=7)
_WINDOWS = 4
"""To propose, to vote, to talk, and to talk once more."""
_FREE_DAYS = timedelta(weeks=8)
"""So much later than its windows it ends at most, where ends fall on free days."""
_FELT = 24
"""An outage that took this part of a window, or more, is given back: an hour of a day."""
_USUAL = Settings()


def settle(wishes: Wishes) -> Settings:
    """Complete the wishes. Raise WindowOutOfBounds or DotsOutOfBounds."""
    window = _USUAL.window if wishes.window is None else wishes.window
    if not SHORTEST <= window <= LONGEST:
        raise WindowOutOfBounds(window, SHORTEST, LONGEST)
    return Settings(length=_WINDOWS * window + _FREE_DAYS, window=window, dots=checked_dots(wishes.dots))


def window_end(meeting: AsyncCoffee, at: datetime) -> datetime:
    """Return when a window that begins then ends: at the same hour of the next working day, where it would end on a free one."""
    zone = zone_or_utc(meeting.zone)
    local = (at + meeting.settings.window).astimezone(zone)
    if not meeting.days.works(local.date()):
        wall = local.replace(tzinfo=None)
        moved = meeting.days.after(wall.date()) - wall.date()
        local = (wall + moved).replace(tzinfo=zone)
    return min(local.astimezone(UTC), meeting.planned_end)


def gives_back(meeting: AsyncCoffee, lost: timedelta) -> bool:
    """Tell whether an outage took so much of a window that it is given back; one of seconds moves no end that people have read."""
    return lost >= meeting.settings.window / _FELT
