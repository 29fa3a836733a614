"""A process that dies as by `kill -9` at a named point."""

import asyncio
import os
import signal
import sys
from collections.abc import Callable
from multiprocessing.connection import Connection

import structlog

from bot.core.clock import RealClock
from bot.core.ids import RandomIds
from bot.store.opening import open_store
from bot.store.unit import RunningStore, Unit
from tests.store.scene import HERE, pour


def die(*_: object) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def pour_and_die(unit: Unit) -> None:
    """Die between the action and its commit."""
    pour(unit, "mug")
    die()


def pour_and_hint(unit: Unit) -> None:
    """Die after the commit and before the answer: that is when hints are told."""
    pour(unit, "mug")
    unit.hint("delivery")


def pour_pair(unit: Unit, number: int) -> None:
    """Write two rows that belong together."""
    pour(unit, f"{number:05}a")
    pour(unit, f"{number:05}b")


async def pour_pairs(store: RunningStore, say: Callable[[object], None]) -> None:
    """Say each pair that is durable, until somebody ends this."""
    number = 0
    while True:
        numbers = range(number, number + 8)
        await asyncio.gather(*(store.write(pour_pair, HERE, f"pair{n}", n) for n in numbers))
        number += 8
        say(number)


async def main(url: str, point: str, say: Callable[[object], None]) -> None:
    """Run up to the point, and say how far it has come."""
    structlog.configure(logger_factory=structlog.PrintLoggerFactory(sys.stderr))
    real = RealClock()
    store = open_store(url, clock=real, real=real, ids=RandomIds(), answers={}, on_commit=die, connections=4)
    await store.start()
    say("started")
    if point == "hold":
        await asyncio.Event().wait()
    elif point == "before the commit":
        await asyncio.gather(store.write(pour, HERE, "Ev0", "neighbour"), store.write(pour_and_die, HERE, "Ev1"))
    elif point == "after the commit":
        await store.write(pour_and_hint, HERE, "Ev1")
        say("answered")
    else:
        await pour_pairs(store, say)


def begin(url: str, point: str, told: Connection) -> None:
    """Run in a process of its own, and tell whoever waits at the other end."""
    asyncio.run(main(url, point, told.send))
