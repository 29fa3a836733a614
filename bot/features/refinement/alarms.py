"""What refinement does when an alarm falls due: the card, the line, the beginning."""

from bot.features.refinement.actions.recurring import RECURRING
from bot.series.alarms import alarms

ALARM_HANDLERS = alarms(RECURRING)
