"""Sends an Answer: into the ack, within the request, or after the ack."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from math import inf
from time import monotonic

import structlog
from slack_sdk.errors import SlackApiError

from bot.core.ids import WorkspaceId
from bot.slack import acks, forms
from bot.slack.answers import Answer
from bot.slack.client import RespondRefused, SlackApi
from bot.slack.errors import FAILED, LIMITED, LOST, error_of, in_log, pause_of
from bot.slack.redraws import FormRedraws, OpenForm
from bot.slack.rendering import render_message, render_modal
from bot.slack.requests import Click, Command, Event, Form, Request, Shortcut
from bot.slack.surfaces import Message, Modal

log = structlog.get_logger(__name__)

Payload = acks.Payload
Body = acks.Body
ClientFor = Callable[[WorkspaceId], SlackApi]
Wait = Callable[[float], Awaitable[object]]
Respond = Callable[[str, Payload], Awaitable[None]]

TRIGGER_SECONDS = 3.0
"""How long a trigger opens a form: a call that takes longer has failed, whatever becomes of it."""
_CALL_SECONDS = 0.3
"""What a call itself may take of the trigger that is left after a pause."""
_LEAST_PAUSE = 0.1
_LONGEST_PAUSE = 5.0
RATE_LIMITED = "ratelimited"
"""The error of a form that Slack did not open because it opens too many just now."""
_OVER = frozenset(
    {
        "expired_trigger_id", "trigger_expired", "invalid_trigger_id", "invalid_trigger", "exchanged_trigger_id",
        "trigger_exchanged", "hash_conflict", "not_found", "view_not_found", "push_limit_reached",
    }
)  # fmt: skip
"""Slack's words for what was asked too late: the trigger, or the form that is to be changed, is no more what it was."""

_OTHERWISE = frozenset({"hash_conflict", "not_found", "view_not_found"})
"""Those that say that a form is not the one any more that was clicked in."""


class FormNotOpened(Exception):
    """Slack did not open a form: its trigger's three seconds were over, the form below has changed, or it opens too many just now."""

    def __init__(self, error: str) -> None:
        super().__init__(error)
        self.error = error


@dataclass(frozen=True)
class Outgoing:
    """What one answer comes to: the payload of the ack, and what is to be done once the ack is out."""

    ack: Payload | None = None
    afterwards: Callable[[], Awaitable[None]] | None = None


async def _nobody(url: str, payload: Payload) -> None:
    """Answer nothing."""


