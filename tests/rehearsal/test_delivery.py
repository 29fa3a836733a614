"""Signed HTTP: signatures, acks and their time-out, retries of events, response_urls."""

from dataclasses import replace
from typing import Any

import pytest
from slack_sdk.signature import SignatureVerifier

from bot.rehearsal.deliver import encoded
from bot.rehearsal.shapes import Json
from tests.rehearsal.stage import ANA, APP, BEN, GUILD, Received, Stage, actions, answer, button, never, section, settle, stage


def verified(scene: Stage, request: Received) -> bool:
    """Ask Slack's own library whether a request is Slack's."""
    verifier = SignatureVerifier(APP.signing_secret)
    verifier.clock.now = lambda: scene.time.now().timestamp()  # type: ignore[method-assign]
    return bool(verifier.is_valid_request(request.body, dict(request.headers)))


async def test_a_command_is_signed_and_written_as_slack_writes_it(scene: Stage) -> None:
    await scene.client.command(ANA, GUILD, "/coffee start")
    request = scene.app.received[0]
    assert verified(scene, request)
    assert request.headers["Content-Type"] == "application/x-www-form-urlencoded"
    sent = request.payload
    assert (sent["command"], sent["text"], sent["user_id"], sent["channel_name"]) == ("/coffee", "start", ANA, "guild")
    assert (sent["team_id"], sent["is_enterprise_install"], sent["api_app_id"]) == (APP.team_id, "false", APP.app_id)


async def test_a_body_that_was_changed_is_found_out(scene: Stage) -> None:
    await scene.client.command(ANA, GUILD, "/coffee start")
    request = scene.app.received[0]
    assert not verified(scene, replace(request, body=request.body + b"x"))


@pytest.mark.parametrize(("signature", "valid"), [("good", True), ("wrong", False), ("old", False), ("missing", False)])
async def test_a_raw_delivery_can_be_signed_in_every_way(scene: Stage, signature: str, valid: bool) -> None:
    said = await scene.client.deliver("interactive", {"type": "block_actions", "team": {"id": "T0OTHER"}}, signature=signature)
    assert said["status"] == 200
    assert scene.app.last["team"] == {"id": "T0OTHER"}
    assert verified(scene, scene.app.received[0]) is valid


async def test_a_raw_delivery_can_be_a_broken_body(scene: Stage) -> None:
    scene.app.answers.append(answer("no", 400))
    said = await scene.client.deliver("events_api", body="{", retry_num=2)
    assert (said["status"], said["body"], scene.app.received[0].body) == (400, "no", b"{")
    assert scene.app.received[0].headers["X-Slack-Retry-Num"] == "2"


@pytest.mark.parametrize(
    ("body", "text", "seen_by_ben"),
    [
        ("Plain *text*", "Plain *text*", False),
        ({"text": "Private"}, "Private", False),
        ({"text": "For all", "response_type": "in_channel"}, "For all", True),
    ],
)
async def test_what_a_command_is_acked_with_is_shown(scene: Stage, body: Any, text: str, seen_by_ben: bool) -> None:
    scene.app.answers.append(answer(body))
    assert (await scene.client.command(ANA, GUILD, "/coffee"))["outcome"] == "ok"
    assert [each["text"] for each in await scene.messages(ANA)] == [text]
    assert bool(await scene.messages(BEN)) is seen_by_ben


async def test_an_empty_ack_shows_nothing(scene: Stage) -> None:
    await scene.client.command(ANA, GUILD, "/coffee")
    assert await scene.messages(ANA) == []


async def test_an_ack_with_blocks_that_slack_refuses_is_told(scene: Stage) -> None:
    scene.app.answers.append(answer({"blocks": [{"type": "section"}]}))
    await scene.client.command(ANA, GUILD, "/coffee")
    assert (await scene.messages(ANA))[0]["text"] == "/coffee failed with the error “invalid_blocks”"


