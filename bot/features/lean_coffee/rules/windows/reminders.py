"""When who has not answered in a window is reminded: once, before its end, at work where possible."""

from datetime import UTC, date, datetime, time, timedelta

from bot.core.ids import PersonId
from bot.core.zones import zone_or_utc
from bot.features.lean_coffee.rules.windows.answers import answered
from bot.features.lean_coffee.rules.windows.values import AsyncCoffee
from bot.schedule.working_days import WorkingDays

_LEAST, _MOST = timedelta(hours=1), timedelta(hours=8)
_MORNING, _AFTERNOON, _EVENING = time(9), time(16), time(17)


def lead(window: timedelta) -> timedelta:
    """Return how long before the end of a window people are reminded: a sixth of it, from an hour to eight."""
    return min(_MOST, max(_LEAST, window / 6))


def looks_first_at(meeting: AsyncCoffee) -> datetime | None:
    """Return when to look for the first time whom to remind: nobody is in the first half of a window."""
    return None if meeting.due is None else meeting.began + (meeting.due - meeting.began) / 2


def reminded_at(meeting: AsyncCoffee, days: WorkingDays, zone: str) -> datetime:
    """Return when somebody in a zone is reminded in the running window.

    So long before its end as is stated; where they are not at work then, the next morning, if that leaves them an hour, else the
    afternoon before, if that is in the second half of the window; else at night.
    """
    assert meeting.due is not None  # a window runs
    usual = last_moment(meeting)
    local = usual.astimezone(zone_or_utc(zone))
    day, hour = local.date(), local.time()
    if days.works(day) and _MORNING <= hour < _EVENING:
        return usual
    next_day = day if days.works(day) and hour < _MORNING else days.after(day)
    morning = _at(next_day, _MORNING, zone)
    if morning <= meeting.due - _LEAST:
        return morning
    day_before = day if days.works(day) and hour >= _EVENING else days.before(day)
    afternoon = _at(day_before, _AFTERNOON, zone)
    return afternoon if afternoon >= meeting.began + (meeting.due - meeting.began) / 2 else usual


def last_moment(meeting: AsyncCoffee) -> datetime:
    """Return the moment that is stated: so long before the end of the running window."""
    assert meeting.due is not None  # a window runs
    return max(meeting.due - lead(meeting.settings.window), meeting.began)


def to_remind(meeting: AsyncCoffee) -> tuple[PersonId, ...]:
    """Return who is in it and has not answered in the running window."""
    return tuple(sorted(meeting.here - answered(meeting)))


def _at(day: date, hour: time, zone: str) -> datetime:
    return datetime.combine(day, hour, zone_or_utc(zone)).astimezone(UTC)
