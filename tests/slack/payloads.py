"""Requests in the shapes that Slack sends, with the values that a test names."""

import hashlib
import hmac
import json
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

TEAM, ANA, GUILD = "T1", "U_ANA", "C_GUILD"
SECRET = "not-a-real-signing-secret"

Body = dict[str, Any]


def command(text: str = "topic Flaky tests", **other: Any) -> Body:
    return {
        "token": "t",
        "api_app_id": "A1",
        "team_id": TEAM,
        "team_domain": "guild",
        "channel_id": GUILD,
        "channel_name": "guild",
        "user_id": ANA,
        "user_name": "ana",
        "command": "/coffee",
        "text": text,
        "response_url": "https://hooks.example/respond/1",
        "trigger_id": "trigger.1",
    } | other


def click(action: Body | None = None, **other: Any) -> Body:
    pressed = {
        "type": "button",
        "action_id": "lean_coffee:check_in",
        "block_id": "b1",
        "value": "m1:4",
        "action_ts": "1795303200.000250",
    }
    return {
        "type": "block_actions",
        "team": {"id": TEAM, "domain": "guild"},
        "user": {"id": ANA, "name": "ana", "team_id": TEAM},
        "api_app_id": "A1",
        "container": {"type": "message", "message_ts": "1795303100.000100", "channel_id": GUILD, "is_ephemeral": False},
        "trigger_id": "trigger.2",
        "channel": {"id": GUILD, "name": "guild"},
        "message": {"ts": "1795303100.000100", "text": "the board"},
        "response_url": "https://hooks.example/respond/2",
        "actions": [pressed | (action or {})],
    } | other


def view(**other: Any) -> Body:
    return {
        "id": "V1",
        "team_id": TEAM,
        "type": "modal",
        "title": {"type": "plain_text", "text": "Your dots", "emoji": True},
        "submit": {"type": "plain_text", "text": "Save", "emoji": True},
        "close": None,
        "private_metadata": "m1:2",
        "callback_id": "lean_coffee:ballot",
        "hash": "h1",
        "blocks": [
            {
                "type": "input",
                "block_id": "context",
                "label": {"type": "plain_text", "text": "Context"},
                "element": {"type": "plain_text_input", "action_id": "typed", "initial_value": "as it was"},
            }
        ],
        "state": {"values": {"context": {"typed": {"type": "plain_text_input", "value": "third week in a row"}}}},
    } | other


def form(**other: Any) -> Body:
    return {
        "type": "view_submission",
        "team": {"id": TEAM, "domain": "guild"},
        "user": {"id": ANA, "name": "ana", "team_id": TEAM},
        "api_app_id": "A1",
        "trigger_id": "trigger.3",
        "view": view(),
        "response_urls": [],
    } | other


def closed() -> Body:
    return {"type": "view_closed", "team": {"id": TEAM}, "user": {"id": ANA}, "view": view(), "is_cleared": False}


def shortcut(**other: Any) -> Body:
    return {
        "type": "message_action",
        "callback_id": "lean_coffee:suggest",
        "trigger_id": "trigger.4",
        "message_ts": "1795303000.000100",
        "response_url": "https://hooks.example/respond/4",
        "message": {"type": "message", "user": "U_BEN", "text": "we should talk about this", "ts": "1795303000.000100"},
        "channel": {"id": GUILD, "name": "guild"},
        "team": {"id": TEAM, "domain": "guild"},
        "user": {"id": ANA, "name": "ana"},
    } | other


def event(kind: str = "app_mention", authorized: str = "U_BOT", **inside: Any) -> Body:
    return {
        "type": "event_callback",
        "team_id": TEAM,
        "api_app_id": "A1",
        "event": {"type": kind, "user": ANA, "channel": GUILD, "text": "<@U_BOT> hello", "event_ts": "1795303000.000100"}
        | inside,
        "event_id": "Ev1",
        "event_time": 1795303000,
        "authorizations": [{"team_id": TEAM, "user_id": authorized, "is_bot": True}],
    }


def raw(body: Body) -> tuple[bytes, str]:
    """Return the bytes and the content type in which Slack sends this body over HTTP."""
    if body.get("type") in {"event_callback", "url_verification"}:
        return json.dumps(body).encode(), "application/json"
    fields = body if "type" not in body else {"payload": json.dumps(body)}
    return urlencode(fields).encode(), "application/x-www-form-urlencoded"


def signed(body: bytes, content_type: str, at: datetime, secret: str = SECRET) -> dict[str, str]:
    """Return the headers that Slack sends with these bytes."""
    timestamp = str(int(at.timestamp()))
    digest = hmac.new(secret.encode(), b"v0:" + timestamp.encode() + b":" + body, hashlib.sha256).hexdigest()
    return {"content-type": content_type, "x-slack-request-timestamp": timestamp, "x-slack-signature": f"v0={digest}"}
