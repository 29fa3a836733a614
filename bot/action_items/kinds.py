"""The screens and alarms of action items, by name."""

from datetime import timedelta

from bot.core.kinds import AlarmKind, ScreenKind, WhenUnsure

ITEM = ScreenKind("action_items:item")
"""What its owner is asked and sees of it from then on; its subject is `item/turn`: whoever has it next gets a message of their own."""
REMINDER = ScreenKind("action_items:reminder", WhenUnsure.RATHER_NEVER)
"""A reminder of its owner, never twice; its subject is `item/day`."""
RETURNED = ScreenKind("action_items:returned")
"""Who noted it hears that its owner said no; its subject is `item/turn`."""
LEFT = ScreenKind("action_items:left")
"""Who noted it hears that its owner has left the workspace; its subject is `item/turn`."""
NEWS = ScreenKind("action_items:news", WhenUnsure.RATHER_NEVER)
"""Who noted it hears that it is done or overdue, once for each date that it is due; its subject is `item/due`."""

DIGEST = ScreenKind("action_items:digest", WhenUnsure.RATHER_NEVER)
"""What is open in a channel, listed there once a week; its subject is `channel/day`."""

REMIND = AlarmKind("action_items:remind", timedelta(days=365), "an action item is due")
"""The next reminder of an item, or the word to who noted it; its subject is the item. What is too late by then, the rules decide."""
SETTLED = AlarmKind("action_items:settled", timedelta(days=365))
"""What is done cannot be reopened any more; its subject is the item."""
WEEK = AlarmKind("action_items:week", timedelta(days=8), "the weekly list of action items")
"""The weekly list of a channel; its subject is the channel. On another day than its own nothing is posted."""
