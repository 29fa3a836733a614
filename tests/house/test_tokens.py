"""Tokens that Slack takes back, and lines that it does not give: said where somebody looks, and the end where nothing else helps."""

import asyncio
import json
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import Any

import pytest

from bot.core.ids import MACHINE, WorkspaceId
from bot.core.version import VERSION
from bot.feature import Deps, Feature
from bot.house.build import build
from bot.house.features import routes_of
from bot.house.installations import Installations, NotServed
from bot.house.introduction import TokenRefused
from bot.house.options import Options
from bot.house.serving import serve
from bot.rehearsal.app import build_room
from bot.rehearsal.app import serve as serve_room
from bot.rehearsal.installation import Installation
from bot.rehearsal.room import Room
from bot.rehearsal.signing import signed_headers
from bot.slack.answers import Answer
from bot.slack.bolt import Installed
from bot.slack.errors import DEAD_TOKEN
from bot.slack.requests import Event
from bot.store.gone import all_gone
from bot.store.pausing import paused
from tests.fakes.until import until
from tests.house.stand_ins import Scene, echoing, free_port, scene

ECHO = echoing(lambda command: Answer.say(command.text))
TEAM = WorkspaceId("T1")


async def fault(stage: Scene, method: str, kind: str, **more: Any) -> None:
    wish = [{"method": method, "kind": kind, "times": 1_000, **more}]
    assert (await stage.http.post(f"{stage.room.base_url}/room/faults", json=wish)).status_code < 300


async def mend(stage: Scene) -> None:
    assert (await stage.http.delete(f"{stage.room.base_url}/room/faults")).status_code < 300


async def told(stage: Scene, kind: str, at: float | None = None, **event: Any) -> int:
    """Send an event as Slack does and return the status of its ack; `at`: when it happened."""
    wrapped = {
        **({} if at is None else {"event_time": int(at)}),
        "type": "event_callback",
        "team_id": stage.room.app.team_id,
        "event_id": f"Ev{kind}",
        "event": {"type": kind, **event},
    }
    body = json.dumps(wrapped).encode()
    headers = {"content-type": "application/json", **signed_headers(stage.room.app.signing_secret, int(time.time()), body)}
    return (await stage.http.post(f"{stage.url}/slack/events", content=body, headers=headers)).status_code


@pytest.mark.parametrize("error", ["token_revoked", "invalid_auth", "account_inactive"])
async def test_health_is_red_while_slack_refuses_the_token(sqlite_url: str, error: str) -> None:
    async with scene(sqlite_url, "http", (ECHO,)) as stage:
        await fault(stage, "*", "error", error=error)
        await stage.type("one")
        health = await stage.get("/healthz")
        assert (health.status_code, health.json()["token"]) == (503, False)
        await mend(stage)
        await stage.type("two")
        assert (await stage.get("/healthz")).status_code == 200


async def test_a_workspace_that_removed_the_app_is_said_to_be_gone_and_hears_nothing_wrong(sqlite_url: str) -> None:
    async with scene(sqlite_url, "http", (ECHO,)) as stage:
        assert await told(stage, "tokens_revoked", tokens={"bot": ["U0BOT"]}) == 200
        assert await told(stage, "app_uninstalled") == 200
        assert (await stage.get("/healthz")).json() == {"ok": False, "database": True, "token": False, "version": VERSION}
        assert b'outcome="failed"' not in await stage.house.metrics()
        assert [*await stage.house.store.read(all_gone, MACHINE)] == ["T0REHEARSAL"]
        assert await stage.house.store.read(paused, MACHINE) == {"T0REHEARSAL"}
    async with scene(sqlite_url, "http", (ECHO,)) as again:  # installed anew: all stands
        assert await again.house.store.read(all_gone, MACHINE) == {}
        assert await again.house.store.read(paused, MACHINE) == frozenset()


async def test_an_old_word_of_a_removal_does_not_end_the_installation_of_now(sqlite_url: str) -> None:
    """Slack sends events again that it could not deliver, also days later: the app may have been installed anew since."""
    yesterday = time.time() - 86_400
    async with scene(sqlite_url, "http", (ECHO,)) as stage:
        assert await told(stage, "tokens_revoked", yesterday, tokens={"bot": ["U0BOT"]}) == 200
        assert await told(stage, "app_uninstalled", yesterday) == 200
        assert (await stage.get("/healthz")).json()["token"] is True
        assert await stage.house.store.read(all_gone, MACHINE) == {}
        await stage.type("still here")
        assert await stage.texts() == ["still here"]
        await fault(stage, "auth.test", "error", error="token_revoked")
        assert await told(stage, "app_uninstalled", yesterday - 1) == 200


