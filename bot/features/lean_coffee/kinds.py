"""The screens and alarms of Lean Coffee, by name: what everything else may point at."""

from bot.core.kinds import ScreenKind, WhenUnsure
from bot.meetings.kinds import Kinds as OfMeetings
from bot.series.kinds import Kinds as OfSeries

NAME = "lean_coffee"
"""What its ids, screens, alarms and drafts begin with, and whose its meetings are in their rows."""
SERIES = OfSeries.of(NAME)
"""Meetings that come again, or one to come."""
MEETINGS = OfMeetings(NAME)
BOARD, ANCHOR, SUMMARY = MEETINGS.board, MEETINGS.anchor, MEETINGS.summary
DEADLINE, NEXT_IN_QUEUE, WAITED_TOO_LONG = MEETINGS.deadline, MEETINGS.next_plan, MEETINGS.plan_waited
KEEP_TOPIC = ScreenKind("lean_coffee:keep_topic", WhenUnsure.RATHER_NEVER)
"""Subject: a topic carried over for the third time. A direct message: keep it, or let it go."""
HIDDEN_TOPIC = ScreenKind("lean_coffee:hidden_topic", WhenUnsure.RATHER_NEVER)
"""Subject: a topic that several people reported. A direct message to the host: put it back, or remove it."""
