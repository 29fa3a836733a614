"""Days on which a person is away, from refinement's own button and form."""

from datetime import date, timedelta

from bot.core.facts import AwayChanged
from bot.core.ids import PersonId
from bot.delivery import messages
from bot.feature import HOME
from bot.features.refinement.kinds import SERIES
from bot.series.store import announced_in
from bot.store.unit import Unit
from bot.teams import store as people
from bot.teams.away import set_away, take_back_away
from bot.teams.away_days import NotAway
from bot.teams.away_store import follow_status, own_days
from bot.teams.day_range import DayRange
from bot.teams.members_store import channels_with
from bot.teams.status import Status
from bot.teams.team_store import teams_of

_A_DAY = timedelta(days=1)


def be_away(unit: Unit, *, person: PersonId, days: DayRange, today: date, field: str) -> DayRange:
    """Write down that a person is away. Raise DaysAreOver or AwayTooOften."""
    return set_away(unit, person=person, days=days, set_by=person, today=today, field=field)


def be_back(unit: Unit, *, person: PersonId, named: str) -> None:
    """Take back the days away that an id names. Raise NotAway."""
    days = next((one.days for one in own_days(unit, person, unit.now.date() - _A_DAY) if one.id == named), None)
    if days is None:
        raise NotAway
    take_back_away(unit, person=person, days=days)


def hear_status(unit: Unit, *, person: PersonId, status: Status | None) -> None:
    """Follow what a person's status says now; of whom the bot has never met nothing is written down."""
    known = people.person(unit, person)
    if known is not None:
        follow_status(unit, person, status, known.zone)


def show_away(unit: Unit, changed: AwayChanged) -> None:
    """Draw anew what tells that somebody is away: their Home, and the cards that stand in the channels of their teams."""
    messages.show(unit, HOME, changed.person)
    theirs = {team.channel for team in teams_of(unit, changed.person)} | channels_with(unit, changed.person)
    for channel in sorted(theirs):
        for occurrence in announced_in(unit, SERIES.name, channel):
            messages.show(unit, SERIES.announcement, occurrence)
