"""Refinement: reminders that a Product Owner asks for in a sentence."""

from bot.feature import Feature
from bot.features.refinement import alarms, listeners, screens, views

FEATURE = Feature(
    name="refinement",
    commands=listeners.COMMANDS,
    clicks=listeners.CLICKS,
    forms=listeners.FORMS,
    screens=screens.SCREENS,
    alarms=alarms.ALARM_HANDLERS,
    home=screens.home_rows,
    at_home=views.at_home,
    ahead=screens.ahead,
    explain=views.explain,
    owner=screens.owner,
)
