"""When a person is reminded of an expiry: on five days, once each and cycle (seu.md, case 21)."""

from datetime import UTC, date, datetime, time, timedelta

from bot.core.zones import zone_or_utc

DAYS_BEFORE = (90, 60, 30, 7, 0)
MORNING, EVENING = time(9), time(20)
"""Nobody is written to before the one or after the other, by their own clock."""
TOLD_LATE = timedelta(days=30)
"""So long after the expiry the reminder of that day is still sent, where the bot was away."""


def next_reminder(expiry: date, reminded: str | None, zone: str, at: datetime) -> datetime | None:
    """Return when a person is to be reminded next (UTC), at nine in their zone; `at` itself by day where a reminder is due, None for never.

    `reminded`: the last reminder that was sent, as `marker` writes it.
    """
    if reminder_due(expiry, reminded, zone, at) is not None:
        return by_day(at, zone)
    left = _left(expiry, reminded, zone, at)
    return min((moment for days in left if (moment := _moment(expiry, days, zone)) > at), default=None)


def reminder_due(expiry: date, reminded: str | None, zone: str, at: datetime) -> int | None:
    """Return how many days before the expiry the reminder is that is due: the nearest one, those that it has overtaken are not sent."""
    due = [days for days in _left(expiry, reminded, zone, at) if _moment(expiry, days, zone) <= at]
    return min(due) if due and _today(zone, at) <= expiry + TOLD_LATE else None


def is_daytime(zone: str, at: datetime) -> bool:
    """Tell whether a person may be written to at a moment."""
    return MORNING <= at.astimezone(zone_or_utc(zone)).time() < EVENING


def marker(expiry: date, days: int) -> str:
    """Write which reminder of which cycle was sent."""
    return f"{expiry.isoformat()}/{days}"


def read_marker(written: str) -> tuple[date, int]:
    """Read the expiry, and how many days before it the reminder was."""
    expiry, _, days = written.partition("/")
    return date.fromisoformat(expiry), int(days)


def seen(expiry: date, zone: str, at: datetime) -> str | None:
    """Return the marker for who has just named this expiry: what it would be late to remind of is none of their news."""
    over = [days for days in DAYS_BEFORE if _moment(expiry, days, zone) <= at]
    return marker(expiry, min(over)) if over else None


def _left(expiry: date, reminded: str | None, zone: str, at: datetime) -> list[int]:
    """Return the reminders of this cycle that come after the last one. One of a day to come was sent before a clock was set back."""
    told, days = read_marker(reminded) if reminded else (None, 0)
    if told != expiry or expiry - timedelta(days=days) > _today(zone, at):
        return list(DAYS_BEFORE)
    return [each for each in DAYS_BEFORE if each < days]


def _moment(expiry: date, days: int, zone: str) -> datetime:
    return _nine(expiry - timedelta(days=days), zone)


def _nine(day: date, zone: str) -> datetime:
    return datetime.combine(day, MORNING, zone_or_utc(zone)).astimezone(UTC)


def by_day(at: datetime, zone: str) -> datetime:
    """Return a moment, or the next morning where it is night for the person."""
    if is_daytime(zone, at):
        return at
    today = _today(zone, at)
    morning = _nine(today, zone)
    return morning if at < morning else _nine(today + timedelta(days=1), zone)


def _today(zone: str, at: datetime) -> date:
    return at.astimezone(zone_or_utc(zone)).date()
