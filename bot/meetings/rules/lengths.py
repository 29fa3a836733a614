"""How long a meeting and its parts may take."""

from dataclasses import replace
from datetime import timedelta

from bot.meetings.rules.refusals import OutOfBounds
from bot.meetings.rules.values import S

SHORTEST = timedelta(minutes=1)
LONGEST = timedelta(hours=8)
"""So long a meeting can last."""


def settled(usual: S, length: timedelta | None) -> S:
    """Return the usual settings for a meeting of that length, or of the usual one. Raise OutOfBounds."""
    return replace(usual, length=within("length", usual.length, length, SHORTEST, LONGEST))


def within(setting: str, default: timedelta, asked: timedelta | None, least: timedelta, most: timedelta) -> timedelta:
    """Return what was asked for, else the default, which is not held against the limits. Raise OutOfBounds."""
    if asked is None:
        return default
    if not least <= asked <= most:
        raise OutOfBounds(setting, asked, least, most)
    return asked
