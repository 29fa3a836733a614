"""A process that rings an alarm and is killed: in the middle of it, or right after its commit."""

import asyncio
import os
import signal
import sys
from datetime import datetime

from bot.core.clock import SetClock
from bot.core.ids import CountedIds
from bot.schedule.alarms import Alarm, AlarmHandler
from bot.schedule.tick import Tick
from bot.store.opening import open_store
from bot.store.unit import Unit
from tests.schedule.scene import BELL, Feature


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


async def main(url: str, now: str, point: str) -> None:
    clock = SetClock(datetime.fromisoformat(now))
    feature = Feature()

    def ring(unit: Unit, alarm: Alarm) -> None:
        feature.ring(unit, alarm)
        if point == "before the commit":
            die()

    store = open_store(url, clock=clock, real=clock, ids=CountedIds(), answers={}, on_commit=lambda rooms: None, connections=2)
    await store.start()
    await Tick(store, {BELL: AlarmHandler(ring=ring)}, clock=clock, real=clock).run()
    die()


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
