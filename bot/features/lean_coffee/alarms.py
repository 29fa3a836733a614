"""What happens when a deadline of Lean Coffee falls due."""

from datetime import timedelta

from bot import delivery, schedule
from bot.features.lean_coffee import actions, rules, store
from bot.features.lean_coffee.kinds import (
    AGAIN,
    ANNOUNCE,
    ANNOUNCE_AFTER,
    BOARD,
    DEADLINE,
    NEXT_PLAN,
    OCCURRENCE,
    PLAN_WAITED,
    REDRAW,
    REMIND,
)
from bot.features.lean_coffee.rules import Meeting, MeetingId, OccurrenceId, PlanId, Series, SeriesId, SeriesState
from bot.features.lean_coffee.store import WHOLE, Part
from bot.schedule import Alarm, Outage, Ringing, ZoneChanges
from bot.store.unit import Unit

NOT_ABANDONED = timedelta(minutes=5)
"""After the last try a meeting's alarm is set once more: a meeting must end."""


def on_deadline(unit: Unit, alarm: Alarm) -> None:
    """Let the rules decide what is due in a meeting."""
    actions.carry_out(unit, _locked(unit, alarm), (), rearm=True)


def on_deadline_failed(unit: Unit, alarm: Alarm) -> None:
    """Set the alarm again."""
    schedule.wake(unit, DEADLINE, alarm.subject, unit.now + NOT_ABANDONED)


def on_redraw(unit: Unit, alarm: Alarm) -> None:
    """Draw "about n min left" anew, and again when that is no longer true."""
    state = _locked(unit, alarm, Part.TOPICS)
    actions.redraw_in_time(unit, state)
    delivery.show(unit, BOARD, state.id)


def on_announce(unit: Unit, alarm: Alarm) -> None:
    """Announce the next meeting of a series."""
    series = _running(unit, alarm)
    if series is not None and alarm.occurrence is not None:
        actions.announce(unit, series, alarm.occurrence.wall, alarm.occurrence.starts)


def on_announce_after(unit: Unit, alarm: Alarm) -> None:
    """Announce what has waited for the end of a meeting."""
    actions.announce_waiting(unit, OccurrenceId(alarm.subject))


def on_remind(unit: Unit, alarm: Alarm) -> None:
    """Remind the host and those who are coming."""
    series = _running(unit, alarm)
    if series is not None and alarm.occurrence is not None:
        actions.remind(unit, series, alarm.occurrence.wall, alarm.occurrence.starts)


def on_occurrence(unit: Unit, alarm: Alarm) -> None:
    """Open the meeting of a series at its hour."""
    series = _running(unit, alarm)
    if series is not None and alarm.occurrence is not None:
        found = store.keep_occurrence(unit, series.id, alarm.occurrence.wall, alarm.occurrence.starts)
        actions.open_occurrence(unit, series, found)


def on_occurrence_skipped(unit: Unit, alarm: Alarm) -> None:
    """Tell the host, and who is coming, that a meeting could not be opened in time."""
    series = _running(unit, alarm)
    if series is not None and alarm.occurrence is not None:
        found = store.keep_occurrence(unit, series.id, alarm.occurrence.wall, alarm.occurrence.starts)
        actions.miss_occurrence(unit, series, found)


def on_again(unit: Unit, alarm: Alarm) -> None:
    """Try once more to open a meeting whose channel was busy, unless it was called off meanwhile."""
    found = store.occurrence(unit, OccurrenceId(alarm.subject))
    series = None if found is None else store.series_named(unit, found.series)
    if found is not None and series is not None and series.state is SeriesState.RUNNING:
        actions.open_occurrence(unit, series, found)


def on_next_plan(unit: Unit, alarm: Alarm) -> None:
    """Open a queued meeting, or drop it where it has waited too long."""
    actions.take_turn(unit, plan=PlanId(alarm.subject))


def after_outage(unit: Unit, outage: Outage) -> None:
    """Give back to every open meeting what an outage took; heartbeats are real time, deadlines are business time."""
    shift = unit.now - unit.real_now
    for meeting in store.open_meetings(unit):
        state = store.lock_meeting(unit, meeting)
        changes = rules.bridge(state, began=outage.began + shift, ended=outage.ended + shift)
        actions.carry_out(unit, state, changes, rearm=True)


def after_jump(unit: Unit, by: timedelta) -> None:
    """Move every open meeting with the machine's time, and have what waits for a channel look again."""
    for meeting in store.open_meetings(unit):
        state = store.lock_meeting(unit, meeting)
        actions.carry_out(unit, state, rules.follow_clock(state, by=by), rearm=True)
        schedule.wake(unit, REDRAW, meeting, unit.now + max(by, timedelta()))
    for said in actions.told(unit):
        occurrence = store.occurrence_at(unit, SeriesId(said.rule), said.wall)
        if occurrence is not None:
            schedule.hasten(unit, AGAIN, occurrence.id, unit.now)
            schedule.hasten(unit, ANNOUNCE_AFTER, occurrence.id, unit.now)


def _running(unit: Unit, alarm: Alarm) -> Series | None:
    found = store.series_named(unit, SeriesId(alarm.subject))
    return found if found is not None and found.state is SeriesState.RUNNING else None


def _locked(unit: Unit, alarm: Alarm, parts: Part = WHOLE) -> Meeting:
    """Read a meeting that `Ringing.lock` has locked: a statement after the lock's own sees what was committed while that waited."""
    found = store.meeting(unit, MeetingId(alarm.subject), parts)
    assert found is not None  # the lock raises NoMeeting
    return found


def _lock_meeting(unit: Unit, subject: str) -> None:
    store.lock_row(unit, MeetingId(subject))


def _lock_series(unit: Unit, subject: str) -> None:
    store.lock_series(unit, SeriesId(subject))


def _lock_announcing(unit: Unit, subject: str) -> None:
    actions.lock_announcing(unit, SeriesId(subject))


def _lock_waiting(unit: Unit, subject: str) -> None:
    actions.lock_waiting(unit, OccurrenceId(subject))


def _lock_plan(unit: Unit, subject: str) -> None:
    actions.lock_turn(unit, PlanId(subject))


def _lock_occurrence(unit: Unit, subject: str) -> None:
    actions.lock_occurrence(unit, OccurrenceId(subject))


ZONES = ZoneChanges(_lock_series, actions.told, actions.follow_zone, actions.lose_zone)
ALARMS = {
    DEADLINE: Ringing(on_deadline, _lock_meeting, failed=on_deadline_failed),
    REDRAW: Ringing(on_redraw, _lock_meeting),
    ANNOUNCE: Ringing(on_announce, _lock_announcing, zones=ZONES),
    ANNOUNCE_AFTER: Ringing(on_announce_after, _lock_waiting),
    REMIND: Ringing(on_remind, _lock_series, zones=ZONES),
    OCCURRENCE: Ringing(on_occurrence, _lock_series, skipped=on_occurrence_skipped, zones=ZONES),
    AGAIN: Ringing(on_again, _lock_occurrence),
    NEXT_PLAN: Ringing(on_next_plan, _lock_plan),
    PLAN_WAITED: Ringing(on_next_plan, _lock_plan),
}
