"""The screens and alarms of refinement, by name."""

from datetime import timedelta

from bot.core.kinds import AlarmKind, ScreenKind, WhenUnsure
from bot.meetings.kinds import Kinds as OfMeetings
from bot.series.kinds import Kinds

SERIES = Kinds(
    "refinement",
    announce=AlarmKind("refinement:remind", timedelta(days=1), "a refinement reminder"),
    remind=AlarmKind("refinement:soon", timedelta(minutes=10), "refinement is about to begin"),
    hour=AlarmKind("refinement:begun", timedelta(days=1), "refinement begins"),
    announcement=ScreenKind("refinement:card"),
    reminder=ScreenKind("refinement:line", WhenUnsure.RATHER_NEVER),
    missed=ScreenKind("refinement:missed"),
    more="refinement:more",
    before="refinement:before",
    after="refinement:after",
    end="refinement:end",
)
"""A reminder: its card in the channel a day ahead, the line in the card's thread shortly before; the card's buttons go when it begins."""

FORECAST = ScreenKind("refinement:forecast", WhenUnsure.RATHER_NEVER)
"""A forecast that somebody shared, as it was found; its subject is its id."""

SHARE = ScreenKind("refinement:share")
"""A channel's queue, goal and forecast in a channel of stakeholders; its subject is the share."""
PROPOSAL = ScreenKind("refinement:proposal")
"""What a stakeholder proposes, for who decides; its subject is the proposal."""
PROPOSAL_ANSWER = ScreenKind("refinement:proposal_answer")
"""What became of a proposal, for who made it; its subject is the proposal."""
NUDGE = ScreenKind("refinement:nudge", WhenUnsure.RATHER_NEVER)
"""What a Product Owner is told of what is not ready, or old; its subject is the nudge."""
WATCH = AlarmKind("refinement:watch", timedelta(hours=12))
"""A channel's queue is looked after, once a day; its subject is the channel."""
SHARE_DAILY = AlarmKind("refinement:share_daily", timedelta(days=7))
"""A share is drawn anew for a new day; its subject is the share."""

EXPERIMENT_AT = AlarmKind("refinement:experiment", timedelta(days=7), "an experiment ends")
"""The day on which an experiment is looked at; its subject is the item."""
EXPERIMENT = ScreenKind("refinement:experiment", WhenUnsure.RATHER_NEVER)
"""What came out is asked of who orders, once for each day that was named; its subject is `item/day`."""

QUEUE = ScreenKind("refinement:queue")
"""What a team refines next, as its channel sees it; its subject is the channel."""

AGENDA = AlarmKind("refinement:agenda", timedelta(days=365))
"""The next date of a reminder begins, for which somebody has added to the agenda; its subject is the series."""
ESTIMATE = ScreenKind("refinement:estimate")
"""Subject: an estimate that no refinement asks for. The one message of it in the channel."""
REVEAL = AlarmKind("refinement:reveal", timedelta(days=365), "an estimate is revealed")
"""Subject: an estimate. Its deadline; late is still useful: people wait for what the others said."""
UNDO_OVER = AlarmKind("refinement:undo_over", timedelta(days=1))
"""Subject: an estimate. The minute in which its reveal can be taken back is over: the button goes."""
SESSION = OfMeetings("refinement:session")
"""A refinement that people hold: its board and what else a meeting shows and waits for."""
PREPARE_AT = AlarmKind("refinement:prepare", timedelta(hours=20), "the Product Owner hears what to prepare")
PREPARE = ScreenKind("refinement:prepare", WhenUnsure.RATHER_NEVER)
"""Subject: an occurrence. A day ahead, to the Product Owner: what is theirs to prepare."""
