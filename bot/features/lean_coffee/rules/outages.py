"""After an outage: time is given back to what was running, once; the planned end stays. After a clock was set: all moves with it."""

from dataclasses import replace
from datetime import datetime, timedelta

from bot.features.lean_coffee.rules.advance import latest_end
from bot.features.lean_coffee.rules.changes import Change, ClockFollowed, OutageBridged
from bot.features.lean_coffee.rules.meeting import closed_late
from bot.features.lean_coffee.rules.stages import Stage
from bot.features.lean_coffee.rules.values import Meeting, Outage


def follow_clock(meeting: Meeting, *, by: timedelta) -> tuple[Change, ...]:
    """Move an open meeting with a machine's time that was set while everybody was at work: it lasts no longer and no shorter."""
    if meeting.stage is Stage.CLOSED:
        return ()
    verdict = meeting.verdict
    return (ClockFollowed(by, verdict and replace(verdict, at=verdict.at + by)),)


def bridge(meeting: Meeting, *, began: datetime, ended: datetime) -> tuple[Change, ...]:
    """Give back to a running stage what an outage took, or close a meeting whose planned end passed meanwhile.

    What an earlier call gave back is not given again, and a clock that was set back gives nothing.
    """
    if meeting.stage is Stage.CLOSED:
        return ()
    since = began if meeting.outage is None else max(began, meeting.outage.ended)
    if ended <= since:
        return ()
    limit = latest_end(meeting) if meeting.stage is Stage.LAST_CALL else meeting.planned_end
    if ended >= limit:
        return closed_late(meeting, ended, since)
    lost = max(timedelta(), ended - max(since, meeting.began))
    uncounted = lost if meeting.stage in (Stage.DISCUSSING, Stage.CARRY_ON) else timedelta()
    if meeting.due is None:
        return (OutageBridged(Outage(since, ended), None, uncounted),)
    if meeting.due <= since or not lost:
        return ()
    due = min(meeting.due + lost, limit)
    return (OutageBridged(Outage(since, ended, due - meeting.due), due, uncounted),)
