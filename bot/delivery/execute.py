"""Executes one claimed step: drawing, calling Slack, or telling the owner."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime

import structlog

from bot.core.clock import Clock
from bot.core.ids import WorkspaceId
from bot.core.kinds import ScreenKind
from bot.core.refusal import AlreadyDone
from bot.core.trace import trace
from bot.delivery.calls import Drawing, call
from bot.delivery.claim import Claim
from bot.delivery.failures import Flawed, NotDone, Refused, fault_of
from bot.delivery.lacking import newer_blocks
from bot.delivery.message_api import MessageApi, Payload
from bot.delivery.place import Place
from bot.delivery.rate_limits import TOLD_WITHIN
from bot.delivery.results import Awaited, Done, Failed, Lacking, NothingToShow, Result, Unsearchable, Withdrawn
from bot.delivery.screens import Screens
from bot.delivery.steps import PendingMessage, StaleCopy, Step
from bot.slack.surfaces import Surface
from bot.store.unit import Store, Unit

_log = structlog.get_logger("delivery")
_DRAWING_TRIES = 5


@dataclass(frozen=True)
class SenderDeps:
    """What delivery needs of the house.

    `client_for` raises LookupError for a workspace that has no token. `undeliverable` tells a message's owner Slack's last word, in
    a transaction of its own. `may_search` says whether the token may read this channel's history, `may_be_told` whether Slack tells this
    workspace's bot of its own posts. While replicas of two versions run (`is_mixed`), what this one cannot draw is left to the other. `observe` hears of each call: its method and `ok` or the kind of fault.
    """

    store: Store
    real: Clock
    screens: Screens
    render: Callable[[Surface], Payload]
    client_for: Callable[[WorkspaceId], MessageApi]
    undeliverable: Callable[[Unit, ScreenKind, str, str], None]
    may_search: Callable[[WorkspaceId, str], bool] = lambda workspace, channel: False
    may_be_told: Callable[[WorkspaceId], bool] = lambda workspace: False
    observe: Callable[[str, str], None] = lambda method, outcome: None
    is_mixed: Callable[[], bool] = lambda: False
    wait: Callable[[float], Awaitable[object]] = asyncio.sleep


async def execute(deps: SenderDeps, workspace: WorkspaceId, claim: Claim) -> Result:
    """Do a claimed step and say what it came to."""
    work, drawing = claim.work, None
    if isinstance(work, PendingMessage):
        match claim.step:
            case Step.DROP:
                return Done()
            case Step.TELL:
                return await _tell(deps, workspace, work)
            case Step.POST | Step.UPDATE | Step.PUBLISH:
                drawn = await _draw(deps, workspace, work, claim.at)
                if not isinstance(drawn, Drawing):
                    return drawn
                drawing = drawn
    return await _call(deps, workspace, claim, drawing)


async def _call(deps: SenderDeps, workspace: WorkspaceId, claim: Claim, drawing: Drawing | None) -> Result:
    try:
        client = deps.client_for(workspace)
    except LookupError:
        return Failed(NotDone("no token"))
    # only now: before Slack has said whose the token is, nobody knows what it may read, and a start would post again
    if isinstance(claim.work, PendingMessage) and claim.step is Step.SEARCH and not _may_search(deps, workspace, claim.work):
        return Awaited() if _is_awaited(claim.work, claim.at) and deps.may_be_told(workspace) else Unsearchable()
    result = await call(client, claim.step, claim.work, drawing)
    _note(deps, claim, result)
    return result


def _may_search(deps: SenderDeps, workspace: WorkspaceId, message: PendingMessage) -> bool:
    return deps.may_search(workspace, message.posting_channel or "")


def _is_awaited(message: PendingMessage, now: datetime) -> bool:
    """Tell whether an event may still be on its way; a post that began in the future did so before a clock was set."""
    return message.posting is not None and abs(now - message.posting) < TOLD_WITHIN


async def _draw(deps: SenderDeps, workspace: WorkspaceId, message: PendingMessage, now: datetime) -> Drawing | Result:
    place = Place(message.place, message.place_id)
    try:
        sketching = deps.screens.sketch_of(message.screen)
        sketch = await deps.store.read(sketching, workspace, message.id, message.subject, place, now)
    except Exception as error:  # noqa: BLE001 - a screen that breaks is tried again, and never stops the others
        _log.exception("screen broke", screen=message.screen)
        if message.attempts + 1 < _DRAWING_TRIES or deps.is_mixed():
            return Failed(NotDone(type(error).__name__))
        return Failed(Flawed(type(error).__name__), message.wanted)
    if not sketch.wanted:
        return Withdrawn()
    if sketch.surface is None:
        return NothingToShow()
    try:
        return Drawing(sketch.revision, deps.render(sketch.surface), newer_blocks(sketch.surface))
    except Exception as error:  # noqa: BLE001 - what the checker finds is our own mistake: said in the log, not tried again
        where = getattr(error, "path", "")  # where in the payload, and in which check: the words would quote what stands there
        _log.error("screen draws what Slack would refuse", screen=message.screen, where=where, trace=trace(error))
        return Failed(Flawed(type(error).__name__), sketch.revision)


async def _tell(deps: SenderDeps, workspace: WorkspaceId, message: PendingMessage) -> Result:
    """Tell the owner once, in a transaction of its own: the subject comes before the message in the order of locks."""
    key = f"delivery/{message.id}/{message.wanted}"
    try:
        kind = deps.screens.kind(message.screen)
        await deps.store.write(deps.undeliverable, workspace, key, kind, message.subject, message.error or "unknown")
    except AlreadyDone:
        return Done()
    except Exception as error:  # noqa: BLE001 - whoever is told may break: tried again, then left to the log
        _log.exception("nobody could be told", screen=message.screen)
        return Failed(fault_of(error))
    return Done()


def _note(deps: SenderDeps, claim: Claim, result: Result) -> None:
    if isinstance(result, Lacking):
        deps.observe(claim.step.value, "lacking")
        _log.info("slack lacks blocks", method=claim.step.value, blocks=sorted(result.blocks))
        return
    if not isinstance(result, Failed):
        deps.observe(claim.step.value, "ok")
        return
    fault = result.fault
    deps.observe(claim.step.value, type(fault).__name__.lower())
    screen = "" if isinstance(claim.work, StaleCopy) else claim.work.screen
    said = _log.error if isinstance(fault, Flawed) else _log.warning if isinstance(fault, Refused) else _log.info
    said(
        "slack call failed", method=claim.step.value, screen=screen, fault=type(fault).__name__, error=getattr(fault, "error", "")
    )
