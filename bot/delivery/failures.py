"""What it means when a call to Slack fails: try again, look first, give up, or our own mistake."""

import asyncio
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import aiohttp
from slack_sdk.errors import SlackApiError

from bot.delivery.rate_limits import LONGEST_HOLD, LONGEST_WAIT, RETRY_AFTER, SHORTEST_HOLD
from bot.slack.errors import DEAD_TOKEN, LIMITED, UNCERTAIN, pause_of


@dataclass(frozen=True)
class Limited:
    """Slack limits this method in this workspace for a while, or what is to be taken for this message's lane `alone`; nothing was done."""

    pause: timedelta
    alone: bool = False


@dataclass(frozen=True)
class NotDone:
    """Nothing was done, and trying again may help; after `tries` attempts it will not."""

    error: str
    tries: int | None = None


@dataclass(frozen=True)
class Unknown:
    """Nobody knows whether it was done."""

    error: str


@dataclass(frozen=True)
class Refused:
    """Slack will not have it, however often it is tried: its owner is told."""

    error: str


@dataclass(frozen=True)
class Missing:
    """The message, or the thread, was taken away in Slack."""

    error: str


@dataclass(frozen=True)
class Flawed:
    """The payload is wrong: our own mistake."""

    error: str


Fault = Limited | NotDone | Unknown | Refused | Missing | Flawed

PASSING = ("is_archived", "not_in_channel", "channel_not_found")
"""Refusals of a channel that it may take back: it is unarchived, the bot is invited, its new id is told."""
HEADLESS = frozenset({"thread_not_found"})
"""The head of the thread is gone: the reply has to stand without it."""
_MISSING = HEADLESS | {"message_not_found", "cant_update_message", "cant_delete_message", "edit_window_closed"}
_FLAWED = frozenset(
    {
        "block_mismatch", "internal_blocks_error", "invalid_arg_name", "invalid_arguments", "invalid_array_arg", "invalid_blocks",
        "invalid_blocks_format", "invalid_form_data", "invalid_json", "invalid_metadata_format", "invalid_metadata_schema",
        "invalid_view", "metadata_too_large", "msg_blocks_too_long", "msg_too_long", "no_text", "too_many_blocks", "view_too_large",
    }
)  # fmt: skip
_REFUSED = frozenset(
    {
        "as_user_not_supported", "cannot_dm_bot", "cannot_reply_to_message", "channel_not_found", "channel_type_not_supported",
        "duplicate_channel_not_found", "ekm_access_denied", "enterprise_is_restricted", "invalid_thread_ts", "is_archived",
        "is_inactive", "messages_tab_disabled", "method_not_supported_for_channel_type", "missing_scope", "no_permission",
        "not_enabled", "not_in_channel", "restricted_action", "restricted_action_non_threadable_channel",
        "restricted_action_read_only_channel", "restricted_action_thread_locked", "restricted_action_thread_only_channel",
        "team_access_not_granted", "user_disabled", "user_not_found", "user_not_visible", "users_not_found",
    }
)  # fmt: skip
_TOKEN = DEAD_TOKEN | {
    "access_denied", "app_missing_action_url", "org_login_required", "team_added_to_org", "two_factor_setup_required",
}  # fmt: skip
"""A new token, not another message, mends these: it is tried until there is one."""
_NOT_NOW = frozenset({"service_unavailable", "team_not_found", "request_timeout", "accesslimited"})
_STRANGE_TRIES = 5


def fault_of(error: Exception) -> Fault:
    """Say what a failed call means."""
    match error:
        case SlackApiError():
            return _of_answer(error.response)
        case aiohttp.ClientConnectorError() | ConnectionRefusedError():
            return NotDone(type(error).__name__)
        case asyncio.TimeoutError() | aiohttp.ClientError() | OSError():
            return Unknown(type(error).__name__)
        case _:
            return NotDone(type(error).__name__, _STRANGE_TRIES)


def _of_answer(response: Any) -> Fault:
    code = _status(response)
    body = getattr(response, "data", response)
    said = body.get("error") if isinstance(body, dict) else None
    word = said if isinstance(said, str) else ""
    if code == 429 or word in LIMITED:
        return _limited(response)
    if code == 503 or word in _NOT_NOW or word in _TOKEN:
        return NotDone(word or "HTTP 503")
    if code >= 500 or word in UNCERTAIN or not word:
        return Unknown(word or f"HTTP {code}")
    return _of_word(word)


def _of_word(word: str) -> Fault:
    if word in _MISSING:
        return Missing(word)
    if word in _FLAWED:
        return Flawed(word)
    if word in _REFUSED:
        return Refused(word)
    return NotDone(word, _STRANGE_TRIES)


def _status(response: Any) -> int:
    """Return the HTTP status: slack_sdk's answer names it `status_code`, aiohttp's, kept where a body was unreadable, `status`."""
    return int(getattr(response, "status_code", None) or getattr(response, "status", None) or 200)


def _limited(response: Any) -> Limited:
    """Obey Retry-After for the whole method; one that no limit of Slack's would ask for holds back only what has met it."""
    said = pause_of(response)
    if said is None:
        return Limited(RETRY_AFTER)
    if said > LONGEST_HOLD.total_seconds():
        return Limited(LONGEST_WAIT, alone=True)
    return Limited(max(timedelta(seconds=said), SHORTEST_HOLD))
