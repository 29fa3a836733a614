"""`python -m bot run` with its event loop watched: says at its end when the loop was held up, and by whose work."""

import asyncio
import gc
import json
import time
from collections.abc import Callable
from typing import Any

from bot.commands.serving import run
from bot.house import serving

STEP = 0.005
WORTH_SAYING = 0.01


async def watch(blocks: list[tuple[float, float, float]]) -> None:
    """Note each time that the loop came late: when (monotonic), seconds late, seconds of this process's own work meanwhile.

    What stands in memory by then is left out of collections of garbage, as a replica leaves out what its start has made: a bench that
    has filled databases for minutes holds ten times as much, and one look through all of it took 120 ms.
    """
    gc.collect()
    gc.freeze()
    try:
        while True:
            began, worked = time.monotonic(), time.process_time()
            await asyncio.sleep(STEP)
            late = time.monotonic() - began - STEP
            if late > WORTH_SAYING:
                blocks.append((began, late, min(time.process_time() - worked, late)))
    finally:
        gc.unfreeze()


def watched(serve: Callable[..., Any]) -> Callable[..., Any]:
    """Return the same server with a watch beside it."""

    async def serve_and_watch(*args: Any, **kwargs: Any) -> None:
        blocks: list[tuple[float, float, float]] = []
        watching = asyncio.create_task(watch(blocks))
        try:
            await serve(*args, **kwargs)
        finally:
            watching.cancel()
            print(json.dumps(blocks))

    return serve_and_watch


if __name__ == "__main__":
    serving.serve = watched(serving.serve)
    run()
