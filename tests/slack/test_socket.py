"""The line to Slack by Socket Mode: that it cannot be had is said once, and that it stands."""

from typing import Any, cast

import pytest
from slack_bolt.async_app import AsyncApp
from slack_sdk.errors import SlackApiError
from slack_sdk.socket_mode.aiohttp import SocketModeClient

from bot.slack.socket import SocketReceiver
from tests.fakes.logs import capture_logs


class Line:
    """Connects after it has failed with what a test lays ready."""

    def __init__(self, *faults: Exception) -> None:
        self.faults = list(faults)

    async def connect_to_new_endpoint(self) -> None:
        if self.faults:
            raise self.faults.pop(0)


@pytest.fixture
def pauses() -> list[float]:
    return []


@pytest.fixture
def receiver(pauses: list[float]) -> SocketReceiver:
    async def wait(seconds: float) -> None:
        pauses.append(seconds)

    return SocketReceiver(cast(AsyncApp, None), "xapp-1", "http://127.0.0.1:9/api/", wait=wait)


def refused(error: str) -> SlackApiError:
    return SlackApiError("no", {"ok": False, "error": error})  # type: ignore[no-untyped-call]


async def test_a_line_that_cannot_be_had_is_asked_for_with_longer_pauses_and_said_once(
    receiver: SocketReceiver, pauses: list[float]
) -> None:
    faults: list[Any] = [OSError() for _ in range(7)]
    with capture_logs() as logged:
        await receiver._connect(cast(SocketModeClient, Line(*faults, refused("internal_error"))))
    assert pauses == [1.0, 2.0, 4.0, 8.0, 16.0, 30.0, 30.0, 30.0]
    assert [(line["event"].partition(" by ")[0], line.get("reason")) for line in logged] == [
        ("Slack cannot be reached", "OSError"),
        ("Slack cannot be reached", "internal_error"),
        ("Slack is reached", None),
    ]
    assert receiver.has_connected


async def test_a_line_that_will_never_be_had_is_not_asked_for_again(receiver: SocketReceiver, pauses: list[float]) -> None:
    told: list[str] = []
    receiver.on_refused = told.append
    receiver._line_asked("invalid_auth")
    await receiver._connect(cast(SocketModeClient, Line(refused("invalid_auth"))))
    assert (told, pauses, receiver.has_connected) == (["invalid_auth"], [], False)
