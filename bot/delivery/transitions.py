"""Computes a message's next state from the result of its step. Pure."""

from dataclasses import dataclass, replace
from datetime import datetime

from bot.core.kinds import WhenUnsure
from bot.delivery.failures import HEADLESS, Flawed, Limited, Missing, NotDone, Refused, Unknown
from bot.delivery.rate_limits import TOLD_WITHIN, pause
from bot.delivery.results import (
    Awaited,
    Copy,
    Done,
    Failed,
    Found,
    Lacking,
    NothingToShow,
    Opened,
    Result,
    Shown,
    Unsearchable,
    Withdrawn,
)
from bot.delivery.steps import Step

UNKNOWN_CHANNEL = "channel_not_found"
_OF_AN_OUTCOME = (Copy, Found, Failed, Unsearchable, Awaited)


@dataclass(frozen=True)
class MessageState:
    """A message's row as it is locked; what a step may change of it."""

    state: str
    wanted: int
    posted: int
    shown: int
    channel: str | None
    ts: str | None
    posting: datetime | None
    due: datetime | None
    leased: datetime | None
    holder: str | None
    attempts: int
    error: str | None


@dataclass(frozen=True)
class Transition:
    """What the row becomes, and the copies that no longer count."""

    row: MessageState
    stale_copies: tuple[tuple[str, str], ...] = ()
    opens_anew: bool = False
    """The channel of the DM is forgotten: Slack does not know it any more."""


def settled(
    row: MessageState, step: Step, result: Result, when_unsure: WhenUnsure, now: datetime, *, direct: bool = False
) -> Transition:
    """Return what becomes of a message whose step was ours to the end; `direct`: it stands in a person's DM."""
    free = replace(row, leased=None, holder=None)
    if step in (Step.POST, Step.SEARCH) and row.posting is None and isinstance(result, _OF_AN_OUTCOME):
        return _told_before(free, result, now)
    match result:
        case Failed(Refused(error=error)) if direct and error == UNKNOWN_CHANNEL and step in (Step.POST, Step.UPDATE):
            if row.state == "live" and row.error != UNKNOWN_CHANNEL:
                return _opened_anew(free, now)
            transition = Transition(_failed(free, step, result, when_unsure, now))
        case Copy():
            return _stands(free, (result,), now)
        case Found(copies) if copies:
            return _found(free, copies, when_unsure, now)
        case Failed():
            transition = Transition(_failed(free, step, result, when_unsure, now))
        case NothingToShow():
            transition = _gone(free)
        case _:
            transition = Transition(_went_on(free, result, when_unsure, now))
    idle = transition.row.state == "hidden" and transition.row.posting is None
    return replace(transition, row=replace(transition.row, due=None)) if idle else transition


def _opened_anew(row: MessageState, now: datetime) -> Transition:
    """Have the DM opened again and the message posted there, once: the app was made anew, or the conversation was."""
    row = replace(row, channel=None, ts=None, posted=0, posting=None, due=now, error=UNKNOWN_CHANNEL, attempts=0)
    return Transition(row, opens_anew=True)


def settled_late(row: MessageState, copy: Copy, at: datetime, now: datetime) -> Transition:
    """Return what becomes of a copy that arrived after its lease, which began `at`: it counts if no other has been remembered since.

    Whoever took the lease meanwhile loses it, so that the copy they may post becomes the stale copy, or this one does. A post that began
    earlier and that nobody has heard of is still looked for.
    """
    transition = told_of(row, copy, now)
    if transition.row == row:
        return transition
    free = replace(transition.row, leased=None, holder=None)
    if row.posting is not None and row.posting < at:
        free = replace(free, posting=row.posting, due=now)
    return replace(transition, row=free)


def doubted_late(row: MessageState, at: datetime, now: datetime) -> Transition:
    """Return what becomes of a message of which a post that began `at` may have arrived, by one whose lease was over.

    It is looked for, whatever has been found, posted or hidden meanwhile; whoever took the lease loses it, or would say that nothing is to be looked for.
    """
    began = at if row.posting is None else min(row.posting, at)
    return Transition(replace(row, posting=began, due=now + pause(1), leased=None, holder=None))


def redrawn_late(row: MessageState, ts: str | None, now: datetime) -> Transition:
    """Return what becomes of a message that was, or may have been, redrawn at `ts` by one whose lease was over.

    Somebody has drawn it since, or does now, and nobody knows which of both Slack took last: it is drawn once more.
    """
    if row.state != "live" or row.ts != ts:
        return Transition(row)
    return Transition(replace(row, wanted=row.wanted + 1, due=row.due or now))


def told_of(row: MessageState, copy: Copy, now: datetime) -> Transition:
    """Return what becomes of a message once somebody says where a copy of it stands: it counts if it is newer than any that was known.

    Whatever comes when, once or again: a copy that was passed over, and may be deleted by now, never counts later.
    """
    if row.ts == copy.ts:
        return Transition(row)
    if row.posted < copy.revision:  # also one that was given up, or that Slack would not have when it was sent again
        return _stands(row if row.state == "hidden" else replace(row, state="live"), (copy,), now)
    return Transition(row, ((copy.channel, copy.ts),))