async def test_a_word_of_a_removal_that_comes_again_after_a_start_with_a_new_token_does_not_end_it(sqlite_url: str) -> None:
    """Slack sends an event again after one minute and after five: by then the app may be installed anew, and the bot started anew."""
    async with scene(sqlite_url, "http", (ECHO,)) as stage:
        for kind, event in (("tokens_revoked", {"tokens": {"bot": ["U0BOT"]}}), ("app_uninstalled", {})):
            assert await told(stage, kind, time.time() - 300, **event) == 200
        assert (await stage.get("/healthz")).json()["token"] is True
        assert await stage.house.store.read(all_gone, MACHINE) == {}


async def test_a_listener_of_a_workspace_that_is_not_served_is_not_asked() -> None:
    async def listener(event: Event, deps: Deps) -> Answer:
        pytest.fail("there is nobody to be served")

    async def deps_for(request: Any) -> Deps:
        raise NotServed(request.workspace)

    routes = routes_of([Feature("echo", events={"app_uninstalled": listener})], deps_for, {})
    event = Event(workspace=TEAM, person="", key="k", kind="app_uninstalled")  # type: ignore[arg-type]
    assert await routes.find(event)(event) == Answer.nothing()


@pytest.mark.parametrize("error", sorted(DEAD_TOKEN))
def test_another_replica_learns_from_its_own_calls_that_a_token_is_dead(error: str) -> None:
    installations = Installations()
    installations.add(Installed(TEAM, "xoxb-1", "U0BOT"), object())  # type: ignore[arg-type]  # nobody calls it
    for method, outcome, accepted in [
        ("chat.update", "ok", True),
        ("chat.update", "channel_not_found", True),
        ("chat.update", error, False),
        ("response_url", "ok", False),
        ("users.info", "timeout", False),
        ("users.info", "ok", True),
    ]:
        installations.heard(method, outcome)
        assert installations.accepted is accepted, (method, outcome)


def test_what_was_under_way_when_the_app_was_removed_does_not_bring_it_back() -> None:
    installations = Installations()
    installations.add(Installed(TEAM, "xoxb-1", "U0BOT"), object())  # type: ignore[arg-type]  # nobody calls it
    installations.forget(WorkspaceId("T2"))
    assert installations.accepted
    installations.forget(TEAM)
    installations.heard("chat.update", "ok")
    assert not installations.accepted


async def test_readiness_is_about_what_can_be_received_and_health_about_the_rest(
    sqlite_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with scene(sqlite_url, "http", (ECHO,)) as stage:
        monkeypatch.setattr(stage.house.store, "healthy", lambda: False)
        ready = await stage.get("/readyz")
        assert (ready.status_code, ready.json()) == (200, {"ok": True, "receiving": True})
        assert (await stage.get("/healthz")).status_code == 503


async def test_without_a_line_to_slack_nothing_is_received(sqlite_url: str) -> None:
    async with scene(sqlite_url, "socket", (ECHO,)) as stage:

        async def status(wanted: int) -> bool:
            return (await stage.get("/readyz")).status_code == wanted

        await until(lambda: status(200))
        await fault(stage, "apps.connections.open", "500")
        await stage.http.post(f"{stage.room.base_url}/room/faults/delivery", json={"kind": "cut", "times": 1})
        await stage.type("one")
        await until(lambda: status(503))
        assert (await stage.get("/healthz")).status_code == 200
        await mend(stage)
        await until(lambda: status(200))


@asynccontextmanager
async def room() -> AsyncIterator[Room]:
    opened = asyncio.Event()
    built = build_room(app=Installation(commands=[], request_url=None), rates=False)
    serving = asyncio.create_task(serve_room(built, port=0, ready=opened))
    await opened.wait()
    yield built
    serving.cancel()
    await asyncio.gather(serving, return_exceptions=True)


@pytest.mark.parametrize(
    ("wrong", "error"),
    [(lambda app: "xapp-1-A0-wrong", "invalid_auth"), (lambda app: app.bot_token, "not_allowed_token_type")],
)
async def test_an_app_token_that_slack_does_not_take_ends_the_bot_with_the_way_to_mend_it(
    sqlite_url: str, wrong: Callable[[Installation], str], error: str
) -> None:
    async with room() as opened:
        app = opened.app
        options = replace(
            Options(sqlite_url, app.bot_token),
            app_token=wrong(app),
            api_url=f"{opened.base_url}/api/",
        )
        with pytest.raises(TokenRefused, match=rf"SLACK_APP_TOKEN \({error}\).*connections:write"):
            async with asyncio.timeout(60):
                await serve(build(options, features=(ECHO,), answered_by={}), "127.0.0.1", free_port())
