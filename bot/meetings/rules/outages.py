"""Gives time back after an outage, and moves a meeting with a clock that was set."""

from datetime import datetime, timedelta

from bot.meetings.rules.changes import ClockFollowed, OutageBridged
from bot.meetings.rules.course import Changes, Course, closed_late
from bot.meetings.rules.values import M, Meeting, Outage, latest_end


def follow_clock(meeting: Meeting, *, by: timedelta) -> tuple[ClockFollowed, ...]:
    """Move an open meeting with a machine's time that was set while everybody was at work: it lasts no longer and no shorter."""
    return () if meeting.closed is not None else (ClockFollowed(by),)


def bridge(course: Course[M], meeting: M, *, began: datetime, ended: datetime) -> Changes:
    """Give back to a running stage what an outage took, or close a meeting whose planned end passed meanwhile.

    What an earlier call gave back is not given again, and a clock that was set back gives nothing.
    """
    if meeting.closed is not None:
        return ()
    since = began if meeting.outage is None else max(began, meeting.outage.ended)
    if ended <= since:
        return ()
    limit = latest_end(meeting) if meeting.stage in course.has_own_end else meeting.planned_end
    if ended >= limit:
        return closed_late(course, meeting, ended, since)
    lost = max(timedelta(), ended - max(since, meeting.began))
    if not course.gives_back(meeting, lost):
        return ()
    if meeting.due is None:
        return (OutageBridged(Outage(since, ended), None, lost),)
    if meeting.due <= since or not lost:
        return () if meeting.claim is None else (OutageBridged(Outage(since, ended), meeting.due),)
    due = min(meeting.due + lost, limit)
    return (OutageBridged(Outage(since, ended, due - meeting.due), due, lost),)
