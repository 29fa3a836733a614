"""What one stranger can hold of the server, over real sockets: little, not for long, and never another's turn."""

import asyncio
import resource
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from typing import Any

import pytest
import uvloop
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from bot.house import serving
from bot.house.connections import OF_METRICS, Connections, Limits
from bot.slack.answers import Answer
from tests.fakes.until import until
from tests.slack import payloads
from tests.slack.stand_ins import Door, answering, build_door, everywhere

HEAD = b"POST /slack/events HTTP/1.1\r\nHost: bot\r\n"


@dataclass
class Line:
    """One connection to the server."""

    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter

    def send(self, data: bytes) -> None:
        self.writer.write(data)

    async def status(self) -> int:
        """Return the status of the next answer, and read it to its end."""
        head = await self.reader.readuntil(b"\r\n\r\n")
        for line in head.lower().split(b"\r\n"):
            if line.startswith(b"content-length: "):
                await self.reader.readexactly(int(line.split()[1]))
        return int(head.split()[1])

    async def until_closed(self) -> bytes:
        """Return what still comes until the server hangs up; a reset is a way to hang up too."""
        read = b""
        with suppress(ConnectionError):
            while part := await self.reader.read(65_536):
                read += part
        return read


@dataclass
class Place:
    """A server of the tests: who knocks, what was counted, what a signed request comes to."""

    port: int
    door: Door
    counted: list[str]
    lines: list[Line] = field(default_factory=list)

    async def connect(self) -> Line:
        line = Line(*await asyncio.open_connection("127.0.0.1", self.port))
        self.lines.append(line)
        return line

    async def knock(self, data: bytes) -> Line:
        line = await self.connect()
        line.send(data)
        return line

    def signed(self, more: bytes = b"") -> bytes:
        content, content_type = payloads.raw(payloads.click())
        heads = payloads.signed(content, content_type, self.door.clock.now()) | {"content-length": str(len(content))}
        return HEAD + more + b"".join(f"{name}: {value}\r\n".encode() for name, value in heads.items()) + b"\r\n" + content

    async def serves(self) -> bool:
        """Say whether a signed request of somebody who sends at once is answered."""
        return await (await self.knock(self.signed())).status() == 200


Around = Callable[..., Any]


@pytest.fixture
def place() -> Around:
    """Return what opens a server with these limits; `seconds` are long, so that only what a test names comes first."""

    @asynccontextmanager
    async def opened(asgi: ASGIApp | None = None, **limits: Any) -> AsyncIterator[Place]:
        counted: list[str] = []
        door = build_door(everywhere(answering(Answer.nothing())))
        connections = Connections(counted.append, Limits(**({"seconds": 60.0} | limits)))

        async def only_slack(scope: Scope, receive: Receive, send: Send) -> None:
            await (asgi or door.endpoint)(scope, receive, send)

        server = serving._server(only_slack, connections)
        with serving._listen("127.0.0.1", 0) as listener:
            running = asyncio.create_task(server.serve([listener]))
            await until(lambda: server.started)
            found = Place(listener.getsockname()[1], door, counted)
            try:
                yield found
            finally:
                for line in found.lines:
                    line.writer.close()
                server.should_exit = server.force_exit = True
                await running

    return opened


@pytest.mark.parametrize(
    "head",
    [
        HEAD + b"X: " + b"x" * 300_000,
        HEAD + b"x" * 300_000,
        HEAD + b"".join(b"X-%d: 1\r\n" % number for number in range(50_000)),
        b"POST /" + b"x" * 300_000,
        b"P" * 300_000,
        b"\r\n" * 150_000,
    ],
    ids=["a long value", "a long name", "many headers", "a long path", "a long method", "line after line"],
)
async def test_a_head_that_is_too_large_is_refused_before_it_is_whole(place: Around, head: bytes) -> None:
    async with place() as here:
        line = await here.knock(head)
        assert (await line.until_closed())[:12] in {b"HTTP/1.1 431", b"HTTP/1.1 400", b""}  # nothing, where a reset took it away
        assert here.counted in (["too large"], ["unreadable"])
        assert await here.serves()


async def test_a_head_that_drips_is_refused_once_it_is_too_large_and_others_are_served_meanwhile(place: Around) -> None:
    async with place() as here:
        line = await here.knock(HEAD + b"X: ")
        while not here.counted:
            line.send(b"x" * 8_192)
            assert await here.serves()
        assert await line.status() == 431
        assert here.counted == ["too large"]


async def test_a_head_with_too_many_lines_is_refused_even_when_it_is_whole(place: Around) -> None:
    async with place(headers=20) as here:
        assert await (await here.knock(here.signed(b"X: 1\r\n" * 12))).status() == 200
        line = await here.knock(here.signed(b"X: 1\r\n" * 30))
        assert await line.status() == 431
        assert await line.until_closed() == b""


