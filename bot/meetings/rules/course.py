"""The course of any meeting: opening, who is here, the host, the end, and what falls due in between."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import Enum
from typing import Any, Generic, TypeVar

from bot.core.ids import MeetingId, PersonId
from bot.core.limits import line, paragraph
from bot.meetings.rules.apply import apply
from bot.meetings.rules.changes import Change, ClaimAnswered, MeetingEnded, PersonCheckedIn, PersonLeft
from bot.meetings.rules.guards import host_only, open_still
from bot.meetings.rules.hosting import claim_due, claim_granted, fitting
from bot.meetings.rules.refusals import Stale
from bot.meetings.rules.values import (
    ENOUGH_PEOPLE,
    LIMITS,
    Closing,
    M,
    Meeting,
    NewMeeting,
    Steered,
    Steering,
    latest_end,
)

Changes = tuple[Any, ...]
"""Changes in their order: those of this room, and a ceremony's own."""
MINUTE = timedelta(minutes=1)
A = TypeVar("A", bound=Meeting)


def first(new: NewMeeting[Any], *, meeting: MeetingId, at: datetime) -> Mapping[str, Any]:
    """Return what every meeting of its kind begins with; its ceremony adds the stage, when that is due, and its own.

    The planned end is counted from when it was meant to begin. Raise EmptyText, TextTooLong or TooManyCohosts.
    """
    return {
        "id": meeting,
        "channel": new.channel,
        "title": line("meeting", new.title, LIMITS["meeting"]),
        "host": new.host,
        "zone": new.zone,
        "opened": at,
        "planned_end": (new.starts or at) + new.settings.length,
        "began": at,
        "link": paragraph("link", new.link, LIMITS["link"]),
        "series": new.series,
        "in_thread": new.in_thread,
        "cohosts": fitting({*new.settings.cohosts} - {new.host}),
    }


def check_in(meeting: Meeting, *, person: PersonId, at: datetime) -> tuple[PersonCheckedIn | ClaimAnswered, ...]:
    """Note that somebody is here; nothing when they are already, unless a host who was asked says so. Raise MeetingOver."""
    open_still(meeting)
    if person not in meeting.here:
        return (PersonCheckedIn(person, at),)
    return (ClaimAnswered(),) if meeting.claim is not None and person == meeting.host else ()


def leave(meeting: Meeting, *, person: PersonId, at: datetime) -> tuple[PersonLeft, ...]:
    """Note that somebody has to leave; nothing when they are not here. Raise MeetingOver."""
    open_still(meeting)
    return (PersonLeft(person, at),) if person in meeting.here else ()


def ended(
    meeting: Meeting, at: datetime, how: Closing, steered: Steered | None = None, *, seen_until: datetime | None = None
) -> Changes:
    """Close a meeting: quietly when at most one person came."""
    return (MeetingEnded(at, how_it_closed(meeting, how), steered=steered),)


def how_it_closed(meeting: Meeting, how: Closing) -> Closing:
    """Return how a meeting counts as closed: with hardly anybody there it has no record, unless its host cancelled it."""
    return Closing.QUIET if len(meeting.came) < ENOUGH_PEOPLE and how is not Closing.CANCELLED else how


def deadline(meeting: Meeting) -> datetime | None:
    """Return the end of this stage: the planned end where it has none of its own, None when closed."""
    return None if meeting.closed is not None else meeting.due or meeting.planned_end


