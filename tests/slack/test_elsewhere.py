"""What a request comes to of a workspace that has not installed the app, by both transports."""

import asyncio
from typing import Any

import pytest
from slack_sdk.socket_mode.request import SocketModeRequest

from bot.slack.answers import Answer
from bot.slack.forms import NOTICE
from bot.slack.socket import SocketReceiver
from tests.fakes.logs import capture_logs
from tests.slack import payloads
from tests.slack.stand_ins import Door, answering, build_door, everywhere

OTHER = {"id": "T_OTHER", "domain": "other"}
NOBODYS = "Not installed here."


@pytest.fixture
def seen() -> list[Any]:
    return []


@pytest.fixture
def door(seen: list[Any]) -> Door:
    return build_door(everywhere(answering(Answer.say("done"), seen)))


@pytest.fixture(params=["http", "socket"])
def transport(request: pytest.FixtureRequest) -> str:
    return str(request.param)


async def acked(door: Door, transport: str, body: dict[str, Any]) -> Any:
    """Send a request and return the payload of its ack, once it is out."""
    if transport == "http":
        response = await door.send(body)
        assert response.status_code == 200
        return response.json() if response.content else None
    line = SocketReceiver(door.app, "xapp-1", "http://127.0.0.1:9/api/")
    return await line._answered(SocketModeRequest(type="slash_commands", envelope_id="e1", payload=body))


def ours_gone(kind: str) -> dict[str, Any]:
    return payloads.event(kind) | {"team_id": "T_OTHER", "authorizations": []}


async def test_a_command_is_answered_privately(door: Door, transport: str, seen: list[Any]) -> None:
    ack = await acked(door, transport, payloads.command(team_id="T_OTHER"))
    assert ack == {"response_type": "ephemeral", "text": NOBODYS}
    assert (door.slack.calls, door.slack.responses, seen) == ([], [], [])


async def test_a_form_says_so_above_its_fields_and_keeps_what_was_typed(door: Door, transport: str, seen: list[Any]) -> None:
    ack = await acked(door, transport, payloads.form(team=OTHER))
    assert ack["response_action"] == "update"
    assert [block["block_id"] for block in ack["view"]["blocks"]] == [NOTICE, "context"]
    assert ack["view"]["blocks"][0]["text"]["text"] == NOBODYS
    assert (door.slack.calls, seen) == ([], [])


@pytest.mark.parametrize("body", [payloads.click(team=OTHER), payloads.shortcut(team=OTHER)])
async def test_a_click_and_a_shortcut_are_acked_at_once_and_told_by_their_response_url(
    door: Door, transport: str, seen: list[Any], body: dict[str, Any]
) -> None:
    door.slack.slow["respond"] = asyncio.Event()
    assert await acked(door, transport, body) is None
    door.slack.slow["respond"].set()
    await door.dispatch.drain()
    ((url, said),) = door.slack.responses
    assert (url, said["text"], said["response_type"], said["replace_original"]) == (
        body["response_url"],
        NOBODYS,
        "ephemeral",
        False,
    )
    assert (door.slack.calls, seen) == ([], [])


@pytest.mark.parametrize(
    "body",
    [
        payloads.click(team=OTHER, response_url=None, view=payloads.view(type="home")),
        payloads.shortcut(team=OTHER, type="shortcut", response_url=None),
        payloads.closed() | {"team": OTHER},
        payloads.event() | {"team_id": "T_OTHER", "authorizations": []},
        payloads.event() | {"authorizations": [{"team_id": "T_OTHER", "user_id": "U_BOT", "is_bot": True}]},
        ours_gone("app_uninstalled"),
        ours_gone("tokens_revoked"),
        payloads.form(team=OTHER, view={"id": "V1", "app_installed_team_id": "T_OTHER"}) | {"type": "view_closed"},
    ],
)
async def test_what_leaves_no_way_to_the_person_is_acked_empty(
    door: Door, transport: str, seen: list[Any], body: dict[str, Any]
) -> None:
    assert await acked(door, transport, body) is None
    await door.dispatch.drain()
    assert (door.slack.calls, door.slack.responses, seen) == ([], [], [])
    assert [outcome for _, outcome in door.counts.ended] == ["not installed"]


ORGANIZATION = {"enterprise": {"id": "E1", "name": "Acme"}, "is_enterprise_install": True}


@pytest.mark.parametrize(
    "body",
    [
        payloads.click(team=None, user={"id": payloads.ANA}) | ORGANIZATION,
        payloads.form(team=None, user={"id": payloads.ANA}) | ORGANIZATION,
        payloads.command(team_id="", enterprise_id="E1", is_enterprise_install="true"),
        payloads.event()
        | {"team_id": None, "authorizations": [{"team_id": None, "enterprise_id": "E1", "is_enterprise_install": True}]},
    ],
)
async def test_an_organization_without_a_workspace_is_answered_too(door: Door, transport: str, body: dict[str, Any]) -> None:
    with capture_logs() as logged:
        await acked(door, transport, body)
    assert [outcome for _, outcome in door.counts.ended] == ["not installed"]
    assert [line["workspace"] for line in logged] == ["E1"]


async def test_a_person_of_a_workspace_that_the_token_is_of_is_served_where_the_organization_installed(
    door: Door, transport: str, seen: list[Any]
) -> None:
    body = payloads.click(team=None, user={"id": payloads.ANA, "team_id": payloads.TEAM}) | ORGANIZATION
    await acked(door, transport, body)
    assert [request.workspace for request in seen] == [payloads.TEAM]


async def test_a_workspace_is_named_in_the_log_once_and_each_request_is_counted(door: Door, transport: str) -> None:
    with capture_logs() as logged:
        for _ in range(3):
            await acked(door, transport, payloads.command(team_id="T_OTHER"))
    assert [line["workspace"] for line in logged] == ["T_OTHER"]
    assert door.counts.ended == [("command", "not installed")] * 3


async def test_a_form_that_cannot_be_drawn_again_is_acked_empty(door: Door, transport: str) -> None:
    body = payloads.form(team=OTHER, view={"id": "V1", "blocks": 7, "state": {"values": {}}})
    assert await acked(door, transport, body) is None


async def test_a_word_that_slack_does_not_take_keeps_no_ack(door: Door, transport: str) -> None:
    door.slack.refuses["respond"] = "used_url"
    assert await acked(door, transport, payloads.click(team=OTHER)) is None
    await door.dispatch.drain()
