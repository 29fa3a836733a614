"""What anybody on the internet may ask: a pace for each address, and never a refusal of what Slack has signed."""

import json
import re
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager

import httpx
import pytest
from starlette.routing import Route

from bot.house.address_limit import NEVER_REFUSED, PAGES_A_SECOND, TAKES_BODIES, AddressLimit
from bot.house.build import build
from bot.house.lifecycle import House
from bot.house.oauth.many_workspaces import OAuthOptions
from bot.house.options import Options
from bot.rehearsal.signing import signed_headers
from bot.slack.answers import Answer
from tests.fakes.logs import capture_logs
from tests.fakes.slack_oauth import CLIENT_ID, CLIENT_SECRET
from tests.house.stand_ins import echoing, scene
from tests.installations.scene import HERE, KEY, SIGNING

FEW = 0.2
"""Pages a second: six at once."""
EVENTS = "/slack/events"
COMMAND = "command=%2Fcoffee&text=&team_id=T0&user_id=U0&channel_id=C0&trigger_id=1.1"


def all_of_it(url: str, pace: float = FEW, proxies: int = 0) -> House:
    """Build a house with every address that it can serve."""
    oauth = OAuthOptions(CLIENT_ID, CLIENT_SECRET, (KEY,))
    return build(
        Options(
            url,
            signing_secret=SIGNING,
            api_url="http://127.0.0.1:1/api/",
            clock_control="a-secret",
            public_url=HERE,
            oauth=oauth,
            address_pace=pace,
            trusted_proxies=proxies,
        ),
        features=(echoing(lambda command: Answer.nothing()),),
        answered_by={},
    )


@asynccontextmanager
async def browser(house: House, address: str = "203.0.113.7") -> AsyncIterator[httpx.AsyncClient]:
    transport = httpx.ASGITransport(house.asgi, raise_app_exceptions=False, client=(address, 50_000))
    async with httpx.AsyncClient(transport=transport, base_url=HERE) as http:
        yield http


@pytest.fixture
async def house(sqlite_url: str) -> AsyncIterator[House]:
    built = all_of_it(sqlite_url)
    await built.store.start()
    yield built
    await built.store.stop()


async def statuses(http: httpx.AsyncClient, path: str, times: int) -> list[int]:
    return [(await http.get(path)).status_code for _ in range(times)]


def paths_of(house: House) -> Sequence[str]:
    """Name an address of each route that a house serves."""
    return [re.sub(r"\{\w+\}", "x", route.path) for route in house.asgi.routes if isinstance(route, Route)]


async def test_every_address_that_is_served_without_a_signature_has_a_limit_but_those_that_say_why_not(sqlite_url: str) -> None:
    """A route that is new has one by itself."""
    named = paths_of(all_of_it(sqlite_url))
    assert {"/slack/install", "/slack/oauth_redirect", "/calendar/x.ics", "/metrics", EVENTS} <= set(named)
    refused = set()
    for path in [*named, "/", "/nowhere", "/slack/nowhere"]:
        built = all_of_it(sqlite_url, pace=FEW / 10)
        async with browser(built) as http:
            if 429 in await statuses(http, path, 12):
                refused.add(path)
    assert set(named) - refused == NEVER_REFUSED  # whoever GETs /slack/events is not Slack
    assert {"/", "/nowhere", "/slack/nowhere"} <= refused


async def test_what_slack_has_signed_is_never_refused_and_what_is_not_says_so(house: House) -> None:
    async with browser(house) as http:
        assert 429 in await statuses(http, "/slack/install", 20)
        body = COMMAND.encode()
        form = {"content-type": "application/x-www-form-urlencoded"}
        for _ in range(20):
            signed = await http.post(EVENTS, content=body, headers=form | signed_headers(SIGNING, int(time.time()), body))
            assert signed.status_code == 503  # the house has not opened: Slack comes again
        house._open = True
        challenge = json.dumps({"type": "url_verification", "challenge": "here"}).encode()
        for _ in range(20):
            headers = {"content-type": "application/json", **signed_headers(SIGNING, int(time.time()), challenge)}
            assert (await http.post(EVENTS, content=challenge, headers=headers)).json() == {"challenge": "here"}
            assert (await http.post(EVENTS, content=challenge)).status_code == 401


async def test_who_is_refused_is_told_when_to_come_again_in_a_sentence_and_is_counted(house: House) -> None:
    async with browser(house) as http:
        assert await statuses(http, "/slack/install", 6) == [503] * 6
        answer = await http.get("/slack/install")
    assert (answer.status_code, answer.headers["retry-after"]) == (429, "5")
    assert answer.text == "Too many requests came from your address. Try again in 5 seconds."
    assert answer.headers["content-type"].startswith("text/plain")
    counted = house.parts.metrics.text().decode()
    assert 'cortado_requests_refused_total{reason="address too fast"} 1.0' in counted


