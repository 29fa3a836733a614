"""A bot by OAuth in a process of its own, a short meeting, scrapes and faults: no secret and no word in anything that it says."""

import asyncio
import json
import os
import re
import time
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

import httpx
import yaml

from bot.rehearsal.app import build_room, serve
from bot.rehearsal.default_workspace import SEVERAL
from bot.rehearsal.demo import command_line
from bot.rehearsal.installation import Installation, from_manifest
from bot.rehearsal.room import Room
from bot.rehearsal.signing import signed_headers
from tests.command_line.test_no_secret_is_told import APP, BOT, CLIENT, KEY, MARK, NEVER, SIGNING, secrets_in
from tests.fakes.room_client import RoomClient
from tests.fakes.until import until
from tests.house.stand_ins import free_port

ROOT = Path(__file__).parents[2]
TEAM, ANA, GUILD = "T0REHEARSAL", "U0ANA", "C0GUILD"
WORDS = "beans-of-zoe"
CONTROL = f"{MARK}-control"


@dataclass
class Stage:
    """A bot that runs, the room around it, a browser, and what has been secret so far."""

    room: Room
    url: str
    running: Process
    http: httpx.AsyncClient
    people: RoomClient
    shown: list[str] = field(default_factory=list)
    secrets: set[str] = field(default_factory=lambda: set(NEVER))

    async def get(self, path: str, **more: Any) -> httpx.Response:
        answer = await self.http.get(f"{self.url}{path}", **more)
        self.shown.append(answer.text)
        return answer

    async def install(self, code: str = "") -> httpx.Response:
        """Install the app from the button to the last page; with another code where one is given."""
        to_slack = (await self.http.get(f"{self.url}/slack/install/start")).headers["location"]
        asked = parse_qsl(urlsplit(to_slack).query)
        form = dict([*asked, ("place", TEAM), ("answer", "allow")])
        back = (await self.http.post(f"{self.room.base_url}/oauth/v2/authorize", data=form)).headers["location"]
        given = dict(parse_qsl(urlsplit(back).query))
        self.secrets |= {given["code"], given["state"], *self.http.cookies.values()}
        return await self.get(f"/slack/oauth_redirect?{urlencode(given | ({'code': code} if code else {}))}")

    async def type(self, line: str) -> None:
        assert (await self.people.command(ANA, GUILD, line))["outcome"] == "ok", line


def installation(url: str) -> Installation:
    manifest = yaml.safe_load((ROOT / "app.yaml").read_text(encoding="utf-8"))
    more: dict[str, Any] = {
        "app_token": APP,
        "signing_secret": SIGNING,
        "client_secret": CLIENT,
        "request_url": f"{url}/slack/events",
    }
    app = Installation(**from_manifest(manifest), **more)
    return replace(app, redirect_urls=(f"{url}/slack/oauth_redirect",), rotates_tokens=True)


@asynccontextmanager
async def stage(database_url: str, folder: Path) -> AsyncIterator[Stage]:
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    room = build_room(app=installation(url), rates=False, workspaces=SEVERAL, install_url=f"{url}/slack/install")
    opened = asyncio.Event()
    serving = asyncio.create_task(serve(room, port=0, ready=opened))
    await opened.wait()
    env = os.environ | {
        "DATABASE_URL": database_url,
        "SLACK_SIGNING_SECRET": SIGNING,
        "SLACK_CLIENT_ID": room.app.client_id,
        "SLACK_CLIENT_SECRET": CLIENT,
        "TOKEN_KEYS": KEY,
        "SLACK_API_URL": f"{room.base_url}/api/",
        "PUBLIC_URL": url,
        "PORT": str(port),
        "CLOCK_CONTROL": CONTROL,
        "LOG_LEVEL": "DEBUG",
        "PYTHONPATH": str(ROOT),
    }
    running = await asyncio.create_subprocess_exec(*command_line("bot", "run"), cwd=folder, env=env, stdout=PIPE, stderr=PIPE)
    try:
        async with httpx.AsyncClient(timeout=60) as http, RoomClient(room.base_url, team=TEAM) as people:
            stood = Stage(room, url, running, http, people)

            async def ready() -> bool:
                try:
                    return (await http.get(f"{url}/readyz")).status_code == 200
                except httpx.TransportError:
                    return False

            await until(ready, seconds=60)
            yield stood
    finally:
        if running.returncode is None:
            running.kill()
        serving.cancel()
        await asyncio.gather(serving, return_exceptions=True)


async def meet(stood: Stage) -> None:
    """Propose, start, vote for nobody, take something away, look for it, and ask for a calendar."""
    await stood.type(f"/coffee topic {WORDS}")
    await stood.type(f'/coffee start "{WORDS}" collect 30m for 2h')
    for line in (
        f"/coffee search {WORDS}",
        f"/coffee note {WORDS}",
        f"/refine add {WORDS}",
        f"/refine {WORDS}",
        "/coffee stats",
        "/seu",
    ):
        await stood.type(line)
    await stood.type(f"/coffee {WORDS * 500}")
    await stood.people.open_home(ANA)