@pytest.mark.parametrize("begun", [b"", b"\r\n", b"POST /sla", HEAD, HEAD + b"X: x"])
async def test_a_head_that_does_not_come_is_not_waited_for(place: Around, begun: bytes) -> None:
    async with place(seconds=0.05) as here:
        line = await here.knock(begun)
        assert await line.status() == 408
        assert await line.until_closed() == b""
        assert here.counted == ["too slow"]


async def test_a_connection_that_was_served_may_be_idle_but_not_begin_a_head_and_leave_it(place: Around) -> None:
    async with place(seconds=0.5) as here:
        kept, left = await here.knock(here.signed()), await here.knock(here.signed())
        assert [await kept.status(), await left.status()] == [200, 200]
        left.send(HEAD)
        assert await left.status() == 408
        kept.send(here.signed())
        assert await kept.status() == 200


async def test_who_sends_at_once_is_served_whatever_number_of_heads_is_half_sent(place: Around) -> None:
    async with place(unfinished=10) as here:
        halves = [await here.knock(HEAD) for _ in range(40)]
        await until(lambda: len(here.counted) == 30)
        assert await here.serves()
        assert await halves[0].status() == 503
        assert set(here.counted) == {"too many"}
        halves[-1].send(here.signed()[len(HEAD) :])
        assert await halves[-1].status() == 200


async def test_where_a_process_may_open_few_files_half_sent_heads_keep_nobody_out(place: Around) -> None:
    async with place(connections=8) as here:
        halves = [await here.knock(HEAD) for _ in range(8)]
        assert await here.serves()
        assert await halves[0].status() == 503
        halves[-1].send(here.signed()[len(HEAD) :])
        assert await halves[-1].status() == 200
        assert set(here.counted) == {"too many"}


async def test_idle_connections_make_room_for_who_comes(place: Around) -> None:
    async with place(connections=8) as here:
        for _ in range(30):
            assert await here.serves()
        assert await here.lines[0].until_closed() == b""
        here.lines[-1].send(here.signed())
        assert await here.lines[-1].status() == 200


async def test_where_all_connections_are_at_work_another_is_told_to_come_again(place: Around) -> None:
    release = asyncio.Event()
    working: list[Scope] = []

    async def slow(scope: Scope, receive: Receive, send: Send) -> None:
        working.append(scope)
        await release.wait()
        await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"0")]})
        await send({"type": "http.response.body"})

    async with place(slow, connections=2) as here:
        at_work = [await here.knock(b"GET / HTTP/1.1\r\nHost: bot\r\n\r\n") for _ in range(2)]
        await until(lambda: len(working) == 2)
        more = await here.connect()
        assert await more.status() == 503
        release.set()
        assert [await each.status() for each in at_work] == [200, 200]


def plausible(here: Place, *more: bytes) -> bytes:
    """Return a head that only its body could show to be a stranger's."""
    heads = payloads.signed(b"another body", "application/json", here.door.clock.now())
    return HEAD + b"".join(f"{name}: {value}\r\n".encode() for name, value in heads.items()) + b"".join(more) + b"\r\n"


async def test_bodies_that_do_not_come_are_given_up_when_they_hold_too_much(place: Around) -> None:
    async with place(unfinished_bytes=400_000) as here:
        bodies = [await here.knock(plausible(here, b"content-length: 300000\r\n") + b"x" * 200_000) for _ in range(4)]
        await until(lambda: here.counted.count("too many") >= 2)
        await bodies[0].until_closed()
        assert await here.serves()
        assert here.door.refused == []


CHUNKED = b"transfer-encoding: chunked\r\n"


@pytest.mark.parametrize(
    "body",
    [
        b"1;" + b"x" * 300_000,
        b"0\r\nX: " + b"x" * 300_000,
        b"1\r\nx\r\n" * 60_000,
        b"10000\r\n" + b"x" * 65_536 + b"\r\n10000\r\n" + b"x" * 65_536 + b"\r\n0;" + b"x" * 300_000,
    ],
    ids=["an extension without end", "a trailer without end", "crumbs", "an extension after all"],
)
async def test_what_wraps_a_body_is_no_way_around_its_bounds(place: Around, body: bytes) -> None:
    async with place() as here:
        line = await here.knock(plausible(here, CHUNKED) + body)
        await line.until_closed()
        assert "too large" in here.counted
        assert await here.serves()


async def test_a_body_in_chunks_without_end_is_refused(place: Around) -> None:
    async with place() as here:
        line = await here.knock(plausible(here, CHUNKED))
        with suppress(ConnectionError):
            while not line.reader.at_eof() and not here.door.refused:
                line.send(b"4000\r\n" + b"x" * 16_384 + b"\r\n")
                await line.writer.drain()
        assert here.door.refused == ["too large"]
        assert await here.serves()