async def test_a_command_without_an_ack_in_three_seconds_fails_as_in_slack(scene: Stage) -> None:
    scene.app.answers.append(never)
    acting = scene.client.command(ANA, GUILD, "/coffee")
    said = (await _while_time_passes(scene, acting, 3.0))["outcome"]
    assert said == "timeout"
    shown = (await scene.messages(ANA))[0]
    assert (shown["text"], shown["username"], shown["ephemeral"]) == (
        "/coffee failed with the error “operation_timeout”",
        "Slackbot",
        True,
    )


async def _while_time_passes(scene: Stage, acting: Any, seconds: float) -> Json:
    import asyncio

    task = asyncio.ensure_future(acting)
    await scene.time.pass_by(seconds)
    return dict(await task)


async def test_an_error_status_and_a_dead_app_are_told(scene: Stage) -> None:
    scene.app.answers += [answer("oops", 500), ConnectionRefusedError()]
    assert (await scene.client.command(ANA, GUILD, "/coffee"))["outcome"] == "http_error"
    assert (await scene.client.command(ANA, GUILD, "/coffee"))["outcome"] == "down"
    texts = [each["text"] for each in await scene.messages(ANA)]
    assert texts == ["/coffee failed with the error “http_service_error”", "Cortado is not running."]


async def test_without_any_way_to_the_app_a_person_hears_that_it_is_not_running() -> None:
    async with stage(app=replace(APP, request_url=None)) as scene:
        await scene.client.command(ANA, GUILD, "/coffee")
        assert [each["text"] for each in await scene.messages(ANA)] == ["Cortado is not running."]
        assert (await scene.client.workspace())["bot_state"] == "none"


async def test_a_click_that_fails_is_a_notice_for_the_clicker_alone(scene: Stage) -> None:
    ts = await scene.post(blocks=[actions(button())])
    scene.app.answers.append(answer(status=503))
    assert (await scene.client.click(ANA, GUILD, ts, "go"))["outcome"] == "http_error"
    assert [each["text"] for each in (await scene.client.view(ANA))["toasts"]] == ["Cortado answered with an error."]
    assert (await scene.client.view(BEN))["toasts"] == []


async def test_an_event_is_tried_at_once_after_a_minute_and_after_five(scene: Stage) -> None:
    scene.app.answers += [answer(status=500), ConnectionRefusedError(), never, answer()]
    await scene.client.open_home(ANA)
    await settle()
    tries = [(each.headers.get("X-Slack-Retry-Num"), each.headers.get("X-Slack-Retry-Reason")) for each in scene.app.received]
    assert tries == [(None, None), ("1", "http_error")]
    await scene.time.pass_by(60)
    assert scene.app.received[2].headers["X-Slack-Retry-Reason"] == "connection_failed"
    await scene.time.pass_by(3)
    await scene.time.pass_by(299)
    assert len(scene.app.received) == 3
    await scene.time.pass_by(1)
    assert scene.app.received[3].headers["X-Slack-Retry-Num"] == "3"
    assert scene.app.received[3].headers["X-Slack-Retry-Reason"] == "http_timeout"
    assert len({each.payload["event_id"] for each in scene.app.received}) == 1
    await scene.time.pass_by(1000)
    assert len(scene.app.received) == 4


async def test_an_app_may_ask_for_no_retry(scene: Stage) -> None:
    scene.app.answers.append(answer(status=500, **{"x-slack-no-retry": "1"}))
    await scene.client.open_home(ANA)
    await scene.time.pass_by(1000)
    assert len(scene.app.received) == 1


async def test_twice_delivers_the_same_request_twice(scene: Stage) -> None:
    await scene.client.delivery_fault("twice")
    await scene.client.command(ANA, GUILD, "/coffee")
    await settle()
    assert len(scene.app.received) == 2
    assert scene.app.received[0].payload["trigger_id"] == scene.app.received[1].payload["trigger_id"]
    await scene.client.command(ANA, GUILD, "/coffee")
    assert len(scene.app.received) == 3


async def test_late_delivers_after_the_person_was_told(scene: Stage) -> None:
    await scene.client.delivery_fault("late", seconds=10)
    said = await _while_time_passes(scene, scene.client.command(ANA, GUILD, "/coffee"), 3)
    assert (said["outcome"], scene.app.received) == ("timeout", [])
    await scene.time.pass_by(7)
    assert len(scene.app.received) == 1


