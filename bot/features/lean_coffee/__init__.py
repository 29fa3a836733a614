"""Lean Coffee: topics, dots, timeboxes that run themselves."""

from bot.feature import Feature
from bot.features.lean_coffee import actions, alarms, listeners, screens, views

FEATURE = Feature(
    name="lean_coffee",
    commands=listeners.COMMANDS,
    clicks=listeners.CLICKS,
    forms=listeners.FORMS,
    shortcuts=listeners.SHORTCUTS,
    screens=screens.SCREENS,
    alarms=alarms.ALARMS,
    home=screens.draw_home,
    ahead=screens.ahead,
    explain=views.explain,
    after_outage=alarms.after_outage,
    after_jump=alarms.after_jump,
    owner=screens.owner,
    instead=actions.send_summary,
)