@dataclass(frozen=True)
class Responder:
    """Carries answers to the workspace that they are for. `title` heads a form that only tells something.

    `lets` says whether a private word after a click may be said, or was said to the same person a moment ago.
    """

    client_for: ClientFor
    title: str = "Cortado"
    lets: Callable[[Request, str], bool] = lambda request, text: True
    wait: Wait = asyncio.sleep
    respond: Respond = _nobody
    """Answers a `response_url` of any workspace; it needs no token."""
    redraws: FormRedraws = field(default_factory=FormRedraws)

    async def in_time(self, request: Request, answer: Answer, body: Body) -> Outgoing:
        """Carry out an answer that was ready before the ack. Raise FormNotOpened, BadSurface, and what calls to Slack raise."""
        match request:
            case Command():
                return await self._command(request, answer)
            case Form():
                self.redraws.drop(request.workspace, request.person, request.view)
                return Outgoing(acks.form_ack(answer, body), self._elsewhere(request, answer))
            case Click() | Shortcut():
                return await self._click(request, answer, body)
            case Event():
                return Outgoing(None, self._told(request, answer))
        return Outgoing()

    async def late(self, request: Request, answer: Answer, body: Body, *, saved: str) -> None:
        """Carry out an answer after the ack went out without it; `saved` stands in a form that would have closed."""
        if isinstance(request, Form):
            await self._put_late(request, answer, acks.late_view(answer, body, saved))
            if elsewhere := self._elsewhere(request, answer):
                await elsewhere()
            return
        await self._show_form(request, answer)
        if isinstance(request, Click) and answer.redrawn is not None:
            await self._redraw(request, answer.redrawn)
            return
        if isinstance(request, Click | Shortcut) and not request.response_url:
            if told := answer.said or answer.replaced:
                await self._in_other_ways(request, told, body)
            return
        for said in acks.private(answer):
            await self._privately(request, said)

    def from_elsewhere(self, request: Request, text: str, body: Body) -> Outgoing:
        """Answer who asks in a workspace without a token of ours: what needs none is the ack, and a `response_url`."""
        answer = Answer.say(text)
        match request:
            case Command():
                return Outgoing({"response_type": "ephemeral", "text": text})
            case Form():
                return Outgoing(acks.form_ack(answer, body))
            case Click(response_url=str(url)) | Shortcut(response_url=str(url)):
                return Outgoing(None, lambda: self.respond(url, acks.private(answer)[0]))
        return Outgoing()

    async def missed(self, request: Request, outgoing: Outgoing) -> None:
        """Do what is left of an answer that took longer than the ack could wait: its words come by `response_url`."""
        if outgoing.ack is not None:
            await self._privately(request, outgoing.ack)
        if outgoing.afterwards is not None:
            await outgoing.afterwards()

    async def _command(self, request: Command, answer: Answer) -> Outgoing:
        await self._show_form(request, answer)
        if answer.said is None:
            return Outgoing()
        return Outgoing({"response_type": "ephemeral", **render_message(answer.said)})

    async def _click(self, request: Click | Shortcut, answer: Answer, body: Body) -> Outgoing:
        await self._show_form(request, answer)
        if isinstance(request, Click) and (draw := answer.redrawn) is not None:
            return Outgoing(None, lambda: self._redraw(request, draw))
        if answer == Answer(said=answer.said) and answer.said is not None and not self.lets(request, answer.said.text):
            return Outgoing()
        private = acks.private(answer)
        if not private:
            return Outgoing()
        if not request.response_url:
            return await self._noticed(request, answer.said or answer.replaced, body)

        async def afterwards() -> None:
            for said in private:
                await self._privately(request, said)

        return Outgoing(None, afterwards)

    def _told(self, request: Event, answer: Answer) -> Callable[[], Awaitable[None]] | None:
        said = answer.said
        if said is None or request.channel is None or not request.person:
            return None

        return lambda: self._aside(request, render_message(said))

    def _elsewhere(self, request: Form, answer: Answer) -> Callable[[], Awaitable[None]] | None:
        """Return how the private message is changed that a form was opened from; Slack takes no word for it after half an hour."""
        said = answer.replaced
        if said is None or not answer.replaced_at:
            return None

        async def afterwards() -> None:
            await self.client_for(request.workspace).respond(answer.replaced_at, acks.in_its_place(said))

        return afterwards

    async def _show_form(self, request: Request, answer: Answer) -> None:
        if answer.updated is not None and isinstance(request, Click):
            await self._change(request, render_modal(answer.updated))
        form = answer.pushed or answer.opened
        if form is not None:
            await self._open(request, render_modal(form))

    async def _noticed(self, request: Click | Shortcut, said: Message | None, body: Body) -> Outgoing:
        """Say it in a form of its own, or, where Slack opens none, in another way once the ack is out."""
        if said is None:
            return Outgoing()
        payload = render_message(said)
        try:
            await self._open(request, forms.notice(self.title, payload["text"], payload.get("blocks")))
        except (FormNotOpened, *FAILED) as fault:
            log.warning("a form was not opened", kind=type(request).__name__.lower(), **in_log(fault))
            return Outgoing(None, lambda: self._in_other_ways(request, said, body))
        return Outgoing()

    async def _in_other_ways(self, request: Click | Shortcut, said: Message, body: Body) -> None:
        """Say it in the form that the click was in, which needs no trigger, else by DM: the last ways to a person."""
        client = self.client_for(request.workspace)
        if isinstance(request, Click) and request.in_form and request.view:
            try:
                await client.views_update(view_id=request.view, view=forms.with_notice(body["view"], said.text))
            except FAILED as fault:
                log.info("a form was not changed", **in_log(fault))
            else:
                return
        await self._aside(request, render_message(said))

    async def _aside(self, request: Request, payload: Payload) -> None:
        """Say it to a person where they are, or by DM where Slack does not let us."""
        client = self.client_for(request.workspace)
        message = {part: payload[part] for part in ("text", "blocks") if part in payload}
        if request.channel is not None:
            try:
                await client.chat_postEphemeral(channel=request.channel, user=request.person, **message)
            except SlackApiError as refused:
                log.info("not said in the channel", **in_log(refused))
            else:
                return
        await client.chat_postMessage(channel=request.person, **message)

    async def _open(self, request: Request, view: Payload) -> None:
        """Lay the form on the one that the click was in, or open it where none is."""
        client = self.client_for(request.workspace)
        put = client.views_push if isinstance(request, Click) and request.in_form else client.views_open
        if not request.trigger:
            raise FormNotOpened("no trigger")
        try:
            await self._in_time(request, lambda: put(trigger_id=request.trigger, view=view))
        except FormNotOpened as refused:
            if refused.error != "exchanged_trigger_id":
                raise  # else this very request was delivered before, and its form is open
        self.redraws.note(request.workspace, request.person)

    async def _redraw(self, click: Click, draw: Callable[[], Awaitable[Modal]]) -> None:
        """Draw the form that was clicked in anew when its person's turn comes; nobody's ack waits for that."""
        form = OpenForm(click.workspace, click.person, click.view or "", click.view_hash)
        await self.redraws.redraw(self.client_for(click.workspace), form, draw)

    async def _change(self, click: Click, view: Payload) -> None:
        """Put a view in the place of the one that was clicked in, unless a newer one stands there, or its person has closed it."""
        client = self.client_for(click.workspace)
        try:
            await self._in_time(click, lambda: client.views_update(view_id=click.view, hash=click.view_hash, view=view))
        except FormNotOpened as refused:
            if refused.error not in _OTHERWISE:
                raise
            log.info("a form had changed meanwhile")  # by this very click, which came before, or by a later act

    async def _in_time(self, request: Request, call: Callable[[], Awaitable[object]]) -> None:
        """Open or change a form; after a limit again, where the pause it asks for fits into what is left of the trigger's life.

        Raise FormNotOpened: at once where it does not fit, for the person can press again sooner than that.
        """
        while (pause := await _while_it_lives(call)) is not None:
            if monotonic() + pause + _CALL_SECONDS > request.received + TRIGGER_SECONDS:
                raise FormNotOpened(RATE_LIMITED)
            await self.wait(pause)

    async def _put_late(self, form: Form, answer: Answer, view: Payload) -> None:
        """Put a view in the place of "Saving"; where the person closed that, what went wrong is said by DM, and what is saved is saved."""
        try:
            await self._put(form, view)
        except SlackApiError as gone:
            text = "\n".join((answer.errors or {}).values()) or (answer.said.text if answer.said else "")
            if not text and error_of(gone) in _OVER:
                return
            if not text:
                raise
            log.info("a form was not changed", **in_log(gone))
            await self.client_for(form.workspace).chat_postMessage(channel=form.person, text=text)

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
        """Answer by `response_url`; what Slack does not take there is said aside, where it has words."""
        if not request.response_url:
            return
        try:
            await self.client_for(request.workspace).respond(request.response_url, payload)
        except (RespondRefused, *LOST) as fault:
            if "text" not in payload:
                raise
            log.warning("not answered by response_url", **in_log(fault))
            await self._aside(request, payload)


async def _while_it_lives(call: Callable[[], Awaitable[object]]) -> float | None:
    """Call as long as a trigger lives; return for how long a limit asks to wait (endless where it does not say), None when done.

    Raise FormNotOpened where it came too late; Slack's trouble, and ours, as it is.
    """
    try:
        async with asyncio.timeout(TRIGGER_SECONDS):
            await call()
    except SlackApiError as refused:
        error = error_of(refused)
        if error in _OVER:
            raise FormNotOpened(error) from refused
        if error not in LIMITED:
            raise
        pause = pause_of(refused.response)
        return inf if pause is None else max(pause, _LEAST_PAUSE)
    return None
