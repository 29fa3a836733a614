"""Days on which a person is away, as they type them beside their Sprint."""

from datetime import date

from bot.core.facts import AwayChanged
from bot.core.ids import PersonId
from bot.delivery import messages
from bot.feature import HOME
from bot.features.sprint.kinds import SERIES
from bot.series.store import announced_in
from bot.store.unit import Unit
from bot.teams.away import set_away
from bot.teams.day_range import DayRange
from bot.teams.sprint_store import channels_of


def be_away(unit: Unit, *, person: PersonId, days: DayRange, today: date) -> DayRange:
    """Write down that a person is away, and return all those days in a row. Raise DaysAreOver or AwayTooOften."""
    kept = set_away(unit, person=person, days=days, set_by=person, today=today)
    messages.show(unit, HOME, person)
    return kept


def show_away(unit: Unit, changed: AwayChanged) -> None:
    """Draw anew the cards to come that name who is away."""
    for channel in channels_of(unit, changed.person):
        for occurrence in announced_in(unit, SERIES.name, channel):
            messages.show(unit, SERIES.announcement, occurrence)
