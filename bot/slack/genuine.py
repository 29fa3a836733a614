"""Tells Slack's own answers from those of a proxy, a captive portal or an outage page."""

import json
from collections.abc import Mapping
from typing import Any

from bot.slack.errors import ODD

READ_BYTES = 2_048
"""As much of an answer by `response_url` as is read: Slack says two letters."""
_LEAST: Mapping[str, Mapping[str, type]] = {
    "apps.connections.open": {"url": str},
    "auth.test": {"team_id": str, "user_id": str},
    "chat.postMessage": {"ts": str},
    "conversations.info": {"channel": dict},
    "conversations.open": {"channel": dict},
    "users.info": {"user": dict},
}
"""What an answer holds that is Slack's."""


def is_slacks(method: str, answer: Mapping[str, Any]) -> bool:
    """Say whether an answer that calls itself well holds what this method gives."""
    least = _LEAST.get(method, {})
    return answer.get("ok") is True and all(isinstance(answer.get(name), kind) and answer[name] for name, kind in least.items())


def complaint(body: bytes) -> str:
    """Return what is wrong with an answer of a `response_url` whose status is good: Slack's own word, or that it is a page."""
    if body.lstrip().startswith(b"<"):
        return ODD
    try:
        told = json.loads(body)
    except (ValueError, RecursionError):
        return ""  # Slack says "ok" in plain text
    return str(told.get("error") or ODD) if isinstance(told, dict) and told.get("ok") is False else ""
