"""Forms as they are answered: with a notice on top, being saved, with what was typed."""

from collections.abc import Mapping
from typing import Any

from bot.slack.text import cut

Payload = dict[str, Any]

NOTICE = "cortado:notice"
_KEPT = ("type", "callback_id", "title", "submit", "close", "private_metadata", "notify_on_close", "external_id")
_INITIAL: Mapping[str, str] = {
    "value": "initial_value",
    "selected_option": "initial_option",
    "selected_options": "initial_options",
    "selected_date": "initial_date",
    "selected_time": "initial_time",
    "selected_date_time": "initial_date_time",
    "selected_user": "initial_user",
    "selected_users": "initial_users",
    "selected_conversation": "initial_conversation",
    "selected_conversations": "initial_conversations",
    "selected_channel": "initial_channel",
    "selected_channels": "initial_channels",
}


def with_notice(view: Mapping[str, Any], text: str, below: Mapping[str, str] | None = None) -> Payload:
    """Return the form as it came in, with a sentence above its fields (none where it is empty), and others `below` theirs (by block id).

    Slack keeps what was typed, for its ids are the same.
    """
    shown = [_notice(text)] if text else []
    for block in view.get("blocks") or ():
        named = str(block.get("block_id") or "")
        if named.startswith(NOTICE):
            continue
        shown.append(block)
        if below and named in below:
            shown.append(_notice(below[named], f"{NOTICE}:{named}"))
    return _frame(view) | {"blocks": shown[:100]}


def typed_back(view: Mapping[str, Any], text: str) -> Payload:
    """Return the form that was replaced meanwhile: a sentence above, and in its fields what the person had typed."""
    state = (view.get("state") or {}).get("values") or {}
    blocks = [_filled(block, state.get(block.get("block_id")) or {}) for block in view.get("blocks") or ()]
    return with_notice(_frame(view) | {"blocks": blocks}, text)


def only_said(view: Mapping[str, Any], text: str, close: str | None = None) -> Payload:
    """Return a form of the same title that says one sentence and asks for nothing."""
    shown = {"type": "modal", "title": view["title"], "callback_id": NOTICE, "blocks": [_notice(text)]}
    return shown | ({"close": _plain(close)} if close else {})


def notice(title: str, text: str, blocks: list[Payload] | None = None) -> Payload:
    """Return a form that only tells: for a click where no private message can be left."""
    return {"type": "modal", "title": _plain(cut(title, 24)), "callback_id": NOTICE, "blocks": blocks or [_notice(text)]}


def _frame(view: Mapping[str, Any]) -> Payload:
    return {part: view[part] for part in _KEPT if view.get(part)}


def _filled(block: Payload, held: Mapping[str, Any]) -> Payload:
    element = block.get("element")
    if not element:
        return block
    typed = held.get(element.get("action_id")) or {}
    emptied = {name: value for name, value in element.items() if name not in _INITIAL.values()}
    return block | {"element": emptied | {_INITIAL[name]: typed[name] for name in _INITIAL if typed.get(name)}}


def _notice(text: str, named: str = NOTICE) -> Payload:
    return {"type": "section", "block_id": named, "text": {"type": "mrkdwn", "text": cut(text, 3_000)}}


def _plain(text: str) -> Payload:
    return {"type": "plain_text", "text": text, "emoji": True}
