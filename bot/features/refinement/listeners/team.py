"""Requests about who is who in a team -> action -> answer."""

import asyncio
from collections.abc import Coroutine
from typing import Any

from bot.core.ids import ChannelId, PersonId
from bot.core.refusal import AllAtOnce, Refusal
from bot.feature import Deps
from bot.features.refinement.actions.team import name_team
from bot.features.refinement.views import ids
from bot.features.refinement.views import team as views
from bot.series.listeners.rights import change
from bot.slack.answers import Answer
from bot.slack.requests import Click, Command, Form
from bot.slack.surfaces import Modal
from bot.teams import team_store
from bot.teams.people import RightsNotTold
from bot.teams.team import Team


async def on_team(command: Command, _: str, deps: Deps) -> Answer:
    """Show who is who in the team of this channel, to be changed by who may."""
    channel = await deps.directory.reachable(command.channel or ChannelId(""))
    return Answer.open(await _team(channel.id, deps))


async def on_open(click: Click, deps: Deps) -> Answer:
    """Show the same of the team that a button names."""
    channel = await deps.directory.open_to(click.person, ChannelId(click.value))
    return Answer.open(await _team(channel.id, deps))


async def on_named(form: Form, deps: Deps) -> Answer:
    """Write down who is who from now on."""
    channel = (await deps.directory.open_to(form.person, ChannelId(form.private))).id
    named = views.read_team(form, channel)
    before = await as_one_of_the_team(named.channel, deps)
    await _check_people(before, named, deps)
    await change(deps, name_team, person=form.person, named=named)
    return Answer.update(views.shown_team(deps.words, named, deps.words.say("Saved.")))


async def _team(channel: ChannelId, deps: Deps) -> Modal:
    team = await deps.store.read(team_store.team, channel)
    drawn = views.team_form if await may_change(team, deps) else views.shown_team
    return drawn(deps.words, team)


async def may_change(team: Team, deps: Deps) -> bool:
    """Say whether the person is shown how to change a team; where Slack does not say who is an admin, nobody is."""
    if deps.person.is_guest:
        return False
    try:
        return team.may_change(deps.person.id) or await deps.directory.is_admin(deps.person.id)
    except RightsNotTold:
        return False


async def as_one_of_the_team(channel: ChannelId, deps: Deps) -> Team:
    """Return a team that a person is about to change; while nobody is in charge they must be in its channel.

    Raise GuestsDoNotHost, NobodyOfChannel or MembershipNotTold.
    """
    await deps.directory.host(deps.person.id)
    team = await deps.store.read(team_store.team, channel)
    if not team.in_charge:
        await deps.directory.belongs(deps.person.id, channel)
    return team


async def _check_people(before: Team, named: Team, deps: Deps) -> None:
    """Ask Slack about those who are named newly. Raise what it refuses, all at once, each beside its field."""
    told = await asyncio.gather(*_asked(before, named, deps), return_exceptions=True)
    refused = AllAtOnce()
    for found in told:
        if isinstance(found, Refusal):
            refused.add(found)
        elif isinstance(found, BaseException):
            raise found
    refused.refuse()


def _asked(before: Team, named: Team, deps: Deps) -> list[Coroutine[Any, Any, Any]]:
    singles: list[tuple[str, PersonId | None, PersonId | None]] = [
        ("product_owner", before.product_owner, named.product_owner),
        ("deputy", before.deputy, named.deputy),
        ("scrum_master", before.scrum_master, named.scrum_master),
    ]
    several = [("developers", named.developers - before.developers), ("observers", named.observers - before.observers)]
    return [
        *(deps.directory.member(now, field) for field, was, now in singles if now is not None and now != was),
        *(deps.directory.human(person, field) for field, people in several for person in sorted(people)),
    ]


SUBCOMMANDS = {"team": on_team}
CLICKS = {ids.TEAM_OPEN: on_open}
FORMS = {ids.TEAM_FORM: on_named}
