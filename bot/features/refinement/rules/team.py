"""Who can hold what in a team."""

from dataclasses import dataclass, replace

from bot.core.ids import PersonId
from bot.core.refusal import AllAtOnce, Refusal
from bot.teams.team import Team

MOST_NAMED = 100
"""Developers, or observers, as Slack lets be chosen in a form."""


@dataclass(eq=False)
class OrdersAlready(Refusal):
    """The Product Owner needs no deputy of the same name."""

    field = "deputy"
    person: PersonId


@dataclass(eq=False)
class DeveloperLooksOn(Refusal):
    """Who is named as a Developer is no observer."""

    field = "observers"
    person: PersonId


def check_team(team: Team) -> None:
    """Raise OrdersAlready or DeveloperLooksOn, or both as Several."""
    refused = AllAtOnce()
    if team.deputy is not None and team.deputy == team.product_owner:
        refused.add(OrdersAlready(team.deputy))
    for person in sorted(team.developers & team.observers):
        refused.add(DeveloperLooksOn(person))
    refused.refuse()


def with_product_owner(team: Team, person: PersonId) -> Team:
    """Return the team with this Product Owner, who is their own deputy no more."""
    return replace(team, product_owner=person, deputy=None if team.deputy == person else team.deputy)
