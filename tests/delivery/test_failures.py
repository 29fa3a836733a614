"""What each way to fail means."""

from datetime import timedelta
from typing import Any

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from bot.delivery.failures import Fault, Flawed, Limited, Missing, NotDone, Refused, Unknown, fault_of


def answer(body: Any, status: int = 200, headers: dict[str, str] | None = None) -> Exception:
    response = AsyncSlackResponse(
        client=AsyncWebClient(), http_verb="POST", api_url="", req_args={}, data=body, headers=headers or {}, status_code=status
    )
    return SlackApiError("", response)  # type: ignore[no-untyped-call]  # slack_sdk left it without types


@pytest.mark.parametrize(
    ("error", "fault"),
    [
        (answer({"ok": False, "error": "ratelimited"}, 429, {"Retry-After": "30"}), Limited(timedelta(seconds=30))),
        (answer({"ok": False, "error": "ratelimited"}, 429, {"retry-after": "1"}), Limited(timedelta(seconds=1))),
        (answer("", 429, {"Retry-After": "soon"}), Limited(timedelta(seconds=5))),
        (answer({"ok": False, "error": "ratelimited"}, 429, {"Retry-After": "600"}), Limited(timedelta(minutes=10))),
        *(
            (
                answer({"ok": False, "error": "ratelimited"}, 429, {"Retry-After": absurd}),
                Limited(timedelta(minutes=1), alone=True),
            )
            for absurd in ("601", "86400", "1e9", "1" + "0" * 300)
        ),
        *(
            (answer({"ok": False, "error": "ratelimited"}, 429, {"Retry-After": soon}), Limited(timedelta(seconds=1)))
            for soon in ("0", "-1", "-1e9", "0.2")
        ),
        *(
            (answer({"ok": False, "error": "ratelimited"}, 429, {"Retry-After": odd}), Limited(timedelta(seconds=5)))
            for odd in ("", "nan", "inf", "1e999", "Fri, 27 Nov 2026 19:00:00 GMT")
        ),
        (answer({"ok": False, "error": "ratelimited"}, 429, {"Retry-After": "1.5"}), Limited(timedelta(seconds=1.5))),
        (answer({"ok": False, "error": "ratelimited"}, 200), Limited(timedelta(seconds=5))),
        (answer("<html>", 500), Unknown("HTTP 500")),
        (answer("<html>", 502), Unknown("HTTP 502")),
        (answer("<html>", 503), NotDone("HTTP 503")),
        (answer("<html>", 200), Unknown("HTTP 200")),
        (answer({"ok": False, "error": "fatal_error"}), Unknown("fatal_error")),
        (answer({"ok": False, "error": "service_unavailable"}), NotDone("service_unavailable")),
        (answer({"ok": False, "error": "token_revoked"}), NotDone("token_revoked")),
        (answer({"ok": False, "error": "channel_not_found"}), Refused("channel_not_found")),
        (answer({"ok": False, "error": "is_archived"}), Refused("is_archived")),
        (answer({"ok": False, "error": "not_in_channel"}), Refused("not_in_channel")),
        (answer({"ok": False, "error": "message_not_found"}), Missing("message_not_found")),
        (answer({"ok": False, "error": "msg_too_long"}), Flawed("msg_too_long")),
        (answer({"ok": False, "error": "invalid_blocks"}), Flawed("invalid_blocks")),
        (answer({"ok": False, "error": "a_new_error"}), NotDone("a_new_error", 5)),
        (ConnectionRefusedError(), NotDone("ConnectionRefusedError")),
        (TimeoutError(), Unknown("TimeoutError")),
        (aiohttp.ServerDisconnectedError(), Unknown("ServerDisconnectedError")),
        (ConnectionResetError(), Unknown("ConnectionResetError")),
        (TypeError(), NotDone("TypeError", 5)),
    ],
    ids=lambda value: None if isinstance(value, Exception) else repr(value),
)
def test_a_failure_means(error: Exception, fault: Fault) -> None:
    assert fault_of(error) == fault


def test_an_unreadable_body_keeps_the_status_that_the_transport_gives() -> None:
    class Unread:
        status = 503
        headers: dict[str, str] = {}  # noqa: RUF012 - the transport's answer, reduced

    unread = SlackApiError("", Unread())  # type: ignore[no-untyped-call]  # slack_sdk left it without types
    assert fault_of(unread) == NotDone("HTTP 503")
