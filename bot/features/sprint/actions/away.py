"""Days on which a person is away, as they type them beside their Sprint."""

from datetime import date

from bot.core.ids import PersonId
from bot.delivery import messages
from bot.feature import HOME
from bot.store.unit import Unit
from bot.teams.away import set_away
from bot.teams.day_range import DayRange


def be_away(unit: Unit, *, person: PersonId, days: DayRange, today: date) -> DayRange:
    """Write down that a person is away, and return all those days in a row. Raise DaysAreOver or AwayTooOften."""
    kept = set_away(unit, person=person, days=days, set_by=person, today=today)
    messages.show(unit, HOME, person)
    return kept
