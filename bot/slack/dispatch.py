"""Takes a typed request to its ack: finds the handler, waits as long as Slack does, responds."""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine, Mapping
from dataclasses import dataclass, field, replace
from time import perf_counter
from typing import Any, Protocol, TypeVar

import structlog

from bot.core.access_log import AccessLog
from bot.core.refusal import AlreadyDone, Forbidden, NotThere, Refusal, Several
from bot.slack import forms
from bot.slack.answers import Answer
from bot.slack.errors import in_log, is_away
from bot.slack.repeats import RepeatSuppressor
from bot.slack.requests import Click, Command, Event, Form, Request, Shortcut
from bot.slack.responder import Outgoing, Responder
from bot.slack.routes import Handler, NothingListens, Routes, kind_of
from bot.slack.shares import Shares
from bot.slack.surfaces import Message

log = structlog.get_logger(__name__)

Ack = dict[str, Any]
Body = Mapping[str, Any]
T = TypeVar("T")

PATIENCE_SECONDS = 2.5
AT_ONCE = 200
"""Handlers that run side by side; who comes next waits, and the patience with it runs."""
_STRANGERS = 1_000
"""So many workspaces that have not installed the app are named in the log, each once."""
IN_LINE = 2_000
"""What may run or wait beyond that, later answers included; a request that finds more is told at once that there is too much."""


MOST_TYPED = 12_000
"""Characters of a command: four texts as long as a form takes one; who types more has pasted something else."""


@dataclass(eq=False)
class CommandTooLong(Refusal):
    """A command is longer than any that is read, both in characters; nobody has looked at what it says."""

    length: int
    most: int = MOST_TYPED


class Overloaded(Exception):
    """More requests wait than can be answered in time; nothing was done with this one."""


@dataclass(frozen=True)
class ErrorReply:
    """What a person is told when something was not done, in their language.

    `beside`: what of it belongs to which block of a form, where each has a sentence of its own; `text` says all of it.
    """

    text: str
    beside: Mapping[str, str] = field(default_factory=dict)
    outcome: str = "refused"


class ErrorReplies(Protocol):
    """Finds the house's own words for the person who asks."""

    async def reply_to(self, request: Request, fault: Exception) -> ErrorReply:
        """Say what a fault means for this person; never raises."""
        ...

    def not_installed(self, request: Request) -> str:
        """Say that this workspace has not installed the app."""
        ...

    def too_much(self, request: Request) -> str:
        """Say that this person asks faster than anybody can read the answers."""
        ...

    def saving(self, request: Request) -> str:
        """Say that a form is still being saved."""
        ...

    def saved(self, request: Request) -> str:
        """Say that a form was saved after all and can be closed."""
        ...


class Observer(Protocol):
    """Counts what happened to requests."""

    def request_ended(self, kind: str, outcome: str, seconds: float) -> None:
        """Take note of one request, its outcome, and the seconds until its ack."""
        ...

    def request_refused(self, reason: str) -> None:
        """Take note of one request that was turned away before it came to a handler."""
        ...


@dataclass(slots=True)
class _Ack:
    """Whether the ack went out without the answer."""

    is_out: bool = False


@dataclass(frozen=True)
class _Ended:
    answer: Answer
    outcome: str


