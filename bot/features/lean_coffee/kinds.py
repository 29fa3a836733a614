"""The screens and alarms of Lean Coffee, by name: what everything else may point at."""

from datetime import timedelta

from bot.core.kinds import AlarmKind, Doubt, ScreenKind

CEREMONY = "Lean Coffee"
"""How the facts name this ceremony, and what people read in their ledger."""

BOARD = ScreenKind("lean_coffee:board")
"""Subject: a meeting. The one message of a meeting, from its start to its summary."""
ANNOUNCEMENT = ScreenKind("lean_coffee:announcement")
"""Subject: an occurrence of a series (`OccurrenceId`). Ahead of the meeting, with "I'm coming" and "Suggest a topic"."""
KEEP_TOPIC = ScreenKind("lean_coffee:keep_topic", Doubt.RATHER_NEVER)
"""Subject: a topic carried over for the third time. A direct message: keep it, or let it go."""
ROSTER = ScreenKind("lean_coffee:roster", Doubt.RATHER_NEVER)
"""Subject: a closed meeting. A direct message to its host: who was there, and "Correct"."""
REMINDER = ScreenKind("lean_coffee:reminder", Doubt.RATHER_NEVER)
"""Subject: an occurrence. A direct message, ten minutes ahead, to each person who said "I'm coming"."""
MISSED = ScreenKind("lean_coffee:missed", Doubt.RATHER_NEVER)
"""Subject: an occurrence. A direct message to the host: its meeting could not be opened in time (another one ran, or an outage)."""
CALLED_OFF = ScreenKind("lean_coffee:called_off", Doubt.RATHER_NEVER)
"""Subject: an occurrence. A direct message to each person who said "I'm coming": it does not take place, or it does after all."""
SUMMARY = ScreenKind("lean_coffee:summary", Doubt.RATHER_NEVER)
"""Subject: a closed meeting. A direct message to its host: what came out, where its channel takes no message any more."""
ZONE_GONE = ScreenKind("lean_coffee:zone_gone", Doubt.RATHER_NEVER)
"""Subject: a series. A direct message to its host: it is paused, for its time zone exists no more."""
PLANNED = ScreenKind("lean_coffee:planned")
"""Subject: a series. One line in its channel: that it is planned, when it is first, whose it is; nothing where that is announced already."""
MOVED = ScreenKind("lean_coffee:moved", Doubt.RATHER_NEVER)
"""Subject: an occurrence. A direct message to each person who said "I'm coming": it is at another time now."""
ANCHOR = ScreenKind("lean_coffee:anchor")
"""Subject: a meeting in a thread. The message of the channel that its board replies to."""
PLAN_DROPPED = ScreenKind("lean_coffee:plan_dropped", Doubt.RATHER_NEVER)
"""Subject: a second start (`PlanId`). A direct message to its host: it was queued and never opened."""

DEADLINE = AlarmKind("lean_coffee:deadline", timedelta(days=3650), "a meeting moves on")
"""Subject: a meeting. Wakes the rules, which decide; late is still useful: an old meeting must be closed."""
REDRAW = AlarmKind("lean_coffee:redraw", timedelta(minutes=1))
"""Subject: a meeting. Redraws "about 2 min left", once a minute."""
ANNOUNCE = AlarmKind("lean_coffee:announce", timedelta(days=7), "a meeting is announced")
"""Subject: a series. Posts the announcement of its next occurrence, unless that is over or its meeting before is open."""
ANNOUNCE_AFTER = AlarmKind("lean_coffee:announce_after", timedelta(days=7))
"""Subject: an occurrence whose announcement waits for the end of the series' open meeting."""
OCCURRENCE = AlarmKind("lean_coffee:occurrence", timedelta(hours=8), "a meeting opens")
"""Subject: a series. Opens its meeting at the hour; useful until the planned end, which the handler knows."""
AGAIN = AlarmKind("lean_coffee:again", timedelta(hours=8), "a meeting opens")
"""Subject: an occurrence whose channel was busy at the hour. Tries once more to open its meeting."""
REMIND = AlarmKind("lean_coffee:remind", timedelta(minutes=10), "a meeting is about to begin")
"""Subject: a series. Reminds those who are coming to its next occurrence."""
NEXT_PLAN = AlarmKind("lean_coffee:next_plan", timedelta(days=3650), "a queued meeting opens")
"""Subject: a second start. Its turn has come: it opens, or is dropped; too late is for the rules to say."""
PLAN_WAITED = AlarmKind("lean_coffee:plan_waited", timedelta(days=3650), "a queued meeting is given up")
"""Subject: a second start. It has been queued for long enough."""
