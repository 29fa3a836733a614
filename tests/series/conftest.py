"""A desk of Lean Coffee: its series are what comes again here, where a test does not say otherwise."""

from tests.features.lean_coffee.conftest import desk

__all__ = ["desk"]
