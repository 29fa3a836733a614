"""Carries out an Answer: what goes into the ack, what is said to Slack within the request, what follows the ack."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any

from slack_sdk.errors import SlackApiError

from bot.core.ids import WorkspaceId
from bot.slack import forms
from bot.slack.answers import Answer
from bot.slack.client import Client
from bot.slack.rendering import render_message, render_modal
from bot.slack.requests import Click, Command, Form, Happening, Request, Shortcut
from bot.slack.surfaces import Message, Modal

Payload = dict[str, Any]
Body = Mapping[str, Any]
ClientFor = Callable[[WorkspaceId], Client]


class FormNotOpened(Exception):
    """Slack did not open a form: most often because the three seconds of its trigger were over."""

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

    async def in_time(self, request: Request, answer: Answer, body: Body) -> Carried:
        """Carry out an answer that was ready before the ack. Raise FormNotOpened, BadSurface."""
        match request:
            case Command():
                return await self._command(request, answer)
            case Form():
                return Carried(_form_ack(answer, body))
            case Click() | Shortcut():
                return await self._click(request, answer, body)
            case Happening():
                return Carried(None, self._told(request, answer))
        return Carried()

    async def late(self, request: Request, answer: Answer, body: Body, *, saved: str) -> None:
        """Carry out an answer after the ack went out without it; `saved` stands in a form that would have closed."""
        client = self.client_for(request.workspace)
        if isinstance(request, Form):
            await client.views_update(view_id=request.view, view=_late_view(answer, body, saved))
            return
        await self._show_form(request, answer)
        for said in _private(answer):
            await self._privately(request, said)

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

    async def _show_form(self, request: Request, answer: Answer) -> None:
        if answer.updated is not None and isinstance(request, Click):
            client = self.client_for(request.workspace)
            view = render_modal(answer.updated)
            try:
                await client.views_update(view_id=request.view, hash=request.view_hash, view=view)
            except SlackApiError as refused:
                raise FormNotOpened(str(refused.response.get("error"))) from refused
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
            await put(trigger_id=request.trigger, view=view)
        except SlackApiError as refused:
            error = str(refused.response.get("error"))
            if error == "exchanged_trigger_id":
                return  # this very request was delivered before, and its form is open
            raise FormNotOpened(error) from refused

    async def _privately(self, request: Request, payload: Payload) -> None:
        if request.response_url:
            await self.client_for(request.workspace).respond(request.response_url, payload)


def _private(answer: Answer) -> list[Payload]:
    """Return what goes to the `response_url`; always private, always said so."""
    private: list[Payload] = []
    if answer.removed:
        private.append({"delete_original": True})
    if answer.replaced is not None:
        private.append({"replace_original": True, "response_type": "ephemeral", **render_message(answer.replaced)})
    if answer.said is not None:
        private.append({"replace_original": False, "response_type": "ephemeral", **render_message(answer.said)})
    return private


def _form_ack(answer: Answer, body: Body) -> Payload | None:
    form: Modal | None = answer.updated or answer.opened
    if answer.errors:
        return {"response_action": "errors", "errors": dict(answer.errors)}
    if answer.said is not None:
        return {"response_action": "update", "view": forms.with_notice(body["view"], answer.said.text, answer.below)}
    if form is not None:
        return {"response_action": "update", "view": render_modal(form)}
    if answer.pushed is not None:
        return {"response_action": "push", "view": render_modal(answer.pushed)}
    return {"response_action": "clear"} if answer.cleared else None


def _late_view(answer: Answer, body: Body, saved: str) -> Payload:
    form = answer.updated or answer.opened or answer.pushed
    if form is not None:
        return render_modal(form)
    if answer.errors:
        return forms.typed_back(body["view"], "\n".join(answer.errors.values()))
    if answer.said is not None:
        return forms.typed_back(body["view"], answer.said.text)
    return forms.only_said(body["view"], saved)
