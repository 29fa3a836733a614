"""What refinement does when an alarm falls due: the card, the line, the beginning."""

from bot.features.refinement.actions.recurring import RECURRING
from bot.series.alarms import alarms, answers

ALARM_HANDLERS = alarms(RECURRING)
ANSWERS = answers(RECURRING)
