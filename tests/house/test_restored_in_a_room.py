"""A bot whose database was put back from a copy meets a Slack that has gone on: it posts nothing of then anew."""

from collections import Counter
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.core.clock import RealClock
from bot.features import lean_coffee
from bot.house.restoring import restore
from bot.rehearsal.room import Room
from bot.store.backup import back_up
from tests.fakes.until import until
from tests.house.stand_ins import Scene, open_room, scene
from tests.house.test_restoring import elsewhere

__all__ = ["elsewhere"]

FEATURES = (lean_coffee.FEATURE,)


class Later:
    """A machine's clock, three hours on."""

    def now(self) -> datetime:
        return RealClock().now() + timedelta(hours=3)


def posted(room: Room) -> Counter[str]:
    return Counter(call["method"] for call in room.journal.calls(None, 0) if call["method"].startswith("chat."))


async def said(stage: Scene, text: str) -> None:
    async def stands() -> bool:
        return text in str(await stage.seen())

    await until(stands)


async def idle(stage: Scene) -> None:
    await until(stage.house.idle)


@pytest.mark.parametrize("age", [timedelta(), timedelta(hours=3)], ids=["at once", "3 hours later"])
async def test_boards_of_then_stay_and_a_meeting_goes_on_or_ends_where_it_stands(
    database_url: str, elsewhere: str, tmp_path: Path, age: timedelta
) -> None:
    async with open_room(FEATURES) as room:
        async with scene(database_url, "socket", FEATURES, room=room) as stage:
            await stage.type('start "Platform guild" for 45m')
            await said(stage, "Platform guild: gathering")
            await idle(stage)
            back_up(database_url, tmp_path / "copy")
            await stage.type("topic Green builds")
            await idle(stage)
        before = posted(room)
        clock: Any = Later() if age else RealClock()
        await restore(elsewhere, tmp_path / "copy", clock=clock)
        async with scene(elsewhere, "socket", FEATURES, room=room, real=clock) as stage:
            await idle(stage)
            since = posted(room) - before
            assert since["chat.postMessage"] == (0 if age else 1), since
            if age:
                await said(stage, "Platform guild")
                await stage.type('start "Retro"')
                await said(stage, "Retro: gathering")
            else:
                await stage.type("topic Flaky tests")
                await said(stage, "Flaky tests")
