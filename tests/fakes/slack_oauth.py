"""Slack's side of OAuth, written by its documentation: approving, codes, tokens that end, organizations; a server on loopback."""

import secrets
from collections import Counter
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from aiohttp import BasicAuth, web
from aiohttp.test_utils import TestServer

CLIENT_ID, CLIENT_SECRET = "1234.5678", "client-secret-of-a-test"
APP = "A0CORTADO"
LASTS = 43_200


@dataclass
class Team:
    """A workspace, or an organization (E…), as its people made it."""

    id: str
    name: str
    organization: str = ""
    bot_user: str = ""

    def __post_init__(self) -> None:
        self.bot_user = self.bot_user or f"{'W' if self.id.startswith('E') else 'U'}BOT{self.id[1:]}"


@dataclass
class Code:
    team: Team
    scopes: str
    redirect: str


@dataclass
class FakeSlack:
    """What Slack knows: workspaces, codes, tokens that work, refresh tokens, and what is wrong with it right now."""

    rotates: bool = False
    base: str = ""
    teams: dict[str, Team] = field(default_factory=lambda: {"T0ONE": Team("T0ONE", "One"), "T0TWO": Team("T0TWO", "Two")})
    given: dict[str, list[str]] = field(default_factory=dict)
    """The workspaces that an organization has given to the app."""
    codes: dict[str, Code] = field(default_factory=dict)
    tokens: dict[str, Team] = field(default_factory=dict)
    scopes: dict[str, str] = field(default_factory=dict)
    refreshing: dict[str, Team] = field(default_factory=dict)
    calls: Counter[str] = field(default_factory=Counter)
    posted: list[tuple[str, Mapping[str, Any]]] = field(default_factory=list)
    asked: list[tuple[str, Mapping[str, Any]]] = field(default_factory=list)
    faults: dict[str, str] = field(default_factory=dict)
    """By method what it answers instead: Slack's word, `500`, or `lost` (done, and never answered)."""

    @property
    def api_url(self) -> str:
        return f"{self.base}/api/"

    def approve(self, url: str, team: str = "T0ONE", granted: str | None = None) -> str:
        """Say yes at the address of `oauth/v2/authorize` in a workspace, or a whole organization; return where Slack sends the browser."""
        asked = {name: values[0] for name, values in parse_qs(urlsplit(url).query).items()}
        assert asked["client_id"] == CLIENT_ID
        code = secrets.token_hex(12)
        scopes = asked["scope"] if granted is None else granted
        self.codes[code] = Code(self.teams[team], scopes, asked["redirect_uri"])
        return f"{asked['redirect_uri']}?{urlencode({'code': code, 'state': asked['state']})}"

    def deny(self, url: str) -> str:
        """Say no there."""
        asked = {name: values[0] for name, values in parse_qs(urlsplit(url).query).items()}
        return f"{asked['redirect_uri']}?{urlencode({'error': 'access_denied', 'state': asked['state']})}"

    def uninstall(self, team: str) -> None:
        """Have the people of a workspace remove the app: its tokens are dead at once."""
        for table in (self.tokens, self.refreshing):
            for token in [token for token, of in table.items() if of.id == team]:
                del table[token]

    def token_of(self, team: str) -> str:
        """Return the newest token of a workspace."""
        return [token for token, of in self.tokens.items() if of.id == team][-1]

    def grant(self, team: Team, scopes: str) -> dict[str, Any]:
        """Make tokens and what is said of them."""
        whole = team.id.startswith("E")
        access = f"{'xoxe.' if self.rotates else ''}xoxb-{secrets.token_hex(16)}"
        self.tokens[access], self.scopes[access] = team, scopes
        organization = team.id if whole else team.organization
        said: dict[str, Any] = {
            "ok": True, "access_token": access, "token_type": "bot", "scope": scopes, "bot_user_id": team.bot_user, "app_id": APP,
            "team": None if whole else {"id": team.id, "name": team.name},
            "enterprise": {"id": organization, "name": self.teams[organization].name} if organization else None,
            "authed_user": {"id": "U0ANA"}, "is_enterprise_install": whole,
        }  # fmt: skip
        if self.rotates:
            refresh = f"xoxe-1-{secrets.token_hex(16)}"
            self.refreshing[refresh] = team
            said |= {"refresh_token": refresh, "expires_in": LASTS}
        return said

    async def access(self, request: web.Request) -> web.Response:
        sent = await request.post()
        client = BasicAuth.decode(request.headers["Authorization"])
        if (client.login, client.password) != (CLIENT_ID, CLIENT_SECRET):
            return _no("bad_client_secret")
        if sent.get("grant_type") == "refresh_token":
            team = self.refreshing.pop(str(sent["refresh_token"]), None)
            return _no("invalid_refresh_token") if team is None else web.json_response(self.grant(team, "commands,chat:write"))
        code = self.codes.pop(str(sent.get("code")), None)
        if code is None:
            return _no("invalid_code")
        if sent.get("redirect_uri") != code.redirect:
            return _no("bad_redirect_uri")
        return web.json_response(self.grant(code.team, code.scopes))

    async def method(self, request: web.Request) -> web.Response:
        name = request.match_info["method"]
        self.calls[name] += 1
        fault = self.faults.get(name) or self.faults.get("*")
        if fault == "500":
            return web.Response(status=500)
        if fault and fault != "lost":
            return _no(fault)
        answer = await (self.access(request) if name == "oauth.v2.access" else self._asked(name, request))
        if fault == "lost":
            assert request.transport is not None
            request.transport.close()
        return answer

    async def _asked(self, name: str, request: web.Request) -> web.Response:
        token = request.headers.get("Authorization", "").removeprefix("Bearer ")
        team = self.tokens.get(token)
        if team is None:
            return _no("account_inactive" if token else "not_authed")
        arguments: dict[str, Any] = dict(request.query)
        if request.method == "POST" and request.content_type == "application/json":
            arguments |= await request.json()
        self.asked.append((name, arguments))
        match name:
            case "auth.test":
                host = f"{team.name.lower()}.{'enterprise.' if team.id.startswith('E') else ''}slack.com"
                said = {
                    "url": f"https://{host}/",
                    "team": team.name,
                    "team_id": team.id,
                    "user_id": team.bot_user,
                    "bot_id": "B0BOT",
                }
                return web.json_response({"ok": True, **said}, headers={"x-oauth-scopes": self.scopes[token]})
            case "auth.teams.list":
                teams = [{"id": each, "name": self.teams[each].name} for each in self.given.get(team.id, [])]
                return web.json_response({"ok": True, "teams": teams, "response_metadata": {"next_cursor": ""}})
            case "chat.postMessage":
                self.posted.append((team.id, arguments))
                return web.json_response({"ok": True, "ts": f"{len(self.posted)}.000100", "channel": arguments["channel"]})
            case "conversations.open":
                return web.json_response({"ok": True, "channel": {"id": "D0TALK"}})
            case "users.info":
                person = {
                    "id": arguments["user"],
                    "name": "ana",
                    "real_name": "Ana",
                    "tz": "UTC",
                    "locale": "en-GB",
                    "profile": {},
                }
                return web.json_response({"ok": True, "user": person})
        return web.json_response({"ok": True})


def _no(error: str) -> web.Response:
    return web.json_response({"ok": False, "error": error})


@asynccontextmanager
async def fake_slack(rotates: bool = False) -> AsyncIterator[FakeSlack]:
    """Serve Slack on a free port of loopback."""
    slack = FakeSlack(rotates)
    app = web.Application()
    app.router.add_route("*", "/api/{method}", slack.method)
    async with TestServer(app) as server:
        slack.base = str(server.make_url("")).rstrip("/")
        yield slack
