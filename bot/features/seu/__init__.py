"""SEUs: the ledger of learning."""

from bot.core.facts import AttendanceCorrected, MeetingClosed, RosterTaken
from bot.feature import Feature
from bot.features.seu import alarms, listeners, screens
from bot.features.seu.actions import reminding, unreached
from bot.features.seu.actions.erasing import forget_old
from bot.features.seu.views import commands
from bot.features.seu.views.explain import explain

FEATURE = Feature(
    name="seu",
    commands=listeners.COMMANDS,
    clicks=listeners.CLICKS,
    forms=listeners.FORMS,
    screens=screens.SCREENS,
    alarms=alarms.ALARM_HANDLERS,
    answers={
        MeetingClosed: alarms.on_meeting_closed,
        AttendanceCorrected: alarms.on_attendance_corrected,
        RosterTaken: alarms.on_roster_taken,
    },
    home=screens.home_rows,
    at_home=commands.at_home,
    explain=explain,
    after_jump=reminding.follow_clock,
    forget_old=forget_old,
    instead=unreached.forget_guest,
)
