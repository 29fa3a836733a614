"""Heartbeats of replicas, and outages in which none was alive."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog
from sqlalchemy import bindparam, delete, func, select, update

from bot.core.clock import Clock
from bot.core.ids import MACHINE, WorkspaceId
from bot.core.monotonic import JUMP, Monotonic, monotonic_of
from bot.core.refusal import AlreadyDone
from bot.core.trace import trace
from bot.schedule.tables import HeartbeatRow, OutageRow
from bot.store.base import Instant
from bot.store.builds import NO_BUILD, Build, refuse_outgrown
from bot.store.errors import StoreUnavailable
from bot.store.unit import Read, Store, Unit
from bot.store.upserts import insert_or_nothing, upsert

PULSE = timedelta(seconds=3)
"""How often a replica says that it is alive."""
SILENCE = timedelta(seconds=10)
"""After so long without a pulse of any replica nobody was served."""
KEPT = timedelta(days=7)
_log = structlog.get_logger("schedule")


@dataclass(frozen=True)
class Outage:
    """A time in which no replica of the bot was alive, or none reached the database (real time, UTC)."""

    began: datetime
    ended: datetime


Told = Callable[[Unit, Outage], None]
"""What a feature does about an outage, in a transaction of its own for each workspace."""
Moved = Callable[[Unit, timedelta], None]
"""What a feature does about a machine's time that was set while the bot was at work, likewise."""

_BEFORE = bindparam("before", type_=Instant())
_NOW = bindparam("now", type_=Instant())
_LAST = select(func.max(HeartbeatRow.beat).label("beat")).where(HeartbeatRow.beat <= _NOW)
_ALL = select(HeartbeatRow.replica, HeartbeatRow.beat)
_BRING_BACK = update(HeartbeatRow).where(HeartbeatRow.beat > _NOW).values(beat=_NOW)
_FORGET_SILENT = delete(HeartbeatRow).where(HeartbeatRow.beat < _BEFORE, HeartbeatRow.replica != bindparam("not_me"))
_BEAT = upsert(HeartbeatRow, ("replica",), update=("beat", "revision", "version"))
_BUILDS = select(HeartbeatRow.revision, HeartbeatRow.version)
_NOTE = insert_or_nothing(OutageRow, ("began",))
_UNTOLD = select(OutageRow.began, OutageRow.ended).where(OutageRow.told.is_(False)).order_by(OutageRow.began)
_TOLD = update(OutageRow).where(OutageRow.began == bindparam("outage", type_=Instant())).values(told=True)
_FORGET_REPLICAS = delete(HeartbeatRow).where(HeartbeatRow.beat < _BEFORE)
_FORGET_OUTAGES = delete(OutageRow).where(OutageRow.ended < _BEFORE, OutageRow.told.is_(True))


