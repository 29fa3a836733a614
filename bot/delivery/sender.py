"""Makes Slack agree with what is wanted: takes what is due, does it, remembers it."""

import asyncio
from collections.abc import Awaitable
from datetime import datetime, timedelta

import structlog

from bot.core.ids import WorkspaceId
from bot.core.kinds import Doubt
from bot.delivery.claim import Claim, NotNow, claim_ghost, claim_message
from bot.delivery.due import agenda, waiting, workspaces_waiting
from bot.delivery.hands import Lent, do
from bot.delivery.pace import LANE
from bot.delivery.results import Result
from bot.delivery.settle import settle
from bot.delivery.steps import Ghost, Standing
from bot.store.unit import Unit

_log = structlog.get_logger("delivery")
_MACHINE = WorkspaceId("")
_AT_ONCE, _AT_ONCE_IF_URGENT = 8, 12
"""How many steps one workspace may have under way."""
_SOON = timedelta(seconds=10)
_CLOCK_IS_RIGHT_FOR = timedelta(seconds=30)
_GATHER_SECONDS = 0.02
_REMEMBER_TRIES, _REMEMBER_SECONDS = 1_200, 0.5


class Sender:
    """One replica's hands: started and stopped by the house, woken by hints."""

    def __init__(self, lent: Lent) -> None:
        self._lent = lent
        self._woken = asyncio.Event()
        self._under_way: dict[asyncio.Task[None], tuple[WorkspaceId, object]] = {}
        self._loop: asyncio.Task[None] | None = None
        self._apart = timedelta()
        self._clock_set: datetime | None = None
        self._stopping = False
        self._broken: str | None = None

    async def start(self) -> None:
        """Begin to deliver, and go on until `stop`."""
        self._stopping = False
        self._loop = asyncio.create_task(self._run(), name="delivery")

    async def stop(self) -> None:
        """Take nothing more, and bring to its end what is under way: at most a call's time."""
        self._stopping = True
        if self._loop is not None:
            self._loop.cancel()
            await asyncio.gather(self._loop, return_exceptions=True)
            self._loop = None
        await asyncio.gather(*self._under_way, return_exceptions=True)

    def wake(self) -> None:
        """Look at once: an action wanted something. To be called in the loop's thread."""
        self._woken.set()

    async def step(self) -> int:
        """Do all that may be done now, wait for it, and return how many steps that were."""
        await self._look()
        tasks = list(self._under_way)
        for outcome in await asyncio.gather(*tasks, return_exceptions=True):
            if isinstance(outcome, BaseException):
                raise outcome
        return len(tasks)

    async def idle(self) -> bool:
        """Say whether nothing is under way, and nothing waits that can be done within 10 s."""
        return not self._under_way and not await self._lent.store.read(waiting, _MACHINE, self._now(), _SOON)

    async def until_idle(self, within: timedelta) -> bool:
        """Wait until `idle`, at most so long (real time), and say whether it is."""
        end = self._lent.real.now() + within
        while not await self.idle():
            if self._lent.real.now() >= end:
                return False
            await self._lent.wait(_GATHER_SECONDS)
        return True

    async def _run(self) -> None:
        while True:
            self._woken.clear()
            try:
                pause = await self._look()
                self._note(None)
            except Exception as error:  # noqa: BLE001 - a database that is away for a minute must not end delivery for good
                self._note(type(error).__name__)
                pause = 1.0
            await self._lent.wait(_GATHER_SECONDS)  # a burst of hints is one look
            await _either(self._woken.wait(), pause)

    def _note(self, broken: str | None) -> None:
        """Say what keeps delivery from looking, and that it looks again: it tries every second, and once is news."""
        if broken is not None and broken != self._broken:
            _log.warning("delivery cannot look", error=broken)
        elif broken is None and self._broken is not None:
            _log.info("delivery looks again")
        self._broken = broken

    async def _look(self) -> float:
        """Start what may be done now and return after how many seconds to look again."""
        await self._set_clock()
        then = self._now() + LANE
        for workspace in await self._lent.store.read(workspaces_waiting, _MACHINE):
            found = await self._lent.store.read(agenda, workspace, self._now())
            for work in found.ready:
                self._begin(workspace, work)
            then = min(then, found.then or then)
        return max((then - self._now()).total_seconds(), 0.0)

    def _begin(self, workspace: WorkspaceId, work: Standing | Ghost) -> None:
        urgent = isinstance(work, Standing) and work.is_urgent
        name = (work.channel, work.ts) if isinstance(work, Ghost) else work.id
        here = [other for place, other in self._under_way.values() if place == workspace]
        if name in here or len(here) >= (_AT_ONCE_IF_URGENT if urgent else _AT_ONCE):
            return
        task = asyncio.create_task(self._carry_out(workspace, work))
        self._under_way[task] = (workspace, name)
        task.add_done_callback(self._end)

    def _end(self, task: asyncio.Task[None]) -> None:
        del self._under_way[task]
        self._woken.set()
        if not task.cancelled() and (error := task.exception()) is not None:
            _log.error("delivery step broke", error=type(error).__name__)

    async def _carry_out(self, workspace: WorkspaceId, work: Standing | Ghost) -> None:
        """Claim a step, do it, remember it."""
        try:
            claim = await self._claim(workspace, work)
        except NotNow:
            return
        await self._remember(workspace, claim, await do(self._lent, workspace, claim))

    async def _claim(self, workspace: WorkspaceId, work: Standing | Ghost) -> Claim:
        if isinstance(work, Ghost):
            return await self._lent.store.write(claim_ghost, workspace, None, ghost=work)
        return await self._lent.store.write(claim_message, workspace, None, message=work)

    async def _remember(self, workspace: WorkspaceId, claim: Claim, result: Result) -> None:
        """Store the result; while the database is away, keep it, for a `ts` that is forgotten may be a message posted twice."""
        work = claim.work
        doubt = Doubt.RATHER_TWICE if isinstance(work, Ghost) else self._lent.screens.doubt(work.screen)
        for tries in range(_REMEMBER_TRIES):
            try:
                await self._lent.store.write(settle, workspace, None, claim=claim, result=result, doubt=doubt)
            except Exception as error:  # noqa: BLE001 - whatever keeps the database from it, the result must not be lost
                if not tries:  # twice a second: once is news
                    _log.warning("delivery cannot remember", error=type(error).__name__)
                if self._stopping:
                    return
                await self._lent.wait(_REMEMBER_SECONDS)
            else:
                return

    def _now(self) -> datetime:
        """Return the instant by which leases are counted: the database's where it keeps one."""
        return self._lent.real.now() + self._apart

    async def _set_clock(self) -> None:
        """Learn how far the database's clock is from the machine's, so that a replica that is 30 s behind is never late."""
        now = self._lent.real.now()
        if self._clock_set is None or abs(now - self._clock_set) > _CLOCK_IS_RIGHT_FOR:
            self._apart = await self._lent.store.write(_real_now, _MACHINE) - self._lent.real.now()
            self._clock_set = now


def _real_now(unit: Unit) -> datetime:
    return unit.real_now


async def _either(event: Awaitable[object], seconds: float) -> None:
    """Wait for an event, but no longer than so many seconds."""
    try:
        async with asyncio.timeout(seconds):
            await event
    except TimeoutError:
        pass
