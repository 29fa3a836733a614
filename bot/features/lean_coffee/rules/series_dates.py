"""The dates of a series: how far ahead each is announced, who may change them, who hears that one is called off."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from itertools import pairwise

from bot.core.ids import PersonId
from bot.features.lean_coffee.rules.records import Occurrence, Series
from bot.features.lean_coffee.rules.refusals import NoSuchOccurrence, NotSeriesHost, SeriesEnded, TooFarAhead
from bot.features.lean_coffee.rules.stages import SeriesState
from bot.series import rules as rights

A_DAY = timedelta(days=1)
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


def may_change_series(series: Series, person: PersonId, *, is_admin: bool) -> None:
    """Let its host, or an admin, change a series that has not ended. Raise NotSeriesHost or SeriesEnded."""
    rights.may_change(series.host, person, is_admin=is_admin, refusal=NotSeriesHost)
    if series.state is SeriesState.ENDED:
        raise SeriesEnded


def may_skip(coming: datetime | None, meant: datetime) -> None:
    """Raise NoSuchOccurrence unless the next meeting is the one that was meant (both UTC)."""
    if coming != meant:
        raise NoSuchOccurrence


def to_be_told(occurrence: Occurrence, *knowing: PersonId | None) -> tuple[PersonId, ...]:
    """Return who said that they are coming and does not know by themselves that it is called off."""
    return tuple(sorted(occurrence.coming - set(knowing)))
