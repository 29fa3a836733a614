"""The live connection: everything first, then what changed, for one person."""

import asyncio
from collections.abc import AsyncIterator

import aiohttp
import pytest
import pytest_asyncio

from bot.rehearsal.app import build_room, serve
from bot.rehearsal.room import Room
from bot.rehearsal.shapes import Json
from tests.fakes.room_client import RoomClient, conversation, find_action
from tests.rehearsal.stage import ANA, APP, BEN, CHECKOUT, GUILD, actions, button, served


@pytest_asyncio.fixture
async def room() -> AsyncIterator[Room]:
    async with served(build_room(app=APP, rates=False)) as opened:
        yield opened


async def pushed(socket: aiohttp.ClientWebSocketResponse, kind: str) -> Json:
    async with asyncio.timeout(60):
        while True:
            frame = await socket.receive_json()
            if frame["type"] == kind:
                return dict(frame["view" if kind == "view" else "workspace"])


async def test_the_first_push_is_complete_and_the_next_brings_what_changed(room: Room) -> None:
    async with aiohttp.ClientSession() as session, session.ws_connect(f"{room.base_url}/room/live?as={ANA}") as socket:
        first = await pushed(socket, "view")
        assert {each["id"] for each in first["conversations"]} == {"C0GUILD", "C0CHECKOUT", "C0LEADS"}
        assert (await pushed(socket, "room"))["team"]["name"] == "Rehearsal"
        async with RoomClient(room.base_url) as client:
            await client.message(BEN, GUILD, "News")
        second = await pushed(socket, "view")
        assert [each["id"] for each in second["conversations"]] == [GUILD]
        assert second["conversations"][0]["messages"][0]["text"] == "News"
        assert second["revision"] > first["revision"]
        assert CHECKOUT in second["conversation_ids"]


async def test_a_change_of_the_room_is_pushed(room: Room) -> None:
    async with aiohttp.ClientSession() as session, session.ws_connect(f"{room.base_url}/room/live?as={ANA}") as socket:
        await pushed(socket, "room")
        async with RoomClient(room.base_url) as client:
            await client.ahead(60)
        assert (await pushed(socket, "room"))["offset_seconds"] == 60


async def test_a_stranger_gets_no_live_view_and_neither_does_another_sites_page(room: Room) -> None:
    async with aiohttp.ClientSession() as session:
        for query, headers in (("U0NOBODY", {}), (ANA, {"Origin": "https://evil.example"})):
            with pytest.raises(aiohttp.WSServerHandshakeError, match="403"):
                await session.ws_connect(f"{room.base_url}/room/live?as={query}", headers=headers)


async def test_waiting_for_a_view_ends_when_it_comes_or_says_what_was_seen(room: Room) -> None:
    async with RoomClient(room.base_url) as client:
        waiting = asyncio.ensure_future(client.wait_for(BEN, lambda view: find_action(view, "go", "guild")))
        await client.http.post(
            "/api/chat.postMessage", json={"channel": GUILD, "text": "x", "blocks": [actions(button())]},
            headers={"Authorization": f"Bearer {APP.bot_token}"},
        )  # fmt: skip
        channel, ts = await waiting
        assert (channel, ts) == (GUILD, conversation(await client.view(BEN), GUILD)["messages"][0]["ts"])
        with pytest.raises(TimeoutError, match=GUILD):
            await client.wait_for(BEN, lambda view: find_action(view, "stop"), seconds=0.1)


async def test_the_room_opens_on_this_machine_only() -> None:
    with pytest.raises(ValueError, match="this machine only"):
        await serve(build_room(), "0.0.0.0", 0)
