"""Payloads of an answer: the ack of a form, a `response_url`, a form updated after its ack."""

from collections.abc import Mapping
from typing import Any

from bot.slack import forms
from bot.slack.answers import Answer
from bot.slack.rendering import render_message, render_modal
from bot.slack.surfaces import Message, Modal
from bot.slack.text import without_marks

Payload = dict[str, Any]
Body = Mapping[str, Any]


def private(answer: Answer) -> list[Payload]:
    """Return what goes to the `response_url`; always private, always said so."""
    payloads: list[Payload] = []
    if answer.removed:
        payloads.append({"delete_original": True})
    if answer.replaced is not None:
        payloads.append(in_its_place(answer.replaced))
    if answer.said is not None:
        payloads.append({"replace_original": False, "response_type": "ephemeral", **render_message(answer.said)})
    return payloads


def in_its_place(message: Message) -> Payload:
    """Return what stands in the place of the private message whose button was pressed."""
    return {"replace_original": True, "response_type": "ephemeral", **render_message(message)}


def form_ack(answer: Answer, body: Body) -> Payload | None:
    """Return the ack of a form that was sent, or None where it closes."""
    form: Modal | None = answer.updated or answer.opened
    said = answer.said.text if answer.said is not None else ""
    if answer.errors and not said and not any("<" in text for text in answer.errors.values()):
        return {"response_action": "errors", "errors": {name: without_marks(text) for name, text in answer.errors.items()}}
    if answer.errors or said:  # an error of a field is plain text: what mentions somebody or a channel stands below its field
        return {"response_action": "update", "view": forms.with_notice(body["view"], said, answer.errors)}
    if form is not None:
        return {"response_action": "update", "view": render_modal(form)}
    if answer.pushed is not None:
        return {"response_action": "push", "view": render_modal(answer.pushed)}
    return {"response_action": "clear"} if answer.cleared else None


def late_view(answer: Answer, body: Body, saved: str) -> Payload:
    """Return what stands in the place of a form whose ack could not wait."""
    form = answer.updated or answer.opened or answer.pushed
    if form is not None:
        return render_modal(form)
    if answer.errors or answer.said is not None:
        said = [answer.said.text] if answer.said is not None else []
        return forms.typed_back(body["view"], "\n".join([*said, *(answer.errors or {}).values()]))
    return forms.only_said(body["view"], saved)
