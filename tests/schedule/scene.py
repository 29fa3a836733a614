"""Kinds of alarms for the tests, and a feature that remembers in the database what it has done."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import select

from bot.core.ids import WorkspaceId
from bot.core.kinds import AlarmKind
from bot.schedule.alarms import Alarm, AlarmHandler, wake
from bot.schedule.tables import AlarmRow
from bot.store.unit import Read, Store, Unit

BELL = AlarmKind("test:bell", useful_for=timedelta(hours=1))
CARD = AlarmKind("test:card", useful_for=timedelta(days=1))
LINE = AlarmKind("test:line", useful_for=timedelta(minutes=30))
TRACE = AlarmKind("trace:trace", useful_for=timedelta(days=1))
"""Nobody answers it: a row that stays, and says that a transaction was committed."""
_ALARMS = select(AlarmRow.workspace, AlarmRow.kind, AlarmRow.subject, AlarmRow.due, AlarmRow.attempts).order_by(
    AlarmRow.workspace, AlarmRow.due, AlarmRow.kind, AlarmRow.subject
)


@dataclass
class Feature:
    """Notes each call and leaves a trace in the same transaction; `breaks` is raised at its end."""

    calls: list[tuple[str, str, Alarm]] = field(default_factory=list)
    locked: list[str] = field(default_factory=list)
    breaks: Callable[[Alarm], Exception | None] = lambda alarm: None
    breaks_on_failed: Exception | None = None

    @property
    def handler(self) -> AlarmHandler:
        return AlarmHandler(ring=self.ring, lock=self.lock, skipped=self.skipped, failed=self.failed)

    def said(self) -> list[tuple[str, str]]:
        return [(verb, subject) for verb, subject, _ in self.calls]

    def lock(self, unit: Unit, subject: str) -> None:
        self.locked.append(subject)

    def ring(self, unit: Unit, alarm: Alarm) -> None:
        self._note(unit, "ring", alarm)
        if fault := self.breaks(alarm):
            raise fault

    def skipped(self, unit: Unit, alarm: Alarm) -> None:
        self._note(unit, "skipped", alarm)

    def failed(self, unit: Unit, alarm: Alarm) -> None:
        self._note(unit, "failed", alarm)
        if self.breaks_on_failed:
            raise self.breaks_on_failed

    def _note(self, unit: Unit, verb: str, alarm: Alarm) -> None:
        self.calls.append((verb, alarm.subject, alarm))
        wake(unit, TRACE, f"{verb} {alarm.kind.name} {alarm.subject} {alarm.due.isoformat()}", alarm.due)


def alarms(read: Read) -> list[tuple[str, str, datetime]]:
    """Return the alarms that are set, without the traces."""
    return [(row.kind, row.subject, row.due) for row in read.rows(_ALARMS) if row.kind != TRACE.name]


def traces(read: Read) -> list[str]:
    """Return what was committed."""
    return [row.subject for row in read.rows(_ALARMS) if row.kind == TRACE.name]


async def set_bells(store: Store, workspace: WorkspaceId, at: datetime, *subjects: str) -> None:
    """Wake the bell for each subject at an instant."""

    def act(unit: Unit) -> None:
        for subject in subjects:
            wake(unit, BELL, subject, at)

    await store.write(act, workspace)
