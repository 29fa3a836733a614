"""Handles a meeting's deadlines, outages, and a machine's clock that was set."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from functools import partial
from typing import Any

from bot.core.ids import MeetingId
from bot.core.kinds import AlarmKind
from bot.delivery import messages
from bot.meetings import queue
from bot.meetings.ceremony import Ceremony
from bot.meetings.course import apply_changes, locked, redraw_in_time
from bot.meetings.rules.outages import bridge, follow_clock
from bot.meetings.rules.second_start import QueuedMeetingId
from bot.meetings.rules.values import M
from bot.meetings.store import meetings as store
from bot.schedule.alarms import Alarm, AlarmHandler, wake
from bot.schedule.heartbeat import Outage
from bot.series.actions.opening import look_again
from bot.series.recurring import Recurring
from bot.store.unit import Unit

NOT_ABANDONED = timedelta(minutes=5)
"""After the last try a meeting's alarm is set once more: a meeting must end."""


def alarms(ceremony: Ceremony[Any]) -> Mapping[AlarmKind, AlarmHandler]:
    """Return the table of a meeting's alarms, for its ceremony's Feature."""

    def lock_plan(unit: Unit, subject: str) -> None:
        queue.lock_turn(unit, ceremony, QueuedMeetingId(subject))

    kinds, turn = ceremony.kinds, AlarmHandler(partial(on_next_in_queue, ceremony), lock_plan)
    return {
        kinds.deadline: AlarmHandler(partial(on_deadline, ceremony), _lock_meeting, failed=partial(on_deadline_failed, ceremony)),
        kinds.redraw: AlarmHandler(partial(on_redraw, ceremony), _lock_meeting),
        kinds.next_plan: turn,
        kinds.plan_waited: turn,
    }


def on_deadline(ceremony: Ceremony[Any], unit: Unit, alarm: Alarm) -> None:
    """Let the rules decide what is due in a meeting."""
    apply_changes(unit, ceremony, _locked(unit, ceremony, alarm), (), rearm=True)


def on_deadline_failed(ceremony: Ceremony[Any], unit: Unit, alarm: Alarm) -> None:
    """Set the alarm again."""
    wake(unit, ceremony.kinds.deadline, alarm.subject, unit.now + NOT_ABANDONED)


def on_redraw(ceremony: Ceremony[Any], unit: Unit, alarm: Alarm) -> None:
    """Draw "about n min left" anew, and again when that is no longer true."""
    state = _locked(unit, ceremony, alarm)
    redraw_in_time(unit, ceremony, state)
    messages.show(unit, ceremony.kinds.board, state.id)


def on_next_in_queue(ceremony: Ceremony[Any], unit: Unit, alarm: Alarm) -> None:
    """Open a queued meeting, or drop it where it has waited too long."""
    queue.take_turn(unit, ceremony=ceremony, queued_meeting=QueuedMeetingId(alarm.subject))


def after_outage(ceremony: Ceremony[Any]) -> Callable[[Unit, Outage], None]:
    """Return what gives back to every open meeting what an outage took; heartbeats are real time, deadlines are business time."""

    def give_back(unit: Unit, outage: Outage) -> None:
        shift = unit.now - unit.real_now
        for meeting in store.open_meetings(unit, ceremony.name):
            state = locked(unit, ceremony, meeting)
            changes = bridge(ceremony.course, state, began=outage.began + shift, ended=outage.ended + shift)
            apply_changes(unit, ceremony, state, changes, rearm=True)

    return give_back


def after_jump(ceremony: Ceremony[Any], recurring: Recurring | None = None) -> Callable[[Unit, timedelta], None]:
    """Return what moves every open meeting with the machine's time, and lets what of a series waits for a channel look again."""

    def move(unit: Unit, by: timedelta) -> None:
        for meeting in store.open_meetings(unit, ceremony.name):
            state = locked(unit, ceremony, meeting)
            apply_changes(unit, ceremony, state, follow_clock(state, by=by), rearm=True)
            wake(unit, ceremony.kinds.redraw, meeting, unit.now + max(by, timedelta()))
        if recurring is not None:
            look_again(unit, recurring)

    return move


def _locked(unit: Unit, ceremony: Ceremony[M], alarm: Alarm) -> M:
    """Read a meeting that `AlarmHandler.lock` has locked: a statement after the lock's own sees what was committed while that waited."""
    found = ceremony.find(unit, MeetingId(alarm.subject))
    assert found is not None  # the lock raises NoMeeting
    return found


def _lock_meeting(unit: Unit, subject: str) -> None:
    store.lock(unit, MeetingId(subject))
