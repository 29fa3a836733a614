"""Moves alarms, and tells people, when a new tz database changes a zone.

Its version is kept nowhere: to hold every alarm against its zone costs as little, and is right whoever brought the change.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

import structlog
from sqlalchemy import String, and_, bindparam, select, tuple_, update

from bot.core.ids import MACHINE, WorkspaceId
from bot.core.trace import trace
from bot.core.zones import is_gone
from bot.schedule.recurrence import UnknownZone, held_wall, occurrence_at
from bot.schedule.rule_rows import RULE, recurrence_of
from bot.schedule.schedules import ScheduleId, due_before, find_schedule, lock_rule, lose_zone
from bot.schedule.tables import MICROSECOND, AlarmRow, LeadAlarmRow, RuleRow
from bot.schedule.working_days import OnHoliday
from bot.schedule.zone_changes import ZoneChanges
from bot.store.base import Instant, in_workspace
from bot.store.errors import StoreUnavailable
from bot.store.unit import Read, Store, Unit

Place = tuple[str, str, str]
Astray = dict[tuple[WorkspaceId, str], ZoneChanges | None]
"""Rules, by workspace and id, whose zone says something else than was said; and who keeps each."""
_FIRST: Place = ("", "", "")
_PAGE = 500
_log = structlog.get_logger("schedule")

_PLACE = (AlarmRow.workspace, AlarmRow.kind, AlarmRow.subject)
_ARMED = (
    select(*_PLACE, AlarmRow.due, AlarmRow.wall, LeadAlarmRow.ahead, *RULE)
    .join(RuleRow, and_(RuleRow.workspace == AlarmRow.workspace, RuleRow.id == AlarmRow.subject))
    .join(
        LeadAlarmRow,
        and_(LeadAlarmRow.workspace == RuleRow.workspace, LeadAlarmRow.rule == RuleRow.id, LeadAlarmRow.kind == AlarmRow.kind),
    )
)
_ALL_ARMED = (
    _ARMED.where(AlarmRow.wall != "", tuple_(*_PLACE) > tuple_(*(bindparam(name, type_=String()) for name in ("w", "k", "s"))))
    .order_by(*_PLACE)
    .limit(bindparam("most"))
)
_ARMED_BY = _ARMED.where(AlarmRow.workspace == in_workspace(), AlarmRow.subject == bindparam("rule"), AlarmRow.wall != "")
_WORKSPACES = select(RuleRow.workspace).distinct().order_by(RuleRow.workspace)
_MOVE = (
    update(AlarmRow)
    .where(
        AlarmRow.workspace == in_workspace(),
        AlarmRow.kind == bindparam("k"),
        AlarmRow.subject == bindparam("s"),
        AlarmRow.wall == bindparam("about"),
        AlarmRow.due == bindparam("seen", type_=Instant()),
    )
    .values(due=bindparam("to", type_=Instant()))
)


async def follow_zones(store: Store, zones: Mapping[str, ZoneChanges] | None = None) -> int:
    """Move what is due or was told of for another instant than its zone says by now; return how many alarms.

    `zones`: who keeps the rules, by the kinds of alarms that they call. A rule whose zone is gone is paused, and its owner told;
    each rule is a transaction of its own, and one that breaks keeps no other from being followed. Raise StoreUnavailable.
    """
    moved = 0
    for (workspace, rule), keeper in (await _astray(store, zones or {})).items():
        moved += await _guarded(store, workspace, rule, keeper)
    if moved:
        _log.info("zones have changed", alarms=moved)
    return moved


async def lose(store: Store, workspace: WorkspaceId, rule: str, keeper: ZoneChanges | None) -> bool:
    """Pause a rule whose zone is gone and have its owner told; answer whether that was so. Raise StoreUnavailable."""
    return await store.write(lose_rule, workspace, None, rule, keeper)


async def _astray(store: Store, zones: Mapping[str, ZoneChanges]) -> Astray:
    """Look through the alarms that rules have set, then through what each feature has told in each workspace."""
    astray: Astray = {}
    place: Place | None = _FIRST
    while place is not None:
        found, place = await store.read(_armed_astray, MACHINE, place)
        astray |= {name: zones.get(kind) for name, kind in found.items()}
    for workspace in await store.read(_workspaces, MACHINE):
        for keeper in dict.fromkeys(zones.values()):
            for rule in await _told_astray(store, workspace, keeper):
                astray[workspace, rule] = keeper
    return astray


def _workspaces(read: Read) -> list[WorkspaceId]:
    return [WorkspaceId(row.workspace) for row in read.rows(_WORKSPACES)]


def _armed_astray(read: Read, after: Place) -> tuple[dict[tuple[WorkspaceId, str], str], Place | None]:
    """Return the rules of a page of alarms that do not stand where their zone says, and where the page ends; None for the last."""
    workspace, kind, subject = after
    rows = read.rows(_ALL_ARMED, {"w": workspace, "k": kind, "s": subject, "most": _PAGE})
    found = {(WorkspaceId(row.workspace), row.subject): row.kind for row in rows if _is_astray(row, read.now)}
    end = (rows[-1].workspace, rows[-1].kind, rows[-1].subject) if len(rows) == _PAGE else None
    return found, end


def _is_astray(row: Any, now: datetime) -> bool:
    try:
        return _goes_to(row, now) is not None
    except UnknownZone:
        return is_gone(row.zone)
    except ValueError as fault:
        _log.error("an alarm cannot be read", kind=row.kind, subject=row.subject, error=type(fault).__name__)
        return False


def _goes_to(row: Any, now: datetime) -> datetime | None:
    """Return when an alarm is due by its zone; None where it stands right, or is over by both. Raise UnknownZone."""
    wall = datetime.fromisoformat(row.wall)
    held = wall if row.on_holiday == OnHoliday.KEEP else held_wall(recurrence_of(row), wall)
    to = due_before(held, row.zone, row.ahead * MICROSECOND)
    return to if to != row.due and max(to, row.due) > now else None


async def _told_astray(store: Store, workspace: WorkspaceId, keeper: ZoneChanges) -> Sequence[str]:
    try:
        return await store.read(_untrue, workspace, keeper)
    except StoreUnavailable:
        raise
    except Exception as fault:  # noqa: BLE001 - what one feature cannot read keeps no other from being followed
        _log.error("zones not followed", workspace=workspace, error=type(fault).__name__, trace=trace(fault))
        return ()


def _untrue(read: Read, keeper: ZoneChanges) -> list[str]:
    """Return the rules that say another instant than a feature has told."""
    found = []
    for told in keeper.told(read):
        rule = find_schedule(read, ScheduleId(told.rule))
        if rule is None or is_gone(rule.recurrence.zone):
            continue
        starts = occurrence_at(rule.recurrence, told.wall).starts
        if starts != told.starts and max(starts, told.starts) > read.now:
            found.append(told.rule)
    return found


async def _guarded(store: Store, workspace: WorkspaceId, rule: str, keeper: ZoneChanges | None) -> int:
    try:
        return 0 if await lose(store, workspace, rule, keeper) else await store.write(_follow, workspace, None, rule, keeper)
    except StoreUnavailable:
        raise
    except Exception as fault:  # noqa: BLE001 - one rule that cannot be placed keeps no other from being followed
        _log.error("a zone is not followed", workspace=workspace, rule=rule, error=type(fault).__name__, trace=trace(fault))
        return 0


def _follow(unit: Unit, rule: str, keeper: ZoneChanges | None) -> int:
    """Move the alarms of one rule and what was told of it: what it is kept for is locked first, then the rule."""
    if keeper is not None:
        keeper.lock(unit, rule)
    lock_rule(unit, ScheduleId(rule))
    moved = sum(_move(unit, row) for row in unit.rows(_ARMED_BY, {"rule": rule}))
    if keeper is not None:
        keeper.follow(unit, rule)
    return moved


def _move(unit: Unit, row: Any) -> int:
    to = _goes_to(row, unit.now)
    if to is None:
        return 0
    unit.hint("schedule")
    return unit.run(_MOVE, {"k": row.kind, "s": row.subject, "about": row.wall, "seen": row.due, "to": to})


def lose_rule(unit: Unit, rule: str, keeper: ZoneChanges | None) -> bool:
    """Pause a rule whose zone is gone and tell; answer whether it was one. What it is kept for is locked first."""
    if keeper is not None:
        keeper.lock(unit, rule)
    if not lose_zone(unit, ScheduleId(rule)):
        return False
    _log.warning("a rule is paused: its zone is gone", workspace=unit.workspace, rule=rule)
    if keeper is not None:
        keeper.lost(unit, rule)
    return True
