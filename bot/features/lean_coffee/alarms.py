"""What Lean Coffee does when an alarm falls due: that of its meetings and its series."""

from collections.abc import Callable, Mapping
from typing import Any

from bot.core.facts import ActionItemsChanged, Fact, PersonErased
from bot.features.lean_coffee.actions.action_items import hear_action_items
from bot.features.lean_coffee.actions.course import CEREMONY
from bot.features.lean_coffee.actions.recurring import RECURRING
from bot.features.lean_coffee.actions.reports import hear_erased
from bot.meetings import alarms as meetings
from bot.series import alarms as series
from bot.store.unit import Unit

after_outage = meetings.after_outage(CEREMONY)
after_jump = meetings.after_jump(CEREMONY, RECURRING)
ALARM_HANDLERS = {**series.alarms(RECURRING), **meetings.alarms(CEREMONY)}
ANSWERS: Mapping[type[Fact], Callable[[Unit, Any], None]] = {
    **series.answers(RECURRING),
    ActionItemsChanged: hear_action_items,
    PersonErased: hear_erased,
}
