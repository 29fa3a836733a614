"""Requests about the events of Sprints: listed, and changed in a form."""

from bot.core.ids import ChannelId
from bot.feature import Deps
from bot.features.sprint.actions.events import change_event, end_event
from bot.features.sprint.actions.of_event import event_of
from bot.features.sprint.actions.reading import standing
from bot.features.sprint.actions.recurring import RECURRING
from bot.features.sprint.kinds import SERIES
from bot.features.sprint.rules.sprints import NoSprints
from bot.features.sprint.views import events as views
from bot.features.sprint.views import ids
from bot.features.sprint.views.planning import told_form
from bot.series.actions.changing import own
from bot.series.listeners.listing import read_ended
from bot.series.listeners.rights import change, look
from bot.series.views.changing import EDIT
from bot.slack.answers import Answer
from bot.slack.requests import Click, Command, Form
from bot.slack.surfaces import Modal
from bot.teams.sprint_events import ScrumEvent


async def on_events(command: Command, _: str, deps: Deps) -> Answer:
    """List the events of this channel's Sprints."""
    channel = await deps.directory.reachable(command.channel or ChannelId(""))
    return Answer.say(views.listed(deps.words, await deps.store.read(standing, channel.id)))


async def on_list(click: Click, deps: Deps) -> Answer:
    """List the events of a channel that its reader may look into."""
    channel = await deps.directory.open_to(click.person, ChannelId(click.value))
    drawn = views.listed(deps.words, await deps.store.read(standing, channel.id))
    modal = Modal(ids.TOLD_FORM, deps.words.say("Events"), drawn.blocks, close=deps.words.say("Close"))
    return Answer.update(modal) if click.in_form else Answer.say(drawn)


async def on_event(click: Click, deps: Deps) -> Answer:
    """Open the form of an event."""
    event, named = _named(click.value)
    channel = await deps.directory.open_to(click.person, named)
    form = views.event_form(deps.words, await deps.store.read(standing, channel.id), event)
    return Answer.update(form) if click.in_form else Answer.open(form)


async def on_edit(click: Click, deps: Deps) -> Answer:
    """Put the form of an event in the place of the form of its dates."""
    series = await look(deps, own, recurring=RECURRING, series=click.value, person=click.person)
    found = await deps.store.read(standing, series.channel)
    return Answer.update(views.event_form(deps.words, found, event_of(series)))


async def on_changed(form: Form, deps: Deps) -> Answer:
    """Hold an event as its form says."""
    event, named = _named(form.private)
    deps = await deps.as_host()
    channel = (await deps.directory.open_to(form.person, named)).id
    changed = views.read_event(form, event)
    found = await change(deps, change_event, person=form.person, channel=channel, event=event, changed=changed)
    return Answer.update(told_form(deps.words, views.saved(deps.words, found, event)))


async def on_ended(form: Form, deps: Deps) -> Answer:
    """Announce an event no more, as somebody who was asked once more."""
    await change(deps, end_event, series=form.private, person=form.person)
    found, _ = await deps.store.read(read_ended, RECURRING, form.private)
    return Answer.close() if found is None else Answer.update(told_form(deps.words, RECURRING.ending(deps.words, found).done))


def _named(subject: str) -> tuple[ScrumEvent, ChannelId]:
    """Read which event of which channel is meant. Raise NoSprints where it is none."""
    event, _, channel = subject.partition("/")
    if event not in set(ScrumEvent):
        raise NoSprints
    return ScrumEvent(event), ChannelId(channel)


CLICKS = {ids.EVENTS: on_list, ids.EVENT: on_event, SERIES.id(EDIT): on_edit}
FORMS = {ids.EVENT_FORM: on_changed, SERIES.end: on_ended}
