"""Refinement as people see it: the card, the line, the list of reminders."""

from bot.features.refinement.views.card import Card, ahead, card, line, missed, placed, zone_gone
from bot.features.refinement.views.explain import explain
from bot.features.refinement.views.listing import ReminderLine, help_by_example, home, product_owner, reminders
from bot.features.refinement.views.planning import (
    end_form,
    ended,
    ending,
    form_title,
    plan_fields,
    preview_note,
    read_plan,
    saved,
)

__all__ = [
    "Card",
    "ReminderLine",
    "ahead",
    "card",
    "end_form",
    "ended",
    "ending",
    "explain",
    "form_title",
    "help_by_example",
    "home",
    "line",
    "missed",
    "placed",
    "plan_fields",
    "preview_note",
    "product_owner",
    "read_plan",
    "reminders",
    "saved",
    "zone_gone",
]