async def go_wrong(stood: Stage) -> None:
    """Come with wrong signatures, secrets, codes and links, and have Slack fail."""
    forged = f"command=%2Fcoffee&text={WORDS}&token={MARK}".encode()
    form = {"content-type": "application/x-www-form-urlencoded", "x-forwarded-for": f"{WORDS} {MARK}"}
    for headers in (
        {},
        signed_headers(f"{SIGNING}?", 1, forged),
        {"x-slack-signature": MARK, "x-slack-request-timestamp": WORDS},
    ):
        assert (await stood.http.post(f"{stood.url}/slack/events", content=forged, headers=form | headers)).status_code == 401
    broken = f"payload=%7B{WORDS}".encode()
    now = int(time.time())
    await stood.http.post(f"{stood.url}/slack/events", content=broken, headers=form | signed_headers(SIGNING, now, broken))
    assert (await stood.get("/control/clock", headers={"authorization": f"Bearer {MARK}-wrong"})).status_code == 401
    assert (await stood.get(f"/calendar/{quoted(MARK)}.ics")).status_code == 404
    assert (await stood.get(f"/slack/oauth_redirect?state={quoted(MARK)}&code={quoted(MARK)}&error={WORDS}")).status_code == 400
    assert (await stood.install(code=f"{quoted(MARK)}-of-nobody")).status_code == 502
    for method in ("chat.update", "chat.postMessage", "users.info", "conversations.info"):
        await stood.people.fault(method, "error", times=2, error="internal_error")
    await stood.type(f"/coffee topic {WORDS} again")
    await stood.people.clear_faults()


def quoted(secret: str) -> str:
    return secret.replace("/", "-")


async def test_no_secret_and_no_word_is_in_what_a_bot_says_of_a_meeting(sqlite_url: str, tmp_path: Path) -> None:
    async with stage(sqlite_url, tmp_path) as stood:
        assert (await stood.install()).status_code == 200
        await meet(stood)
        await go_wrong(stood)
        await stood.http.post(f"{stood.room.base_url}/room/install/expire", params={"team": TEAM}, json={})
        await stood.people.open_home(ANA)
        tokens = stood.room.slack.installs._tokens
        await until(lambda: len(tokens) >= 4, seconds=30)  # the second pair
        for path in ("/metrics", "/healthz", "/readyz", "/slack/install", "/nowhere"):
            await stood.get(path)
        requests = json.dumps(await stood.people.requests())
        given = list(tokens)
        stood.running.terminate()
        out, err = await asyncio.wait_for(stood.running.communicate(), 60)
    ways_back = set(re.findall(r"/respond/[\w/.-]+", requests)) | set(re.findall(r'"trigger_id": "([^"]+)"', requests))
    assert WORDS in requests
    assert ways_back
    never = {*stood.secrets, *given, *ways_back, MARK.replace("/", "-")}
    said = [*out.decode().splitlines(), *err.decode().splitlines(), *"\n".join(stood.shown).splitlines()]
    assert [line for line in said if any(secret in line for secret in never)] == []
    assert [line for line in said if WORDS in line] == []
    events = {json.loads(line)["event"] for line in err.decode().splitlines()}
    assert {"open", "access refused", "stopped"} <= events
    assert any("cortado_requests_total" in line for line in said)
    assert stood.running.returncode == 0


async def said_until(stream: asyncio.StreamReader | None, mark: bytes) -> bytes:
    """Read what a process says until it says this."""
    assert stream is not None
    said = b""
    while mark not in said:
        line = await asyncio.wait_for(stream.readline(), 60)
        assert line, said
        said += line
    return said


async def test_while_the_database_is_down_no_password_is_told(tmp_path: Path) -> None:
    port = free_port()
    down = f"postgresql://cortado:{NEVER[1]}@127.0.0.1:1/cortado"
    env = {"DATABASE_URL": down, "SLACK_BOT_TOKEN": BOT, "SLACK_SIGNING_SECRET": SIGNING, "PORT": str(port), "LOG_LEVEL": "DEBUG"}
    running = await started(tmp_path, env, "run")
    said = await said_until(running.stderr, b"the start waits")
    async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}") as http:
        shown = [(await http.get(path)).text for path in ("/healthz", "/readyz", "/metrics")]
    running.terminate()
    out, err = await asyncio.wait_for(running.communicate(), 60)
    assert secrets_in("\n".join([*shown, said.decode(), out.decode(), err.decode()])) == []
    assert '"database":false' in shown[0]


async def test_the_demo_tells_neither_its_own_secrets_nor_those_that_are_set(tmp_path: Path) -> None:
    port = free_port()
    env = {"SLACK_BOT_TOKEN": BOT, "SLACK_SIGNING_SECRET": SIGNING, "SLACK_CLIENT_SECRET": CLIENT, "TOKEN_KEYS": KEY}
    running = await started(tmp_path, env, "demo", "--no-browser", "--port", str(port))
    said = await said_until(running.stdout, b"Ctrl-C ends both")
    async with RoomClient(f"http://127.0.0.1:{port}") as people:
        assert (await people.command(ANA, GUILD, f"/coffee topic {WORDS}"))["outcome"] == "ok"
    running.terminate()
    out, err = await asyncio.wait_for(running.communicate(), 60)
    told = "\n".join([said.decode(), out.decode(), err.decode(), (tmp_path / ".demo" / "bot.log").read_text(encoding="utf-8")])
    app = Installation()
    assert '"event": "open"' in told
    assert secrets_in(told) == []
    assert [
        secret for secret in (app.bot_token, app.app_token, app.signing_secret, app.client_secret, WORDS) if secret in told
    ] == []


async def started(folder: Path, env: dict[str, str], *words: str) -> Process:
    """Start a command in a folder."""
    given = os.environ | {"PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1"} | env
    return await asyncio.create_subprocess_exec(*command_line("bot"), *words, cwd=folder, env=given, stdout=PIPE, stderr=PIPE)
