"""What Lean Coffee does when an alarm falls due: that of its meetings and its series."""

from bot.features.lean_coffee.actions.course import CEREMONY
from bot.features.lean_coffee.actions.recurring import RECURRING
from bot.meetings import alarms as meetings
from bot.series import alarms as series

after_outage = meetings.after_outage(CEREMONY)
after_jump = meetings.after_jump(CEREMONY, RECURRING)
ALARM_HANDLERS = {**series.alarms(RECURRING), **meetings.alarms(CEREMONY)}
ANSWERS = series.answers(RECURRING)
