"""Refinement as people see it: the card, the line, the list of reminders."""

from bot.features.refinement.views.card import card, comes, line, missed, placed, title_of, zone_gone
from bot.features.refinement.views.explain import explain
from bot.features.refinement.views.listing import at_home, help_by_example, line_of_list, listing, product_owner
from bot.features.refinement.views.planning import ending, form_title, losing, plan_fields, preview_note, read_plan, saved

__all__ = [
    "at_home",
    "card",
    "comes",
    "ending",
    "explain",
    "form_title",
    "help_by_example",
    "line",
    "line_of_list",
    "listing",
    "losing",
    "missed",
    "placed",
    "plan_fields",
    "preview_note",
    "product_owner",
    "read_plan",
    "saved",
    "title_of",
    "zone_gone",
]
