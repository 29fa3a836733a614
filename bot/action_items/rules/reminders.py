"""When an action item is reminded of: at nine on working days, never twice, weekly once it is overdue."""

from datetime import UTC, date, datetime, time, timedelta
from enum import Enum

from bot.action_items.rules.values import ActionItem
from bot.core.zones import zone_or_utc
from bot.schedule.working_days import WorkingDays

NINE = time(9)
A_WEEK = timedelta(days=7)


class Reminder(Enum):
    """What is said on a day, and to whom."""

    DAY_BEFORE = "day_before"
    ON_DAY = "on_day"
    OVERDUE = "overdue"
    """To who noted it: a whole working day has gone by since it was due."""
    SNOOZED = "snoozed"
    """The day has come until which its owner wanted to hear nothing."""
    WEEKLY = "weekly"
    """It is open still, some weeks after it was due."""


def reminder_days(item: ActionItem, days: WorkingDays) -> list[tuple[date, Reminder]]:
    """Return the days on which somebody is reminded but for the weekly ones, those on which that was done left out."""
    if not item.is_open:
        return []
    found = [] if item.due is None else _by_its_day(item, item.due, days)
    if item.snoozed is not None:
        found = [(day, what) for day, what in found if what is Reminder.OVERDUE or day > item.snoozed]
        found.append((_working(item.snoozed, days), Reminder.SNOOZED))
    return [(day, what) for day, what in sorted(found, key=_day) if item.reminded is None or day > item.reminded]


def _day(one: tuple[date, Reminder]) -> date:
    return one[0]


def _by_its_day(item: ActionItem, due: date, days: WorkingDays) -> list[tuple[date, Reminder]]:
    found = [(days.before(due, 1), Reminder.DAY_BEFORE)]
    if days.works(due):
        found.append((due, Reminder.ON_DAY))
    if not item.is_own:
        found.append((days.after(due, 2), Reminder.OVERDUE))
    return found


def weekly_days(item: ActionItem, days: WorkingDays, today: date) -> list[tuple[date, Reminder]]:
    """Return the weekly reminders around a day, counted from the day it was due or put off to, those that were sent left out."""
    since = max((day for day in (item.due, item.snoozed) if day is not None), default=None)
    if since is None or not item.is_open or today <= since:
        return []
    weeks = (today - since).days // 7
    found = [_working(since + A_WEEK * week, days) for week in (weeks - 1, weeks, weeks + 1, weeks + 2) if week > 0]
    return [(day, Reminder.WEEKLY) for day in dict.fromkeys(found) if item.reminded is None or day > item.reminded]


def _working(day: date, days: WorkingDays) -> date:
    """Return a day, or the first working day after it."""
    return day if days.works(day) else days.after(day, 1)


def _around(item: ActionItem, days: WorkingDays, zone: str, at: datetime) -> list[tuple[date, Reminder]]:
    today = at.astimezone(zone_or_utc(zone)).date()
    return sorted([*reminder_days(item, days), *weekly_days(item, days, today + timedelta(days=1))], key=_day)


def next_reminder(item: ActionItem, days: WorkingDays, zone: str, at: datetime) -> datetime | None:
    """Return when somebody is reminded next (UTC), at nine in the owner's zone; None for never."""
    return min((moment for day, _ in _around(item, days, zone, at) if (moment := nine(day, zone)) > at), default=None)


def reminder_due(item: ActionItem, days: WorkingDays, zone: str, at: datetime) -> tuple[date, Reminder] | None:
    """Return what is to be said at a moment: a reminder counts on its day, what is overdue is told later too."""
    today = at.astimezone(zone_or_utc(zone)).date()
    due = [
        (day, what)
        for day, what in _around(item, days, zone, at)
        if nine(day, zone) <= at and (day == today or what is Reminder.OVERDUE)
    ]
    return due[-1] if due else None


def coming(item: ActionItem, days: WorkingDays, zone: str, at: datetime) -> tuple[date, ...]:
    """Return the days on which its owner is yet to be reminded: once it is overdue, the next ones of each week."""
    found, today = _around(item, days, zone, at), at.astimezone(zone_or_utc(zone)).date()
    own = [(day, what) for day, what in found if what is not Reminder.OVERDUE and nine(day, zone) > at]
    late = item.due is not None and today > item.due
    return tuple(day for day, what in own if late or what is not Reminder.WEEKLY)


def is_due(item: ActionItem, days: WorkingDays, zone: str, at: datetime) -> bool:
    """Tell whether its day is near: the reminder of the working day before has its hour behind it."""
    return item.is_open and item.due is not None and nine(days.before(item.due, 1), zone) <= at


def nine(day: date, zone: str) -> datetime:
    """Return the instant (UTC) at which it is nine on a day of a zone."""
    return datetime.combine(day, NINE, zone_or_utc(zone)).astimezone(UTC)
