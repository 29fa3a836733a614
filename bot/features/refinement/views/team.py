"""The team as people see it: who holds what, and the form in which that is said."""

from collections.abc import Iterable

from slack_sdk.models.blocks import Block, InputInteractiveElement, UserMultiSelectElement, UserSelectElement

from bot.core.ids import ChannelId, PersonId
from bot.features.refinement.rules.team import MOST_NAMED
from bot.features.refinement.views import ids
from bot.slack.blocks import VALUE, context, field, section
from bot.slack.requests import Form
from bot.slack.surfaces import Modal
from bot.teams.team import Team
from bot.words.words import Words

_MOST_LISTED = 40


def or_an_admin(words: Words, team: Team, people: Iterable[PersonId]) -> str:
    """Name who can do what others cannot: people of a team with what they hold, or an admin."""
    return words.any_of([*(_held(words, team, person) for person in people), words.say("an admin")])


def _held(words: Words, team: Team, person: PersonId) -> str:
    if person == team.product_owner:
        return words.say("<@{person}> (Product Owner)", person=person)
    if person == team.scrum_master:
        return words.say("<@{person}> (Scrum Master)", person=person)
    return words.say("<@{person}> (the Product Owner's deputy)", person=person)


def who_changes(words: Words, team: Team) -> str:
    """Say who changes a team and its settings."""
    if not team.in_charge:
        return words.say("While no Product Owner and no Scrum Master is named, anyone of the channel can change this.")
    return words.say("{who} can change this.", who=or_an_admin(words, team, team.in_charge))


def team_form(words: Words, team: Team) -> Modal:
    """Draw the form in which a team says who is who."""
    blocks: list[Block] = [
        section(words.say("Who is who in the team of <#{channel}>", channel=team.channel)),
        field("product_owner", words.say("Product Owner"), _one(team.product_owner), optional=True),
        field(
            "deputy",
            words.say("Deputy for ordering"),
            _one(team.deputy),
            hint=words.say("Orders what is refined next in the Product Owner's place. The Product Owner stays accountable."),
            optional=True,
        ),
        field("scrum_master", words.say("Scrum Master"), _one(team.scrum_master), optional=True),
        field(
            "developers",
            words.say("Developers"),
            _several(team.developers),
            hint=words.say("Empty: everyone in the channel who is none of the others and no guest."),
            optional=True,
        ),
        field(
            "observers",
            words.say("Observers"),
            _several(team.observers),
            hint=words.say("They see everything, and no estimate waits for them."),
            optional=True,
        ),
        context(who_changes(words, team)),
    ]
    return Modal(ids.TEAM_FORM, words.say("Team"), blocks, words.say("Save"), words.say("Cancel"), private=team.channel)


def read_team(form: Form, channel: ChannelId) -> Team:
    """Read the form back, of a team's channel."""
    return Team(
        channel,
        product_owner=_chosen(form, "product_owner"),
        deputy=_chosen(form, "deputy"),
        scrum_master=_chosen(form, "scrum_master"),
        developers=frozenset(map(PersonId, form.chosen("developers"))),
        observers=frozenset(map(PersonId, form.chosen("observers"))),
    )


def shown_team(words: Words, team: Team, told: str = "") -> Modal:
    """Draw a team for who may not change it, or has just done so (`told`)."""
    said = [section(told)] if told else []
    lines = [
        _line(words, words.say("Product Owner"), _people(words, [team.product_owner])),
        _line(words, words.say("Deputy for ordering"), _people(words, [team.deputy])),
        _line(words, words.say("Scrum Master"), _people(words, [team.scrum_master])),
        _line(words, words.say("Developers"), _people(words, sorted(team.developers)) or _the_others(words)),
        _line(words, words.say("Observers"), _people(words, sorted(team.observers))),
    ]
    blocks: list[Block] = [
        *said,
        section(words.say("Who is who in the team of <#{channel}>", channel=team.channel)),
        section("\n".join(lines)),
        context(who_changes(words, team)),
    ]
    return Modal(f"{ids.TEAM_FORM}_shown", words.say("Team"), blocks, close=words.say("Close"))


def home_line(words: Words, team: Team) -> str:
    """Say in a line of somebody's Home who holds what in a team of theirs."""
    owner = _people(words, [team.product_owner]) or words.say("nobody yet")
    told = words.say("Product Owner: {owner}", owner=owner)
    if team.scrum_master is None:
        return told
    return f"{told}  ·  {words.say('Scrum Master: <@{person}>', person=team.scrum_master)}"


def _the_others(words: Words) -> str:
    return words.say("everyone in the channel who is none of the others and no guest")


def _line(words: Words, held: str, people: str) -> str:
    return words.say("*{held}*: {people}", held=held, people=people or words.say("nobody"))


def _people(words: Words, people: Iterable[PersonId | None]) -> str:
    named = [f"<@{person}>" for person in people if person is not None]
    more = len(named) - _MOST_LISTED
    if more > 0:
        named = [*named[:_MOST_LISTED], words.say("{n} more", n=more)]
    return words.names(named)


def _one(person: PersonId | None) -> InputInteractiveElement:
    return UserSelectElement(action_id=VALUE, initial_user=person)


def _several(people: Iterable[PersonId]) -> InputInteractiveElement:
    first = sorted(people)
    return UserMultiSelectElement(action_id=VALUE, initial_users=first or None, max_selected_items=MOST_NAMED)


def _chosen(form: Form, named: str) -> PersonId | None:
    return PersonId(form.text(named)) if form.text(named) else None
