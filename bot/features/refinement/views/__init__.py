"""Refinement as people see it: the card, the line, the list of reminders."""

from bot.features.refinement.views.card import Card, card, line, missed
from bot.features.refinement.views.explain import explain
from bot.features.refinement.views.listing import ReminderLine, help_by_example, home, product_owner, read_option, reminders
from bot.features.refinement.views.planning import (
    LONGEST_TITLE,
    end_form,
    ended,
    plan_form,
    preview_note,
    read_place,
    save_form,
    saved,
    told_form,
)

__all__ = [
    "LONGEST_TITLE",
    "Card",
    "ReminderLine",
    "card",
    "end_form",
    "ended",
    "explain",
    "help_by_example",
    "home",
    "line",
    "missed",
    "plan_form",
    "preview_note",
    "product_owner",
    "read_option",
    "read_place",
    "reminders",
    "save_form",
    "saved",
    "told_form",
]
