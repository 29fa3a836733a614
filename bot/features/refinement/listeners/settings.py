"""Requests about what a team has set -> action -> answer."""

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from bot.core.ids import ChannelId
from bot.feature import Deps
from bot.features.refinement.actions.team import change_settings
from bot.features.refinement.listeners.team import as_one_of_the_team, may_change
from bot.features.refinement.views import ids
from bot.features.refinement.views import settings as views
from bot.features.refinement.views import settings_forms as forms
from bot.features.refinement.views.countries import read_country
from bot.series.listeners.rights import change
from bot.slack.answers import Answer
from bot.slack.requests import Click, Command, Form
from bot.slack.surfaces import Modal
from bot.store.unit import Read
from bot.teams import team_store
from bot.teams.team import Team, TeamSettings, in_charge
from bot.words.words import Words


def _team_and_settings(read: Read, channel: ChannelId) -> tuple[Team, TeamSettings]:
    return team_store.team(read, channel), team_store.settings(read, channel)


async def on_settings(command: Command, _: str, deps: Deps) -> Answer:
    """Show what the team of this channel has set, to be changed by who may."""
    channel = await deps.directory.reachable(command.channel or ChannelId(""))
    return Answer.open(await _shown(channel.id, deps))


async def on_open(click: Click, deps: Deps) -> Answer:
    """Show the same of the team that a button names."""
    channel = await deps.directory.open_to(click.person, ChannelId(click.value))
    return Answer.open(await _shown(channel.id, deps))


async def on_refining(click: Click, deps: Deps) -> Answer:
    """Ask how the team refines, in the place of what is shown."""
    return await _asked(click, deps, forms.refining_form)


async def on_calendar(click: Click, deps: Deps) -> Answer:
    """Ask for the team's days, in the place of what is shown."""
    return await _asked(click, deps, forms.calendar_form)


async def on_country(click: Click, deps: Deps) -> Answer:
    """Offer the regions of the country that was chosen in the form of the team's days; what else stands in it stays."""
    country, region = read_country(click)
    channel = ChannelId(click.private)
    settings = replace(await deps.store.read(team_store.settings, channel), country=country, region=region)
    return Answer.update(await asyncio.to_thread(forms.calendar_form, deps.words, channel, settings))


async def _asked(click: Click, deps: Deps, form: Callable[[Words, str, TeamSettings], Modal]) -> Answer:
    channel = (await deps.directory.open_to(click.person, ChannelId(click.value))).id
    team, settings = await deps.store.read(_team_and_settings, channel)
    if not await may_change(team, deps):
        in_charge(team, deps.person.id, is_admin=False)
    # the holidays of all countries take 100 ms when they are first asked for: not on the loop
    asked = await asyncio.to_thread(form, deps.words, channel, settings)
    return Answer.update(asked) if click.in_form else Answer.open(asked)


async def on_refining_set(form: Form, deps: Deps) -> Answer:
    """Keep how the team refines."""
    return await _kept(form, deps, forms.read_refining(form))


async def on_calendar_set(form: Form, deps: Deps) -> Answer:
    """Keep the team's days."""
    today = deps.today
    return await _kept(form, deps, await asyncio.to_thread(forms.read_calendar, form, today))


async def _kept(form: Form, deps: Deps, changed: Mapping[str, Any]) -> Answer:
    channel = (await deps.directory.open_to(form.person, ChannelId(form.private))).id
    await as_one_of_the_team(channel, deps)
    before = await deps.store.read(team_store.settings, channel)
    await change(deps, change_settings, person=form.person, channel=channel, changed=changed)
    if changed.get("away_words", before.away_words) != before.away_words:
        await deps.directory.hear_statuses(channel)
    return Answer.update(await _shown(channel, deps, deps.words.say("Saved.")))


async def _shown(channel: ChannelId, deps: Deps, told: str = "") -> Modal:
    team, settings = await deps.store.read(_team_and_settings, channel)
    may = await may_change(team, deps)
    return await asyncio.to_thread(views.shown_settings, deps.words, team, settings, may_change=may, told=told)


SUBCOMMANDS = {"settings": on_settings}
CLICKS = {ids.SETTINGS_OPEN: on_open, ids.REFINING_OPEN: on_refining, ids.CALENDAR_OPEN: on_calendar, ids.COUNTRY: on_country}
FORMS = {ids.REFINING_FORM: on_refining_set, ids.CALENDAR_FORM: on_calendar_set}
