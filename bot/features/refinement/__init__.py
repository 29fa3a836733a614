"""Refinement: reminders that a Product Owner asks for in a sentence."""

from bot.feature import Feature
from bot.features.refinement import alarms, listeners, screens
from bot.features.refinement.views import listing
from bot.features.refinement.views.explain import explain

FEATURE = Feature(
    name="refinement",
    commands=listeners.COMMANDS,
    clicks=listeners.CLICKS,
    forms=listeners.FORMS,
    shortcuts=listeners.SHORTCUTS,
    events=listeners.EVENTS,
    screens=screens.SCREENS,
    alarms=alarms.ALARM_HANDLERS,
    answers=alarms.ANSWERS,
    home=screens.home_rows,
    at_home=listing.at_home,
    ahead=screens.ahead,
    explain=explain,
    owner=screens.owner,
)
