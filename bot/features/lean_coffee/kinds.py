"""The screens and alarms of Lean Coffee, by name: what everything else may point at."""

from datetime import timedelta

from bot.core.kinds import AlarmKind, ScreenKind, WhenUnsure
from bot.meetings.kinds import Kinds as OfMeetings
from bot.series.kinds import Kinds as OfSeries

NAME = "lean_coffee"
"""What its ids, screens, alarms and drafts begin with, and whose its meetings are in their rows."""
SERIES = OfSeries.of(NAME)
"""Meetings that come again, or one to come."""
MEETINGS = OfMeetings(NAME)
BOARD, ANCHOR, SUMMARY = MEETINGS.board, MEETINGS.anchor, MEETINGS.summary
DEADLINE, NEXT_IN_QUEUE, WAITED_TOO_LONG = MEETINGS.deadline, MEETINGS.next_plan, MEETINGS.plan_waited
ASYNC = "lean_coffee:async"
"""What the ids, screens and alarms of an asynchronous one begin with, and whose its meetings are in their rows."""
WINDOWS = OfMeetings(ASYNC)
TALK = ScreenKind("lean_coffee:async:talk")
"""Subject: `meeting/topic`. The message in whose thread a topic is talked about."""
REMINDER = ScreenKind("lean_coffee:async:reminder", WhenUnsure.RATHER_NEVER, links_to=WINDOWS.board.name)
"""Subject: `meeting/phase/person`. A direct message to who is in it and has not answered in a window."""
REMIND = AlarmKind("lean_coffee:async:remind", timedelta(days=7))
"""Subject: a meeting. Reminds whose moment has come in the running window."""
KEEP_TOPIC = ScreenKind("lean_coffee:keep_topic", WhenUnsure.RATHER_NEVER)
"""Subject: a topic carried over for the third time. A direct message: keep it, or let it go."""
HIDDEN_TOPIC = ScreenKind("lean_coffee:hidden_topic", WhenUnsure.RATHER_NEVER)
"""Subject: a topic that several people reported. A direct message to the host: put it back, or remove it."""
STATS = ScreenKind("lean_coffee:stats", WhenUnsure.RATHER_NEVER)
"""Subject: `channel/how many/meeting/id`. How the meetings of a channel went, as a chart; the meeting, where there is one, gives the title."""
PLAY = ScreenKind("lean_coffee:play", WhenUnsure.RATHER_NEVER)
"""Subject: a play of a meeting by invented people. A direct message to who asked for it."""
GOES_ON = AlarmKind("lean_coffee:play_goes_on", timedelta(hours=1))
"""Subject: a play that has something new to show; long after its end there is nobody left who watches."""
