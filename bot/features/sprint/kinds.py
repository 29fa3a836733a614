"""The screens and alarms of the Sprint and its events, by name."""

from datetime import timedelta

from bot.core.kinds import AlarmKind, ScreenKind, WhenUnsure
from bot.feature import SPRINT_EVENTS
from bot.series.kinds import Kinds

SERIES = Kinds(
    SPRINT_EVENTS,
    announce=AlarmKind("sprint:announce", timedelta(days=1), "an event of the Sprint is announced"),
    remind=AlarmKind("sprint:remind", timedelta(minutes=10), "an event of the Sprint is about to begin"),
    hour=AlarmKind("sprint:begun", timedelta(days=1), "an event of the Sprint begins"),
    announcement=ScreenKind("sprint:card"),
    reminder=ScreenKind("sprint:line", WhenUnsure.RATHER_NEVER),
    missed=ScreenKind("sprint:missed", WhenUnsure.RATHER_NEVER),
    more="sprint:more",
    before="sprint:before",
    after="sprint:after",
    end="sprint:end",
)
"""An event: its card in the channel ahead of it, the line shortly before; the card's buttons go when it begins."""

OUTCOME = ScreenKind("sprint:outcome", WhenUnsure.RATHER_NEVER)
"""Subject: `channel/number`. A Sprint is over: what became of its Sprint Goal is asked once, and then stands there."""

BEGINS = AlarmKind("sprint:begins", timedelta(days=365))
"""Subject: a channel, whose next Sprint begins. What is known ahead of its events is known for longer."""

ENDS = AlarmKind("sprint:ends", timedelta(days=7), "a Sprint ends")
"""Subject: a channel, whose Sprint ends. Asks what became of the Sprint Goal."""
