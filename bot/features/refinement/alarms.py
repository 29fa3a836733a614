"""What wakes refinement: the card's day, the line's minute, the beginning."""

from bot.features.refinement.actions import RECURRING
from bot.series.alarms import alarms

ALARM_HANDLERS = alarms(RECURRING)
