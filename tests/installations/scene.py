"""Houses that serve many workspaces on one database, and a browser that installs the app."""

import json
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

import httpx

from bot.core.clock import Clock
from bot.feature import Deps, Feature
from bot.house.build import build
from bot.house.lifecycle import House
from bot.house.oauth.many_workspaces import ManyWorkspaces, OAuthOptions
from bot.house.options import Options
from bot.installations.encryption import fresh_key
from bot.rehearsal.signing import signed_headers
from bot.slack.answers import Answer
from bot.slack.requests import Command
from tests.fakes.slack_oauth import CLIENT_ID, CLIENT_SECRET, FakeSlack
from tests.fakes.until import until

HERE = "https://cortado.example.com"
SIGNING = "signing-secret-of-a-test"
KEY = fresh_key()


async def _echo(command: Command, deps: Deps) -> Answer:
    return Answer.say(f"{command.text} in {command.workspace}")


ECHO = Feature("echo", commands={"/coffee": _echo})


def options_of(url: str, slack: FakeSlack, *keys: str) -> Options:
    """Return the settings of a house on this database."""
    oauth = OAuthOptions(CLIENT_ID, CLIENT_SECRET, keys or (KEY,))
    return Options(url, signing_secret=SIGNING, api_url=slack.api_url, public_url=HERE, oauth=oauth)


@dataclass
class Replica:
    """One house that runs, reached without a socket, as a browser and as Slack."""

    house: House
    browser: httpx.AsyncClient
    slack: FakeSlack

    @property
    def many(self) -> ManyWorkspaces:
        assert self.house.parts.many is not None
        return self.house.parts.many

    async def begin(self) -> str:
        """Press the button; return where the browser is sent."""
        answer = await self.browser.get("/slack/install/start")
        assert answer.status_code == 302, answer.text
        return answer.headers["location"]

    async def install(self, team: str = "T0ONE", granted: str | None = None) -> httpx.Response:
        """Install the app in a workspace, from the button to the last page."""
        return await self.browser.get(self.slack.approve(await self.begin(), team, granted))

    async def type(self, text: str, team: str = "T0ONE", **more: str) -> str:
        """Type a command in a workspace; return what is answered."""
        form = {"command": "/coffee", "text": text, "team_id": team, "user_id": "U0ANA", "channel_id": "C0GUILD", **more}
        form |= {"trigger_id": f"{team}{text}", "channel_name": "guild"}
        body = str(httpx.QueryParams(form)).encode()
        return (await self._sent(body, "application/x-www-form-urlencoded")).text

    async def tell(self, kind: str, team: str | None = "T0ONE", organization: str | None = None, **event: Any) -> int:
        """Send an event of this instant as Slack does; return the status of its ack."""
        whole = organization is not None and team is None
        authorized = {
            "enterprise_id": organization,
            "team_id": team,
            "user_id": "U0",
            "is_bot": True,
            "is_enterprise_install": whole,
        }
        wrapped: dict[str, Any] = {
            "type": "event_callback", "team_id": team, "enterprise_id": organization, "api_app_id": "A0CORTADO",
            "authorizations": [authorized], "event_id": f"Ev{time.monotonic_ns()}", "event_time": int(time.time()),
        }  # fmt: skip
        at = event.pop("at", None)
        wrapped |= {"event_time": int(at)} if at is not None else {}
        return (
            await self._sent(json.dumps(wrapped | {"event": {"type": kind, **event}}).encode(), "application/json")
        ).status_code

    async def _sent(self, body: bytes, kind: str) -> httpx.Response:
        headers = {"content-type": kind, **signed_headers(SIGNING, int(time.time()), body)}
        return await self.browser.post("/slack/events", content=body, headers=headers)

    def serves(self, team: str) -> bool:
        """Say whether it serves a workspace, without asking the database."""
        return team in self.house.parts.installations._installed


@asynccontextmanager
async def replica(options: Options, slack: FakeSlack, *features: Feature, real: Clock | None = None) -> AsyncIterator[Replica]:
    """Run a house."""
    house = build(options, features=features or (ECHO,), answered_by={}, real=real)
    await house.start()
    try:
        await until(lambda: _opened(house))
        transport = httpx.ASGITransport(house.asgi)
        async with httpx.AsyncClient(transport=transport, base_url=HERE) as browser:
            yield Replica(house, browser, slack)
    finally:
        await house.stop()


async def _opened(house: House) -> bool:
    if house.failed is not None:
        raise house.failed
    return house.is_open
