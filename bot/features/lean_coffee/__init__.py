"""Lean Coffee: topics, dots, timeboxes that run themselves."""

from bot.feature import Feature
from bot.features.lean_coffee import alarms, listeners, screens
from bot.features.lean_coffee.actions import keeping
from bot.features.lean_coffee.store.play import forget_old
from bot.features.lean_coffee.store.retention import OF_OLD_MEETINGS
from bot.features.lean_coffee.views import home
from bot.features.lean_coffee.views.explain import explain

FEATURE = Feature(
    name="lean_coffee",
    commands=listeners.COMMANDS,
    clicks=listeners.CLICKS,
    forms=listeners.FORMS,
    shortcuts=listeners.SHORTCUTS,
    screens=screens.SCREENS,
    alarms=alarms.ALARM_HANDLERS,
    answers=alarms.ANSWERS,
    home=screens.home_rows,
    at_home=home.at_home,
    ahead=screens.ahead,
    explain=explain,
    after_outage=alarms.after_outage,
    after_jump=alarms.after_jump,
    owner=screens.owner,
    instead=keeping.instead,
    asked=keeping.asked,
    ask_another=keeping.ask_another,
    forget_old=forget_old,
    of_old_meetings=OF_OLD_MEETINGS,
)
