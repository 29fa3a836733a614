"""What a message's row becomes once a step is done. Pure."""

from dataclasses import dataclass, replace
from datetime import datetime

from bot.core.kinds import Doubt
from bot.delivery.faults import HEADLESS, Flawed, Limited, Missing, NotDone, Refused, Unknown
from bot.delivery.pace import pause
from bot.delivery.results import Copy, Done, Failed, Found, NothingToShow, Opened, Result, Shown, Unsearchable, Withdrawn
from bot.delivery.steps import Step

UNKNOWN_CHANNEL = "channel_not_found"


@dataclass(frozen=True)
class Held:
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
class After:
    """What the row becomes, and the copies that no longer count."""

    row: Held
    ghosts: tuple[tuple[str, str], ...] = ()
    opens_anew: bool = False
    """The channel of the DM is forgotten: Slack does not know it any more."""


def settled(held: Held, step: Step, result: Result, doubt: Doubt, now: datetime, *, direct: bool = False) -> After:
    """Return what becomes of a message whose step was ours to the end; `direct`: it stands in a person's DM."""
    free = replace(held, leased=None, holder=None)
    match result:
        case Failed(Refused(error=error)) if direct and error == UNKNOWN_CHANNEL and step in (Step.POST, Step.UPDATE):
            if held.state == "live" and held.error != UNKNOWN_CHANNEL:
                return _opened_anew(free, now)
            after = After(_failed(free, step, result, doubt, now))
        case Copy():
            return _stands(free, (result,), now)
        case Found(copies) if copies:
            return _stands(free, copies, now)
        case Failed():
            after = After(_failed(free, step, result, doubt, now))
        case NothingToShow():
            after = _gone(free)
        case _:
            after = After(_went_on(free, result, doubt, now))
    idle = after.row.state == "hidden" and after.row.posting is None
    return replace(after, row=replace(after.row, due=None)) if idle else after


def _opened_anew(row: Held, now: datetime) -> After:
    """Have the DM opened again and the message posted there, once: the app was made anew, or the conversation was."""
    row = replace(row, channel=None, ts=None, posted=0, posting=None, due=now, error=UNKNOWN_CHANNEL, attempts=0)
    return After(row, opens_anew=True)


def settled_late(held: Held, copy: Copy, now: datetime) -> After:
    """Return what becomes of a copy that arrived after its lease: it counts if no other has been remembered since.

    Whoever took the lease meanwhile loses it, so that the copy they may post becomes the ghost, or this one does.
    """
    if held.ts == copy.ts:
        return After(held)
    if held.state == "live" and held.posted < copy.revision:
        return _stands(replace(held, leased=None, holder=None), (copy,), now)
    return After(held, ((copy.channel, copy.ts),))


def _went_on(row: Held, result: Result, doubt: Doubt, now: datetime) -> Held:
    match result:
        case Shown(revision):
            return _agrees(replace(row, shown=revision), now)
        case Found() | Withdrawn() | Opened():
            return replace(row, posting=None, due=now)
        case Unsearchable():
            return _in_doubt(row, doubt, now)
        case Done() | _:
            return replace(row, due=None, attempts=0)


def _stands(row: Held, copies: tuple[Copy, ...], now: datetime) -> After:
    newest = copies[-1]
    old = () if row.ts is None or row.channel is None else ((row.channel, row.ts),)
    ghosts = (*old, *((copy.channel, copy.ts) for copy in copies[:-1]))
    if row.state != "live":
        ghosts = (*ghosts, (newest.channel, newest.ts))
        return After(replace(row, ts=None, posting=None, due=None, attempts=0), ghosts)
    row = replace(row, channel=newest.channel, ts=newest.ts, posted=newest.revision, shown=newest.revision, posting=None)
    return After(_agrees(row, now), ghosts)


def _agrees(row: Held, now: datetime) -> Held:
    return replace(row, attempts=0, error=None, due=now if row.wanted > row.shown else None)


def _gone(row: Held) -> After:
    ghosts = () if row.ts is None or row.channel is None else ((row.channel, row.ts),)
    return After(replace(row, state="hidden", ts=None, posting=None, due=None), ghosts)


def _in_doubt(row: Held, doubt: Doubt, now: datetime) -> Held:
    """Post again, rather twice; or never again: a move is then given up, a first post is taken for done."""
    if doubt is Doubt.RATHER_TWICE or row.state != "live":
        return replace(row, posting=None, due=now)
    if row.ts is not None:
        return replace(row, posting=None, posted=row.wanted, due=now)
    return replace(row, posting=None, state="gone", due=None)


def _failed(row: Held, step: Step, failed: Failed, doubt: Doubt, now: datetime) -> Held:
    row = row if isinstance(failed.fault, Unknown) or step is not Step.POST else replace(row, posting=None)
    match failed.fault:
        case Limited(pause=span, alone=alone):
            return replace(row, due=now + span if alone else now)
        case NotDone(error, tries) if tries is None or row.attempts + 1 < tries:
            return _again(row, error, now)
        case Unknown(error):
            return _again(row, error, now)
        case _ if step is Step.SEARCH:
            return _in_doubt(row, doubt, now)
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


def _again(row: Held, error: str, now: datetime) -> Held:
    return replace(row, attempts=row.attempts + 1, due=now + pause(row.attempts + 1), error=error)
