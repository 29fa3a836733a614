"""The Web API says no as Slack does: tokens, bodies, scopes, rates, faults."""

import json
from dataclasses import replace

import pytest

from bot.rehearsal.rates import RATES
from bot.rehearsal.web_api import METHODS
from tests.rehearsal.stage import ANA, APP, CHECKOUT, GUILD, Stage, section, stage


async def test_a_call_without_a_token_is_not_authed(scene: Stage) -> None:
    assert (await scene.http.post("/api/auth.test")).json() == {"ok": False, "error": "not_authed"}


async def test_a_made_up_token_is_invalid(scene: Stage) -> None:
    assert (await scene.api("auth.test", token="xoxb-other"))["error"] == "invalid_auth"


async def test_the_app_token_opens_connections_and_nothing_else(scene: Stage) -> None:
    assert (await scene.api("auth.test", token=APP.app_token))["error"] == "not_allowed_token_type"
    assert (await scene.api("apps.connections.open"))["error"] == "not_allowed_token_type"
    assert (await scene.api("apps.connections.open", token=APP.app_token))["url"].startswith("ws://127.0.0.1:8765/socket/")


async def test_auth_test_names_the_scopes_in_a_header(scene: Stage) -> None:
    answered = await scene.http.post("/api/auth.test", headers={"Authorization": f"Bearer {APP.bot_token}"})
    assert answered.json()["user_id"] == "U0CORTADO"
    assert "chat:write.public" in answered.headers["x-oauth-scopes"].split(",")


async def test_a_form_with_its_blocks_as_json_and_its_token_inside_is_read(scene: Stage) -> None:
    form = {"token": APP.bot_token, "channel": GUILD, "text": "Hi", "blocks": json.dumps([{"type": "divider"}])}
    said = (await scene.http.post("/api/chat.postMessage", data=form)).json()
    assert said["message"]["blocks"][0]["type"] == "divider"
    assert said["message"]["blocks"][0]["block_id"]


async def test_the_query_of_a_get_is_read_and_that_of_a_post_is_not(scene: Stage) -> None:
    token = {"Authorization": f"Bearer {APP.bot_token}"}
    got = await scene.http.get("/api/users.info", params={"user": ANA}, headers=token)
    assert got.json()["user"]["id"] == ANA
    posted = await scene.http.post("/api/users.info", params={"user": ANA}, headers=token)
    assert posted.json()["ok"] is False
    form = await scene.http.post("/api/users.info", data={"user": ANA}, headers=token)
    assert form.json()["user"]["id"] == ANA


async def test_a_token_inside_a_json_body_is_not_accepted(scene: Stage) -> None:
    assert (await scene.http.post("/api/auth.test", json={"token": APP.bot_token})).json()["error"] == "not_authed"


@pytest.mark.parametrize(
    ("content", "kind", "error"),
    [
        (b"{", "application/json", "invalid_json"),
        (b"[]", "application/json", "json_not_object"),
        (b"<a/>", "text/xml", "invalid_post_type"),
    ],
)
async def test_a_broken_body_is_refused(scene: Stage, content: bytes, kind: str, error: str) -> None:
    headers = {"Authorization": f"Bearer {APP.bot_token}", "Content-Type": kind}
    assert (await scene.http.post("/api/auth.test", content=content, headers=headers)).json()["error"] == error


async def test_an_unknown_method_is_named(scene: Stage) -> None:
    assert (await scene.api("chat.shout"))["error"] == "unknown_method"


@pytest.mark.parametrize(
    ("method", "scope"),
    [
        ("chat.postMessage", "chat:write"),
        ("chat.update", "chat:write"),
        ("chat.delete", "chat:write"),
        ("chat.postEphemeral", "chat:write"),
        ("conversations.open", "im:write"),
        ("users.info", "users:read"),
        ("files.getUploadURLExternal", "files:write"),
    ],
)
async def test_a_scope_that_is_missing_is_named(method: str, scope: str) -> None:
    fewer = replace(APP, scopes=tuple(each for each in APP.scopes if each != scope))
    async with stage(app=fewer) as scene:
        said = await scene.api(method, channel=GUILD, user=ANA, users=ANA)
        assert (said["error"], said["needed"]) == ("missing_scope", scope)


def test_every_method_has_a_rate() -> None:
    assert set(RATES) == set(METHODS)


async def test_posting_is_limited_for_each_channel_and_recovers_with_time() -> None:
    async with stage(rates=True) as scene:
        posted = [await scene.api("chat.postMessage", channel=GUILD, text="x") for _ in range(5)]
        assert [each["status"] for each in posted] == [200, 200, 200, 200, 429]
        assert (await scene.api("chat.postMessage", channel=CHECKOUT, text="x"))["ok"]
        await scene.time.pass_by(1)
        assert (await scene.api("chat.postMessage", channel=GUILD, text="x"))["ok"]