class Heartbeat:
    """One replica's pulse; `workspaces` names who is to be told, `told` are the features that want to know, by name."""

    def __init__(
        self,
        store: Store,
        replica: str,
        *,
        real: Clock,
        workspaces: Callable[[Read], Sequence[WorkspaceId]],
        told: Mapping[str, Told],
        moved: Mapping[str, Moved] | None = None,
        monotonic: Monotonic | None = None,
        build: Build = NO_BUILD,
    ) -> None:
        self._store = store
        self._build = build
        self.is_mixed = False
        """Whether a replica of another version was at work at the last beat: this bot is being upgraded, or taken back."""
        self._replica = replica
        self._monotonic = monotonic or monotonic_of(real)
        self._workspaces = workspaces
        self._told = told
        self._moved = moved or {}
        self._last: float | None = None
        self._beat: datetime | None = None

    @property
    def is_stale(self) -> bool:
        """Tell whether this replica has been silent for so long that it must look for an outage before it rings anything."""
        return self._silent_for is None or self._silent_for > SILENCE

    async def beat(self) -> None:
        """Say that this replica is alive, and tell every outage that has not been told. Raise StoreUnavailable, Outgrown."""
        found = await self._store.write(pulse_with_build, MACHINE, None, self._replica, self.is_stale, self._build)
        self._beat, untold, self.is_mixed = found
        for outage in untold:
            await self._tell(outage)
        self._last = self._monotonic()

    async def is_for_me(self, by: timedelta) -> bool:
        """Tell whether this replica sees to what a jump of its machine's time means for everybody. Raise StoreUnavailable.

        Of replicas whose machines share a database's clock one does; one whose clock alone was wrong leaves all as it is.
        """
        since = self._beat, self._silent_for or timedelta()
        return await self._store.write(sees_to_it, MACHINE, None, self._replica, since=since, by=by)

    async def move(self, by: timedelta, number: int) -> None:
        """Have every feature follow this replica's jump of a number, in each workspace once. Raise StoreUnavailable."""
        for workspace in await self._store.read(self._workspaces, MACHINE):
            for name, moved in self._moved.items():
                await self._move_one(by, f"jump/{self._replica}/{number}/{name}", workspace, moved)

    @property
    def _silent_for(self) -> timedelta | None:
        return None if self._last is None else timedelta(seconds=self._monotonic() - self._last)

    async def _move_one(self, by: timedelta, key: str, workspace: WorkspaceId, moved: Moved) -> None:
        try:
            await self._store.write(moved, workspace, key, by)
        except AlreadyDone:
            return
        except StoreUnavailable:
            raise
        except Exception as fault:  # noqa: BLE001 - as for an outage
            _log.error("jump not taken in", key=key, workspace=workspace, error=type(fault).__name__, trace=trace(fault))

    async def _tell(self, outage: Outage) -> None:
        _log.warning("outage", began=outage.began.isoformat(), ended=outage.ended.isoformat())
        for workspace in await self._store.read(self._workspaces, MACHINE):
            for name, told in self._told.items():
                await self._tell_one(outage, workspace, name, told)
        await self._store.write(note_told, MACHINE, None, outage)

    async def _tell_one(self, outage: Outage, workspace: WorkspaceId, name: str, told: Told) -> None:
        """Tell one feature in one workspace; the key keeps a second replica, or a queued meeting, from telling again."""
        try:
            await self._store.write(told, workspace, f"outage/{outage.began.isoformat()}/{name}", outage)
        except AlreadyDone:
            return
        except StoreUnavailable:
            raise
        except Exception as fault:  # noqa: BLE001 - one feature's fault keeps the others neither from hearing nor from ringing
            _log.error("outage not taken in", feature=name, workspace=workspace, error=type(fault).__name__, trace=trace(fault))


def pulse_with_build(unit: Unit, replica: str, silent: bool, build: Build) -> tuple[datetime, list[Outage], bool]:
    """Note that a replica is alive; tell beside what `pulse` does whether one of another version is. Raise Outgrown."""
    refuse_outgrown(unit, build)
    now, untold = pulse(unit, replica, silent, build)
    mixed = any((row.revision, row.version) != (build.revision, build.version) for row in unit.rows(_BUILDS))
    return now, untold, mixed


def pulse(unit: Unit, replica: str, silent: bool, build: Build = NO_BUILD) -> tuple[datetime, list[Outage]]:
    """Note that a replica is alive, and the outage that ends by that, if there was one; return when that was, and what is untold.

    `silent`: this replica has not beaten for long, by a clock that nobody sets; if it has, there was none. A beat from the future, of
    before a clock was set back, counts as none and becomes one of now; beats that have fallen silent are of no more use.
    """
    now = unit.real_now
    last = unit.rows(_LAST, {"now": now})[0].beat
    if silent and last is not None and now - last > SILENCE:
        unit.run(_NOTE, {"began": last, "ended": now, "told": False})
    unit.run(_BRING_BACK, {"now": now})
    unit.run(_FORGET_SILENT, {"before": now - SILENCE, "not_me": replica})
    unit.run(_BEAT, {"replica": replica, "beat": now, "revision": build.revision, "version": build.version})
    return now, [Outage(row.began, row.ended) for row in unit.rows(_UNTOLD)]


def sees_to_it(unit: Unit, replica: str, *, since: tuple[datetime | None, timedelta], by: timedelta) -> bool:
    """Tell whether a replica sees to a jump: alone, or as the first by name of those on whose database's clock it is seen too.

    `since`: its last beat by that clock, and how long ago that is by one that nobody sets.
    """
    beat, ago = since
    if beat is None:
        return True
    there = {row.replica for row in unit.rows(_ALL) if min(abs(row.beat - beat), abs(row.beat - unit.real_now)) <= SILENCE}
    along = abs(unit.real_now - beat - ago - by) <= JUMP
    return not there - {replica} or (along and replica == min(there | {replica}))


def note_told(unit: Unit, outage: Outage) -> None:
    """Note that everybody has been told of an outage."""
    unit.run(_TOLD, {"outage": outage.began})


def purge(unit: Unit) -> None:
    """Forget replicas and outages of more than a week ago. Housekeeping, of the machine."""
    before = unit.real_now - KEPT
    unit.run(_FORGET_REPLICAS, {"before": before})
    unit.run(_FORGET_OUTAGES, {"before": before})