async def test_nobody_is_led_to_a_host_that_a_request_names(house: House) -> None:
    async with browser(house) as http:
        for path, status in (
            ("/slack/install/", 503),
            ("/slack/install/start/", 404),
            ("/readyz/", 404),
        ):  # 503: it has not opened yet
            answer = await http.get(path, headers={"host": "elsewhere.example.com"})
            assert (answer.status_code, answer.headers.get("location")) == (status, None)
            assert "elsewhere" not in answer.text


async def test_another_address_and_the_monitors_notice_nothing(house: House) -> None:
    async with browser(house) as http:
        assert 429 in await statuses(http, "/slack/install", 20)
        assert await statuses(http, "/metrics", 40) == [200] * 40
        assert set(await statuses(http, "/healthz", 200)) <= {200, 503}
    async with browser(house, "203.0.113.8") as other:
        assert await statuses(other, "/slack/install", 6) == [503] * 6


async def test_an_installation_that_is_begun_counts_as_six_pages(house: House) -> None:
    async with browser(house) as http:
        assert await statuses(http, "/slack/install/start", 2) == [503, 429]
        assert (await http.get("/slack/install/start")).headers["retry-after"] == "30"


async def test_behind_a_trusted_proxy_each_browser_has_its_own_share_and_forging_gives_no_other(sqlite_url: str) -> None:
    built = all_of_it(sqlite_url, proxies=1)
    async with browser(built, "127.0.0.1") as http:

        async def status(forwarded: str) -> int:
            return (await http.get("/slack/install", headers={"x-forwarded-for": forwarded})).status_code

        assert [await status("203.0.113.7") for _ in range(7)] == [503] * 6 + [429]
        assert {await status(f"198.51.100.{number}, 203.0.113.7") for number in range(20)} == {429}
        assert await status("203.0.113.7, 203.0.113.8") == 503


async def test_a_page_takes_no_body(house: House) -> None:
    async def unread() -> AsyncIterator[bytes]:
        pytest.fail("a body was read that nobody asked for")
        yield b""

    async with browser(house) as http:
        for path in {*paths_of(house), "/nowhere"} - TAKES_BODIES:
            for method in ("GET", "POST"):
                if (method, path) != ("POST", EVENTS):
                    answer = await http.request(method, path, content=unread())
                    assert (answer.status_code, answer.headers["connection"]) == (413, "close"), path
                    assert (await http.request(method, path, content=b"x")).status_code == 413, path


async def test_a_flood_from_everywhere_takes_bounded_memory_and_writes_a_line_a_minute() -> None:
    now = [0.0]
    counted: list[str] = []
    limit = AddressLimit(1 / 30, refused=counted.append, seconds=lambda: now[0], most=50)
    with capture_logs() as logged:
        for number in range(30_000):
            now[0] = number / 100  # five minutes
            scope = {"path": "/slack/install", "headers": [], "client": (f"203.0.{number % 7}.{number % 5}", 1)}
            limit.refusal(scope)
    assert limit._pace is not None
    assert len(limit._pace) <= 50
    assert len(counted) > 29_000
    assert set(counted) == {"address too fast"}
    assert [(line["event"], line["why"]) for line in logged] == [("access refused", "address too fast")] * 5
    assert 22_000 < sum(line["passed_over"] for line in logged) < len(counted)  # the last minute is told of with the next line
    assert re.fullmatch(r"203\.0\.\d\.\d", logged[0]["address"])


def test_nobody_is_held_to_a_pace_of_nought() -> None:
    limit = AddressLimit(0)
    assert {limit.refusal({"path": "/", "headers": [], "client": ("203.0.113.7", 1)}) for _ in range(10_000)} == {None}


async def test_over_a_real_line_a_flood_of_pages_is_answered_and_the_next_request_of_slack_too(sqlite_url: str) -> None:
    async with scene(sqlite_url, "http", (echoing(lambda command: Answer.say("here")),)) as stage:
        found = [(await stage.get("/nowhere")).status_code for _ in range(int(PAGES_A_SECOND * 30) + 20)]
        assert found[:60] == [404] * 60
        assert 429 in found
        refused = await stage.get("/nowhere")
        assert re.fullmatch(r"Too many requests came from your address\. Try again in \d+ seconds?\.", refused.text)
        assert (await stage.type("hello"))["ok"]
        assert 'reason="address too fast"' in (await stage.get("/metrics")).text
        body = await stage.http.request("GET", f"{stage.url}/nowhere", content=b"x" * 1_000)
        assert body.status_code == 413
