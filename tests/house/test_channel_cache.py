"""What Slack said of a channel a moment ago is relied on, and given up as soon as the house hears otherwise."""

from bot.core.ids import ChannelId
from bot.feature import Deps, Feature
from bot.house.features import ROOMS_AND_FEATURES
from bot.slack.answers import Answer
from bot.slack.requests import Command
from tests.fakes.until import until
from tests.house.stand_ins import Scene, scene


async def on_command(command: Command, deps: Deps) -> Answer:
    return Answer.say(f"#{(await deps.directory.reachable(command.channel or ChannelId(''))).name}")


NAMING = Feature("echo", commands={"/coffee": on_command})


def asked(stage: Scene) -> int:
    return sum(call["method"] == "conversations.info" for call in stage.room.journal.calls())


async def test_the_second_command_of_a_minute_asks_slack_nothing_about_the_channel(sqlite_url: str) -> None:
    async with scene(sqlite_url, "socket", (NAMING,)) as stage:
        for person in ("U0ANA", "U0BEN", "U0ANA"):
            await stage.type("where", person=person)
        assert await stage.texts("U0BEN") == ["#guild"]
        assert asked(stage) == 1


async def test_invited_it_works_at_once(sqlite_url: str) -> None:
    async with scene(sqlite_url, "socket", (NAMING,)) as stage:
        await stage.type("where", channel="C0LEADS")
        await stage.act("invite_bot", **{"as": "U0ANA", "channel": "C0LEADS"})
        await stage.type("where", channel="C0LEADS")
        first, second = await stage.texts()
        assert ("/invite @Cortado" in first, second) == (True, "#leads")


async def test_an_invitation_has_a_channel_looked_at_again(sqlite_url: str) -> None:
    async with scene(sqlite_url, "socket", (NAMING,)) as stage:
        await stage.type("where")
        await stage.act("invite_bot", **{"as": "U0ANA", "channel": "C0GUILD"})

        async def looked() -> bool:
            return asked(stage) == 2

        await until(looked)


async def test_a_message_that_slack_refused_for_its_channel_has_it_looked_at_again(sqlite_url: str) -> None:
    async with scene(sqlite_url, "socket", ROOMS_AND_FEATURES) as stage:
        await stage.type("")
        assert asked(stage) == 1
        fault = {"method": "chat.postMessage", "kind": "error", "error": "not_in_channel", "times": 1}
        await stage.http.post(f"{stage.room.base_url}/room/faults", json=[fault])
        await stage.type('start "Platform guild"')

        async def told() -> bool:
            return any("I cannot post" in text for text in await stage.texts())

        await until(told)
        assert asked(stage) == 1
        await stage.type("")
        assert asked(stage) == 2
