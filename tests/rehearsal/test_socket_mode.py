"""Socket Mode over a real websocket, with Slack's own client and with a bare one."""

import asyncio
import json
from collections.abc import AsyncIterator
from dataclasses import replace

import aiohttp
import pytest
import pytest_asyncio
from slack_sdk.socket_mode.aiohttp import SocketModeClient
from slack_sdk.socket_mode.async_client import AsyncBaseSocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest
from slack_sdk.socket_mode.response import SocketModeResponse
from slack_sdk.web.async_client import AsyncWebClient
from starlette.websockets import WebSocketDisconnect

from bot.rehearsal.app import build_room
from bot.rehearsal.room import Room
from bot.rehearsal.shapes import Json
from tests.fakes.room_client import RoomClient, conversation
from tests.rehearsal.stage import ANA, APP, BEN, GUILD, served

SOCKET_APP = replace(APP, request_url=None)


@pytest_asyncio.fixture
async def room() -> AsyncIterator[Room]:
    async with served(build_room(app=SOCKET_APP, rates=False)) as opened:
        yield opened


@pytest_asyncio.fixture
async def client(room: Room) -> AsyncIterator[RoomClient]:
    async with RoomClient(room.base_url) as opened:
        yield opened


async def address(room: Room) -> str:
    web = AsyncWebClient(base_url=f"{room.base_url}/api/")
    return str((await web.apps_connections_open(app_token=APP.app_token))["url"])


class Line:
    """A bare connection: reads envelopes, acks when told to."""

    def __init__(self, session: aiohttp.ClientSession, socket: aiohttp.ClientWebSocketResponse) -> None:
        self.session, self.socket = session, socket

    async def read(self) -> Json:
        async with asyncio.timeout(60):
            return dict(await self.socket.receive_json())

    async def ack(self, envelope: Json, payload: object = None) -> None:
        more = {} if payload is None else {"payload": payload}
        await self.socket.send_json({"envelope_id": envelope["envelope_id"], **more})

    async def close(self) -> None:
        await self.socket.close()
        await self.session.close()


async def connect(room: Room) -> Line:
    session = aiohttp.ClientSession()
    line = Line(session, await session.ws_connect(await address(room)))
    hello = await line.read()
    assert (hello["type"], hello["connection_info"]) == ("hello", {"app_id": APP.app_id})
    return line


async def test_slacks_own_client_connects_and_its_ack_is_shown(room: Room, client: RoomClient) -> None:
    seen: list[SocketModeRequest] = []

    async def on_request(app: AsyncBaseSocketModeClient, request: SocketModeRequest) -> None:
        seen.append(request)
        await app.send_socket_mode_response(SocketModeResponse(request.envelope_id, {"text": "Here"}))

    web = AsyncWebClient(base_url=f"{room.base_url}/api/")
    app = SocketModeClient(app_token=APP.app_token, web_client=web)
    app.socket_mode_request_listeners.append(on_request)
    await app.connect()  # type: ignore[no-untyped-call]
    try:
        assert (await client.command(ANA, GUILD, "/coffee start"))["outcome"] == "ok"
        assert (seen[0].type, seen[0].payload["text"], seen[0].accepts_response_payload) == ("slash_commands", "start", True)
        assert conversation(await client.view(ANA), GUILD)["messages"][0]["text"] == "Here"
        assert conversation(await client.view(BEN), GUILD)["messages"] == []
    finally:
        await app.close()  # type: ignore[no-untyped-call]


async def test_a_ticket_lets_one_connection_in(room: Room) -> None:
    url = await address(room)
    async with aiohttp.ClientSession() as session, session.ws_connect(url) as first:
        assert json.loads((await first.receive()).data)["type"] == "hello"
        with pytest.raises(aiohttp.WSServerHandshakeError, match="403"):
            await session.ws_connect(url)


async def test_what_was_not_acked_goes_to_the_next_connection(room: Room, client: RoomClient) -> None:
    line = await connect(room)
    asking = asyncio.ensure_future(client.command(ANA, GUILD, "/coffee start"))
    first = await line.read()
    await line.close()
    following = await connect(room)
    again = await following.read()
    assert again == first
    await following.ack(again, {"text": "Late but there"})
    assert (await asking)["outcome"] == "ok"
    assert conversation(await client.view(ANA), GUILD)["messages"][0]["text"] == "Late but there"
    await following.close()


async def test_each_envelope_goes_to_one_connection_and_they_take_turns(room: Room, client: RoomClient) -> None:
    lines = [await connect(room), await connect(room)]
    for _ in range(2):
        await client.open_home(ANA)
    async with asyncio.timeout(60):
        got = await asyncio.gather(*(line.read() for line in lines))
    assert {each["type"] for each in got} == {"events_api"}
    assert len({each["payload"]["event_id"] for each in got}) == 2
    assert {(each["retry_attempt"], each["accepts_response_payload"]) for each in got} == {(0, False)}
    for line, envelope in zip(lines, got, strict=True):
        await line.ack(envelope)
        await line.close()


