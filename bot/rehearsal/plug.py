"""The bot's process, which can be killed and started again."""

import asyncio
import os
from asyncio.subprocess import Process
from collections.abc import Awaitable, Callable, Mapping, Sequence
from pathlib import Path
from typing import Literal, Protocol

State = Literal["up", "down", "starting"]
READY_EVERY_SECONDS = 0.1


class Plug(Protocol):
    """What the room needs to pull; it calls `changed` whenever its state has changed."""

    changed: Callable[[], object]

    @property
    def state(self) -> State:
        """Tell how the bot is."""
        ...

    async def kill(self) -> None:
        """End the bot at once, without a chance to tidy up."""
        ...

    async def start(self) -> None:
        """Start the bot, unless it runs."""
        ...


class SubprocessPlug:
    """A bot in a process of its own, whose standard input ends with this process. `env` is read anew at each start; `ready` tells when it answers."""

    def __init__(
        self, argv: Sequence[str], env: Callable[[], Mapping[str, str]], log: Path, *,
        ready: Callable[[], Awaitable[bool]] | None = None,
    ) -> None:  # fmt: skip
        self._argv, self._env, self._log = list(argv), env, log
        self._ready = ready
        self.changed: Callable[[], object] = lambda: None
        self._state: State = "down"
        self._process: Process | None = None
        self._watch: asyncio.Task[None] | None = None

    @property
    def state(self) -> State:
        """Tell how the bot is."""
        return self._state

    @property
    def pid(self) -> int | None:
        """Give the process id while there is one."""
        return self._process.pid if self._process is not None and self._process.returncode is None else None

    def _become(self, state: State) -> None:
        if state != self._state:
            self._state = state
            self.changed()

    async def start(self) -> None:
        """Start the bot, unless it runs; its output is added to the log."""
        if self.pid is not None:
            return
        self._log.parent.mkdir(parents=True, exist_ok=True)
        with self._log.open("ab") as log:
            self._process = await asyncio.create_subprocess_exec(
                *self._argv, stdin=asyncio.subprocess.PIPE, stdout=log, stderr=log, env={**os.environ, **self._env()}
            )
        self._become("up" if self._ready is None else "starting")
        self._watch = asyncio.ensure_future(self._watch_over(self._process))

    async def _watch_over(self, process: Process) -> None:
        ended = asyncio.ensure_future(process.wait())
        try:
            while self._ready is not None and not ended.done() and not await self._ready():
                await asyncio.wait({ended}, timeout=READY_EVERY_SECONDS)
            if not ended.done():
                self._become("up")
            await ended
            self._become("down")
        finally:
            ended.cancel()

    async def kill(self) -> None:
        """Kill the bot with SIGKILL and wait until it is gone."""
        if self._process is not None and self.pid is not None:
            self._process.kill()
            await self._process.wait()
        await self._unwatch()

    async def stop(self, patience_seconds: float = 10.0) -> None:
        """Ask the bot to end, and kill it when it does not."""
        if self._process is not None and self.pid is not None:
            self._process.terminate()
            try:
                await asyncio.wait_for(self._process.wait(), patience_seconds)
            except TimeoutError:
                self._process.kill()
                await self._process.wait()
        await self._unwatch()

    async def _unwatch(self) -> None:
        if self._watch is not None:
            self._watch.cancel()
            await asyncio.gather(self._watch, return_exceptions=True)
        self._become("down")
