"""Lean Coffee as people see it: values in, messages and forms out."""

from bot.features.lean_coffee.views.board import board, over
from bot.features.lean_coffee.views.explain import explain
from bot.features.lean_coffee.views.summary import summary

__all__ = ["board", "explain", "over", "summary"]
