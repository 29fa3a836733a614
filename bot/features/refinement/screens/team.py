"""Reads who holds what in a person's teams, and the days on which they are away, for their Home."""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime

from bot.core.ids import PersonId
from bot.feature import HomeButton, HomeRow, Slot
from bot.features.refinement.views import away as away_views
from bot.features.refinement.views import ids
from bot.features.refinement.views.team import home_line
from bot.store.unit import Read
from bot.teams.away_store import own_days
from bot.teams.own_holidays import own_holidays
from bot.teams.team import Team
from bot.words.words import Words


def home_rows(read: Read, teams: Iterable[Team], words: Words) -> Iterator[HomeRow]:
    """Draw who holds what in the teams of a person."""
    for team in teams:
        buttons = (
            HomeButton(words.say("Team"), ids.TEAM_OPEN, team.channel, seldom=True),
            HomeButton(words.say("Settings"), ids.SETTINGS_OPEN, team.channel, seldom=True),
        )
        yield HomeRow(Slot.TEAM, read.now, home_line(words, team), buttons, team.channel)


def away_rows(read: Read, person: PersonId, words: Words) -> Iterator[HomeRow]:
    """Read when a person said that they are away."""
    today = words.local_date(read.now)
    for one in own_days(read, person, today):
        at = datetime(one.days.first.year, one.days.first.month, one.days.first.day, tzinfo=UTC)
        told = words.say("Away: {days}", days=away_views.in_words(words, one.days, today))
        yield HomeRow(Slot.MINE, at, told, (HomeButton(words.say("Change"), ids.AWAY_OPEN, "home"),))
    own = own_holidays(read, [person]).get(person)
    ahead = None if own is None else away_views.holiday_ahead(words, own, today)
    if ahead is not None:
        day, told = ahead
        change = HomeButton(words.say("Change"), ids.HOLIDAYS_OPEN, "home")
        yield HomeRow(Slot.MINE, datetime(day.year, day.month, day.day, tzinfo=UTC), told, (change,))
