"""Finds due alarms in all workspaces and fires each in a transaction of its own."""

import asyncio
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from functools import cache
from itertools import groupby

import structlog
from sqlalchemy import Executable, bindparam, or_, select

from bot.core.clock import Clock
from bot.core.ids import MACHINE, WorkspaceId
from bot.core.kinds import AlarmKind
from bot.core.trace import trace
from bot.schedule.alarms import AlarmHandler
from bot.schedule.firing import BACK_OFF, AlarmOutcome, Due, drop, fire, forget, give_up, hold_back
from bot.schedule.recurrence import UnknownZone
from bot.schedule.tables import AlarmRow
from bot.schedule.tz_updates import follow_zones, lose
from bot.store.base import Instant
from bot.store.errors import StoreUnavailable
from bot.store.pausing import goes_on
from bot.store.unit import Read, Store

AT_ONCE = 32
"""Alarms under way at a time: enough to fill a commit, few enough that people's clicks do not queue behind them."""
_BATCH = 256
_PASSES = 50
_log = structlog.get_logger("schedule")

Observe = Callable[[str, AlarmOutcome, timedelta], None]
"""Hear of each alarm: its kind, what became of it, how late it was."""


class Tick:
    """Rings alarms. `clock` is business time, which they are due in; `real` is for those that wait after a failure.

    While replicas of two versions run (`is_mixed`) none is given up: what this one cannot do the other may.
    """

    def __init__(
        self,
        store: Store,
        handlers: Mapping[AlarmKind, AlarmHandler],
        *,
        clock: Clock,
        real: Clock,
        observe: Observe = lambda kind, outcome, late: None,
        is_mixed: Callable[[], bool] = lambda: False,
    ) -> None:
        self._store = store
        self._handlers = {kind.name: (kind, handler) for kind, handler in handlers.items()}
        self._clock = clock
        self._real = real
        self._observe = observe
        self._is_mixed = is_mixed
        self._ringing = asyncio.Lock()
        self._zones_followed = False
        self._due, self._next, self._held = _statements(tuple(sorted(self._handlers)))

    async def run(self) -> int:
        """Ring all that is due, also what falls due by it; return how many were taken. Raise StoreUnavailable.

        The first time, alarms that a new tz database moves are moved before any rings: a process reads its zones once.
        """
        taken = 0
        async with self._ringing:
            if not self._zones_followed:
                await self._follow_zones()
            for _ in range(_PASSES):
                due = await self._store.read(self._due_now, MACHINE)
                if not due:
                    break
                taken += await self._ring_all(due)
        return taken

    async def _follow_zones(self) -> None:
        try:
            zones = {name: handler.zones for name, (_, handler) in self._handlers.items() if handler.zones is not None}
            await follow_zones(self._store, zones)
        except StoreUnavailable:
            raise
        except Exception as fault:  # noqa: BLE001 - a rule that cannot be placed keeps no other from ringing
            _log.error("zones not followed", error=type(fault).__name__, trace=trace(fault))
        self._zones_followed = True

    async def next_due(self, *, without: Collection[AlarmKind] = ()) -> datetime | None:
        """Return the business instant after now at which the next alarm is due, or None."""
        passed_over = {kind.name for kind in without}
        return await self._store.read(self._first_after, MACHINE, [name for name in self._handlers if name not in passed_over])

    async def seconds_to_next(self) -> float | None:
        """Return how long it is until something is to be rung or tried again; None for never."""
        due, held = await self._store.read(self._waits, MACHINE)
        waits = []
        if due is not None:
            waits.append((due - self._clock.now()).total_seconds())
        if held is not None:
            waits.append((held - self._real.now()).total_seconds())
        return max(min(waits), 0.0) if waits else None

    async def seconds_overdue(self) -> float:
        """Return for how long the first of those that are due has waited, one that is held back among them; 0 where none is."""
        since = await self._store.read(self._overdue_since, MACHINE)
        return 0.0 if since is None else max((self._clock.now() - since).total_seconds(), 0.0)

    def _overdue_since(self, read: Read) -> datetime | None:
        row = read.row(_OVERDUE, {"now": read.now, "kinds": sorted(self._handlers)})
        return row.due if row else None

    def _due_now(self, read: Read) -> list[Due]:
        real = self._real.now()
        rows = read.rows(self._due, {"now": read.now, "real": real, "far": real + _LONGEST_HELD})
        return [Due(WorkspaceId(row.workspace), row.kind, row.subject, row.due, row.wall, row.attempts) for row in rows]

    def _first_after(self, read: Read, kinds: list[str]) -> datetime | None:
        row = read.row(_FIRST, {"now": read.now, "kinds": kinds})
        return row.due if row else None

    def _waits(self, read: Read) -> tuple[datetime | None, datetime | None]:
        coming, held = read.row(self._next, {"now": read.now}), read.row(self._held, {"real": self._real.now()})
        return (coming.due if coming else None, held.not_before if held else None)

    async def _ring_all(self, due: Sequence[Due]) -> int:
        """Ring subjects side by side, the alarms of one subject in their order."""
        subjects = _by_subject(due)
        workers = [self._ring_subjects(subjects) for _ in range(min(AT_ONCE, len(due)))]
        counts = await asyncio.gather(*workers, return_exceptions=True)
        taken = 0
        for count in counts:
            if isinstance(count, BaseException):
                raise count
            taken += count
        return taken

    async def _ring_subjects(self, subjects: Iterator[list[Due]]) -> int:
        taken = 0
        for alarms in subjects:
            for one in alarms:
                taken += await self._ring(one) is not AlarmOutcome.GONE
        return taken

    async def _ring(self, due: Due) -> AlarmOutcome:
        kind, handler = self._handlers[due.kind]
        try:
            outcome = await self._store.write(fire, due.workspace, None, due, kind, handler)
        except StoreUnavailable:
            raise  # the database's fault and not the alarm's: it is due until there is a database again
        except UnknownZone:
            outcome = await self._lose_zone(due, kind, handler)
        except Exception as fault:  # noqa: BLE001 - one alarm's fault, whatever it is, keeps no other from ringing
            _log.warning("alarm failed", kind=due.kind, attempt=due.attempts + 1, error=type(fault).__name__, trace=trace(fault))
            outcome = await self._fail(due, kind, handler)
        self._observe(due.kind, outcome, max(self._clock.now() - due.due, timedelta()))
        return outcome

    async def _lose_zone(self, due: Due, kind: AlarmKind, handler: AlarmHandler) -> AlarmOutcome:
        """Pause the rule whose zone is gone; a zone that only cannot be read in this moment is tried again."""
        try:
            if await lose(self._store, due.workspace, due.subject, handler.zones):
                return AlarmOutcome.PAUSED
        except StoreUnavailable:
            raise
        except Exception as fault:  # noqa: BLE001 - as below
            _log.error("a rule is not paused", kind=due.kind, error=type(fault).__name__, trace=trace(fault))
        return await self._fail(due, kind, handler)

    async def _fail(self, due: Due, kind: AlarmKind, handler: AlarmHandler) -> AlarmOutcome:
        if due.attempts < len(BACK_OFF) or self._is_mixed():
            await self._store.write(hold_back, due.workspace, None, due)
            return AlarmOutcome.FAILED
        subject = due.subject.partition("/")[0]  # a subject of the ledger goes on with whose it is
        _log.error("alarm given up", kind=due.kind, workspace=due.workspace, subject=subject)
        try:
            await self._store.write(give_up, due.workspace, None, due, kind, handler)
        except StoreUnavailable:
            raise
        except Exception as fault:  # noqa: BLE001 - as above
            _log.error("nobody could be told", kind=due.kind, error=type(fault).__name__, trace=trace(fault))
            await self._drop(due, kind, handler)
        return AlarmOutcome.GIVEN_UP

    async def _drop(self, due: Due, kind: AlarmKind, handler: AlarmHandler) -> None:
        """Take the alarm whatever happens: one that nobody can read must not be due for ever."""
        try:
            await self._store.write(drop, due.workspace, None, due, kind, AlarmHandler(ring=handler.ring))
        except StoreUnavailable:
            raise
        except Exception as fault:  # noqa: BLE001 - as above
            _log.error("its rule calls no more", kind=due.kind, error=type(fault).__name__, trace=trace(fault))
            await self._store.write(forget, due.workspace, None, due)


