"""What refinement shows, and what wakes it."""

from datetime import timedelta

from bot.core.kinds import AlarmKind, Doubt, ScreenKind

CARD = ScreenKind("refinement:card")
"""The reminder in the channel, a day ahead; its subject is the occasion."""
LINE = ScreenKind("refinement:line", Doubt.RATHER_NEVER)
"""One line in the card's thread shortly before; its subject is the occasion."""
MISSED = ScreenKind("refinement:missed")
"""Tells the owner that a card came too late to be sent; its subject is `reminder/due`."""
ZONE_GONE = ScreenKind("refinement:zone_gone", Doubt.RATHER_NEVER)
"""Tells the owner that a reminder is paused, for its time zone exists no more; its subject is the reminder."""

REMIND = AlarmKind("refinement:remind", timedelta(days=1), "a refinement reminder")
"""Post the card of a reminder's next occasion; its subject is the reminder."""
SOON = AlarmKind("refinement:soon", timedelta(minutes=10), "refinement is about to begin")
"""Post the line; its subject is the reminder."""
BEGUN = AlarmKind("refinement:begun", timedelta(days=1), "refinement begins")
"""Take the buttons off a card whose refinement has begun; its subject is the occasion."""
