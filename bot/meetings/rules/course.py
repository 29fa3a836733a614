"""The course of any meeting: opening, who is here, the host, the end, and what falls due in between."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import Enum
from typing import Any, Generic, TypeVar, cast

from bot.core.ids import MeetingId, PersonId
from bot.core.limits import line, paragraph
from bot.meetings.rules.changes import (
    Change,
    ClockFollowed,
    DueMoved,
    HostTakenOver,
    MeetingEnded,
    MeetingOpened,
    OutageBridged,
    PersonCheckedIn,
    PersonLeft,
    StageBegun,
    Steer,
)
from bot.meetings.rules.guards import host_only, open_still
from bot.meetings.rules.refusals import AlreadyHost, HostIsHere, NotHere, Stale
from bot.meetings.rules.values import (
    CLOSED,
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

    The planned end is counted from when it was meant to begin. Raise EmptyText or TextTooLong.
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
    }


def check_in(meeting: Meeting, *, person: PersonId, at: datetime) -> tuple[PersonCheckedIn, ...]:
    """Note that somebody is here; nothing when they are already. Raise MeetingOver."""
    open_still(meeting)
    return () if person in meeting.here else (PersonCheckedIn(person, at),)


def leave(meeting: Meeting, *, person: PersonId, at: datetime) -> tuple[PersonLeft, ...]:
    """Note that somebody has to leave; nothing when they are not here. Raise MeetingOver."""
    open_still(meeting)
    return (PersonLeft(person, at),) if person in meeting.here else ()


def take_over_host(meeting: Meeting, *, person: PersonId, at: datetime) -> tuple[HostTakenOver]:
    """Let somebody here host once the host has left or has not come. Raise MeetingOver, AlreadyHost, NotHere or HostIsHere."""
    open_still(meeting)
    if person == meeting.host:
        raise AlreadyHost
    if person not in meeting.here:
        raise NotHere
    if meeting.host in meeting.here:
        raise HostIsHere(meeting.host)
    return (HostTakenOver(person, at, steered=Steered(person, Steering.TOOK_OVER, at)),)


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


@dataclass(frozen=True)
class Course(Generic[M]):
    """What a ceremony's rules say of the course of its meetings. Its stages are an enum of its own, whose last value is `closed`.

    `step` returns what happens by itself at a moment that `next_wake` named. `apply` adds a ceremony's own part of a change to what
    this room has applied. `end` closes; `has_own_end` are the stages that may outlast the planned end.
    """

    step: Callable[[M, datetime], Changes]
    apply: Callable[[M, Any], M] = _as_it_is
    next_wake: Callable[[M], datetime | None] = deadline
    redraw_at: Callable[[M, datetime], datetime | None] = redraw_at
    end: Callable[..., Changes] = ended
    has_own_end: frozenset[Enum] = field(default_factory=frozenset)


def cancel(course: Course[M], meeting: M, *, person: PersonId, phase: int, at: datetime) -> Changes:
    """End the meeting as its host. Raise MeetingOver, NotHost or (a stale button) Stale."""
    open_still(meeting)
    host_only(meeting, person)
    if phase != meeting.phase:
        raise Stale(meeting.stage)
    return course.end(meeting, at, Closing.CANCELLED, Steered(person, Steering.CANCELLED, at))


def closed_late(course: Course[M], meeting: M, at: datetime, seen_until: datetime | None = None) -> Changes:
    """Close a meeting that nobody could close in time; it ran until its planned end, or what its stage had for one.

    `seen_until`: when the outage began, if one was noticed.
    """
    end = meeting.due if meeting.stage in course.has_own_end else None
    return course.end(meeting, min(at, end or meeting.planned_end), Closing.AFTER_OUTAGE, seen_until=seen_until)


def fall_due(course: Course[M], meeting: M, at: datetime) -> Changes:
    """Return all that is to happen by itself at this moment, in order; nothing when woken early or a second time."""
    changes: Changes = ()
    while (wake := course.next_wake(meeting)) is not None and at >= wake:
        late = at >= latest_end(meeting)
        step = closed_late(course, meeting, at) if late else course.step(meeting, at)
        assert step, "what is due changes something, or it would be due for ever"
        changes += step
        meeting = applied(course, meeting, step)
    return changes


def applied(course: Course[M], meeting: M, changes: Iterable[Any]) -> M:
    """Return the meeting after several changes, in order."""
    for change in changes:
        meeting = course.apply(apply(meeting, change) if isinstance(change, Change) else meeting, change)
    return meeting


def apply(meeting: M, change: Change) -> M:
    """Return the meeting after this room's part of a change: what the store writes, said once more as a pure function."""
    match change:
        case MeetingOpened():
            return cast(M, change.meeting)
        case PersonCheckedIn():
            return replace(meeting, here=meeting.here | {change.person}, came=meeting.came | {change.person})
        case PersonLeft():
            return replace(meeting, here=meeting.here - {change.person}, regrouped=change.at)
        case OutageBridged():
            return replace(meeting, due=change.due, outage=change.outage)
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
        case HostTakenOver():
            return replace(meeting, host=change.host, regrouped=change.at)
        case MeetingEnded():
            over = replace(meeting, stage=type(meeting.stage)(CLOSED), phase=meeting.phase + 1, began=change.at, due=None)
            return replace(over, closed=change.at, how=change.how, here=frozenset())
        case _:
            return meeting


def _set_by(meeting: M, by: timedelta) -> M:
    """Return a meeting all of whose instants are others; what it keeps as spans stays."""
    steered, outage = meeting.steered, meeting.outage
    return replace(
        meeting,
        opened=meeting.opened + by,
        planned_end=meeting.planned_end + by,
        began=meeting.began + by,
        due=moved(meeting.due, by),
        regrouped=moved(meeting.regrouped, by),
        steered=steered and replace(steered, at=steered.at + by),
        outage=outage and replace(outage, began=outage.began + by, ended=outage.ended + by),
    )


def moved(at: datetime | None, by: timedelta) -> datetime | None:
    """Return an instant so much later; none stays none."""
    return None if at is None else at + by
