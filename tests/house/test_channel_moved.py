"""A channel that is shared or converted gets another id: what was planned and said there goes on, over either transport."""

import pytest

from bot.core.ids import ChannelId
from bot.features.lean_coffee.store import meetings
from bot.features.lean_coffee.store.topics import waiting_topics
from bot.house.features import ROOMS_AND_FEATURES
from tests.fakes.until import until
from tests.house.stand_ins import Scene, scene

ANA, GUILD = "U0ANA", "C0GUILD"


async def topics(stage: Scene, channel: str) -> list[str]:
    found = await stage.house.store.read(waiting_topics, stage.room.app.team_id, ChannelId(channel))  # type: ignore[arg-type]
    return [topic.title for topic in found]


@pytest.mark.parametrize("transport", ["http", "socket"])
async def test_what_is_kept_by_the_old_id_follows_and_the_board_goes_on(sqlite_url: str, transport: str) -> None:
    async with scene(sqlite_url, transport, ROOMS_AND_FEATURES) as stage:
        await stage.type("topic Flaky tests")
        await stage.act("invite_bot", **{"as": ANA, "channel": GUILD})
        new = (await stage.http.post(f"{stage.room.base_url}/room/channels/{GUILD}/renumber", json={})).json()["id"]

        async def followed() -> bool:
            return await topics(stage, new) == ["Flaky tests"]

        await until(followed)
        assert await topics(stage, GUILD) == []
        await stage.type('start "Platform guild"', channel=new)

        async def shown() -> bool:
            return any("Platform guild" in text for text in await stage.texts())

        await until(shown)
        again = (await stage.http.post(f"{stage.room.base_url}/room/channels/{new}/renumber", json={})).json()["id"]

        async def runs() -> bool:
            found = await stage.house.store.read(meetings.open_meeting_of, stage.room.app.team_id, ChannelId(again))  # type: ignore[arg-type]
            return found is not None

        await until(runs)
        assert (await stage.type("board", channel=again))["outcome"] == "ok"