def _told_before(row: MessageState, result: Result, now: datetime) -> Transition:
    """Return what a step came to whose outcome an event has told before: a copy of its own counts, or is a stale copy."""
    stale_copies: list[tuple[str, str]] = []
    for copy in (result,) if isinstance(result, Copy) else result.copies if isinstance(result, Found) else ():
        transition = told_of(row, copy, now)
        row = transition.row
        stale_copies += transition.stale_copies
    return Transition(_agrees(row, now) if row.state == "live" else replace(row, due=None), tuple(stale_copies))


def _went_on(row: MessageState, result: Result, when_unsure: WhenUnsure, now: datetime) -> MessageState:
    match result:
        case Shown(revision):
            return _agrees(replace(row, shown=revision), now)
        case Found() | Withdrawn() | Opened() | Lacking():
            return replace(row, posting=None, due=now)
        case Unsearchable():
            return _in_doubt(row, when_unsure, now)
        case Awaited() if row.posting is not None:
            return replace(row, due=row.posting + TOLD_WITHIN)
        case Done() | _:
            return replace(row, due=None, attempts=0)


def _stands(row: MessageState, copies: tuple[Copy, ...], now: datetime) -> Transition:
    newest = copies[-1]
    old = () if row.ts is None or row.channel is None else ((row.channel, row.ts),)
    stale_copies = (*old, *((copy.channel, copy.ts) for copy in copies[:-1]))
    if row.state != "live":
        stale_copies = (*stale_copies, (newest.channel, newest.ts))
        return Transition(replace(row, ts=None, posting=None, due=None, attempts=0), stale_copies)
    row = replace(row, channel=newest.channel, ts=newest.ts, posted=newest.revision, shown=newest.revision, posting=None)
    return Transition(_agrees(row, now), stale_copies)


def _found(row: MessageState, copies: tuple[Copy, ...], when_unsure: WhenUnsure, now: datetime) -> Transition:
    """Let the newest copy stand; one that is no newer than what stands was posted late, and goes."""
    newer = tuple(copy for copy in copies if copy.revision > row.posted)
    passed_over = tuple((copy.channel, copy.ts) for copy in copies if copy not in newer and copy.ts != row.ts)
    transition = _stands(row, newer, now) if newer else Transition(_went_on(row, Found(()), when_unsure, now))
    return replace(transition, stale_copies=(*transition.stale_copies, *passed_over))


def _agrees(row: MessageState, now: datetime) -> MessageState:
    return replace(row, attempts=0, error=None, due=now if row.wanted > row.shown else None)


def _gone(row: MessageState) -> Transition:
    stale_copies = () if row.ts is None or row.channel is None else ((row.channel, row.ts),)
    return Transition(replace(row, state="hidden", ts=None, posting=None, due=None), stale_copies)


def _in_doubt(row: MessageState, when_unsure: WhenUnsure, now: datetime) -> MessageState:
    """Post again, rather twice; or never again: a move is then given up, a first post is taken for done."""
    if when_unsure is WhenUnsure.RATHER_TWICE or row.state != "live":
        return replace(row, posting=None, due=now)
    if row.ts is not None:
        return replace(row, posting=None, posted=row.wanted, due=now)
    return replace(row, posting=None, state="gone", due=None)


def _failed(row: MessageState, step: Step, failed: Failed, when_unsure: WhenUnsure, now: datetime) -> MessageState:
    row = row if isinstance(failed.fault, Unknown) or step is not Step.POST else replace(row, posting=None)
    match failed.fault:
        case Limited(pause=span, alone=alone):
            return replace(row, due=now + span if alone else now)
        case NotDone(error, tries) if tries is None or row.attempts + 1 < tries:
            return _again(row, error, now)
        case Unknown(error):
            return _again(row, error, now)
        case _ if step is Step.SEARCH:
            return _in_doubt(row, when_unsure, now)
        case _ if step is Step.TELL:
            return replace(row, due=None)
        case Missing(error) if step is Step.POST and error in HEADLESS:
            return _again(row, error, now)
        case Missing(error) if step is Step.UPDATE:
            return replace(row, state="gone" if row.state == "live" else row.state, ts=None, due=None, error=error)
        case Flawed(error) if step is not Step.OPEN:
            return replace(_agrees(replace(row, shown=failed.revision), now), error=error)
        case NotDone(error) | Refused(error) | Missing(error) | Flawed(error):
            return replace(row, state="failed" if row.state == "live" else row.state, due=now, error=error, attempts=0)


def _again(row: MessageState, error: str, now: datetime) -> MessageState:
    return replace(row, attempts=row.attempts + 1, due=now + pause(row.attempts + 1), error=error)
