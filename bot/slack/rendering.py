"""Turns surfaces into the payloads that Slack's methods take; nothing leaves that is too long."""

from collections.abc import Sequence
from typing import Any

from slack_sdk.errors import SlackObjectFormationError
from slack_sdk.models.blocks import Block

from bot.slack.limits import BadSurface, hold
from bot.slack.surfaces import Home, Message, Modal, Surface

Payload = dict[str, Any]


def render(surface: Surface) -> Payload:
    """Return the payload of a message (`text`, `blocks`) or of a Home (a view). Raise BadSurface."""
    return render_home(surface) if isinstance(surface, Home) else render_message(surface)


def render_message(message: Message) -> Payload:
    """Return `text` and `blocks`. Raise BadSurface where it is longer than Slack takes."""
    payload: Payload = {"text": message.text}
    if message.blocks:
        payload["blocks"] = _blocks("message", message.blocks)
    hold("message", payload)
    return payload


def render_modal(form: Modal) -> Payload:
    """Return the view of a form. Raise BadSurface where it is longer than Slack takes."""
    view: Payload = {
        "type": "modal",
        "callback_id": form.callback,
        "title": _plain(form.title),
        "blocks": _blocks("modal", form.blocks),
        "private_metadata": form.private,
        "notify_on_close": form.notify_on_close,
    }
    if form.submit is not None:
        view["submit"] = _plain(form.submit)
    if form.close is not None:
        view["close"] = _plain(form.close)
    hold("modal", view)
    return view


def render_home(home: Home) -> Payload:
    """Return the view of an App Home. Raise BadSurface where it is longer than Slack takes."""
    view: Payload = {"type": "home", "blocks": _blocks("home", home.blocks)}
    hold("home", view)
    return view


def _blocks(where: str, blocks: Sequence[Block]) -> list[Payload]:
    try:
        return [block.to_dict() for block in blocks]
    except SlackObjectFormationError as fault:
        raise BadSurface(where, str(fault)) from fault


def _plain(text: str) -> Payload:
    return {"type": "plain_text", "text": text, "emoji": True}