class Dispatch:
    """Answers requests. One for the process; `drain` lets what runs come to its end."""

    def __init__(
        self,
        routes: Routes,
        responder: Responder,
        error_replies: ErrorReplies,
        observer: Observer,
        repeats: RepeatSuppressor,
        shares: Shares | None = None,
        *,
        patience: float = PATIENCE_SECONDS,
        at_once: int = AT_ONCE,
        in_line: int = IN_LINE,
    ) -> None:
        self._routes = routes
        self._responder = responder
        self._error_replies = error_replies
        self._observer = observer
        self._repeats = repeats
        self._shares = shares or Shares()
        self._access, self._excesses = AccessLog(log), AccessLog(log)
        self._patience = patience
        self._room = asyncio.Semaphore(at_once)
        self._most = at_once + in_line
        self._running: set[asyncio.Task[Any]] = set()
        self._strangers: set[str] = set()

    async def __call__(self, request: Request, body: Body) -> Ack | None:
        """Return the payload of the ack, or None for an empty one; within 2.5 s, whatever the handler and Slack do."""
        began = perf_counter()
        if isinstance(request, Click) and self._repeats.turns_away(request):
            self._observer.request_ended(kind_of(request), "refused", perf_counter() - began)
            return None
        ack = _Ack()
        task = self._start(self._worked(request, body, ack))
        self._shares.begun(request)
        task.add_done_callback(lambda _: self._shares.ended(request))
        done, _ = await asyncio.wait((task,), timeout=self._patience)
        if not done:
            ack.is_out = True
            self._observer.request_ended(kind_of(request), "late", perf_counter() - began)
            return self._meanwhile(request, body)
        outgoing, outcome = task.result()
        if outgoing.afterwards is not None:
            _ = self._start(self._followed(request, outgoing.afterwards))
        self._observer.request_ended(kind_of(request), outcome, perf_counter() - began)
        return outgoing.ack

    def excess(self, request: Request) -> str | None:
        """Say why a request is more than its person, or its workspace, may ask at a time; one that is not is counted."""
        return self._shares.excess(request)

    def turned_away(self, request: Request, body: Body, reason: str) -> Ack | None:
        """Return the ack for one request too many: a private word, once in a few seconds where it costs a call; an event gets none."""
        self._observer.request_refused(reason)
        self._excesses.refused(reason, workspace=request.workspace, person=request.person)
        return self._said_to(request, body, self._error_replies.too_much(request))

    def elsewhere(self, request: Request, body: Body) -> Ack | None:
        """Return the ack for a request of a workspace that has not installed the app: told so, counted, named in the log."""
        began = perf_counter()
        if request.workspace not in self._strangers and len(self._strangers) < _STRANGERS:
            self._strangers.add(request.workspace)
            log.warning("a workspace that has not installed the app", workspace=request.workspace, kind=kind_of(request))
        ack = self._said_to(request, body, self._error_replies.not_installed(request))
        self._observer.request_ended(kind_of(request), "not installed", perf_counter() - began)
        return ack

    async def drain(self) -> None:
        """Wait until nothing runs any more, what follows the acks included."""
        while self._running:
            await asyncio.wait(set(self._running))

    @property
    def running(self) -> int:
        """How many handlers and answers are under way."""
        return len(self._running)

    def _said_to(self, request: Request, body: Body, text: str) -> Ack | None:
        """Return the ack that says this, or have it said after an empty one, without asking anybody anything."""
        if isinstance(request, Click | Shortcut) and not self._repeats.lets(request, text):
            return None
        try:
            outgoing = self._responder.from_elsewhere(request, text, body)
        except Exception as fault:  # noqa: BLE001 — a form of nobody's making gets an empty ack, and closes
            log.warning("not told", kind=kind_of(request), **in_log(fault))
            outgoing = Outgoing()
        if outgoing.afterwards is not None:
            _ = self._start(self._followed(request, outgoing.afterwards))
        return outgoing.ack

    async def _worked(self, request: Request, body: Body, ack: _Ack) -> tuple[Outgoing, str]:
        """Run the handler and carry out its answer; what the ack did not wait for goes another way."""
        ended = await self._answered(request)
        if ack.is_out:
            await self._late(request, ended, body)
            return Outgoing(), ended.outcome
        outgoing, outcome = await self._outgoing_of(request, ended, body, ack)
        if ack.is_out:
            await self._followed(request, lambda: self._responder.missed(request, outgoing))
        return outgoing, outcome

    async def _answered(self, request: Request) -> _Ended:
        """Run the handler; whatever goes wrong comes back as an answer."""
        try:
            handler = self._handler(request)
            async with self._room:
                return _Ended(await handler(request), "done")
        except AlreadyDone:
            return _Ended(Answer.nothing(), "already done")
        except Exception as fault:  # noqa: BLE001 — the person hears of every fault, the log of ours (ErrorReplies)
            return await self._reply_to(request, fault)

    def _handler(self, request: Request) -> Handler[Any]:
        if len(self._running) > self._most:
            raise Overloaded
        if isinstance(request, Command) and len(request.text) > MOST_TYPED:
            raise CommandTooLong(len(request.text))
        return self._routes.find(request)

    async def _outgoing_of(self, request: Request, ended: _Ended, body: Body, ack: _Ack) -> tuple[Outgoing, str]:
        try:
            return await self._responder.in_time(request, ended.answer, body), ended.outcome
        except Exception as fault:  # noqa: BLE001 — as above; the words that are left to say are plain ones
            replied = await self._reply_to(request, fault)
        if ack.is_out:
            return Outgoing(None, lambda: self._responder.late(request, replied.answer, body, saved="")), replied.outcome
        try:
            return await self._responder.in_time(request, replied.answer, body), replied.outcome
        except Exception as fault:  # noqa: BLE001 — Slack takes no word from us now
            log.warning("not told", kind=kind_of(request), **in_log(fault))
            return Outgoing(), replied.outcome

    async def _reply_to(self, request: Request, fault: Exception) -> _Ended:
        if isinstance(request, Event) and isinstance(fault, NothingListens):
            return _Ended(Answer.nothing(), "unknown")
        if isinstance(request, Click) and isinstance(fault, Refusal) and fault.lasting:
            self._repeats.turn_away(request)
        self._note(request, fault)
        reply = await self._error_replies.reply_to(request, fault)
        if not reply.text:
            return _Ended(Answer.nothing(), reply.outcome)
        if isinstance(request, Form) and any(name in request.fields for name in reply.beside):
            return _Ended(_beside(request, reply.beside), reply.outcome)
        return _Ended(Answer.say(reply.text), reply.outcome)

    def _note(self, request: Request, fault: Exception) -> None:
        """Have the log tell of who asked for what is not theirs."""
        for one in fault.refusals if isinstance(fault, Several) else (fault,):
            if isinstance(one, Forbidden | NotThere):
                who = {"workspace": request.workspace, "person": request.person}
                self._access.refused(type(one).__name__, **who, kind=kind_of(request), request=name_of(request))

    def _meanwhile(self, request: Request, body: Body) -> Ack | None:
        if not isinstance(request, Form):
            return None
        return {"response_action": "update", "view": forms.only_said(body["view"], self._error_replies.saving(request))}

    async def _late(self, request: Request, ended: _Ended, body: Body) -> None:
        def tell() -> Awaitable[None]:
            return self._responder.late(request, ended.answer, body, saved=self._error_replies.saved(request))

        try:
            await tell()
        except Exception as fault:  # noqa: BLE001 — nobody waits for this any more: it is logged, and a word is tried
            log.warning("answered too late", kind=kind_of(request), **in_log(fault))
            if is_away(fault):  # what was done is done, and only the word of it lost: who heard of trouble would do it once more
                await self._followed(request, tell)
                return
            replied = await self._reply_to(request, fault)
            await self._followed(request, lambda: self._responder.late(request, replied.answer, body, saved=""))

    async def _followed(self, request: Request, afterwards: Callable[[], Awaitable[None]]) -> None:
        try:
            await afterwards()
        except Exception as fault:  # noqa: BLE001 — an answer that Slack does not take must not end the loop of answers
            log.warning("not told", kind=kind_of(request), **in_log(fault))

    def _start(self, work: Coroutine[Any, Any, T]) -> asyncio.Task[T]:
        task = asyncio.create_task(work)
        self._running.add(task)
        task.add_done_callback(self._running.discard)
        return task


def _beside(form: Form, sentences: Mapping[str, str]) -> Answer:
    """Say each sentence beside its field; what belongs to a field that the form does not have stands above them all."""
    above = "\n".join(text for name, text in sentences.items() if name not in form.fields)
    errors = {name: text for name, text in sentences.items() if name in form.fields}
    return replace(Answer.field_errors(errors), said=Message(above) if above else None)


def name_of(request: Request) -> str:
    """Name what was asked for, for logs: ids that the code declares, never what a person wrote."""
    match request:
        case Click(action=name) | Form(callback=name):
            return name
    return getattr(request, "name", "") or getattr(request, "kind", "") or getattr(request, "callback", "")
