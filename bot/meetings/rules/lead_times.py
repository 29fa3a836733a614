"""How far ahead the dates of a series are announced."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from itertools import pairwise

from bot.meetings.rules.refusals import TooFarAhead
from bot.series.rules import A_DAY

A_WEEK = timedelta(weeks=1)
AHEAD = (A_DAY, A_WEEK)
"""So far ahead a date can be announced; the first is the usual one, and the least: also a daily series has it."""


def may_announce(ahead: timedelta, *, dates: Iterable[datetime], length: timedelta) -> None:
    """Raise TooFarAhead where a date (wall time) would be announced before the meeting of the date before it is over."""
    if ahead <= A_DAY:
        return
    for earlier, later in pairwise(dates):
        if later - ahead < earlier + length:
            raise TooFarAhead(later - earlier)
