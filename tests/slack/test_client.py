"""Calls over the wire, to a small server that answers as Slack does."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from slack_sdk.errors import SlackApiError

from bot.delivery.failures import Unknown, fault_of
from bot.slack.client import RespondRefused, SlackApi, SlackClient, is_loopback, is_slacks_own, web_client
from bot.slack.errors import error_of, is_away, method_of
from tests.fakes.logs import capture_logs

BOT = Path(__file__).parents[2] / "bot"


class Wire:
    """Answers each method with what a test lays ready, and keeps what was asked."""

    def __init__(self) -> None:
        self.answers: list[tuple[int, dict[str, str], Any]] = []
        self.asked: list[tuple[str, str, dict[str, Any]]] = []
        self.undocumented: list[str] = []

    async def __call__(self, request: web.Request) -> web.Response:
        told = await request.json() if request.content_type == "application/json" else {**request.query, **await request.post()}
        if request.query and request.method != "GET":
            self.undocumented.append(request.path)
        self.asked.append((request.path, request.headers.get("Authorization", ""), dict(told)))
        status, headers, body = self.answers.pop(0) if self.answers else (200, {}, {"ok": True})
        if isinstance(body, web.Response):
            return body
        if body == "hang":
            await asyncio.sleep(30)
        return web.json_response(body, status=status, headers=headers)


def test_the_bot_lends_itself_no_call_that_it_does_not_make() -> None:
    elsewhere = [path for path in BOT.rglob("*.py") if path.name != "client.py" and "rehearsal" not in path.parts]
    text = "\n".join(path.read_text(encoding="utf-8") for path in elsewhere)
    lent = [name for name in vars(SlackApi) if not name.startswith("_")]
    assert len(lent) > 10
    assert [name for name in lent if f".{name}" not in text] == []


@pytest.fixture
def wire() -> Wire:
    return Wire()


@pytest.fixture
async def base_url(wire: Wire) -> AsyncIterator[str]:
    application = web.Application()
    application.router.add_route("*", "/{rest:.*}", wire)
    server = TestServer(application)
    await server.start_server()
    yield str(server.make_url("/api/"))
    await server.close()


@pytest.fixture
async def session() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=60)) as opened:
        yield opened


@pytest.fixture
def heard() -> list[tuple[str, str]]:
    return []


@pytest.fixture
def client(base_url: str, session: aiohttp.ClientSession, heard: list[tuple[str, str]]) -> SlackClient:
    return SlackClient(
        "xoxb-1", session, base_url=base_url, observe=lambda method, outcome, seconds: heard.append((method, outcome))
    )


async def test_a_call_sends_json_with_the_token_and_leaves_out_what_is_none(client: SlackClient, wire: Wire) -> None:
    wire.answers.append((200, {}, {"ok": True, "ts": "1.2"}))
    assert (await client.chat_postMessage(channel="C1", text="hello", thread_ts=None))["ts"] == "1.2"
    assert wire.asked == [("/api/chat.postMessage", "Bearer xoxb-1", {"channel": "C1", "text": "hello"})]


async def test_a_question_is_asked_as_a_form(client: SlackClient, wire: Wire) -> None:
    wire.answers.append((200, {}, {"ok": True, "user": {"id": "U1"}}))
    await client.users_info(user="U1", include_locale=True)
    path, _, told = wire.asked[0]
    assert (path, told) == ("/api/users.info", {"user": "U1", "include_locale": "1"})


async def test_no_call_goes_out_in_a_form_that_slack_does_not_document(client: SlackClient, wire: Wire) -> None:
    """A GET has its arguments in the query, a POST in its body."""
    everything = {"ok": True, "user": {"id": "U1"}, "channel": {"id": "C1"}, "ts": "1.0", "team_id": "T1", "user_id": "U1"}
    wire.answers += [(200, {}, everything)] * 8
    await client.users_info(user="U1", include_locale=True)
    await client.conversations_info(channel="C1")
    await client.conversations_history(channel="C1", limit=100, include_all_metadata=True)
    await client.conversations_replies(channel="C1", ts="1.0", limit=100)
    await client.ask("chat.getPermalink", channel="C1", message_ts="1.0")
    await client.ask("auth.test")
    await client.auth_test()
    await client.chat_postMessage(channel="C1", text="x")
    assert len(wire.asked) == 8
    assert wire.undocumented == []
    assert wire.asked[0][2] == {"user": "U1", "include_locale": "1"}
    assert wire.asked[2][2] == {"channel": "C1", "limit": "100", "include_all_metadata": "1"}


async def test_a_file_is_read_with_the_token_from_slack_alone_and_no_further_than_was_said(
    client: SlackClient, wire: Wire, base_url: str
) -> None:
    wire.answers += [(200, {}, web.Response(body=b"title", content_type="text/csv")) for _ in range(2)]
    wire.answers += [(200, {}, web.Response(text="<html>", content_type="text/html")), (200, {}, web.Response(status=404))]
    assert await client.fetch(f"{base_url}files/F1", 5) == b"title"
    assert wire.asked[0][:2] == ("/api/files/F1", "Bearer xoxb-1")
    for _ in range(3):
        with pytest.raises(aiohttp.ClientPayloadError):
            await client.fetch(f"{base_url}files/F1", 4)
    for elsewhere in ("https://evil.example/F1", "https://slack.com.evil.example/F1", "http://files.slack.com/F1"):
        with pytest.raises(aiohttp.InvalidURL):
            await client.fetch(elsewhere, 5)
        with pytest.raises(aiohttp.InvalidURL):
            await client.put(elsewhere, b"x")
    assert is_slacks_own("https://files.slack.com/F1", base_url)
    assert len(wire.asked) == 4


async def test_a_file_is_sent_to_where_slack_said_without_the_token(client: SlackClient, wire: Wire, base_url: str) -> None:
    wire.answers += [(200, {}, web.Response(text="OK")), (200, {}, web.Response(status=500))]
    await client.put(f"{base_url}up/F1", b"title")
    assert wire.asked[0][:2] == ("/api/up/F1", "")
    with pytest.raises(aiohttp.ClientPayloadError):
        await client.put(f"{base_url}up/F1", b"title")


async def test_the_scopes_of_a_token_come_with_its_test(client: SlackClient, wire: Wire) -> None:
    wire.answers.append((200, {"x-oauth-scopes": "commands,chat:write"}, {"ok": True, "team_id": "T1", "user_id": "U1"}))
    assert (await client.auth_test())["scopes"] == ["commands", "chat:write"]


@pytest.mark.parametrize(
    ("answer", "outcome"),
    [
        ((200, {}, {"ok": False, "error": "channel_not_found"}), "channel_not_found"),
        ((429, {"Retry-After": "30"}, {"ok": False, "error": "ratelimited"}), "ratelimited"),
        ((500, {}, {"ok": False, "error": "internal_error"}), "internal_error"),
    ],
)
async def test_what_slack_refuses_is_raised_once_and_counted_and_nothing_is_tried_again(
    client: SlackClient, wire: Wire, heard: list[tuple[str, str]], answer: Any, outcome: str
) -> None:
    wire.answers.append(answer)
    with pytest.raises(SlackApiError):
        await client.chat_update(channel="C1", ts="1.2", text="x")
    assert heard == [("chat.update", outcome)]
    assert len(wire.asked) == 1


def page(text: str | bytes, content_type: str) -> tuple[int, dict[str, str], web.Response]:
    """Return an answer that something between Slack and us would give."""
    body = text if isinstance(text, bytes) else text.encode()
    return 200, {}, web.Response(body=body, headers={"Content-Type": content_type})


ODD = [
    page("<html>Sign in to the network</html>", "text/html"),
    page("<html>Down for maintenance</html>", "application/json"),
    page("", "application/json"),
    page("", "text/html"),
    page("OK", "text/plain"),
    page("", "text/plain"),
    page("OK", "text/plain; charset=none-such"),
    page(b"\xff\xfe", "application/json"),
    page(b"\x1f\x8b", "application/gzip"),
    page("[1]", "application/json"),
    page('"ok"', "application/json"),
    page("true", "application/json"),
    page("null", "application/json"),
    page("{}", "application/json"),
    page('{"ok": false}', "application/json"),
    page('{"ok": false, "error": {"a": 1}}', "application/json"),
    page('{"ok": true}', "application/json"),
    page('{"ok": true, "user": "U1"}', "application/json"),
    page('{"ok": true, "user": {}}', "application/json"),
    page('{"ok": "yes", "user": {"id": "U1"}}', "application/json"),
]


@pytest.mark.parametrize("answer", ODD)
async def test_an_answer_that_is_none_of_slacks_is_named_so_and_nobodys_mistake(
    client: SlackClient, wire: Wire, heard: list[tuple[str, str]], answer: Any
) -> None:
    wire.answers.append(answer)
    with pytest.raises(SlackApiError) as odd:
        await client.users_info(user="U1")
    assert (error_of(odd.value), method_of(odd.value), is_away(odd.value)) == ("odd_answer", "users.info", True)
    assert isinstance(fault_of(odd.value), Unknown)
    assert heard == [("users.info", "odd_answer")]


@pytest.mark.parametrize(
    ("answer", "outcome"),
    [
        (page("<html>Sign in to the network</html>", "text/html"), "odd_answer"),
        (page('{"ok": false, "error": "invalid_blocks"}', "application/json"), "invalid_blocks"),
        (page('{"ok": false}', "application/json"), "odd_answer"),
        (page("ok", "text/html"), "ok"),
        (page("", "text/plain"), "ok"),
        (page('{"ok": true}', "application/json"), "ok"),
    ],
)
async def test_a_page_is_no_answer_of_a_response_url_either(
    client: SlackClient, wire: Wire, base_url: str, heard: list[tuple[str, str]], answer: Any, outcome: str
) -> None:
    wire.answers.append(answer)
    with nullcontext() if outcome == "ok" else pytest.raises(RespondRefused):
        await client.respond(f"{base_url}respond/1", {"text": "x"})
    assert heard == [("response_url", outcome)]


async def test_what_a_token_may_not_do_is_said_once_with_the_scope_that_is_needed(client: SlackClient, wire: Wire) -> None:
    refusal = {"ok": False, "error": "missing_scope", "needed": "users:read", "provided": "commands,chat:write"}
    wire.answers += [(200, {}, refusal)] * 2
    with capture_logs() as logged:
        for _ in range(2):
            with pytest.raises(SlackApiError):
                await client.users_info(user="U1")
    (line,) = logged
    assert {name: line[name] for name in ("error", "method", "needed", "provided")} == {
        "error": "missing_scope",
        "method": "users.info",
        "needed": "users:read",
        "provided": "commands,chat:write",
    }


async def test_an_answer_that_does_not_come_is_a_time_out(base_url: str, wire: Wire) -> None:
    wire.answers.append((200, {}, "hang"))
    heard: list[str] = []
    async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=0.2)) as hasty:
        client = SlackClient("xoxb-1", hasty, base_url=base_url, observe=lambda method, outcome, seconds: heard.append(outcome))
        with pytest.raises(TimeoutError):
            await client.chat_postMessage(channel="C1", text="x")
    assert heard == ["timeout"]


async def test_a_response_url_takes_json_and_says_when_it_is_used_up(
    client: SlackClient, wire: Wire, base_url: str, heard: list[tuple[str, str]]
) -> None:
    await client.respond(f"{base_url}respond/1", {"text": "x"})
    assert wire.asked[0][2] == {"text": "x"}
    assert wire.asked[0][1] == ""
    wire.answers.append((404, {}, "used_url"))
    with pytest.raises(RespondRefused):
        await client.respond(f"{base_url}respond/1", {"text": "x"})
    assert heard == [("response_url", "ok"), ("response_url", "404")]


@pytest.mark.parametrize(
    ("url", "here"),
    [
        ("http://127.0.0.1:8765/api/", True),
        ("http://localhost/api/", True),
        ("http://[::1]:9/api/", True),
        ("https://slack.com/api/", False),
        ("https://127.evil.example/api/", False),
    ],
)
def test_a_stand_in_on_this_machine_is_never_reached_by_a_proxy(monkeypatch: pytest.MonkeyPatch, url: str, here: bool) -> None:
    monkeypatch.setenv("HTTPS_PROXY", "http://proxy.example:3128")
    assert is_loopback(url) is here
    assert (web_client(url).proxy is None) is here
