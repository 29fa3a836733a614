"""Surfaces as payloads, held against all that the rehearsal room knows of Block Kit, not only against what is too long."""

from typing import Any

from bot.rehearsal.blocks import NEWER, message_complaints, view_complaints
from bot.slack import rendering
from bot.slack.surfaces import Home, Message, Modal, Surface
from tests.fakes.labels import unlabelled

Payload = dict[str, Any]


def render(surface: Surface) -> Payload:
    """Return the payload of a message or a Home, once nothing of it would be refused."""
    return render_home(surface) if isinstance(surface, Home) else render_message(surface)


def render_message(message: Message) -> Payload:
    """Return `text` and `blocks`, once nothing of them would be refused."""
    payload = rendering.render_message(message)
    assert payload["text"].strip()
    assert unlabelled(payload) == []
    assert message_complaints(payload.get("blocks", [])) == []
    if message.plainer is not None:
        twin = render_message(Message(message.text, message.plainer))
        assert message_complaints(twin["blocks"], lacking=NEWER) == []
    return payload


def render_modal(form: Modal) -> Payload:
    """Return the view of a form, once nothing of it would be refused."""
    payload = rendering.render_modal(form)
    assert view_complaints(payload) == []
    assert unlabelled(payload) == []
    return payload


def render_home(home: Home) -> Payload:
    """Return the view of a Home, once nothing of it would be refused."""
    payload = rendering.render_home(home)
    assert view_complaints(payload) == []
    assert unlabelled(payload) == []
    return payload
