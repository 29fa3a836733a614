"""Rows <-> recurrences, and the calendar of a team as it is kept with a rule."""

import json
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from bot.schedule.anchors import read_anchor
from bot.schedule.recurrence import Recurrence
from bot.schedule.tables import MICROSECOND, RuleRow
from bot.schedule.working_days import USUAL_DAYS, OnHoliday, WorkingDays

RULE = (
    RuleRow.rule,
    RuleRow.start,
    RuleRow.zone,
    RuleRow.skipped,
    RuleRow.added,
    RuleRow.duration,
    RuleRow.quiet_until,
    RuleRow.on_holiday,
    RuleRow.calendar,
    RuleRow.anchor,
)
"""The columns that `recurrence_of` reads."""


def columns_of(recurrence: Recurrence) -> dict[str, Any]:
    """Write a recurrence as the columns of its row."""
    duration = recurrence.duration
    return {
        "rule": recurrence.rule,
        "start": recurrence.start.isoformat(),
        "zone": recurrence.zone,
        "skipped": joined(recurrence.skipped),
        "added": joined(recurrence.added),
        "duration": None if duration is None else duration // MICROSECOND,
        "quiet_until": None if recurrence.quiet_until is None else recurrence.quiet_until.isoformat(),
        "on_holiday": recurrence.on_holiday.value,
        "calendar": "" if recurrence.on_holiday is OnHoliday.KEEP else written_calendar(recurrence.calendar),
        "anchor": "" if recurrence.anchor is None else recurrence.anchor.text,
    }


def recurrence_of(row: Any) -> Recurrence:
    """Read a recurrence from its row."""
    return Recurrence(
        rule=row.rule,
        start=datetime.fromisoformat(row.start),
        zone=row.zone,
        skipped=parted(row.skipped),
        added=parted(row.added),
        duration=None if row.duration is None else row.duration * MICROSECOND,
        quiet_until=None if row.quiet_until is None else date.fromisoformat(row.quiet_until),
        on_holiday=OnHoliday(row.on_holiday),
        calendar=read_calendar(row.calendar),
        anchor=read_anchor(row.anchor),
    )


def joined(walls: tuple[datetime, ...]) -> str:
    """Write wall times as one text."""
    return ",".join(wall.isoformat() for wall in walls)


def parted(text: str) -> tuple[datetime, ...]:
    """Read wall times back."""
    return tuple(datetime.fromisoformat(wall) for wall in text.split(",")) if text else ()


def written_calendar(days: WorkingDays) -> str:
    """Write a team's calendar as JSON."""
    free = [day.isoformat() for day in days.free]
    return json.dumps({"weekdays": sorted(days.weekdays), "country": days.country, "region": days.region, "free": free})


@lru_cache(maxsize=64)
def read_calendar(text: str) -> WorkingDays:
    """Read a team's calendar; nothing that is kept is the usual one, without holidays."""
    if not text:
        return USUAL_DAYS
    told = json.loads(text)
    free = tuple(date.fromisoformat(day) for day in told["free"])
    return WorkingDays(frozenset(told["weekdays"]), told["country"], told["region"], free)
