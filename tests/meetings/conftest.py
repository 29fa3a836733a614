"""A desk of Lean Coffee, whose meetings are held in the room that is tested here."""

from tests.features.lean_coffee.conftest import desk

__all__ = ["desk"]
