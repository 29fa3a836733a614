"""Any meeting after a change: what the store writes, said once more as a pure function."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import cast

from bot.meetings.rules.changes import (
    Change,
    ClaimAnswered,
    ClockFollowed,
    CohostsNamed,
    DueMoved,
    HostChanged,
    HostClaimed,
    MeetingEnded,
    MeetingOpened,
    OutageBridged,
    PersonCheckedIn,
    PersonLeft,
    PhaseUndone,
    StageBegun,
    Steer,
    TransitionKept,
)
from bot.meetings.rules.values import CLOSED, Claim, M, Meeting, Outage, Transition, Undone


def apply(meeting: M, change: Change) -> M:
    """Return the meeting after this room's part of a change: what the store writes, said once more as a pure function."""
    match change:
        case MeetingOpened():
            return cast(M, change.meeting)
        case PersonCheckedIn():
            return replace(meeting, here=meeting.here | {change.person}, came=meeting.came | {change.person})
        case PersonLeft():
            claim = None if meeting.claim is not None and meeting.claim.by == change.person else meeting.claim
            return replace(meeting, here=meeting.here - {change.person}, regrouped=change.at, claim=claim)
        case HostClaimed():
            return replace(meeting, claim=Claim(change.person, change.at))
        case ClaimAnswered():
            return replace(meeting, claim=None)
        case TransitionKept():
            return replace(meeting, steps=change.steps)
        case OutageBridged():
            steps = tuple(_step_moved(step, change.lost) for step in meeting.steps)
            claim = _after_outage(meeting, change.outage)
            return replace(meeting, due=change.due, outage=change.outage, claim=claim, steps=steps)
        case ClockFollowed():
            return _set_by(meeting, change.by)
        case _:
            assert isinstance(change, Steer)
            return _steered(replace(meeting, steered=change.steered or meeting.steered), change)


def _steered(meeting: M, change: Steer) -> M:
    match change:
        case StageBegun():
            return replace(meeting, stage=change.stage, phase=meeting.phase + 1, began=change.at, due=change.due)
        case PhaseUndone():
            return _taken_back(meeting, change)
        case DueMoved():
            return replace(meeting, due=change.due)
        case HostChanged():
            cohosts = meeting.cohosts - {change.host}
            return replace(meeting, host=change.host, regrouped=change.at, cohosts=cohosts, claim=None)
        case CohostsNamed():
            return replace(meeting, cohosts=change.cohosts)
        case MeetingEnded():
            over = replace(
                meeting, stage=type(meeting.stage)(CLOSED), phase=meeting.phase + 1, began=change.noticed or change.at, due=None
            )
            return replace(over, closed=change.at, how=change.how, here=frozenset(), claim=None, steps=())
        case _:
            return meeting


def _taken_back(meeting: M, change: PhaseUndone) -> M:
    step, phase = change.step, meeting.phase + 1
    before = meeting.steps[:-1]
    steps = (*before[:-1], replace(before[-1], phase=phase)) if before else ()
    back = replace(meeting, stage=step.stage, phase=phase, began=step.began, due=change.due, regrouped=change.at)
    return replace(back, steps=steps, undone=Undone(step.act, step.led_to))


def _step_moved(step: Transition, by: timedelta) -> Transition:
    """Return a step whose instants are others; those that its ceremony keeps are the ceremony's."""
    return replace(step, act=replace(step.act, at=step.act.at + by), began=step.began + by)


def _after_outage(meeting: Meeting, outage: Outage) -> Claim | None:
    """Give a host who was asked the time back in which nobody could press anything."""
    claim = meeting.claim
    return claim and replace(claim, at=claim.at + max(timedelta(), outage.ended - max(outage.began, claim.at)))


def _set_by(meeting: M, by: timedelta) -> M:
    """Return a meeting all of whose instants are others; what it keeps as spans stays."""
    steered, outage, claim, undone = meeting.steered, meeting.outage, meeting.claim, meeting.undone
    return replace(
        meeting,
        opened=meeting.opened + by,
        planned_end=meeting.planned_end + by,
        began=meeting.began + by,
        due=moved(meeting.due, by),
        regrouped=moved(meeting.regrouped, by),
        steered=steered and replace(steered, at=steered.at + by),
        outage=outage and replace(outage, began=outage.began + by, ended=outage.ended + by),
        claim=claim and replace(claim, at=claim.at + by),
        steps=tuple(_step_moved(step, by) for step in meeting.steps),
        undone=undone and replace(undone, act=replace(undone.act, at=undone.act.at + by)),
    )


def moved(at: datetime | None, by: timedelta) -> datetime | None:
    """Return an instant so much later; none stays none."""
    return None if at is None else at + by
