"""What Slack will never take: the owner hears of it once, in a direct message, with the way out."""

import pytest

from bot.house import FEATURES
from bot.house.unreachable import owners_of
from tests.house.stand_ins import scene, until


@pytest.mark.parametrize("error", ["is_archived", "channel_not_found"])
async def test_the_host_hears_that_a_board_cannot_be_posted_and_what_to_do(sqlite_url: str, error: str) -> None:
    async with scene(sqlite_url, "socket", FEATURES) as stage:
        fault = {"method": "chat.postMessage", "kind": "error", "error": error, "times": 1}
        await stage.http.post(f"{stage.room.base_url}/room/faults", json=[fault])
        await stage.type('start "Platform guild"')

        async def told() -> bool:
            return any(text.startswith("I cannot post “Platform guild” in <#C0GUILD>.") for text in await stage.texts())

        await until(told)
        assert not any("I cannot post" in text for text in await stage.texts("U0BEN"))


def test_screens_of_a_channel_have_an_owner_and_direct_messages_have_none() -> None:
    owned = owners_of(FEATURES)
    assert {"lean_coffee:board", "lean_coffee:announcement", "refinement:card"} <= set(owned)
    assert not any(name.startswith("seu:") for name in owned)
