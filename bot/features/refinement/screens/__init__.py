"""Reads what refinement's messages need, for delivery to draw."""

from bot.core.ids import PersonId
from bot.core.kinds import AlarmKind, ScreenKind
from bot.feature import HomeRow, Owned
from bot.features.refinement.actions.recurring import RECURRING
from bot.features.refinement.kinds import EXPERIMENT_AT, PREPARE_AT
from bot.features.refinement.screens import estimates, experiments, forecasts, items, nudges, preparing, session, sharing, team
from bot.features.refinement.store.items import queues_of
from bot.features.refinement.views import card
from bot.series import screens as series
from bot.series.store import channels_of
from bot.store.unit import Read
from bot.teams.team_store import teams_of
from bot.words.words import Words


def home_rows(read: Read, person: PersonId, words: Words) -> list[HomeRow]:
    """Read what waits for a person and what runs, their teams, reminders and items, and when they are away."""
    also = queues_of(read, person) | channels_of(read, RECURRING.name, person)
    teams = teams_of(read, person, also)
    return [
        *estimates.home_rows(read, person, words),
        *session.home_rows(read, person, words),
        *series.home_rows(read, RECURRING, person, words, card.title_of, [one.channel for one in teams]),
        *team.home_rows(read, teams, words),
        *items.home_rows(read, teams, person, words),
        *team.away_rows(read, person, words),
        *sharing.home_rows(read, person, words),
    ]


def owner(read: Read, kind: ScreenKind, subject: str) -> Owned | None:
    """Return who is told when a card cannot stand in its channel: who asked for it, or hosts it."""
    return estimates.owner(read, kind, subject) or sharing.owner(read, kind, subject) or session.owner(read, kind, subject)


def ahead(read: Read, kind: AlarmKind, subject: str, words: Words) -> str | None:
    """Say what an alarm brings, and to which refinement or estimate; None where that is gone."""
    if kind == PREPARE_AT:
        return words.say("The Product Owner hears what to prepare")
    if kind == EXPERIMENT_AT:
        return words.say("An experiment ends: its result is asked for")
    own = estimates.ahead(read, kind, subject, words) or session.ahead(read, kind, subject, words)
    return own or series.ahead(read, RECURRING, kind, subject, words)


SCREENS = {
    **series.screens(RECURRING),
    **items.SCREENS,
    **forecasts.SCREENS,
    **sharing.SCREENS,
    **nudges.SCREENS,
    **estimates.SCREENS,
    **session.SCREENS,
    **preparing.SCREENS,
    **experiments.SCREENS,
}
