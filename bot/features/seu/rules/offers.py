"""When a person is offered their portable file: once a quarter, in their daytime. Pure."""

from datetime import datetime, time, timedelta

from bot.core.zones import zone_or_utc

_HOUR = time(10)
_DAYTIME = range(9, 18)
_QUARTER = 3


def next_offer(now: datetime, zone: str) -> datetime:
    """Return the instant (UTC) of the next offer: ten o'clock on the first day of a quarter that is no weekend, where the person is."""
    here = now.astimezone(zone_or_utc(zone))
    year, month = here.year, here.month - (here.month - 1) % _QUARTER
    while (at := _opening(year, month, zone)) <= now:
        year, month = (year, month + _QUARTER) if month + _QUARTER <= 12 else (year + 1, 1)
    return at


def later(now: datetime, zone: str) -> datetime | None:
    """Return when an offer that comes late is made instead: now where that is None, else at the next ten o'clock."""
    here = now.astimezone(zone_or_utc(zone))
    if here.hour in _DAYTIME and here.weekday() < 5:
        return None
    day = here.date() if here.hour < _DAYTIME[0] else here.date() + timedelta(days=1)
    while day.weekday() >= 5:
        day += timedelta(days=1)
    return datetime.combine(day, _HOUR, zone_or_utc(zone)).astimezone(now.tzinfo)


def _opening(year: int, month: int, zone: str) -> datetime:
    day = datetime(year, month, 1, tzinfo=zone_or_utc(zone))
    while day.weekday() >= 5:
        day += timedelta(days=1)
    return datetime.combine(day.date(), _HOUR, zone_or_utc(zone)).astimezone(zone_or_utc("UTC"))
