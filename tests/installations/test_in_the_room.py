"""The whole way with a second Slack, the rehearsal room: a button, a page of Slack's, two workspaces, ends and removals."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import httpx
import pytest
from slack_sdk.errors import SlackApiError

from bot.core.ids import WorkspaceId
from bot.house.build import build
from bot.house.lifecycle import House
from bot.house.oauth.many_workspaces import OAuthOptions
from bot.house.options import Options
from bot.house.scopes import OPTIONAL_SCOPES, SCOPES
from bot.house.serving import serve
from bot.rehearsal.app import build_room
from bot.rehearsal.app import serve as serve_room
from bot.rehearsal.default_workspace import SEVERAL
from bot.rehearsal.installation import EVENTS, Installation
from bot.rehearsal.room import Room
from bot.slack.client import SlackApi
from tests.fakes.until import until
from tests.house.stand_ins import free_port
from tests.installations.scene import ECHO, KEY

REHEARSAL, ATELIER, FOUNDRY, HARBOUR = "T0REHEARSAL", "T1ATELIER", "T2FOUNDRY", "E0HARBOUR"
WHERE = {REHEARSAL: ("U0ANA", "C0GUILD"), ATELIER: ("U1INES", "C1GUILD"), FOUNDRY: ("U2LEA", "C2FLOOR")}


@dataclass
class Town:
    """A house and a room with several workspaces; `http` is a person's browser."""

    house: House
    room: Room
    url: str
    http: httpx.AsyncClient

    async def install(self, place: str) -> httpx.Response:
        """Press the button, let Slack install it there, and come back."""
        to_slack = await self.http.get(f"{self.url}/slack/install/start")
        asked = parse_qsl(urlsplit(to_slack.headers["location"]).query)
        assert (await self.http.get(to_slack.headers["location"])).status_code == 200
        form = dict([*asked, ("place", place), ("answer", "allow")])
        back = await self.http.post(f"{self.room.base_url}/oauth/v2/authorize", data=form)
        assert back.status_code == 303, back.text
        return await self.http.get(back.headers["location"])

    async def type(self, team: str, text: str) -> dict[str, Any]:
        """Type a command in a workspace."""
        person, channel = WHERE[team]
        wish = {"as": person, "channel": channel, "command": "/coffee", "text": text}
        return dict((await self.http.post(f"{self.room.base_url}/room/act/command", params={"team": team}, json=wish)).json())

    async def sees(self, team: str, text: str) -> bool:
        """Say whether the person who types in a workspace sees a text."""
        shown = await self.http.get(f"{self.room.base_url}/room/view", params={"team": team, "as": WHERE[team][0]})
        return any(each["text"] == text for place in shown.json()["conversations"] for each in place["messages"])

    async def does(self, verb: str, team: str) -> None:
        """Press a control of a workspace."""
        told = await self.http.post(f"{self.room.base_url}/room/install/{verb}", params={"team": team}, json={})
        assert told.json()["ok"], told.text

    def serves(self, team: str) -> bool:
        return self.house.parts.installations.serves(WorkspaceId(team))

    def client_of(self, team: str) -> SlackApi:
        return self.house.parts.installations.client_for(WorkspaceId(team))


@asynccontextmanager
async def town(database_url: str, transport: str) -> AsyncIterator[Town]:
    port = free_port()
    here = f"http://127.0.0.1:{port}"
    app = Installation(
        commands=[{"command": "/coffee", "description": "a command"}],
        request_url=f"{here}/slack/events" if transport == "http" else None,
        redirect_urls=(f"{here}/slack/oauth_redirect",),
        scopes=tuple(SCOPES), optional_scopes=tuple(OPTIONAL_SCOPES), rotates_tokens=True, is_for_orgs=True,
        events=(*EVENTS, "team_access_granted", "team_access_revoked"),
    )  # fmt: skip
    room = build_room(app=app, rates=False, workspaces=SEVERAL, install_url=f"{here}/slack/install")
    opened = asyncio.Event()
    serving_room = asyncio.create_task(serve_room(room, port=0, ready=opened))
    await opened.wait()
    options = Options(
        database_url,
        app_token=room.app.app_token if transport == "socket" else None,
        signing_secret=room.app.signing_secret,
        api_url=f"{room.base_url}/api/",
        public_url=here,
        oauth=OAuthOptions(app.client_id, app.client_secret, (KEY,)),
    )
    house = build(options, features=(ECHO,), answered_by={})
    serving = asyncio.create_task(serve(house, "127.0.0.1", port))
    try:
        async with httpx.AsyncClient(timeout=60) as http:
            await until(lambda: house.is_open and (transport == "http" or bool(room.sockets.connected)))
            yield Town(house, room, here, http)
    finally:
        house.on_failed()
        await serving
        serving_room.cancel()
        await asyncio.gather(serving_room, return_exceptions=True)


@pytest.mark.parametrize("transport", ["http", "socket"])
async def test_two_workspaces_install_the_app_and_one_removes_it(sqlite_url: str, transport: str) -> None:
    async with town(sqlite_url, transport) as slack:
        for team in (REHEARSAL, ATELIER):
            page = await slack.install(team)
            assert (page.status_code, "Open in Slack" in page.text) == (200, True)
        await slack.type(ATELIER, "hello")
        await slack.type(REHEARSAL, "hello")
        assert await slack.sees(ATELIER, f"hello in {ATELIER}")
        assert await slack.sees(REHEARSAL, f"hello in {REHEARSAL}")
        await slack.does("revoke", ATELIER)
        await until(lambda: not slack.serves(ATELIER))
        assert slack.serves(REHEARSAL)


async def test_a_token_that_ends_sooner_than_slack_had_said_is_refreshed(sqlite_url: str) -> None:
    async with town(sqlite_url, "http") as slack:
        await slack.install(FOUNDRY)
        await slack.does("expire", FOUNDRY)
        before = slack.client_of(FOUNDRY)
        with pytest.raises(SlackApiError, match="token_expired"):
            await before.auth_test()
        await until(lambda: slack.client_of(FOUNDRY) is not before)
        assert (await slack.client_of(FOUNDRY).auth_test())["team_id"] == FOUNDRY
        assert (await slack.http.get(f"{slack.url}/healthz")).status_code == 200


async def test_an_organization_gives_a_workspace_to_the_app_and_takes_it_back(sqlite_url: str) -> None:
    async with town(sqlite_url, "http") as slack:
        assert "Add workspaces" in (await slack.install(HARBOUR)).text
        await slack.does("add", ATELIER)
        await until(lambda: slack.serves(ATELIER))
        await slack.type(ATELIER, "hello")
        assert await slack.sees(ATELIER, f"hello in {ATELIER}")
        await slack.does("withdraw", ATELIER)
        await until(lambda: not slack.serves(ATELIER))
