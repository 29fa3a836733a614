"""What can go wrong on the way to Slack, named once for all who call it."""

from math import isfinite
from typing import Any

import aiohttp
from slack_sdk.errors import SlackApiError

LOST = (aiohttp.ClientError, OSError, TimeoutError)
"""Nobody knows what Slack made of a call: it was refused at the door, lost on the way, or never answered."""
FAILED = (SlackApiError, *LOST)
"""A call that did not do what it should: Slack said no, or nothing."""

LIMITED = frozenset({"ratelimited", "rate_limited"})
UNCERTAIN = frozenset({"fatal_error", "internal_error"})
_AWAY = (
    LIMITED
    | UNCERTAIN
    | {"accesslimited", "org_login_required", "request_timeout", "service_unavailable", "team_added_to_org", "team_not_found"}
)
DEAD_TOKEN = frozenset({"account_inactive", "invalid_auth", "not_authed", "token_expired", "token_revoked"})
"""A new token, or a new installation of the app, mends these; nothing else does."""


def error_of(refused: SlackApiError) -> str:
    """Return Slack's word for a refusal, or the HTTP status where it says none; slack_sdk keeps a bare answer where there was no JSON."""
    status = status_of(refused)
    if status == 429:
        return "ratelimited"
    body = getattr(refused.response, "data", refused.response)
    said = body.get("error") if isinstance(body, dict) else None
    return str(said or status)


def status_of(refused: SlackApiError) -> int:
    """Return the HTTP status: slack_sdk's answer names it `status_code`, aiohttp's `status`."""
    answer = refused.response
    return int(getattr(answer, "status_code", None) or getattr(answer, "status", None) or 200)


def is_away(fault: Exception) -> bool:
    """Say whether Slack itself is in trouble, or out of reach: trying again later helps, and nobody made a mistake."""
    if not isinstance(fault, SlackApiError):
        return isinstance(fault, LOST)
    return status_of(fault) >= 500 or error_of(fault) in _AWAY


def pause_of(answer: Any) -> float | None:
    """Return for how many seconds a limit asks for a pause (Retry-After), or None where it does not say."""
    headers = {str(name).lower(): value for name, value in dict(getattr(answer, "headers", None) or {}).items()}
    try:
        pause = float(headers["retry-after"])
    except (KeyError, ValueError):
        return None
    return max(pause, 0.0) if isfinite(pause) else None