async def test_a_dropped_ack_of_an_event_brings_a_retry(scene: Stage) -> None:
    await scene.client.delivery_fault("drop_ack")
    await scene.client.open_home(ANA)
    await settle()
    assert [each.headers.get("X-Slack-Retry-Num") for each in scene.app.received] == [None, "1"]


async def clicked(scene: Stage) -> tuple[str, str]:
    """Click in a message: its ts and the response_url."""
    ts = await scene.post(text="Board", blocks=[actions(button())])
    await scene.client.click(ANA, GUILD, ts, "go")
    return ts, str(scene.app.last["response_url"])


async def test_a_response_url_answers_five_times(scene: Stage) -> None:
    _, url = await clicked(scene)
    codes = [(await scene.http.post(url, json={"text": str(number)})).status_code for number in range(6)]
    assert codes == [200, 200, 200, 200, 200, 404]
    assert (await scene.http.post(url, json={"text": "x"})).json()["error"] == "used_url"
    assert [each["text"] for each in await scene.messages(ANA)] == ["Board", "0", "1", "2", "3", "4"]
    assert len(await scene.messages(BEN)) == 1


async def test_a_response_url_ends_after_half_an_hour_of_real_time(scene: Stage) -> None:
    _, url = await clicked(scene)
    await scene.client.ahead(7200)
    assert (await scene.http.post(url, json={"text": "x"})).status_code == 200
    await scene.time.pass_by(1801)
    assert (await scene.http.post(url, json={"text": "x"})).json()["error"] == "expired_url"
    assert (await scene.http.post("/respond/R0", json={"text": "x"})).status_code == 404


async def test_a_response_url_replaces_or_deletes_what_was_clicked(scene: Stage) -> None:
    ts, url = await clicked(scene)
    await scene.http.post(url, json={"replace_original": True, "text": "Gone on", "blocks": [section("Gone on")]})
    assert [(each["ts"], each["text"]) for each in await scene.messages(BEN)] == [(ts, "Gone on")]
    await scene.http.post(url, json={"delete_original": True})
    assert await scene.messages(BEN) == []
    assert (await scene.http.post(url, json={"replace_original": True, "text": "x"})).json()["error"] == "message_not_found"


@pytest.mark.parametrize(
    ("body", "error"),
    [
        ({}, "no_text"),
        ([], "invalid_payload"),
        ({"text": "x", "response_type": "shout"}, "invalid_response_type"),
        ({"blocks": [{"type": "header"}]}, "invalid_blocks"),
        ({"text": "x" * 40_001}, "msg_too_long"),
    ],
)
async def test_a_bad_answer_at_a_response_url_is_refused(scene: Stage, body: Any, error: str) -> None:
    _, url = await clicked(scene)
    answered = await scene.http.post(url, json=body)
    assert (answered.status_code, answered.json()["error"]) == (400, error)
    assert len(await scene.messages(ANA)) == 1


async def test_an_ephemeral_answer_can_be_clicked_and_replaced_for_its_addressee(scene: Stage) -> None:
    scene.app.answers.append(answer({"text": "Save?", "blocks": [actions(button("save"))]}))
    await scene.client.command(ANA, GUILD, "/coffee")
    preview = (await scene.messages(ANA))[0]
    await scene.client.click(ANA, GUILD, preview["ts"], "save")
    sent = scene.app.last
    assert sent["container"]["is_ephemeral"] is True
    assert "message" not in sent
    await scene.http.post(sent["response_url"], json={"replace_original": True, "text": "Saved"})
    assert [(each["text"], each["ephemeral"]) for each in await scene.messages(ANA)] == [("Saved", True)]
    assert await scene.messages(BEN) == []


def test_interactive_requests_hide_json_in_a_form_and_events_are_json() -> None:
    assert encoded("interactive", {"a": "b c"}) == ("application/x-www-form-urlencoded", b"payload=%7B%22a%22%3A+%22b+c%22%7D")
    assert encoded("events_api", {"a": 1}) == ("application/json", b'{"a": 1}')
