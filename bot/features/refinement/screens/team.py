"""Reads what concerns a person of their teams, and the days on which they are away, for their Home."""

from collections.abc import Iterator
from datetime import UTC, datetime

from bot.core.ids import PersonId
from bot.feature import HomeButton, HomeRow, Slot
from bot.features.refinement.views import away as away_views
from bot.features.refinement.views import ids
from bot.features.refinement.views.team import home_line
from bot.store.unit import Read
from bot.teams.away_store import own_days
from bot.teams.team_store import teams_of
from bot.words.words import Words


def home_rows(read: Read, person: PersonId, words: Words) -> Iterator[HomeRow]:
    """Read the teams in which a person is named, and when they said that they are away."""
    for team in teams_of(read, person):
        buttons = (
            HomeButton(words.say("Team"), ids.TEAM_OPEN, team.channel),
            HomeButton(words.say("Settings"), ids.SETTINGS_OPEN, team.channel),
        )
        yield HomeRow(Slot.TEAM, read.now, home_line(words, team), buttons)
    today = words.local_date(read.now)
    for one in own_days(read, person, today):
        at = datetime(one.days.first.year, one.days.first.month, one.days.first.day, tzinfo=UTC)
        told = words.say("Away: {days}", days=away_views.in_words(words, one.days, today))
        yield HomeRow(Slot.MINE, at, told, (HomeButton(words.say("Change"), ids.AWAY_OPEN, "home"),))
