"""Puts the parts together; the only room that knows them all."""

from bot.house.build import House, Options, build
from bot.house.features import ANSWERED_BY, FEATURES

__all__ = ["ANSWERED_BY", "FEATURES", "House", "Options", "build"]
