"""Which replicas are alive, and the outages in which none was: noticed by whoever comes first, told once."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog
from sqlalchemy import bindparam, delete, func, select, update

from bot.core.clock import Clock
from bot.core.ids import WorkspaceId
from bot.core.refusal import AlreadyDone
from bot.schedule.faults import trace
from bot.schedule.tables import HeartbeatRow, OutageRow
from bot.schedule.tick import MACHINE
from bot.store import Read, Store, StoreUnavailable, Unit, insert_or_nothing
from bot.store.base import Instant
from bot.store.conflict import upsert

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

_BEFORE = bindparam("before", type_=Instant())
_LAST = select(func.max(HeartbeatRow.beat).label("beat"))
_BEAT = upsert(HeartbeatRow, ("replica",), update=("beat",))
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
    ) -> None:
        self._store = store
        self._replica = replica
        self._real = real
        self._workspaces = workspaces
        self._told = told
        self._last: datetime | None = None

    @property
    def is_stale(self) -> bool:
        """Tell whether this replica has been silent for so long that it must look for an outage before it rings anything."""
        return self._last is None or self._real.now() - self._last > SILENCE

    async def beat(self) -> None:
        """Say that this replica is alive, and tell every outage that has not been told. Raise StoreUnavailable."""
        untold = await self._store.write(pulse, MACHINE, None, self._replica)
        for outage in untold:
            await self._tell(outage)
        self._last = self._real.now()

    async def _tell(self, outage: Outage) -> None:
        _log.warning("outage", began=outage.began.isoformat(), ended=outage.ended.isoformat())
        for workspace in await self._store.read(self._workspaces, MACHINE):
            for name, told in self._told.items():
                await self._tell_one(outage, workspace, name, told)
        await self._store.write(note_told, MACHINE, None, outage)

    async def _tell_one(self, outage: Outage, workspace: WorkspaceId, name: str, told: Told) -> None:
        """Tell one feature in one workspace; the key keeps a second replica, or a second start, from telling again."""
        try:
            await self._store.write(told, workspace, f"outage/{outage.began.isoformat()}/{name}", outage)
        except AlreadyDone:
            return
        except StoreUnavailable:
            raise
        except Exception as fault:  # noqa: BLE001 - one feature's fault keeps the others neither from hearing nor from ringing
            _log.error("outage not taken in", feature=name, workspace=workspace, error=type(fault).__name__, trace=trace(fault))


def pulse(unit: Unit, replica: str) -> list[Outage]:
    """Note that a replica is alive, and the outage that ends by that, if there was one; return those that are untold."""
    last = unit.rows(_LAST)[0].beat
    if last is not None and unit.real_now - last > SILENCE:
        unit.run(_NOTE, {"began": last, "ended": unit.real_now, "told": False})
    unit.run(_BEAT, {"replica": replica, "beat": unit.real_now})
    return [Outage(row.began, row.ended) for row in unit.rows(_UNTOLD)]


def note_told(unit: Unit, outage: Outage) -> None:
    """Note that everybody has been told of an outage."""
    unit.run(_TOLD, {"outage": outage.began})


def purge(unit: Unit) -> None:
    """Forget replicas and outages of more than a week ago. Housekeeping, of the machine."""
    before = unit.real_now - KEPT
    unit.run(_FORGET_REPLICAS, {"before": before})
    unit.run(_FORGET_OUTAGES, {"before": before})
