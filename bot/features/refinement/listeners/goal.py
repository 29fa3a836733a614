"""Requests about the Product Goal and experiments -> action -> answer."""

from datetime import timedelta

from bot.core.ids import ChannelId, ItemId
from bot.core.texts import asks_something, trimmed
from bot.feature import Deps
from bot.features.refinement.actions import goals as actions
from bot.features.refinement.actions import queue
from bot.features.refinement.actions.experiments import keep_experiment
from bot.features.refinement.listeners.item_rights import as_member
from bot.features.refinement.rules.goals import Wish
from bot.features.refinement.rules.item_refusals import ItemNumberMissing
from bot.features.refinement.rules.items import Item
from bot.features.refinement.store import experiments
from bot.features.refinement.views import goals as views
from bot.series.listeners.rights import change, look
from bot.slack.answers import Answer
from bot.slack.requests import Click, Command, Form
from bot.slack.text import as_read
from bot.teams.mentions import names_in

_LOOKED_AT = timedelta(weeks=4)


async def on_goal(command: Command, text: str, deps: Deps) -> Answer:
    """Show the Product Goal; with one, set it: at once where none stands, else after what became of that was said."""
    channel = (await deps.directory.reachable(command.channel or ChannelId(""))).id
    said = trimmed(as_read(text, await names_in(text, deps.directory, deps.words)))
    if not said or asks_something(said):
        return Answer.say(await deps.store.read(actions.read_direction, channel, deps.words))
    found = await look(deps, actions.read_settable, channel=channel, person=command.person)
    if found.goal is not None:
        return Answer.open(views.set_form(deps.words, channel, found, said))
    wish = Wish(said, found.vision, found.strategy)
    await change(deps, actions.set_direction, channel=channel, person=command.person, wish=wish, seen="")
    return Answer.say(await deps.store.read(actions.read_direction, channel, deps.words))


async def on_set(click: Click, deps: Deps) -> Answer:
    """Open the form in which the Product Goal is set."""
    channel = (await deps.directory.open_to(click.person, ChannelId(click.value))).id
    found = await look(deps, actions.read_settable, channel=channel, person=click.person)
    return Answer.open(views.set_form(deps.words, channel, found))


async def on_set_so(form: Form, deps: Deps) -> Answer:
    """Set the Product Goal, vision and strategy as a form says."""
    named, wish, seen = views.read_wish(form)
    channel = (await deps.directory.open_to(form.person, named)).id
    await change(deps, actions.set_direction, channel=channel, person=form.person, wish=wish, seen=seen)
    return Answer.update(views.told_form(deps.words, await deps.store.read(actions.read_direction, channel, deps.words)))


async def on_experiment(command: Command, text: str, deps: Deps) -> Answer:
    """Open the form that makes an experiment of the item that was typed."""
    channel = (await deps.directory.reachable(command.channel or ChannelId(""))).id
    await as_member(deps)
    typed = trimmed(as_read(text))
    if not typed:
        raise ItemNumberMissing("")
    return await _experiment(await deps.store.read(queue.named, channel, typed), deps)


async def on_result(click: Click, deps: Deps) -> Answer:
    """Open the form of an experiment from the message that asks what came out."""
    item = await deps.store.read(queue.one, ItemId(click.value))
    await deps.directory.open_to(click.person, item.channel)
    await as_member(deps)
    return await _experiment(item, deps)


async def _experiment(item: Item, deps: Deps) -> Answer:
    found = await deps.store.read(experiments.experiment, item.id)
    return Answer.open(views.experiment_form(deps.words, item, found, deps.today + _LOOKED_AT))


async def on_experiment_so(form: Form, deps: Deps) -> Answer:
    """Write down what an item is to find out, or what it found."""
    await as_member(deps)
    channel = await deps.store.write(
        keep_experiment,
        item=ItemId(form.private),
        person=form.person,
        day=views.read_day(form),
        hypothesis=form.text("hypothesis"),
        measure=form.text("measure"),
        result=form.text("result"),
    )
    return Answer.update(views.told_form(deps.words, await deps.store.read(actions.read_direction, channel, deps.words)))


SUBCOMMANDS = {"goal": on_goal, "experiment": on_experiment}
CLICKS = {views.SET: on_set, views.RESULT: on_result}
FORMS = {views.FORM: on_set_so, views.EXPERIMENT_FORM: on_experiment_so}
