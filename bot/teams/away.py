"""Says on which days a person is away, and takes it back: days alone, never why."""

from datetime import date

from bot.core.facts import AwayChanged
from bot.core.ids import PersonId
from bot.store.once import once
from bot.store.unit import Unit
from bot.teams.away_days import MOST, AwayTooOften, DaysAreOver, NotAway
from bot.teams.away_store import add_away, own_days, remove_away
from bot.teams.day_range import DayRange, joined


def set_away(
    unit: Unit, *, person: PersonId, days: DayRange, set_by: PersonId, today: date, field: str | None = None
) -> DayRange:
    """Write down that a person is away; days that touch become one. Return all those days in a row.

    Raise DaysAreOver or AwayTooOften.
    """
    once(unit)
    if days.last < today:
        raise DaysAreOver(days, field)
    others = [one.days for one in own_days(unit, person, today)]
    if len(others) >= MOST:
        raise AwayTooOften(field)
    (whole,) = (one for one in joined([*others, days]) if days.first in one)
    for each in others:
        if each.first in whole:
            remove_away(unit, person, each)
    add_away(unit, person, whole, set_by)
    unit.emit(AwayChanged(person))
    return whole


def take_back_away(unit: Unit, *, person: PersonId, days: DayRange) -> None:
    """Let a person be there after all on these days. Raise NotAway."""
    once(unit)
    if not remove_away(unit, person, days):
        raise NotAway
    unit.emit(AwayChanged(person))
