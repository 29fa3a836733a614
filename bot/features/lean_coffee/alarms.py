"""What Lean Coffee does when an alarm falls due: that of its meetings, live or not, and its series."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any

from bot.core.facts import ActionItemsChanged, Fact, PersonErased
from bot.core.ids import MeetingId
from bot.features.lean_coffee.actions import windows
from bot.features.lean_coffee.actions.action_items import hear_action_items
from bot.features.lean_coffee.actions.course import CEREMONY
from bot.features.lean_coffee.actions.play import go_on
from bot.features.lean_coffee.actions.recurring import RECURRING
from bot.features.lean_coffee.actions.reports import hear_erased
from bot.features.lean_coffee.kinds import GOES_ON, REMIND
from bot.meetings import alarms as meetings
from bot.meetings.store.meetings import lock
from bot.schedule.alarms import Alarm, AlarmHandler
from bot.schedule.heartbeat import Outage
from bot.series import alarms as series
from bot.store.unit import Unit

_OF_EACH = (CEREMONY, windows.CEREMONY)


def after_outage(unit: Unit, outage: Outage) -> None:
    """Give back to every open meeting what an outage took."""
    for ceremony in _OF_EACH:
        meetings.after_outage(ceremony)(unit, outage)


def after_jump(unit: Unit, by: timedelta) -> None:
    """Move every open meeting with the machine's time, and let what of a series waits for a channel look again."""
    meetings.after_jump(CEREMONY, RECURRING)(unit, by)
    meetings.after_jump(windows.CEREMONY)(unit, by)


def on_remind(unit: Unit, alarm: Alarm) -> None:
    """Remind who is in an asynchronous Lean Coffee and has not answered."""
    windows.remind(unit, MeetingId(alarm.subject))


def on_play_goes_on(unit: Unit, alarm: Alarm) -> None:
    """Show what a play has come to."""
    go_on(unit, alarm.subject)


def _lock(unit: Unit, subject: str) -> None:
    lock(unit, MeetingId(subject))


ALARM_HANDLERS = {
    **series.alarms(RECURRING),
    **meetings.alarms(CEREMONY),
    **meetings.alarms(windows.CEREMONY),
    REMIND: AlarmHandler(on_remind, _lock),
    GOES_ON: AlarmHandler(on_play_goes_on),
}
ANSWERS: Mapping[type[Fact], Callable[[Unit, Any], None]] = {
    **series.answers(RECURRING),
    ActionItemsChanged: hear_action_items,
    PersonErased: hear_erased,
}
