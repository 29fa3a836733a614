"""Carries out an Answer: what goes into the ack, what is said to Slack within the request, what follows the ack."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any

from slack_sdk.errors import SlackApiError

from bot.core.ids import WorkspaceId
from bot.slack import forms
from bot.slack.answers import Answer
from bot.slack.client import Client
from bot.slack.faults import error_of, pause_of
from bot.slack.rendering import render_message, render_modal
from bot.slack.requests import Click, Command, Form, Happening, Request, Shortcut
from bot.slack.surfaces import Message, Modal
from bot.slack.text import without_marks

Payload = dict[str, Any]
Body = Mapping[str, Any]
ClientFor = Callable[[WorkspaceId], Client]
Wait = Callable[[float], Awaitable[object]]

TRIGGER_SECONDS = 3.0
"""How long a trigger opens a form: a call that takes longer has failed, whatever becomes of it."""
_LONGEST_PAUSE = 5.0
_OVER = frozenset(
    {
        "expired_trigger_id", "trigger_expired", "invalid_trigger_id", "invalid_trigger", "exchanged_trigger_id",
        "trigger_exchanged", "hash_conflict", "not_found", "view_not_found", "push_limit_reached",
    }
)  # fmt: skip
"""Slack's words for what was asked too late: the trigger, or the form that is to be changed, is no more what it was."""


class FormNotOpened(Exception):
    """Slack did not open a form: the three seconds of its trigger were over, or the form below it has changed."""

    def __init__(self, error: str) -> None:
        super().__init__(error)
        self.error = error


@dataclass(frozen=True)
class Carried:
    """What one answer comes to: the payload of the ack, and what is to be done once the ack is out."""

    ack: Payload | None = None
    afterwards: Callable[[], Awaitable[None]] | None = None


@dataclass(frozen=True)
class Carrier:
    """Carries answers to the workspace that they are for. `title` heads a form that only tells something.

    `lets` says whether a private word after a click may be said, or was said to the same person a moment ago.
    """

    client_for: ClientFor
    title: str = "Cortado"
    lets: Callable[[Request, str], bool] = lambda request, text: True
    wait: Wait = asyncio.sleep

    async def in_time(self, request: Request, answer: Answer, body: Body) -> Carried:
        """Carry out an answer that was ready before the ack. Raise FormNotOpened, BadSurface, and what calls to Slack raise."""
        match request:
            case Command():
                return await self._command(request, answer)
            case Form():
                return Carried(_form_ack(answer, body), self._elsewhere(request, answer))
            case Click() | Shortcut():
                return await self._click(request, answer, body)
            case Happening():
                return Carried(None, self._told(request, answer))
        return Carried()

    async def late(self, request: Request, answer: Answer, body: Body, *, saved: str) -> None:
        """Carry out an answer after the ack went out without it; `saved` stands in a form that would have closed."""
        if isinstance(request, Form):
            await self._put(request, _late_view(answer, body, saved))
            if elsewhere := self._elsewhere(request, answer):
                await elsewhere()
            return
        await self._show_form(request, answer)
        for said in _private(answer):
            await self._privately(request, said)

    async def missed(self, request: Request, carried: Carried) -> None:
        """Do what is left of an answer whose carrying took longer than the ack could wait: its words come by `response_url`."""
        if carried.ack is not None:
            await self._privately(request, carried.ack)
        if carried.afterwards is not None:
            await carried.afterwards()

    async def _command(self, request: Command, answer: Answer) -> Carried:
        await self._show_form(request, answer)
        if answer.said is None:
            return Carried()
        return Carried({"response_type": "ephemeral", **render_message(answer.said)})

    async def _click(self, request: Click | Shortcut, answer: Answer, body: Body) -> Carried:
        await self._show_form(request, answer)
        if answer == Answer(said=answer.said) and answer.said is not None and not self.lets(request, answer.said.text):
            return Carried()
        private = _private(answer)
        if not private:
            return Carried()
        if not request.response_url:
            await self._notice(request, answer.said or answer.replaced)
            return Carried()

        async def afterwards() -> None:
            for said in private:
                await self._privately(request, said)

        return Carried(None, afterwards)

    def _told(self, request: Happening, answer: Answer) -> Callable[[], Awaitable[None]] | None:
        said = answer.said
        if said is None or request.channel is None or not request.person:
            return None

        async def afterwards() -> None:
            client = self.client_for(request.workspace)
            await client.chat_postEphemeral(channel=request.channel, user=request.person, **render_message(said))

        return afterwards

    def _elsewhere(self, request: Form, answer: Answer) -> Callable[[], Awaitable[None]] | None:
        """Return how the private message is changed that a form was opened from; Slack takes no word for it after half an hour."""
        said = answer.replaced
        if said is None or not answer.replaced_at:
            return None

        async def afterwards() -> None:
            await self.client_for(request.workspace).respond(answer.replaced_at, _in_its_place(said))

        return afterwards

    async def _show_form(self, request: Request, answer: Answer) -> None:
        if answer.updated is not None and isinstance(request, Click):
            client = self.client_for(request.workspace)
            view = render_modal(answer.updated)
            await _in_time(client.views_update(view_id=request.view, hash=request.view_hash, view=view))
        form = answer.pushed or answer.opened
        if form is not None:
            await self._open(request, render_modal(form))

    async def _notice(self, request: Click | Shortcut, said: Message | None) -> None:
        if said is not None:
            payload = render_message(said)
            await self._open(request, forms.notice(self.title, payload["text"], payload.get("blocks")))

    async def _open(self, request: Request, view: Payload) -> None:
        """Lay the form on the one that the click was in, or open it where none is."""
        client = self.client_for(request.workspace)
        put = client.views_push if isinstance(request, Click) and request.in_form else client.views_open
        if not request.trigger:
            raise FormNotOpened("no trigger")
        try:
            await _in_time(put(trigger_id=request.trigger, view=view))
        except FormNotOpened as refused:
            if refused.error != "exchanged_trigger_id":
                raise  # else this very request was delivered before, and its form is open

    async def _put(self, form: Form, view: Payload) -> None:
        """Put a view in the place of one that says "Saving": nobody's ack waits for it, so a limit is waited for, once."""
        client = self.client_for(form.workspace)
        try:
            await client.views_update(view_id=form.view, view=view)
        except SlackApiError as limited:
            if error_of(limited) != "ratelimited":
                raise
            await self.wait(min(pause_of(limited.response) or 1.0, _LONGEST_PAUSE))
            await client.views_update(view_id=form.view, view=view)

    async def _privately(self, request: Request, payload: Payload) -> None:
        if request.response_url:
            await self.client_for(request.workspace).respond(request.response_url, payload)


