"""What happens when a deadline of Lean Coffee falls due: what does for any meeting, and for what comes again."""

from datetime import timedelta

from bot.features.lean_coffee.actions.course import CEREMONY
from bot.features.lean_coffee.actions.recurring import RECURRING
from bot.meetings import alarms as meetings
from bot.series import alarms as series
from bot.series.actions.opening import look_again
from bot.store.unit import Unit

after_outage = meetings.after_outage(CEREMONY)
_move_meetings = meetings.after_jump(CEREMONY)


def after_jump(unit: Unit, by: timedelta) -> None:
    """Move every open meeting with the machine's time, and have what waits for a channel look again."""
    _move_meetings(unit, by)
    look_again(unit, RECURRING)


ALARMS = {**series.alarms(RECURRING), **meetings.alarms(CEREMONY)}
