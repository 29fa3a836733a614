"""A house of many workspaces as a process that dies at the point a test has armed."""

import asyncio
from pathlib import Path

from bot.house.build import build
from bot.house.options import Options
from tests.faults.bot import mortal_write
from tests.faults.fuse import Fuse


def begin(options: Options, fuse: str) -> None:
    """Run until the point."""
    asyncio.run(_run(options, Fuse(Path(fuse))))


async def _run(options: Options, fuse: Fuse) -> None:
    house = build(options)
    vars(house.store)["write"] = mortal_write(house.store.write, fuse)
    await house.start()
    await asyncio.Event().wait()
