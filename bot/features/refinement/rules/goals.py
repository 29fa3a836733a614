"""The Product Goal, one at a time, what became of others, and what stands above it. Pure."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.core import limits
from bot.core.ids import PersonId
from bot.core.refusal import Refusal
from bot.core.texts import on_one_line
from bot.teams.people import NotAllowed
from bot.teams.team import Team

LIMITS = {"goal": 300, "vision": 200, "strategy": 200}
"""Most characters of each."""


class GoalEnd(StrEnum):
    """What became of a Product Goal when it was followed by another one, or by none (Scrum Guide 2020: fulfilled or abandoned)."""

    FULFILLED = "fulfilled"
    ABANDONED = "abandoned"


REWORDED = "reworded"
"""What is answered in the place of an outcome where the goal stays and only its words change."""


@dataclass(frozen=True)
class Goal:
    """A Product Goal: set by whom and when; once it is over, when that was and what became of it."""

    id: str
    text: str
    set_by: PersonId
    since: datetime
    ended: datetime | None = None
    outcome: GoalEnd | None = None


@dataclass(frozen=True)
class Direction:
    """Where a team is heading: the Product Goal that stands, and above it a vision and a strategy, one line each."""

    goal: Goal | None = None
    vision: str = ""
    strategy: str = ""


@dataclass(frozen=True)
class Wish:
    """What somebody wants the direction to be; `before`: what became of the goal that stood, a GoalEnd or REWORDED; empty: not said."""

    goal: str
    vision: str
    strategy: str
    before: str = ""


@dataclass(frozen=True)
class Change:
    """What a wish changes: the words of the goal that stands, its end, a new one."""

    direction: Direction
    reworded: str | None = None
    ended: GoalEnd | None = None
    begun: str | None = None


class NotProductOwner(NotAllowed):
    """Only the Product Owner sets the Product Goal; `team` says who that is."""

    def __init__(self, team: Team) -> None:
        super().__init__(team)
        self.team = team


class WhatBecameOfIt(Refusal):
    """Another goal is to follow one that stands: it is asked whether that was fulfilled or abandoned."""

    field = "before"

    def __init__(self, goal: Goal) -> None:
        super().__init__(goal)
        self.goal = goal


class GoalChanged(Refusal):
    """Another Product Goal stands than the one that the person saw."""

    def __init__(self, goal: Goal | None) -> None:
        super().__init__(goal)
        self.goal = goal


def may_set(team: Team, person: PersonId, *, is_admin: bool) -> None:
    """Let the Product Owner or an admin set the Product Goal. Raise NotProductOwner."""
    if not is_admin and (team.product_owner is None or person != team.product_owner):
        raise NotProductOwner(team)


def changed(direction: Direction, wish: Wish, *, seen: str) -> Change:
    """Return what a wish changes; `seen` is the id of the goal that the person saw, empty for none.

    Raise GoalChanged, WhatBecameOfIt or TextTooLong.
    """
    stands = direction.goal
    if seen != (stands.id if stands else ""):
        raise GoalChanged(stands)
    text = limits.paragraph("goal", on_one_line(wish.goal), LIMITS["goal"])
    vision, strategy = (
        limits.paragraph(name, on_one_line(said), LIMITS[name])
        for name, said in (("vision", wish.vision), ("strategy", wish.strategy))
    )
    above = Direction(stands, vision, strategy)
    if text == (stands.text if stands else ""):
        return Change(above)
    if stands is None:
        return Change(above, begun=text)
    if text and wish.before == REWORDED:
        return Change(above, reworded=text)
    if wish.before not in tuple(GoalEnd):
        raise WhatBecameOfIt(stands)
    return Change(above, ended=GoalEnd(wish.before), begun=text or None)