_GOES_ON = goes_on(AlarmRow.workspace)
_NOW = bindparam("now", type_=Instant())
_REAL = bindparam("real", type_=Instant())
_FAR = bindparam("far", type_=Instant())
_LONGEST_HELD = BACK_OFF[-1] * 2
"""What is held for longer was so before the machine's time was set back, and is tried at once."""
_COLUMNS = (AlarmRow.workspace, AlarmRow.kind, AlarmRow.subject, AlarmRow.due, AlarmRow.wall, AlarmRow.attempts)
_FIRST = (
    select(AlarmRow.due)
    .where(AlarmRow.kind.in_(bindparam("kinds", expanding=True)), AlarmRow.due > _NOW, _GOES_ON)
    .order_by(AlarmRow.due)
    .limit(1)
)
_OVERDUE = (
    select(AlarmRow.due)
    .where(AlarmRow.kind.in_(bindparam("kinds", expanding=True)), AlarmRow.due <= _NOW, _GOES_ON)
    .order_by(AlarmRow.due)
    .limit(1)
)


@cache
def _statements(kinds: tuple[str, ...]) -> tuple[Executable, Executable, Executable]:
    """Return what is due, the next after it and the next that is held back, of the kinds that somebody answers."""
    ours = AlarmRow.kind.in_(kinds)
    free = or_(AlarmRow.not_before.is_(None), AlarmRow.not_before <= _REAL, AlarmRow.not_before > _FAR)
    return (
        select(*_COLUMNS).where(ours, AlarmRow.due <= _NOW, free, _GOES_ON).order_by(AlarmRow.due).limit(_BATCH),
        select(AlarmRow.due).where(ours, AlarmRow.due > _NOW, _GOES_ON).order_by(AlarmRow.due).limit(1),
        select(AlarmRow.not_before).where(ours, AlarmRow.not_before > _REAL, _GOES_ON).order_by(AlarmRow.not_before).limit(1),
    )


def _by_subject(due: Sequence[Due]) -> Iterator[list[Due]]:
    ordered = sorted(due, key=lambda one: (one.workspace, one.subject, one.due))
    subjects = [list(alarms) for _, alarms in groupby(ordered, key=lambda one: (one.workspace, one.subject))]
    return iter(sorted(subjects, key=lambda alarms: alarms[0].due))
