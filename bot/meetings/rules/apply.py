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
    StageBegun,
    Steer,
)
from bot.meetings.rules.values import CLOSED, Claim, M, Meeting, Outage


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
        case OutageBridged():
            return replace(meeting, due=change.due, outage=change.outage, claim=_after_outage(meeting, change.outage))
        case ClockFollowed():
            return _set_by(meeting, change.by)
        case _:
            assert isinstance(change, Steer)
            return _steered(replace(meeting, steered=change.steered or meeting.steered), change)


def _steered(meeting: M, change: Steer) -> M:
    match change:
        case StageBegun():
            return replace(meeting, stage=change.stage, phase=meeting.phase + 1, began=change.at, due=change.due)
        case DueMoved():
            return replace(meeting, due=change.due)
        case HostChanged():
            cohosts = meeting.cohosts - {change.host}
            return replace(meeting, host=change.host, regrouped=change.at, cohosts=cohosts, claim=None)
        case CohostsNamed():
            return replace(meeting, cohosts=change.cohosts)
        case MeetingEnded():
            over = replace(meeting, stage=type(meeting.stage)(CLOSED), phase=meeting.phase + 1, began=change.at, due=None)
            return replace(over, closed=change.at, how=change.how, here=frozenset(), claim=None)
        case _:
            return meeting


def _after_outage(meeting: Meeting, outage: Outage) -> Claim | None:
    """Give a host who was asked the time back in which nobody could press anything."""
    claim = meeting.claim
    return claim and replace(claim, at=claim.at + max(timedelta(), outage.ended - max(outage.began, claim.at)))


def _set_by(meeting: M, by: timedelta) -> M:
    """Return a meeting all of whose instants are others; what it keeps as spans stays."""
    steered, outage, claim = meeting.steered, meeting.outage, meeting.claim
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
    )


def moved(at: datetime | None, by: timedelta) -> datetime | None:
    """Return an instant so much later; none stays none."""
    return None if at is None else at + by
