"""The screens and alarms of Lean Coffee, by name: what everything else may point at."""

from datetime import timedelta

from bot.core.kinds import AlarmKind, Doubt, ScreenKind
from bot.series.kinds import Kinds

CEREMONY = "Lean Coffee"
"""How the facts name this ceremony, and what people read in their ledger."""

SERIES = Kinds.of(
    "lean_coffee", announced="a meeting is announced", reminded="a meeting is about to begin", begins="a meeting opens"
)
"""Meetings that come again, or one to come."""

BOARD = ScreenKind("lean_coffee:board")
"""Subject: a meeting. The one message of a meeting, from its start to its summary."""
KEEP_TOPIC = ScreenKind("lean_coffee:keep_topic", Doubt.RATHER_NEVER)
"""Subject: a topic carried over for the third time. A direct message: keep it, or let it go."""
ROSTER = ScreenKind("lean_coffee:roster", Doubt.RATHER_NEVER)
"""Subject: a closed meeting. A direct message to its host: who was there, and "Correct"."""
SUMMARY = ScreenKind("lean_coffee:summary", Doubt.RATHER_NEVER)
"""Subject: a closed meeting. A direct message to its host: what came out, where its channel takes no message any more."""
ANCHOR = ScreenKind("lean_coffee:anchor")
"""Subject: a meeting in a thread. The message of the channel that its board replies to."""
PLAN_DROPPED = ScreenKind("lean_coffee:plan_dropped", Doubt.RATHER_NEVER)
"""Subject: a second start (`PlanId`). A direct message to its host: it was queued and never opened."""

DEADLINE = AlarmKind("lean_coffee:deadline", timedelta(days=3650), "a meeting moves on")
"""Subject: a meeting. Wakes the rules, which decide; late is still useful: an old meeting must be closed."""
REDRAW = AlarmKind("lean_coffee:redraw", timedelta(minutes=1))
"""Subject: a meeting. Redraws "about 2 min left", once a minute."""
NEXT_PLAN = AlarmKind("lean_coffee:next_plan", timedelta(days=3650), "a queued meeting opens")
"""Subject: a second start. Its turn has come: it opens, or is dropped; too late is for the rules to say."""
PLAN_WAITED = AlarmKind("lean_coffee:plan_waited", timedelta(days=3650), "a queued meeting is given up")
"""Subject: a second start. It has been queued for long enough."""
