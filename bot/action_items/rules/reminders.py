"""When an action item is reminded of: on working days only, at nine in the morning, never twice."""

from datetime import UTC, date, datetime, time
from enum import Enum

from bot.action_items.rules.values import ActionItem
from bot.core.zones import zone_or_utc
from bot.schedule.working_days import WorkingDays

NINE = time(9)


class Reminder(Enum):
    """What is said on a day, and to whom."""

    DAY_BEFORE = "day_before"
    ON_DAY = "on_day"
    OVERDUE = "overdue"
    """To who noted it: a whole working day has gone by since it was due."""


def reminder_days(item: ActionItem, days: WorkingDays) -> list[tuple[date, Reminder]]:
    """Return the days on which somebody is reminded, those on which that was done left out."""
    if item.due is None or not item.is_open:
        return []
    found = [(days.before(item.due, 1), Reminder.DAY_BEFORE)]
    if days.works(item.due):
        found.append((item.due, Reminder.ON_DAY))
    if not item.is_own:
        found.append((days.after(item.due, 2), Reminder.OVERDUE))
    return [(day, what) for day, what in found if item.reminded is None or day > item.reminded]


def next_reminder(item: ActionItem, days: WorkingDays, zone: str, at: datetime) -> datetime | None:
    """Return when somebody is reminded next (UTC), at nine in the owner's zone; None for never."""
    return min((moment for day, _ in reminder_days(item, days) if (moment := nine(day, zone)) > at), default=None)


def reminder_due(item: ActionItem, days: WorkingDays, zone: str, at: datetime) -> tuple[date, Reminder] | None:
    """Return what is to be said at a moment: a reminder counts on its day, what is overdue is told later too."""
    today = at.astimezone(zone_or_utc(zone)).date()
    due = [
        (day, what)
        for day, what in reminder_days(item, days)
        if nine(day, zone) <= at and (day == today or what is Reminder.OVERDUE)
    ]
    return due[-1] if due else None


def coming(item: ActionItem, days: WorkingDays, zone: str, at: datetime) -> tuple[date, ...]:
    """Return the days on which its owner is yet to be reminded."""
    return tuple(day for day, what in reminder_days(item, days) if what is not Reminder.OVERDUE and nine(day, zone) > at)


def is_due(item: ActionItem, days: WorkingDays, zone: str, at: datetime) -> bool:
    """Tell whether its day is near: the reminder of the working day before has its hour behind it."""
    return item.is_open and item.due is not None and nine(days.before(item.due, 1), zone) <= at


def nine(day: date, zone: str) -> datetime:
    """Return the instant (UTC) at which it is nine on a day of a zone."""
    return datetime.combine(day, NINE, zone_or_utc(zone)).astimezone(UTC)
