"""A second Lean Coffee in a channel of the rehearsal room: in a thread, then queued."""

from typing import Any

import pytest

from bot.features import lean_coffee
from tests.fakes.until import until
from tests.house.stand_ins import Scene, scene

BEN = "U0BEN"


async def messages(stage: Scene, person: str = BEN) -> list[dict[str, Any]]:
    places = (await stage.seen(person))["conversations"]
    return [message for place in places if place["id"] == "C0GUILD" for message in every(place["messages"])]


def every(posted: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [one for message in posted for one in (message, *every(message.get("replies") or []))]


async def find(stage: Scene, text: str) -> dict[str, Any]:
    """Wait for the message that says this."""
    found: list[dict[str, Any]] = []

    async def stands() -> bool:
        found[:] = [one for one in await messages(stage) if text in str(one)]
        return bool(found)

    await until(stands)
    return found[-1]


async def press(stage: Scene, on: dict[str, Any], action: str) -> None:
    told = await stage.act("click", **{"as": BEN, "channel": "C0GUILD", "ts": on["ts"], "action_id": action})
    assert told.get("ok"), told


@pytest.mark.parametrize("transport", ["socket", "http"])
async def test_a_second_meeting_runs_in_a_thread_and_a_third_waits_for_its_turn(sqlite_url: str, transport: str) -> None:
    async with scene(sqlite_url, transport, (lean_coffee.FEATURE,)) as stage:
        await stage.type('start "Platform guild"')
        await find(stage, "Platform guild: gathering")
        await stage.type('start "Retro"', person=BEN)
        await press(stage, await find(stage, "Run in a thread"), "lean_coffee:in_thread")
        head = await find(stage, "a Lean Coffee in this thread, host")
        board = await find(stage, "Retro: gathering")
        assert board["thread_ts"] == head["ts"]
        await stage.type('start "Demo"', person=BEN)
        await press(stage, await find(stage, "Queue as next"), "lean_coffee:queue")
        await find(stage, "“Demo” opens here when “Platform guild” has ended.")
        assert not [one for one in await messages(stage) if "Queue as next" in str(one)]