async def test_updates_are_limited_for_the_whole_workspace_and_say_when_to_come_back() -> None:
    async with stage(rates=True) as scene:
        one, other = await scene.post(GUILD), await scene.post(CHECKOUT)
        for number in range(10):
            where = (GUILD, one) if number % 2 else (CHECKOUT, other)
            assert (await scene.api("chat.update", channel=where[0], ts=where[1], text=str(number)))["ok"]
        headers = {"Authorization": f"Bearer {APP.bot_token}"}
        body = {"channel": GUILD, "ts": one, "text": "x"}
        refused = await scene.http.post("/api/chat.update", json=body, headers=headers)
        assert (refused.status_code, refused.json()["error"]) == (429, "ratelimited")
        await scene.time.pass_by(int(refused.headers["retry-after"]))
        assert (await scene.api("chat.update", **body))["ok"]


async def test_rates_can_be_switched_off_for_load() -> None:
    async with stage(rates=True) as scene:
        await scene.client.switch(rates=False)
        assert {(await scene.api("chat.postMessage", channel=GUILD, text="x"))["status"] for _ in range(20)} == {200}


async def test_a_429_fault_comes_after_so_many_calls_and_goes_after_so_many_times(scene: Stage) -> None:
    await scene.client.fault("chat.postMessage", "429", times=2, after=1, retry_after=30)
    said = [await scene.api("chat.postMessage", channel=GUILD, text="x") for _ in range(4)]
    assert [each["status"] for each in said] == [200, 429, 429, 200]
    assert len(await scene.messages(ANA)) == 2


async def test_a_star_fault_meets_any_method_and_an_error_fault_gives_its_code(scene: Stage) -> None:
    await scene.client.fault("*", "error", error="internal_error")
    assert (await scene.api("auth.test"))["error"] == "internal_error"
    assert (await scene.api("auth.test"))["ok"]


async def test_a_500_is_no_json(scene: Stage) -> None:
    await scene.client.fault("auth.test", "500")
    headers = {"Authorization": f"Bearer {APP.bot_token}"}
    assert (await scene.http.post("/api/auth.test", headers=headers)).status_code == 500


async def test_accept_then_lose_posts_and_does_not_say_so(scene: Stage) -> None:
    await scene.client.fault("chat.postMessage", "accept_then_lose")
    with pytest.raises(ConnectionResetError):
        await scene.api("chat.postMessage", channel=GUILD, text="There")
    assert [each["text"] for each in await scene.messages(ANA)] == ["There"]


async def test_a_refused_connection_posts_nothing(scene: Stage) -> None:
    await scene.client.fault("chat.postMessage", "refuse")
    with pytest.raises(ConnectionResetError):
        await scene.api("chat.postMessage", channel=GUILD, text="There")
    assert await scene.messages(ANA) == []


CHART = {
    "type": "data_visualization",
    "title": "Draws",
    "chart": {
        "type": "bar",
        "series": [{"name": "s", "data": [{"label": "Mon", "value": 1}]}],
        "axis_config": {"categories": ["Mon"]},
    },
}


async def test_a_workspace_lacks_newer_blocks_until_it_is_mended(scene: Stage) -> None:
    await scene.client.fault("*", "newer_blocks")
    for _ in range(2):
        refused = await scene.api("chat.postMessage", channel=GUILD, text="There", blocks=[CHART])
        assert (refused["error"], "unsupported type: data_visualization" in refused["errors"][0]) == ("invalid_blocks", True)
    posted = await scene.api("chat.postMessage", channel=GUILD, text="There", blocks=[section()])
    assert posted["ok"]
    await scene.client.clear_faults()
    assert (await scene.api("chat.update", channel=GUILD, ts=posted["ts"], text="There", blocks=[CHART]))["ok"]


async def test_faults_are_listed_and_cleared(scene: Stage) -> None:
    await scene.client.fault("chat.update", "hang", seconds=7)
    assert (await scene.client.workspace())["faults"] == [
        {"kind": "hang", "method": "chat.update", "times": 1, "after": 0, "seconds": 7.0}
    ]
    assert await scene.client.clear_faults() == []


@pytest.mark.parametrize("fault", [{"kind": "flood"}, {"kind": "429", "times": 0}, {"kind": "500", "times": "many"}, 7])
async def test_a_fault_that_is_none_is_refused_in_words(scene: Stage, fault: object) -> None:
    answered = await scene.http.post("/room/faults", json=[fault])
    assert answered.status_code == 400
    assert answered.json()["error"]
    assert (await scene.client.workspace())["faults"] == []


async def test_the_journal_keeps_calls_with_their_errors_and_without_tokens(scene: Stage) -> None:
    await scene.post()
    await scene.http.post("/api/chat.postMessage", data={"token": APP.bot_token, "channel": "C0NOWHERE", "text": "x"})
    first, second = await scene.client.calls("chat.postMessage")
    assert (first["ok"], second["error"]) == (True, "channel_not_found")
    assert APP.bot_token not in json.dumps([first, second])
    assert [line["n"] for line in await scene.client.calls(since=first["n"])] == [second["n"]]
