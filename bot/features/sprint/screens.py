"""Reads what the Sprint's messages need, for delivery to draw."""

from collections.abc import Mapping

from bot.core.ids import PersonId
from bot.core.kinds import AlarmKind, ScreenKind
from bot.feature import Draw, HomeRow, Owned, SprintNotes, WithSprintNotes
from bot.features.sprint.actions.card import draw_card
from bot.features.sprint.actions.goals import read_subject
from bot.features.sprint.actions.reading import standing
from bot.features.sprint.actions.recurring import RECURRING
from bot.features.sprint.kinds import OUTCOME, SERIES
from bot.features.sprint.views import goal as goal_views
from bot.features.sprint.views import home as home_views
from bot.series import screens as series
from bot.slack.surfaces import Message
from bot.store.unit import Read
from bot.teams.sprint_events import ScrumEvent
from bot.teams.sprint_store import channels_of, sprint_goal, team_sprints
from bot.words.words import Words


def draw_event(read: Read, subject: str, words: Words, notes: SprintNotes) -> Message | None:
    """Draw an event's card, with what other features know of its Sprint."""
    found = series.shown(read, RECURRING, subject, words)
    return None if found is None else draw_card(read, words, found, notes)


def draw_outcome(read: Read, subject: str, words: Words) -> Message | None:
    """Draw what became of a Sprint Goal, or the question."""
    channel, number = read_subject(subject)
    goal, sprints = sprint_goal(read, channel, number), team_sprints(read, channel)
    return None if goal is None or sprints is None else goal_views.outcome(words, goal, subject)


def home_rows(read: Read, person: PersonId, words: Words) -> list[HomeRow]:
    """Read how the Sprints of a person's teams stand, and their next events; the Daily Scrum where it is next."""
    rows = []
    for channel in channels_of(read, person):
        found = standing(read, channel)
        rows.append(home_views.row_of_team(words, found, read.now))
        rare = [one for one in found.coming if one.event is not ScrumEvent.DAILY]
        shown = [one for one in found.coming if one in rare or one is found.coming[0]]
        rows += [home_views.row_of_event(words, found, one) for one in shown]
    return rows


def owner(read: Read, kind: ScreenKind, subject: str) -> Owned | None:
    """Return who is told when a card cannot stand in its channel: who set the Sprints up, or has taken them over."""
    if kind == OUTCOME:
        channel, number = read_subject(subject)
        sprints = team_sprints(read, channel)
        return None if sprints is None else Owned(sprints.set_by, channel, f"Sprint {number}")
    return series.owner(read, RECURRING, kind, subject)


def ahead(read: Read, kind: AlarmKind, subject: str, words: Words) -> str | None:
    """Say what an alarm brings, and to which event; None where that is gone."""
    if not kind.name.startswith(SERIES.name) or kind.name in {"sprint:begins", "sprint:ends"}:
        return words.say("A Sprint ends: its Sprint Goal is asked about") if kind.name == "sprint:ends" else None
    return series.ahead(read, RECURRING, kind, subject, words)


SCREENS: Mapping[ScreenKind, Draw] = {
    **series.screens(RECURRING),
    SERIES.announcement: WithSprintNotes(draw_event),
    OUTCOME: draw_outcome,
}
