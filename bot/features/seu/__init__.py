"""SEUs: the ledger of learning."""

from bot.core.facts import AttendanceCorrected, MeetingClosed
from bot.feature import Feature
from bot.features.seu import actions, alarms, listeners, screens, views

FEATURE = Feature(
    name="seu",
    commands=listeners.COMMANDS,
    clicks=listeners.CLICKS,
    forms=listeners.FORMS,
    screens=screens.SCREENS,
    alarms=alarms.ALARM_HANDLERS,
    answers={MeetingClosed: alarms.on_meeting_closed, AttendanceCorrected: alarms.on_attendance_corrected},
    home=screens.home_rows,
    at_home=views.at_home,
    explain=views.explain,
    instead=actions.forget_guest,
)
