"""Refinement: what a team refines next, its sessions, estimates and reminders."""

from functools import partial

from bot.feature import Feature
from bot.features.refinement import alarms, listeners, screens
from bot.features.refinement.actions.session import CEREMONY
from bot.features.refinement.store.forgetting import forget_old
from bot.features.refinement.store.retention import OF_OLD_MEETINGS
from bot.features.refinement.views import listing
from bot.features.refinement.views.explain import explain
from bot.meetings.course import send_summary

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
    after_outage=alarms.after_outage,
    after_jump=alarms.after_jump,
    forget_old=forget_old,
    of_old_meetings=OF_OLD_MEETINGS,
    owner=screens.owner,
    instead=partial(send_summary, CEREMONY),
)
