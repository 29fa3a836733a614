"""Action items: what somebody promised, for every ceremony."""

from bot.action_items import alarms, listeners, screens
from bot.action_items.store import forget_old
from bot.action_items.views.explain import explain
from bot.feature import Feature

FEATURE = Feature(
    name="action_items",
    clicks=listeners.CLICKS,
    forms=listeners.FORMS,
    screens=screens.SCREENS,
    alarms=alarms.ALARM_HANDLERS,
    answers=alarms.ANSWERS,
    home=screens.home_rows,
    ahead=screens.ahead,
    owner=screens.owner,
    explain=explain,
    forget_old=forget_old,
)