async def test_a_signed_body_in_chunks_is_read(place: Around) -> None:
    async with place() as here:
        content, content_type = payloads.raw(payloads.click())
        heads = payloads.signed(content, content_type, here.door.clock.now())
        line = await here.knock(HEAD + b"".join(f"{n}: {v}\r\n".encode() for n, v in heads.items()) + CHUNKED + b"\r\n")
        for part in (content[:100], content[100:]):
            line.send(b"%x\r\n" % len(part) + part + b"\r\n")
            await line.writer.drain()
        line.send(b"0\r\n\r\n")
        assert await line.status() == 200


async def test_requests_that_follow_at_once_are_served_in_turn(place: Around) -> None:
    async with place() as here:
        line = await here.knock(here.signed() * 3)
        assert [await line.status() for _ in range(3)] == [200] * 3


async def test_more_requests_at_once_than_anybody_sends_are_refused(place: Around) -> None:
    async with place(pipelined=4) as here:
        line = await here.knock(here.signed() * 40)
        await line.until_closed()
        assert here.counted == ["too many"]
        assert await here.serves()


async def test_who_asks_and_fetches_no_answer_is_hung_up_on(place: Around) -> None:
    async def long(scope: Scope, receive: Receive, send: Send) -> None:
        body = b"x" * 8_000_000
        await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"8000000")]})
        await send({"type": "http.response.body", "body": body, "more_body": True})
        await send({"type": "http.response.body"})

    async with place(long, seconds=0.05) as here:
        await here.knock(b"GET / HTTP/1.1\r\nHost: bot\r\n\r\n" * 2)
        await until(lambda: here.counted == ["too slow"])


async def test_a_client_that_waits_to_be_told_to_go_on_is_told_so_or_refused_at_once(place: Around) -> None:
    async with place() as here:
        whole = here.signed(b"Expect: 100-continue\r\n")
        head, _, content = whole.partition(b"\r\n\r\n")
        line = await here.knock(head + b"\r\n\r\n")
        assert await line.status() == 100
        line.send(content)
        assert await line.status() == 200
        stranger = await here.knock(HEAD + b"Expect: 100-continue\r\ncontent-length: 900000\r\n\r\n")
        assert await stranger.status() == 401
        assert await stranger.until_closed() == b""


@pytest.mark.parametrize("protocol", [b"h2c", b"websocket"])
async def test_another_protocol_is_not_taken_up_and_a_body_never_taken_for_a_request(place: Around, protocol: bytes) -> None:
    async with place(PlainTextResponse("well")) as here:
        offer = b"Connection: Upgrade\r\nUpgrade: " + protocol + b"\r\n"
        line = await here.knock(b"GET /healthz HTTP/1.1\r\nHost: bot\r\n" + offer + b"\r\n" + here.signed())
        assert [await line.status(), await line.status()] == [200, 200]
        with_body = await here.knock(here.signed(offer))
        assert await with_body.status() == 400


@pytest.mark.parametrize(
    "data",
    [
        b"CONNECT slack.com:443 HTTP/1.1\r\nHost: slack.com\r\n\r\n",
        b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
        b"GET / HTTP/1.1\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\n",
        b"GET /\xff HTTP/1.1\r\nHost: bot\r\n\r\n",
        b"nonsense\r\n\r\n",
    ],
)
async def test_what_is_no_request_is_a_bad_one(place: Around, data: bytes) -> None:
    async with place() as here:
        line = await here.knock(data)
        assert await line.status() == 400
        assert await line.until_closed() == b""
        assert here.counted == ["unreadable"]


def test_a_process_keeps_files_for_its_own_work(monkeypatch: pytest.MonkeyPatch) -> None:
    assert 32 <= Limits().connections <= 2_048
    for files in (256, 1_024, 4_096, resource.RLIM_INFINITY):
        monkeypatch.setattr(resource, "getrlimit", lambda _, files=files: (files, files))
        assert files < 0 or Limits().connections + OF_METRICS.connections <= files * 5 // 8


def test_a_port_that_this_user_may_not_take_is_said_by_its_setting() -> None:
    refused = serving.CannotListen("::1", 80, PermissionError(13, "Permission denied"), "METRICS_PORT")
    assert str(refused) == "Cannot listen on [::1]:80: Permission denied."
    assert refused.mend == "Set METRICS_PORT to a port that this user may take: 1024 or more."


def test_all_of_this_is_so_on_the_loop_that_the_bot_runs_on(place: Around) -> None:
    async def refused_late_and_served() -> None:
        async with place(seconds=0.05, unfinished=10) as here:
            large = await here.knock(HEAD + b"X: " + b"x" * 40_000)
            assert await large.status() == 431
            half, idle = await here.knock(HEAD), await here.connect()
            assert [await half.status(), await idle.status()] == [408, 408]
            many = [await here.knock(HEAD) for _ in range(20)]
            assert await many[0].status() == 503
            assert await here.serves()

    uvloop.run(refused_late_and_served())