def minutes_left(due: datetime, at: datetime) -> int:
    """Return the whole minutes until `due`, rounded up, at least 1: "about 2 min left"."""
    return max(1, -((at - due) // MINUTE))


def redraw_at(meeting: Meeting, at: datetime) -> datetime | None:
    """Return when "about n min left" is no longer true; None in a stage's last minute and where no clock runs."""
    if meeting.due is None or meeting.due - at <= MINUTE:
        return None
    return meeting.due - (minutes_left(meeting.due, at) - 1) * MINUTE


def _as_it_is(meeting: A, change: Any) -> A:
    return meeting


def _always(meeting: Meeting, of: Any) -> bool:
    return True


@dataclass(frozen=True)
class Course(Generic[M]):
    """What a ceremony's rules say of the course of its meetings. Its stages are an enum of its own, whose last value is `closed`.

    `step` returns what happens by itself at a moment that `next_wake` named. `apply` adds a ceremony's own part of a change to what
    this room has applied. `end` closes; `has_own_end` are the stages that may outlast the planned end.

    `gives_back`: whether a stage gets back what an outage took of it. `keep` returns what a ceremony needs of a meeting before an act to
    go back to it, given both; None, or without it: it cannot be taken back. `is_there` tells of what was kept
    whether a meeting can still go back to it.
    `asks` are stages that ask people something: answers of before are gone by then.
    """

    step: Callable[[M, datetime], Changes]
    apply: Callable[[M, Any], M] = _as_it_is
    next_wake: Callable[[M], datetime | None] = deadline
    redraw_at: Callable[[M, datetime], datetime | None] = redraw_at
    end: Callable[..., Changes] = ended
    has_own_end: frozenset[Enum] = field(default_factory=frozenset)
    gives_back: Callable[[M, timedelta], bool] = _always
    keep: Callable[[M, M], Any] | None = None
    is_there: Callable[[M, Any], bool] = _always
    asks: frozenset[Enum] = field(default_factory=frozenset)

    def wakes_at(self, meeting: M) -> datetime | None:
        """Return when something is to be decided next: by the ceremony, of who hosts, or that a meeting left open ends."""
        if meeting.closed is not None:
            return None
        moments = (self.next_wake(meeting), claim_due(meeting), latest_end(meeting))
        return min(moment for moment in moments if moment is not None)


def cancel(course: Course[M], meeting: M, *, person: PersonId, phase: int, at: datetime) -> Changes:
    """End the meeting as its host. Raise MeetingOver, NotHost or (a stale button) Stale."""
    open_still(meeting)
    host_only(meeting, person)
    if phase != meeting.phase:
        raise Stale(meeting.stage)
    return course.end(meeting, at, Closing.CANCELLED, Steered(person, Steering.CANCELLED, at))


def left_open(course: Course[M], meeting: M, at: datetime) -> Changes:
    """Close a meeting that nobody has ended: it ran until its planned end, or what its stage had for one, and is noted as closed now."""
    ended = course.end(meeting, min(at, _ran_until(course, meeting)), Closing.LEFT_OPEN)
    return tuple(replace(change, noticed=at) if isinstance(change, MeetingEnded) else change for change in ended)


def closed_late(course: Course[M], meeting: M, at: datetime, seen_until: datetime | None = None) -> Changes:
    """Close a meeting that nobody could close in time; it ran until its planned end, or what its stage had for one.

    `seen_until`: when the outage began, if one was noticed.
    """
    return course.end(meeting, min(at, _ran_until(course, meeting)), Closing.AFTER_OUTAGE, seen_until=seen_until)


def _ran_until(course: Course[M], meeting: M) -> datetime:
    return (meeting.due if meeting.stage in course.has_own_end else None) or meeting.planned_end


def fall_due(course: Course[M], meeting: M, at: datetime) -> Changes:
    """Return all that is to happen by itself at this moment, in order; nothing when woken early or a second time."""
    changes: Changes = ()
    while (wake := course.wakes_at(meeting)) is not None and at >= wake:
        step = _step(course, meeting, at)
        assert step, "what is due changes something, or it would be due for ever"
        changes += step
        meeting = applied(course, meeting, step)
    return changes


def _step(course: Course[M], meeting: M, at: datetime) -> Changes:
    if at >= latest_end(meeting):
        return left_open(course, meeting, at)
    claim = claim_due(meeting)
    return claim_granted(meeting, at) if claim is not None and at >= claim else course.step(meeting, at)


def applied(course: Course[M], meeting: M, changes: Iterable[Any]) -> M:
    """Return the meeting after several changes, in order."""
    for change in changes:
        meeting = course.apply(apply(meeting, change) if isinstance(change, Change) else meeting, change)
    return meeting
