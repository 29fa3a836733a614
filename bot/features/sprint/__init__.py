"""The Sprint: when it is, what it is for, and its events, announced in the channel of its team."""

from bot.feature import Feature
from bot.features.sprint import alarms, listeners, screens
from bot.features.sprint.views import home
from bot.features.sprint.views.explain import explain

FEATURE = Feature(
    name="sprint",
    commands=listeners.COMMANDS,
    clicks=listeners.CLICKS,
    forms=listeners.FORMS,
    screens=screens.SCREENS,
    alarms=alarms.ALARM_HANDLERS,
    answers=alarms.ANSWERS,
    home=screens.home_rows,
    at_home=home.at_home,
    ahead=screens.ahead,
    explain=explain,
    owner=screens.owner,
)
