"""Puts the parts together; the only room that knows them all."""

from bot.house.build import build
from bot.house.features import ANSWERED_BY, FEATURES
from bot.house.lifecycle import House, Options

__all__ = ["ANSWERED_BY", "FEATURES", "House", "Options", "build"]
