"""Look-ups of people at Slack that are under way: one at a time for each person."""

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any

import structlog

from bot.core.ids import PersonId, WorkspaceId
from bot.teams.people import Person

PATIENCE_SECONDS = 1.0
"""How long a request waits for what Slack knows of a person: it goes on with less, and is still answered in time."""

log = structlog.get_logger(__name__)

Name = tuple[WorkspaceId, PersonId]
LookUp = Callable[[], Coroutine[Any, Any, Person | None]]


class PersonLookups:
    """One for the process, for a request is over before a slow answer comes."""

    def __init__(self, patience: float = PATIENCE_SECONDS) -> None:
        self._patience = patience
        self._under_way: dict[Name, tuple[asyncio.Task[Person | None], float]] = {}

    def begin(self, name: Name, look_up: LookUp) -> None:
        """Ask, unless it is asked already; the answer is for whoever comes later."""
        if name in self._under_way:
            return
        task = asyncio.create_task(look_up(), name="look-up")
        self._under_way[name] = task, asyncio.get_running_loop().time()
        task.add_done_callback(lambda ended: self._end(name, ended))

    async def soon(self, name: Name, look_up: LookUp) -> Person | None:
        """Ask, and return the answer if it comes within a second of the question, whoever asked it. Raise what the look-up raises."""
        self.begin(name, look_up)
        task, began = self._under_way[name]
        left = began + self._patience - asyncio.get_running_loop().time()
        await asyncio.wait((task,), timeout=max(left, 0))
        return task.result() if task.done() else None

    async def drain(self) -> None:
        """Wait until nothing is asked any more."""
        while self._under_way:
            await asyncio.wait([task for task, _ in self._under_way.values()])

    def _end(self, name: Name, task: asyncio.Task[Person | None]) -> None:
        del self._under_way[name]
        if not task.cancelled() and (fault := task.exception()) is not None:
            log.info("a person was asked for in vain", fault=type(fault).__name__)
