"""What a failed call to Slack means, whatever slack_sdk makes of the answer."""

from types import SimpleNamespace
from typing import Any

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.slack.errors import error_of, is_away, pause_of
from bot.slack.socket import _Line
from tests.slack.stand_ins import limited


def refused(answer: Any) -> SlackApiError:
    return SlackApiError("x", answer)  # type: ignore[no-untyped-call]


NO_JSON = SimpleNamespace(status=502)
"""What slack_sdk hands on where a body was no JSON: aiohttp's own answer, which has no `get`."""


@pytest.mark.parametrize(
    ("fault", "word", "away"),
    [
        (limited("views.open"), "ratelimited", True),
        (refused({"ok": False, "error": "fatal_error"}), "fatal_error", True),
        (refused({"ok": False, "error": "ratelimited"}), "ratelimited", True),
        (refused({"ok": False, "error": "channel_not_found"}), "channel_not_found", False),
        (refused({"ok": False, "error": "token_revoked"}), "token_revoked", False),
        (refused(NO_JSON), "502", True),
        (refused(SimpleNamespace(status_code=500, data="<html>")), "500", True),
        (refused(SimpleNamespace(status=200)), "odd_answer", True),
        (refused({}), "odd_answer", True),
        (refused({"ok": False, "error": 7}), "odd_answer", True),
        (refused(SimpleNamespace(status_code=404, data="<html>")), "404", False),
    ],
)
def test_a_refusal_has_a_word_and_is_slacks_trouble_or_not(fault: SlackApiError, word: str, away: bool) -> None:
    assert (error_of(fault), is_away(fault)) == (word, away)


@pytest.mark.parametrize("fault", [TimeoutError(), ConnectionResetError(), aiohttp.ServerDisconnectedError()])
def test_a_lost_call_is_slacks_trouble_or_the_wires(fault: Exception) -> None:
    assert is_away(fault)


def test_a_mistake_of_ours_is_nobody_elses() -> None:
    assert not is_away(KeyError("x"))


@pytest.mark.parametrize(("said", "pause"), [("30", 30.0), ("-1", 0.0), ("soon", None), ("nan", None), ("inf", None)])
def test_a_limit_says_how_long_it_lasts(said: str, pause: float | None) -> None:
    assert pause_of(limited("views.open", said).response) == pause


def test_where_a_limit_says_nothing_nothing_is_known() -> None:
    assert pause_of({"ok": False}) is None


@pytest.mark.parametrize(("said", "waited"), [("1", 1.0), ("1e9", 60.0), ("-5", 30.0), ("", 30.0), ("inf", 30.0)])
async def test_a_line_that_is_limited_is_asked_for_again_within_a_minute(said: str, waited: float) -> None:
    waits: list[float] = []

    async def wait(seconds: float) -> None:
        waits.append(seconds)

    async def refused(**named: object) -> None:
        raise limited("apps.connections.open", said)

    web = AsyncWebClient()
    web.apps_connections_open = refused  # type: ignore[method-assign, assignment]
    line = _Line("xapp-1", web, lambda error: None, wait)
    with pytest.raises(SlackApiError):
        await line.issue_new_wss_url()
    await line.aiohttp_client_session.close()
    assert waits == [waited]
