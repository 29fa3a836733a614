"""Alarms: one row each, set by actions, fired once by one replica."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import bindparam, delete, select, update

from bot.core.ids import WorkspaceId
from bot.core.kinds import AlarmKind
from bot.schedule.recurrence import OccurrenceTime
from bot.schedule.tables import AlarmRow
from bot.schedule.zone_changes import ZoneChanges
from bot.store.base import Instant, in_workspace
from bot.store.unit import Read, Unit
from bot.store.upserts import upsert


@dataclass(frozen=True)
class Alarm:
    """What has fallen due: `due` (UTC) is when it should have rung, `late` how long ago that is.

    `occurrence` is the one that a rule's call is about; None for an alarm that an action set.
    """

    kind: AlarmKind
    subject: str
    due: datetime
    late: timedelta
    occurrence: OccurrenceTime | None = None


def _unlocked(unit: Unit, subject: str) -> None:
    """Lock nothing: for a subject that no action writes."""


def _silent(unit: Unit, alarm: Alarm) -> None:
    """Tell nobody: for an alarm whose next one makes up for it."""


@dataclass(frozen=True)
class AlarmHandler:
    """What a feature does about one kind of alarm; each is called in the alarm's own transaction.

    `ring` does what is due; it reads the state anew and may find nothing to do. `lock` locks the subject before anything is
    read. `skipped` is called instead of `ring` when the alarm comes too late to be useful, `failed` after the last try.
    `zones`: for an alarm that a rule calls, what is done when the rule's zone changes.
    """

    ring: Callable[[Unit, Alarm], None]
    lock: Callable[[Unit, str], None] = _unlocked
    skipped: Callable[[Unit, Alarm], None] = _silent
    failed: Callable[[Unit, Alarm], None] = _silent
    zones: ZoneChanges | None = None


_THIS = (AlarmRow.workspace == in_workspace(), AlarmRow.kind == bindparam("k"), AlarmRow.subject == bindparam("s"))
_SET = upsert(AlarmRow, ("workspace", "kind", "subject"), update=("due", "wall", "attempts", "not_before"))
_UNSET = delete(AlarmRow).where(*_THIS)
_BRING_FORWARD = (
    update(AlarmRow)
    .where(*_THIS, AlarmRow.due > bindparam("sooner", type_=Instant()))
    .values(due=bindparam("sooner", type_=Instant()))
)
_AT = (
    select(AlarmRow.workspace, AlarmRow.kind, AlarmRow.subject)
    .where(AlarmRow.due == bindparam("at", type_=Instant()), AlarmRow.kind.in_(bindparam("kinds", expanding=True)))
    .order_by(AlarmRow.kind, AlarmRow.workspace, AlarmRow.subject)
    .limit(1)
)


def wake(unit: Unit, kind: AlarmKind, subject: str, at: datetime) -> None:
    """Ring `kind` for `subject` at an instant (UTC, business time); a second call moves the alarm."""
    set_alarm(unit, kind.name, subject, at, "")


def cancel_alarm(unit: Unit, kind: AlarmKind, subject: str) -> None:
    """Take an alarm back; nothing happens where there is none."""
    unset_alarm(unit, kind.name, subject)


def bring_forward(unit: Unit, kind: AlarmKind, subject: str, at: datetime) -> None:
    """Have an alarm that is set ring at an earlier instant; nothing happens where there is none, or one that rings sooner."""
    if unit.run(_BRING_FORWARD, {"k": kind.name, "s": subject, "sooner": at}):
        unit.hint("schedule")


def set_alarm(unit: Unit, kind: str, subject: str, at: datetime, wall: str) -> None:
    """Set or move an alarm; `wall` names the occurrence it is about, empty for none."""
    unit.run(_SET, {"kind": kind, "subject": subject, "due": at, "wall": wall, "attempts": 0, "not_before": None})
    unit.hint("schedule")


def unset_alarm(unit: Unit, kind: str, subject: str) -> None:
    """Delete an alarm, if it is set."""
    unit.run(_UNSET, {"k": kind, "s": subject})


def alarm_at(read: Read, at: datetime, kinds: Sequence[str]) -> tuple[WorkspaceId, str, str] | None:
    """Return an alarm of these kinds that is due at an instant: its workspace, kind and subject."""
    row = read.row(_AT, {"at": at, "kinds": list(kinds)})
    return None if row is None else (WorkspaceId(row.workspace), row.kind, row.subject)
