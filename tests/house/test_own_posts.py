"""The event of each own post through the whole house: cheap where the post is known, and not lost while the database is away."""

from dataclasses import replace
from typing import Any

from bot.core.ids import ChannelId, WorkspaceId
from bot.core.kinds import ScreenKind
from bot.delivery.messages import post
from bot.delivery.place import Place
from bot.feature import Deps, Feature
from bot.house.own_posts import POSTED, OwnPosts
from bot.rehearsal.installation import EVENTS, METADATA
from bot.slack.answers import Answer
from bot.slack.post_metadata import MARK, marked
from bot.slack.reading import read
from bot.slack.requests import Command, Event
from bot.slack.surfaces import Message
from bot.store.errors import StoreUnavailable
from tests.fakes.until import until
from tests.house.stand_ins import open_room, scene
from tests.slack import payloads

BOARD = ScreenKind("echo:board")


async def on_command(command: Command, deps: Deps) -> Answer:
    """Want a board."""
    await deps.store.write(post, BOARD, command.text, Place.channel(ChannelId("C0GUILD")))
    return Answer.nothing()


ECHO = Feature("echo", commands={"/coffee": on_command}, screens={BOARD: lambda read, subject, words: Message(subject)})


async def test_a_post_that_is_known_and_told_again_asks_slack_nothing_and_writes_nothing(sqlite_url: str) -> None:
    async with open_room((ECHO,)) as room:
        room.app = replace(room.app, events=(*EVENTS, POSTED), metadata=(("*", MARK),))
        room.scopes.add(METADATA)
        async with scene(sqlite_url, "socket", (ECHO,), room=room) as stage:
            await stage.act("invite_bot", **{"as": "U0ANA", "channel": "C0GUILD"})
            await stage.type("a board")

            async def told() -> bool:
                return POSTED in [each["payload"].get("event", {}).get("type") for each in room.journal.requests()]

            await until(told)
            await until(stage.house.idle)
            (event,) = [
                each["payload"] for each in room.journal.requests() if each["payload"].get("event", {}).get("type") == POSTED
            ]
            asked = len(room.journal.calls())
            written: list[str] = []
            write = stage.house.store.write

            async def counted(action: Any, *given: Any, **named: Any) -> Any:
                written.append(action.__name__)
                return await write(action, *given, **named)

            vars(stage.house.store)["write"] = counted
            for _ in range(3):
                assert (await room.delivery.send("events_api", event)).outcome == "ok"
            assert (len(room.journal.calls()), written) == (asked, [])
            assert (await stage.texts()).count("a board") == 1


async def test_a_post_that_is_told_while_the_database_is_away_is_noted_afterwards() -> None:
    class Away:
        def __init__(self) -> None:
            self.asked = 0

        async def read(self, *given: Any, **named: Any) -> bool:
            self.asked += 1
            if self.asked < 4:
                raise StoreUnavailable("away")
            return True

        async def write(self, action: Any, *given: Any, **named: Any) -> None:
            noted.append((action.__name__, given[0], named["copy"].ts))

    noted: list[tuple[str, WorkspaceId, str]] = []
    waited: list[float] = []

    async def wait(seconds: float) -> None:
        waited.append(seconds)

    there: dict[str, Any] = {
        "channel_id": "C1",
        "message_ts": "1.000001",
        "metadata": marked("m", 1),
        "app_id": "A1",
        "team_id": payloads.TEAM,
    }
    event = read(payloads.event(POSTED, **there))
    assert isinstance(event, Event)
    store: Any = Away()
    await OwnPosts(store, lambda screen: (), wait)(event)
    assert (noted, waited) == ([("note_post", payloads.TEAM, "1.000001")], [1.0] * 3)
