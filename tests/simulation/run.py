"""One run: a seed, a world, what people do in it and what goes wrong, then quiet, then judgement."""

import asyncio
import gc
import logging
import sys
import warnings
from collections.abc import Callable, Iterator, Mapping, MutableMapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from itertools import count
from random import Random
from typing import Any

import structlog

from bot.core.trace import trace as trace_of
from bot.house import shared_parts
from bot.store.errors import StoreUnavailable
from tests.simulation.event_loop import PROCESS, SeededLoop, Stuck
from tests.simulation.judge import judge, settled
from tests.simulation.machine import made_up_time
from tests.simulation.people import People
from tests.simulation.world import Replica, Trace, World


@dataclass(frozen=True)
class Outcome:
    """What a run came to."""

    seed: int
    digest: str
    complaints: tuple[str, ...]
    acts: int
    steps: int
    seconds: float
    last: tuple[str, ...]
    kinds: tuple[str, ...]


def run(seed: int, template: bytes, told: Callable[[str], None] | None = None, *, is_last: bool = False, **world: Any) -> Outcome:
    """Run one seed to its end. `world`: what is not to be drawn of it, `machines` and `is_calm`.

    `is_last`: the process ends soon, and nothing is cleared up.
    """
    gc.disable() if is_last else _settle_down()
    loop = SeededLoop(Random(f"loop {seed}"))
    trace = Trace(loop, told)
    with made_up_time(), _programmes_once(), _logs_into(trace) as complaints:
        asyncio.set_event_loop(loop)
        try:
            acts, kinds = _whole(seed, loop, template, trace, complaints, world)
            outcome = Outcome(
                seed, trace.digest, tuple(complaints), acts, loop.steps, loop.time() - 1_000, tuple(trace.last), kinds
            )
        finally:
            _bury(loop, is_last=is_last)
            asyncio.set_event_loop(None)
    return outcome


def _whole(
    seed: int, loop: SeededLoop, template: bytes, trace: Trace, complaints: list[str], given: Mapping[str, Any]
) -> tuple[int, tuple[str, ...]]:
    world = World(Random(f"world {seed}"), loop, template, trace, **given)
    world.complaints = complaints
    people = People(world, Random(f"people {seed}"), is_plain=world.chance.random() < 0.35)
    acts = 0
    try:
        acts = loop.run_until_complete(_lived(world, people, Random(f"life {seed}")))
    except Stuck as stuck:
        complaints.append(str(stuck))
    except Exception as fault:
        complaints.append(f"the run broke: {trace_of(fault)}")
    finally:
        world.close()
    return acts, world.weather.kinds


async def _lived(world: World, people: People, chance: Random) -> int:
    for machine in range(world.most):
        await world.begin(machine)
    reviving = asyncio.create_task(world.keep_alive())
    acting: set[asyncio.Task[None]] = set()
    number = chance.randint(30, 60)
    await asyncio.sleep(0.5)
    for _ in range(number):
        task = asyncio.create_task(people.act())
        acting.add(task)
        task.add_done_callback(acting.discard)
        if chance.random() < 0.7:
            await asyncio.wait({task})
        await _meanwhile(world, chance)
    if acting:
        await asyncio.wait(set(acting))
    world.weather.calm()
    world.trace.note("quiet")
    await settled(world)
    reviving.cancel()
    world.complaints += await judge(world, people)
    return number


async def _meanwhile(world: World, chance: Random) -> None:
    """Let time pass, and happen what nobody does."""
    weather = world.weather
    if weather.happens(weather.blackout):
        for replica in list(world.replicas):
            world.kill(replica, "a blackout")
        await asyncio.sleep(chance.random() * 30)
    if weather.happens(weather.restart) and world.replicas:
        await world.end(chance.choice(world.replicas))
    if weather.happens(weather.clock_set) and world.replicas:
        _set_clock(chance.choice(world.replicas), chance, world)
    drawn = chance.random()
    if drawn < 0.06:
        await world.pass_over(chance)
    else:
        await asyncio.sleep(chance.random() ** 3 * 2)


