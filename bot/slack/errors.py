"""Errors of calls to Slack: their groups, and what a log says of them."""

from math import isfinite
from typing import Any
from urllib.parse import urlsplit

import aiohttp
from slack_sdk.errors import SlackApiError

LOST = (aiohttp.ClientError, OSError, TimeoutError)
"""Nobody knows what Slack made of a call: it was refused at the door, lost on the way, or never answered."""
FAILED = (SlackApiError, *LOST)
"""A call that did not do what it should: Slack said no, or nothing."""

LIMITED = frozenset({"ratelimited", "rate_limited"})
ODD = "odd_answer"
"""Our word where an answer with a good status is none of Slack's: the page of a proxy or an outage, nothing, JSON of another shape."""
UNCERTAIN = frozenset({"fatal_error", "internal_error", ODD})
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
    if isinstance(said, str) and said:
        return said
    return str(status) if status >= 300 else ODD


def method_of(refused: SlackApiError) -> str:
    """Return the method that was called, or nothing where the answer does not tell."""
    answer = refused.response
    url = getattr(answer, "api_url", None) or getattr(answer, "url", None)
    if url is None:
        return str(answer.get("method", "")) if isinstance(answer, dict) else ""
    return urlsplit(str(url)).path.rpartition("/")[2]


def odd_answer(method: str) -> SlackApiError:
    """Return what is raised for an answer that is none of Slack's."""
    return SlackApiError(f"{method} was answered oddly", {"ok": False, "error": ODD, "method": method})  # type: ignore[no-untyped-call]  # slack_sdk leaves it without annotations


def in_log(fault: BaseException) -> dict[str, str]:
    """Return what a log says of a fault: its type, and of Slack's refusals the word, the method, the scope that is needed."""
    told = {"fault": type(fault).__name__}
    if own := getattr(fault, "error", None):
        told["error"] = str(own)
    cause = fault if isinstance(fault, SlackApiError) else fault.__cause__
    if not isinstance(cause, SlackApiError):
        return told
    body = getattr(cause.response, "data", cause.response)
    scopes = {name: str(body[name]) for name in ("needed", "provided") if isinstance(body, dict) and body.get(name)}
    return told | {"error": error_of(cause), "method": method_of(cause)} | scopes


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
    except (KeyError, ValueError, TypeError):
        return None
    return max(pause, 0.0) if isfinite(pause) else None