async def _in_time(call: Awaitable[object]) -> None:
    """Call as long as a trigger lives. Raise FormNotOpened where it came too late; Slack's trouble, and ours, as it is."""
    try:
        async with asyncio.timeout(TRIGGER_SECONDS):
            await call
    except SlackApiError as refused:
        error = error_of(refused)
        if error in _OVER:
            raise FormNotOpened(error) from refused
        raise


def _private(answer: Answer) -> list[Payload]:
    """Return what goes to the `response_url`; always private, always said so."""
    private: list[Payload] = []
    if answer.removed:
        private.append({"delete_original": True})
    if answer.replaced is not None:
        private.append(_in_its_place(answer.replaced))
    if answer.said is not None:
        private.append({"replace_original": False, "response_type": "ephemeral", **render_message(answer.said)})
    return private


def _in_its_place(message: Message) -> Payload:
    return {"replace_original": True, "response_type": "ephemeral", **render_message(message)}


def _form_ack(answer: Answer, body: Body) -> Payload | None:
    form: Modal | None = answer.updated or answer.opened
    said = answer.said.text if answer.said is not None else ""
    if answer.errors and not said and not any("<" in text for text in answer.errors.values()):
        return {"response_action": "errors", "errors": {name: without_marks(text) for name, text in answer.errors.items()}}
    if (
        answer.errors or said
    ):  # an error of a field is plain text: what mentions somebody or a channel stands below its field instead
        return {"response_action": "update", "view": forms.with_notice(body["view"], said, answer.errors)}
    if form is not None:
        return {"response_action": "update", "view": render_modal(form)}
    if answer.pushed is not None:
        return {"response_action": "push", "view": render_modal(answer.pushed)}
    return {"response_action": "clear"} if answer.cleared else None


def _late_view(answer: Answer, body: Body, saved: str) -> Payload:
    form = answer.updated or answer.opened or answer.pushed
    if form is not None:
        return render_modal(form)
    if answer.errors or answer.said is not None:
        said = [answer.said.text] if answer.said is not None else []
        return forms.typed_back(body["view"], "\n".join([*said, *(answer.errors or {}).values()]))
    return forms.only_said(body["view"], saved)
