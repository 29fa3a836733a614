"""The team and what it has set, as people see it."""

from collections.abc import Iterable

from bot.core.ids import PersonId
from bot.teams.team import Team
from bot.words.words import Words


def or_an_admin(words: Words, team: Team, people: Iterable[PersonId]) -> str:
    """Name who can do what others cannot: people of a team with what they hold, or an admin."""
    return words.any_of([*(_held(words, team, person) for person in people), words.say("an admin")])


def _held(words: Words, team: Team, person: PersonId) -> str:
    if person == team.product_owner:
        return words.say("<@{person}> (Product Owner)", person=person)
    if person == team.scrum_master:
        return words.say("<@{person}> (Scrum Master)", person=person)
    return words.say("<@{person}> (the Product Owner's deputy)", person=person)