def _set_clock(replica: Replica, chance: Random, world: World) -> None:
    by = timedelta(seconds=chance.choice((-80, -40, -6, 6, 40, 80)))
    replica.clock.apart += by
    if abs(replica.clock.apart) > timedelta(seconds=110):  # delivery looks two minutes back for what it has posted
        replica.clock.apart = timedelta()
    world.trace.note("clock set", process=replica.process.name, apart=replica.clock.apart.total_seconds())


_runs = count(1)
_left: list[SeededLoop] = []
"""What is never cleared up."""
_scheduler = logging.getLogger("apscheduler")


def _settle_down() -> None:
    """Leave what every run shares out of the collections between runs; within one nothing is collected."""
    number = next(_runs)
    if number & (number - 1) == 0:  # 1, 2, 4, 8 …: what is kept for all runs grows more and more slowly
        with _unheard():
            gc.collect()
        gc.freeze()
    gc.disable()


def _bury(loop: SeededLoop, *, is_last: bool) -> None:
    """Let go of what has stopped in the middle: a coroutine that goes runs its `finally`, which nobody is to hear."""
    if is_last:
        _left.append(loop)
        return
    for task in asyncio.all_tasks(loop):
        task._log_destroy_pending = False  # type: ignore[attr-defined]
    loop._ready.clear()
    loop._scheduled.clear()
    loop.close()
    with _unheard():
        gc.collect()
    gc.enable()


@contextmanager
def _unheard() -> Iterator[None]:
    """Let nobody hear what the `finally` of something says that has stopped in the middle."""
    hook, sys.unraisablehook = sys.unraisablehook, lambda unraisable: None
    level = _scheduler.level
    _scheduler.setLevel(logging.CRITICAL)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", RuntimeWarning)
            yield
    finally:
        sys.unraisablehook = hook
        _scheduler.setLevel(level)


@contextmanager
def _programmes_once() -> Iterator[None]:
    """Read the programmes of certifying bodies once for all houses."""
    load = vars(shared_parts)["load"]
    vars(shared_parts)["load"] = lambda folder: _programmes(load)
    try:
        yield
    finally:
        vars(shared_parts)["load"] = load


_read: dict[str, Any] = {}


def _programmes(load: Callable[..., Any]) -> Any:
    if "programmes" not in _read:
        _read["programmes"] = load(None)
    return _read["programmes"]


_UNHEARD = frozenset({"not answered by response_url", "not told", "not said in the channel", "answered too late"})
_FAULTS = ("error", "critical", "exception")


@contextmanager
def _logs_into(trace: Trace) -> Iterator[list[str]]:
    """Take the bot's log lines into the trace; what must never be said is a complaint."""
    complaints: list[str] = []

    def take(logger: object, level: str, event: MutableMapping[str, Any]) -> Any:
        process = PROCESS.get()
        told = {name: value for name, value in event.items() if name != "exc_info"}
        what = told.pop("event")
        trace.note(f"[{level}] {what}", **told, process=process.name if process else "")
        fault = sys.exc_info()[1] if event.get("exc_info") else None
        away = isinstance(fault, StoreUnavailable) or str(told.get("trace", "")).startswith("StoreUnavailable")
        if what in _UNHEARD:
            trace.lost_word()
        if (level in _FAULTS or what in _NEVER) and not away:
            complaints.append(f"{what} {told} {fault!r}")
        raise structlog.DropEvent

    before = structlog.get_config()
    structlog.configure(processors=[take])
    level = _scheduler.level
    _scheduler.setLevel(logging.CRITICAL)
    try:
        yield complaints
    finally:
        structlog.configure(**before)
        _scheduler.setLevel(level)


_NEVER = frozenset({"a task of the house died", "housekeeping broke", "alarm failed", "delivery step broke"})
