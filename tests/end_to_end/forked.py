"""A demo that costs a fifth of `python -m bot demo`: its room in a thread of this process, its bot forked from one that is ready."""

import asyncio
import multiprocessing
import secrets
from asyncio.subprocess import Process
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager, nullcontext, suppress
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import cast

from bot.rehearsal import demo as command
from bot.rehearsal.app import build_room, serve
from bot.rehearsal.plug import SubprocessPlug
from bot.rehearsal.room import Room
from tests.end_to_end.bot import begin
from tests.end_to_end.demo import ROOT, RunningDemo
from tests.fakes.databases import copy_file
from tests.fakes.quicker import hurried_people

STARTS_WITHIN = 60
"""Seconds from the fork of the bot to its answer."""
_BOTS = multiprocessing.get_context("forkserver")
_BOTS.set_forkserver_preload(["tests.end_to_end.bot", "tests.faults.bot"])


class ForkedProcess:
    """What a plug asks of a process, for one that was forked."""

    def __init__(self, process: BaseProcess, held: Connection) -> None:
        self._process = process
        self._held = held
        self._loop = asyncio.get_running_loop()
        self._code: asyncio.Future[int] = self._loop.create_future()
        self._loop.add_reader(process.sentinel, self._has_ended)

    def _has_ended(self) -> None:
        self._loop.remove_reader(self._process.sentinel)
        self._process.join()
        self._held.close()
        self._code.set_result(self._process.exitcode or 0)

    @property
    def pid(self) -> int | None:
        return self._process.pid

    @property
    def returncode(self) -> int | None:
        return self._code.result() if self._code.done() else None

    def kill(self) -> None:
        self._process.kill()

    def terminate(self) -> None:
        self._process.terminate()

    async def wait(self) -> int:
        return await asyncio.shield(self._code)


class ForkingPlug(SubprocessPlug):
    """The demo's own plug, except that it forks the bot."""

    quick = False

    async def start(self) -> None:
        if self.pid is not None:
            return
        held, holding = _BOTS.Pipe(duplex=False)
        given = (dict(self._env()), self._log.parents[1], self._log, held)
        process = _BOTS.Process(target=begin, args=given, kwargs={"quick": self.quick}, daemon=True)
        await asyncio.to_thread(process.start)
        held.close()
        self._process = cast("Process", ForkedProcess(process, holding))
        self._become("starting")
        self._watch = asyncio.ensure_future(self._watch_over(self._process))


@contextmanager
def forked_demo(
    folder: Path, *, quick: bool = False, database: Path | None = None, has_workspaces: bool = False
) -> Iterator[RunningDemo]:
    """Run what `python -m bot demo` runs in a folder, and end it with the block.

    `quick`: in a Slack that may be called more often. `database`: an empty one that is migrated, of which the bot gets a copy.
    `has_workspaces`: with several workspaces, which install the app by OAuth.
    """
    opened: Future[tuple[str, Callable[[], object]]] = Future()
    with ThreadPoolExecutor(1) as thread, hurried_people() if quick else nullcontext():
        ended = thread.submit(
            lambda: asyncio.run(_run(folder, opened, quick=quick, database=database, has_workspaces=has_workspaces))
        )
        ended.add_done_callback(lambda done: opened.set_exception(done.exception()) if not opened.done() else None)
        url, end = opened.result(2 * STARTS_WITHIN)
        try:
            with RunningDemo(folder, url) as running:
                yield running
        finally:
            end()
            ended.result(STARTS_WITHIN)


async def _run(
    folder: Path, opened: Future[tuple[str, Callable[[], object]]], *, quick: bool, database: Path | None, has_workspaces: bool
) -> None:
    """Put together what `bot.rehearsal.demo` does, and say where it is and how it is ended."""
    wanted = command.Demo([], ROOT / "app.yaml", folder / ".demo", 0, False, print, has_workspaces)
    wanted.folder.mkdir()
    if database is not None:
        copy_file(database, wanted.folder / command.DATABASE)
    port, secret = command._free_port(), secrets.token_hex(16)
    address = f"http://{command.HOST}:{port}"
    installation = command._installed(wanted, address)
    room: Room

    def variables() -> Mapping[str, str]:
        given = command._environment(wanted, installation, room, port, secret)
        return {**given, "PERSON_PACE": "0"} if quick else given  # scenes are set by people who are quicker than any hand

    plug = ForkingPlug([], variables, wanted.folder / "bot.log", ready=command._answers(f"{address}/readyz"))
    plug.quick = quick
    room = build_room(
        app=installation, path=wanted.folder / "workspace.json", control=(f"{address}/control", secret), plug=plug,
        forget_bot=command.forgetting(wanted.folder / command.DATABASE), rates=not quick, **command.several(wanted, address),
    )  # fmt: skip
    ready, ended = asyncio.Event(), asyncio.Event()
    serving = asyncio.ensure_future(serve(room, command.HOST, 0, ready=ready))
    try:
        async with asyncio.timeout(STARTS_WITHIN):
            await ready.wait()
            await plug.start()
            await command._until_up(room, serving)
        loop = asyncio.get_running_loop()
        opened.set_result((room.base_url, lambda: loop.call_soon_threadsafe(ended.set)))
        await ended.wait()
    finally:
        await plug.stop()
        serving.cancel()
        with suppress(asyncio.CancelledError):
            await serving
