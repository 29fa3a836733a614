"""Takes a change of phase back: what somebody did in the last minute, nothing that came by itself."""

from datetime import datetime, timedelta

from bot.core.ids import PersonId
from bot.meetings.rules.changes import PhaseUndone, TransitionKept
from bot.meetings.rules.course import Course
from bot.meetings.rules.guards import steering
from bot.meetings.rules.refusals import NothingToUndo, TooLateToUndo
from bot.meetings.rules.values import M, Meeting, Steered, Steering, Transition, latest_end

UNDONE_WITHIN = timedelta(seconds=60)
"""So long what somebody did can be taken back, unless the meeting has moved on by itself before."""


def kept(course: Course[M], before: M, after: M, act: Steered | None) -> tuple[TransitionKept, ...]:
    """Return what is to be kept of a meeting so that what somebody did (`act`) can be taken back; nothing where it cannot.

    What was done before that stays to be taken back after it, unless a question was asked anew: its answers replace the earlier ones.
    """
    moved = after.phase != before.phase and after.closed is None
    if course.keep is None or act is None or not moved or act.what == Steering.UNDID:
        return ()
    chain = () if after.stage in course.asks else tuple(one for one in _chain(before) if act.at < one.act.at + UNDONE_WITHIN)
    left = None if before.due is None else max(timedelta(), before.due - act.at)
    held = course.keep(before, after)
    if held is None:
        return ()
    step = Transition(after.phase, act, before.stage, after.stage, before.began, left, held)
    return (TransitionKept((*chain, step)),)


def undo(course: Course[M], meeting: M, *, person: PersonId, phase: int, at: datetime) -> tuple[PhaseUndone, ...]:
    """Let somebody here take the last change of phase back: the stage before goes on with what it had left, to the second.

    Raise NothingToUndo where nobody has made it or what it led away from is gone, TooLateToUndo, or what steering raises.
    """
    steering(meeting, person, phase, meeting.stage)
    last = _last(course, meeting)
    if last is None:
        raise NothingToUndo
    if at >= _until(meeting, last):
        raise TooLateToUndo(_until(meeting, last))
    due = None if last.left is None else min(at + last.left, _most(meeting, last))
    return (PhaseUndone(last, at, due, steered=Steered(person, Steering.UNDID, at)),)


def undone_until(course: Course[M], meeting: M) -> datetime | None:
    """Return until when anyone here can take the last change of phase back; None where nobody made it, or none can."""
    last = _last(course, meeting)
    if last is None:
        return None
    wake = course.next_wake(meeting)
    until = _until(meeting, last)
    return until if wake is None else min(until, wake)


def to_undo(course: Course[M], meeting: M, at: datetime) -> Transition | None:
    """Return the change of phase that can be taken back now."""
    until = undone_until(course, meeting)
    return _last(course, meeting) if until is not None and at < until else None


def _chain(meeting: Meeting) -> tuple[Transition, ...]:
    """Return the steps that led here, one after the other; nothing once the meeting has moved on by itself."""
    return meeting.steps if meeting.steps and meeting.steps[-1].phase == meeting.phase else ()


def _last(course: Course[M], meeting: M) -> Transition | None:
    chain = _chain(meeting) if meeting.closed is None else ()
    return chain[-1] if chain and course.is_there(meeting, chain[-1].kept) else None


def _until(meeting: Meeting, step: Transition) -> datetime:
    return min(step.act.at + UNDONE_WITHIN, _most(meeting, step))


def _most(meeting: Meeting, step: Transition) -> datetime:
    """Return when a stage that is taken back ends at the latest: at the planned end, unless it was one that outlasts that."""
    outlasts = step.left is not None and step.act.at + step.left > meeting.planned_end
    return latest_end(meeting) if outlasts else meeting.planned_end
