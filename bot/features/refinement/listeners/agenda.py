"""Requests about the agenda of the next refinement: shown, added to, withdrawn from."""

from collections.abc import Awaitable, Callable, Mapping

from bot.core.ids import ChannelId, PersonId
from bot.core.texts import asks_something, on_one_line
from bot.feature import Deps
from bot.features.refinement.actions import agenda as actions
from bot.features.refinement.rules.agenda import LONGEST
from bot.features.refinement.views import agenda as views
from bot.features.refinement.views import agenda_ids as ids
from bot.series.listeners.rights import change
from bot.slack.answers import Answer
from bot.slack.requests import Click, Command, Form, Shortcut
from bot.slack.surfaces import Modal
from bot.slack.text import as_read
from bot.store.unit import Read
from bot.teams import store as people
from bot.teams.mentions import names_in
from bot.words.words import Words


async def on_agenda(command: Command, text: str, deps: Deps) -> Answer:
    """Add a line to the agenda of the next refinement of this channel; without one, show it."""
    channel = await deps.directory.reachable(command.channel or ChannelId(""))
    coming = (await deps.store.read(actions.coming_dates, channel.id))[0]
    line = on_one_line(as_read(text, await names_in(text, deps.directory, deps.words)))
    if not line or asks_something(line):
        return Answer.say(views.listed(deps.words, await deps.store.read(dated, coming, command.person, deps.words)))
    added = await deps.store.write(actions.add_line, series=coming.series.id, person=command.person, text=line)
    return Answer.say(views.added(deps.words, await deps.store.read(dated, added, command.person, deps.words)))


async def on_pressed(click: Click, deps: Deps) -> Answer:
    """Open the agenda of a reminder's next date as a form."""
    return Answer.open(await _form(click.value, click.person, deps))


async def on_added(form: Form, deps: Deps) -> Answer:
    """Add the line of the form, which then shows it."""
    await deps.store.write(actions.add_line, series=form.private, person=form.person, text=form.text("agenda"))
    return Answer.update(await _form(form.private, form.person, deps, deps.words.say("*Added.*")))


async def on_withdrawn(click: Click, deps: Deps) -> Answer:
    """Take a line off the agenda; the form shows what is left."""
    series = await change(deps, actions.withdraw_line, line=click.value, person=click.person)
    return Answer.update(await _form(series.id, click.person, deps, deps.words.say("*Withdrawn.*")))


async def on_message(shortcut: Shortcut, deps: Deps) -> Answer:
    """Offer a message as a line of the agenda of a refinement of its channel."""
    channel = await deps.directory.reachable(shortcut.channel or ChannelId(""))
    coming = await deps.store.read(actions.coming_dates, channel.id)
    names = await names_in(shortcut.message_text, deps.directory, deps.words)
    text = on_one_line(as_read(shortcut.message_text, names))[:LONGEST]
    link = await deps.directory.permalink(channel.id, shortcut.message)
    dates = [await deps.store.read(dated, each, shortcut.person, deps.words) for each in coming]
    return Answer.open(views.choose_form(deps.words, dates, text, link))


async def on_chosen(form: Form, deps: Deps) -> Answer:
    """Add a message to the agenda of the refinement that was chosen."""
    named, _, link = form.private.partition(" ")
    series = form.text("refinement") or named
    added = await deps.store.write(actions.add_line, series=series, person=form.person, text=form.text("agenda"), link=link)
    told = views.added(deps.words, await deps.store.read(dated, added, form.person, deps.words))
    return Answer.update(views.told_form(deps.words, told))


def dated(read: Read, coming: actions.ComingDate, person: PersonId, words: Words) -> views.Dated:
    """Read the names on an agenda, and which of its lines a person withdraws."""
    series, all_of_it = coming.series, actions.may_change_here(read, coming.series, person)
    own = frozenset(each.id for each in coming.lines if all_of_it or each.author == person)
    names = people.names(read, [each.author for each in coming.lines], words)
    return views.Dated(series.id, series.title, coming.date.starts, coming.lines, names, own)


async def _form(series: str, person: PersonId, deps: Deps, note: str = "") -> Modal:
    coming = await deps.store.read(actions.named_date, series)
    return views.agenda_form(deps.words, await deps.store.read(dated, coming, person, deps.words), note)


SUBCOMMANDS = {"agenda": on_agenda}
CLICKS: Mapping[str, Callable[[Click, Deps], Awaitable[Answer]]] = {ids.AGENDA_BUTTON: on_pressed, ids.WITHDRAW: on_withdrawn}
FORMS = {ids.AGENDA_FORM: on_added, ids.CHOOSE_FORM: on_chosen}
SHORTCUTS = {ids.AGENDA_MESSAGE: on_message}
