"""Lean Coffee as people see it: values in, messages and forms out."""

from bot.features.lean_coffee.views.board import board, over
from bot.features.lean_coffee.views.explain import explain
from bot.features.lean_coffee.views.pieces import Reader
from bot.features.lean_coffee.views.summary import RosterLine, roster, roster_form, summary, summary_for_host

__all__ = ["Reader", "RosterLine", "board", "explain", "over", "roster", "roster_form", "summary", "summary_for_host"]
