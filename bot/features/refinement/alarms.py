"""What refinement does when an alarm falls due: the card, the line, the beginning."""

from bot.features.refinement.actions.agenda import hold_agenda
from bot.features.refinement.actions.recurring import RECURRING
from bot.features.refinement.kinds import AGENDA, SERIES
from bot.schedule.alarms import Alarm, AlarmHandler
from bot.series import store as kept
from bot.series.alarms import alarms, answers
from bot.store.unit import Unit


def on_agenda(unit: Unit, alarm: Alarm) -> None:
    """Note which lines of an agenda the date was for that begins."""
    hold_agenda(unit, series=alarm.subject)


def _lock(unit: Unit, series: str) -> None:
    kept.lock(unit, SERIES.name, series)


ALARM_HANDLERS = {**alarms(RECURRING), AGENDA: AlarmHandler(on_agenda, _lock)}
ANSWERS = answers(RECURRING)
