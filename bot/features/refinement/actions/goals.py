"""The Product Goal: set, reworded, followed by another one."""

from bot.core.ids import ChannelId, PersonId
from bot.features.refinement.actions.items import show_queue
from bot.features.refinement.rules import goals
from bot.features.refinement.rules.goals import Direction, Wish
from bot.features.refinement.store import experiments
from bot.features.refinement.store import goals as store
from bot.features.refinement.views import goals as views
from bot.slack.surfaces import Message
from bot.store.unit import Read, Unit
from bot.teams import store as people
from bot.teams.team_store import team
from bot.words.words import Words


def read_direction(read: Read, channel: ChannelId, words: Words) -> Message:
    """Read and draw where the team of a channel is heading, what became of its goals, and its experiments."""
    found, before = store.direction(read, channel), store.goals_before(read, channel)
    author = found.goal.set_by if found.goal else None
    name = people.names(read, [author], words)[author] if author else ""
    return views.direction(words, channel, found, before, experiments.experiments(read, channel), name)


def read_settable(read: Read, *, channel: ChannelId, person: PersonId, is_admin: bool) -> Direction:
    """Return where a team is heading, for who may set it. Raise NotProductOwner."""
    goals.may_set(team(read, channel), person, is_admin=is_admin)
    return store.direction(read, channel)


def set_direction(unit: Unit, *, channel: ChannelId, person: PersonId, is_admin: bool, wish: Wish, seen: str) -> None:
    """Set the Product Goal, and the vision and strategy above it; `seen`: the goal that the person saw standing, empty for none.

    Raise NotProductOwner, GoalChanged, WhatBecameOfIt or TextTooLong.
    """
    goals.may_set(team(unit, channel), person, is_admin=is_admin)
    stands = store.lock_direction(unit, channel)
    store.record(unit, channel, person, goals.changed(stands, wish, seen=seen))
    show_queue(unit, channel)