async def test_disconnect_asks_the_app_to_connect_anew(room: Room, client: RoomClient) -> None:
    line = await connect(room)
    await client.delivery_fault("disconnect")
    said = await line.read()
    assert (said["type"], said["reason"]) == ("disconnect", "refresh_requested")
    assert (await line.socket.receive()).type in (aiohttp.WSMsgType.CLOSE, aiohttp.WSMsgType.CLOSING, aiohttp.WSMsgType.CLOSED)
    await line.close()
    assert (await client.workspace())["bot_state"] == "none"


async def test_a_cut_line_brings_the_envelope_again(room: Room, client: RoomClient) -> None:
    line = await connect(room)
    await client.delivery_fault("cut")
    asking = asyncio.ensure_future(client.command(ANA, GUILD, "/coffee"))
    first = await line.read()
    await line.close()
    following = await connect(room)
    again = await following.read()
    assert again["envelope_id"] == first["envelope_id"]
    await following.ack(again)
    assert (await asking)["outcome"] == "ok"
    await following.close()


class Broken:
    """A connection that has ended, and of which the room has not heard yet."""

    def __init__(self, error: Exception) -> None:
        self.error: Exception | None = None
        self.breaks_with = error

    async def send_text(self, data: str) -> None:
        if self.error is not None:
            raise self.error

    async def close(self, code: int = 1000, reason: str | None = None) -> None:
        await self.send_text(str(code))


@pytest.mark.parametrize(
    "error", [RuntimeError(), ConnectionResetError(), WebSocketDisconnect(1006)], ids=lambda error: type(error).__name__
)
async def test_what_meets_an_ended_connection_goes_to_the_next(room: Room, client: RoomClient, error: Exception) -> None:
    broken = Broken(error)
    await room.sockets.opened(broken)
    broken.error = broken.breaks_with
    act = asyncio.create_task(client.command(BEN, GUILD, "/coffee status"))
    line = await connect(room)
    envelope = await line.read()
    await line.ack(envelope, {"text": "Here"})
    assert (await act)["outcome"] == "ok"
    await room.sockets.opened(again := Broken(error))
    again.error = error
    await room.sockets.disconnect()
    assert (await line.read())["type"] == "disconnect"
    await line.close()


async def test_a_dropped_ack_is_not_heard_and_the_next_connection_gets_it_again(room: Room, client: RoomClient) -> None:
    line = await connect(room)
    await client.delivery_fault("drop_ack")
    asking = asyncio.ensure_future(client.command(ANA, GUILD, "/coffee"))
    first = await line.read()
    await line.ack(first, {"text": "Lost"})
    await line.close()
    following = await connect(room)
    again = await following.read()
    assert again["envelope_id"] == first["envelope_id"]
    await following.ack(again, {"text": "Heard"})
    assert (await asking)["outcome"] == "timeout"
    await following.close()


async def test_an_app_that_was_there_and_is_gone_is_not_running(room: Room, client: RoomClient) -> None:
    line = await connect(room)
    assert (await client.workspace())["bot_state"] == "up"
    await line.close()
    await client.wait_for(ANA, lambda _view: not room.sockets.connected)
    assert (await client.command(ANA, GUILD, "/coffee"))["outcome"] == "down"


async def test_nonsense_on_the_line_hurts_nobody(room: Room, client: RoomClient) -> None:
    line = await connect(room)
    for frame in ("{", "[]", '{"envelope_id": "E0"}', '{"type": "hello"}'):
        await line.socket.send_str(frame)
    asking = asyncio.ensure_future(client.command(ANA, GUILD, "/coffee"))
    await line.ack(await line.read())
    assert (await asking)["outcome"] == "ok"
    await line.close()


async def test_slacks_web_client_reads_a_429_and_a_dropped_connection(room: Room, client: RoomClient) -> None:
    web = AsyncWebClient(token=APP.bot_token, base_url=f"{room.base_url}/api/", retry_handlers=[])
    await client.fault("chat.postMessage", "accept_then_lose")
    with pytest.raises(aiohttp.ServerDisconnectedError):
        await web.chat_postMessage(channel=GUILD, text="Lost answer")
    assert [each["text"] for each in conversation(await client.view(ANA), GUILD)["messages"]] == ["Lost answer"]
    await client.fault("chat.postMessage", "hang", seconds=30)
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.3):
            await web.chat_postMessage(channel=GUILD, text="Never")
    assert len(conversation(await client.view(ANA), GUILD)["messages"]) == 1


async def test_a_raw_payload_goes_over_the_line_too_but_not_a_signature(room: Room, client: RoomClient) -> None:
    line = await connect(room)
    asking = asyncio.ensure_future(client.deliver("interactive", {"type": "block_actions", "team": {"id": "T0OTHER"}}))
    envelope = await line.read()
    assert (envelope["type"], envelope["payload"]["team"]["id"]) == ("interactive", "T0OTHER")
    await line.ack(envelope, {"text": "No"})
    assert (await asking)["body"] == {"text": "No"}
    assert (await client.deliver("interactive", {}, signature="old"))["ok"] is False
    await line.close()
