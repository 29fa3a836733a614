"""Requests as Slack sends them, signed, at the speed of a load: quoted once, then only what differs is put in."""

import hmac
import json
import time
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import urlencode

SECRET = "bench-signing-secret"
WORKSPACE = "T1"
_MARKS = ("NUMBERMARK", "PERSONMARK", "MEETINGMARK", "PHASEMARK", "STAMPMARK")
_HEAD = (
    "POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: {length}\r\n"
)

_OPEN = {
    "id": "VNUMBERMARK",
    "hash": "1795303100.abc",
    "team_id": WORKSPACE,
    "app_id": "A1",
    "bot_id": "B1",
    "root_view_id": "VNUMBERMARK",
}

Sample = Callable[[int], bytes]
"""Returns the bytes of the n-th request; none is like another."""


class Template:
    """A payload, quoted once."""

    def __init__(self, payload: Mapping[str, Any], path: str = "/slack/events") -> None:
        self._body = urlencode({"payload": json.dumps(payload)}).encode()
        self.path = path

    def at(self, path: str) -> "Template":
        """Return the same payload for another path."""
        other = Template({}, path)
        other._body = self._body
        return other

    def request(self, number: str, person: str, meeting: str, phase: int, **more: str) -> bytes:
        """Return one signed request. `number` makes its trigger; `more` are further marks of this payload and what they stand for."""
        body = self._body
        cells = {"NUMBERMARK": number, "PERSONMARK": person, "MEETINGMARK": meeting, "PHASEMARK": str(phase), **more}
        cells.setdefault("STAMPMARK", f"{time.time():.6f}")
        for mark, value in cells.items():
            body = body.replace(mark.encode(), value.encode())
        return signed(body, self.path)


def signed(body: bytes, path: str = "/slack/events") -> bytes:
    """Return the bytes of one signed request."""
    stamp = b"%d" % time.time()
    mark = hmac.digest(SECRET.encode(), b"v0:%b:%b" % (stamp, body), "sha256").hex()
    head = _HEAD.format(path=path, length=len(body))
    return b"%bX-Slack-Request-Timestamp: %b\r\nX-Slack-Signature: v0=%b\r\n\r\n%b" % (head.encode(), stamp, mark.encode(), body)


def click(action: str, message: Mapping[str, Any], respond: str) -> Template:
    """Return a click on a message's button as Slack sends it: the message with its blocks comes along."""
    return Template(
        {
            "type": "block_actions",
            **_sender(),
            "container": {"type": "message", "message_ts": "1795303100.000100", "channel_id": "C1", "is_ephemeral": False},
            "channel": {"id": "C1", "name": "guild"},
            "message": {"type": "message", "user": "UB", "bot_id": "B1", "ts": "1795303100.000100", **message},
            "state": {"values": {}},
            "response_url": f"{respond}NUMBERMARK",
            "actions": [
                {
                    "type": "button",
                    "action_id": action,
                    "block_id": "b",
                    "text": {"type": "plain_text", "text": "More time", "emoji": True},
                    "value": "MEETINGMARK:PHASEMARK",
                    "action_ts": "STAMPMARK",
                }
            ],
        }
    )


def submission(view: Mapping[str, Any]) -> Template:
    """Return a submitted ballot as Slack sends it: the form with all its menus comes along, and what was chosen in each."""
    menus = [block["block_id"] for block in view["blocks"] if block["type"] == "input"]
    values = {
        menu: {
            "value": {
                "type": "static_select",
                "selected_option": {"text": {"type": "plain_text", "text": "Dots", "emoji": True}, "value": f"DOTS{number}MARK"},
            }
        }
        for number, menu in enumerate(menus)
    }
    told = {**view, **_OPEN, "private_metadata": "MEETINGMARK:PHASEMARK 0 ", "state": {"values": values}}
    return Template({"type": "view_submission", **_sender(), "view": told, "response_urls": []})


def press(view: Mapping[str, Any]) -> Template:
    """Return a press in a form as Slack sends it: the form with all its rows comes along."""
    pressed = {
        "type": "button",
        "action_id": "ACTIONMARK",
        "block_id": "row_TOPICMARK",
        "text": {"type": "plain_text", "text": "+ dot", "emoji": True},
        "value": "TOPICMARK:PHASEMARK",
        "action_ts": "STAMPMARK",
    }
    told = {**view, **_OPEN, "private_metadata": "MEETINGMARK:PHASEMARK 0 ", "state": {"values": {}}}
    container = {"type": "view", "view_id": "V1"}
    return Template({"type": "block_actions", **_sender(), "container": container, "view": told, "actions": [pressed]})


def _sender() -> dict[str, Any]:
    return {
        "team": {"id": WORKSPACE, "domain": "guild"},
        "user": {"id": "PERSONMARK", "username": "ana", "name": "ana", "team_id": WORKSPACE},
        "api_app_id": "A1",
        "token": "t",
        "trigger_id": "1.2.NUMBERMARK",
        "is_enterprise_install": False,
        "enterprise": None,
    }
