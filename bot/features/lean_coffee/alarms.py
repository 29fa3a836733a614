"""What happens when a deadline of Lean Coffee falls due."""

from datetime import timedelta

from bot import delivery, schedule
from bot.features.lean_coffee import actions, rules, store
from bot.features.lean_coffee.actions.recurring import RECURRING
from bot.features.lean_coffee.kinds import BOARD, DEADLINE, NEXT_PLAN, PLAN_WAITED, REDRAW
from bot.features.lean_coffee.rules import Meeting, MeetingId, PlanId
from bot.features.lean_coffee.store import WHOLE, Part
from bot.schedule import Alarm, Outage, Ringing
from bot.series import alarms as series
from bot.series.actions.opening import look_again
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
    look_again(unit, RECURRING)


def _locked(unit: Unit, alarm: Alarm, parts: Part = WHOLE) -> Meeting:
    """Read a meeting that `Ringing.lock` has locked: a statement after the lock's own sees what was committed while that waited."""
    found = store.meeting(unit, MeetingId(alarm.subject), parts)
    assert found is not None  # the lock raises NoMeeting
    return found


def _lock_meeting(unit: Unit, subject: str) -> None:
    store.lock_row(unit, MeetingId(subject))


def _lock_plan(unit: Unit, subject: str) -> None:
    actions.lock_turn(unit, PlanId(subject))


ALARMS = {
    **series.alarms(RECURRING),
    DEADLINE: Ringing(on_deadline, _lock_meeting, failed=on_deadline_failed),
    REDRAW: Ringing(on_redraw, _lock_meeting),
    NEXT_PLAN: Ringing(on_next_plan, _lock_plan),
    PLAN_WAITED: Ringing(on_next_plan, _lock_plan),
}
