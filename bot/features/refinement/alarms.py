"""What refinement does when an alarm falls due: cards and agendas, reveals, sessions that move on."""

from collections.abc import Callable, Mapping
from typing import Any

from bot.core.facts import AwayChanged, Fact, SprintGoalWritten
from bot.core.ids import ChannelId, ItemId
from bot.features.refinement.actions import estimates
from bot.features.refinement.actions.agenda import hold_agenda, lock_series
from bot.features.refinement.actions.away import show_away
from bot.features.refinement.actions.card import show_goal
from bot.features.refinement.actions.experiments import ask_result
from bot.features.refinement.actions.nudging import look_after, watch
from bot.features.refinement.actions.preparing import tell_product_owner
from bot.features.refinement.actions.recurring import RECURRING
from bot.features.refinement.actions.session import CEREMONY
from bot.features.refinement.actions.sharing import share_daily, show_daily
from bot.features.refinement.kinds import AGENDA, EXPERIMENT_AT, PREPARE_AT, REVEAL, SHARE_DAILY, UNDO_OVER, WATCH
from bot.features.refinement.rules.estimation import EstimationId
from bot.features.refinement.rules.sharing import ShareId
from bot.features.refinement.store import estimates as store
from bot.features.refinement.store.sprint_items import sprint_ahead
from bot.meetings import alarms as meetings
from bot.schedule.alarms import Alarm, AlarmHandler
from bot.series.actions.opening import lock_occurrence
from bot.series.alarms import alarms, answers
from bot.store.unit import Unit


def on_agenda(unit: Unit, alarm: Alarm) -> None:
    """Note which lines of an agenda the date was for that begins."""
    hold_agenda(unit, series=alarm.subject)


def on_prepare(unit: Unit, alarm: Alarm) -> None:
    """Tell the Product Owner what is theirs to prepare."""
    tell_product_owner(unit, occurrence=alarm.subject)


def _lock(unit: Unit, series: str) -> None:
    lock_series(unit, series)


def _lock_date(unit: Unit, occurrence: str) -> None:
    lock_occurrence(unit, RECURRING, occurrence)


def _lock_estimation(unit: Unit, subject: str) -> None:
    store.lock_estimation(unit, EstimationId(subject))


def on_reveal(unit: Unit, alarm: Alarm) -> None:
    """Reveal an estimate at its deadline, where nothing has revealed it before."""
    estimates.reveal_due(unit, EstimationId(alarm.subject))


def on_undo_over(unit: Unit, alarm: Alarm) -> None:
    """Draw a reveal anew that can be taken back no more."""
    found = store.estimation(unit, EstimationId(alarm.subject))
    if found is not None:
        estimates.show(unit, found)


def on_experiment(unit: Unit, alarm: Alarm) -> None:
    """Ask what an experiment has found."""
    ask_result(unit, ItemId(alarm.subject))


def on_new_day(unit: Unit, alarm: Alarm) -> None:
    """Draw a share anew for a new day."""
    show_daily(unit, ShareId(alarm.subject))


def _share_tomorrow(unit: Unit, alarm: Alarm) -> None:
    share_daily(unit, ShareId(alarm.subject))


def on_watch(unit: Unit, alarm: Alarm) -> None:
    """Look after a channel's queue, and again the next day."""
    look_after(unit, ChannelId(alarm.subject), sprint_ahead(unit, ChannelId(alarm.subject), unit.now.date()))
    watch(unit, ChannelId(alarm.subject))


def _watch_on(unit: Unit, alarm: Alarm) -> None:
    watch(unit, ChannelId(alarm.subject))


def on_away(unit: Unit, changed: AwayChanged) -> None:
    """Show where somebody is away now, and no longer wait for their estimates."""
    show_away(unit, changed)
    estimates.hear_away(unit, changed)


after_outage = meetings.after_outage(CEREMONY)
after_jump = meetings.after_jump(CEREMONY)
ALARM_HANDLERS = {
    **meetings.alarms(CEREMONY),
    REVEAL: AlarmHandler(on_reveal, _lock_estimation),
    UNDO_OVER: AlarmHandler(on_undo_over),
    **alarms(RECURRING),
    SHARE_DAILY: AlarmHandler(on_new_day, skipped=on_new_day, failed=_share_tomorrow),
    WATCH: AlarmHandler(on_watch, skipped=_watch_on, failed=_watch_on),
    EXPERIMENT_AT: AlarmHandler(on_experiment),
    AGENDA: AlarmHandler(on_agenda, _lock),
    PREPARE_AT: AlarmHandler(on_prepare, _lock_date),
}
ANSWERS: Mapping[type[Fact], Callable[[Unit, Any], None]] = {
    **answers(RECURRING),
    AwayChanged: on_away,
    SprintGoalWritten: show_goal,
}
