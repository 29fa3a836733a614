"""Requests about Sprint Goals: written, and said what became of them."""

from collections.abc import Awaitable, Callable, Mapping
from functools import partial

from bot.core.ids import ChannelId
from bot.core.texts import asks_something
from bot.feature import Deps
from bot.features.sprint.actions import goals
from bot.features.sprint.actions.reading import standing_of_goal
from bot.features.sprint.rules.standing import Standing
from bot.features.sprint.views import goal as views
from bot.features.sprint.views import ids
from bot.features.sprint.views.planning import told_form
from bot.series.listeners.rights import change
from bot.slack.answers import Answer
from bot.slack.requests import Click, Command, Form
from bot.slack.text import as_typed
from bot.teams.mentions import names_in
from bot.teams.sprint_events import GoalOutcome


async def on_goal(command: Command, text: str, deps: Deps) -> Answer:
    """Write down what the Sprint of this channel is for; without words, or where one of them asks for something, ask in a form."""
    channel = (await deps.directory.reachable(command.channel or ChannelId(""))).id
    if not text or asks_something(text):
        return Answer.open(views.goal_form(deps.words, await deps.store.read(standing_of_goal, channel)))
    goal = as_typed(text, await names_in(text, deps.directory, deps.words))
    return Answer.say(views.goal_set(deps.words, await _write(channel, goal, deps)))


async def on_open(click: Click, deps: Deps) -> Answer:
    """Ask what the Sprint of a channel is for."""
    channel = (await deps.directory.open_to(click.person, ChannelId(click.value))).id
    form = views.goal_form(deps.words, await deps.store.read(standing_of_goal, channel))
    return Answer.update(form) if click.in_form else Answer.open(form)


async def on_written(form: Form, deps: Deps) -> Answer:
    """Write down the Sprint Goal of the form."""
    channel = (await deps.directory.open_to(form.person, ChannelId(form.private))).id
    found = await _write(channel, form.text("goal"), deps)
    return Answer.update(told_form(deps.words, views.goal_set(deps.words, found)))


async def on_outcome(outcome: GoalOutcome, click: Click, deps: Deps) -> Answer:
    """Write down what became of a Sprint Goal; the message that asked says it."""
    channel, number = goals.read_subject(click.value)
    named = {"person": click.person, "is_guest": deps.person.is_guest, "channel": channel, "number": number}
    await change(deps, goals.tell_outcome, **named, outcome=outcome)
    return Answer.nothing()


async def _write(channel: ChannelId, text: str, deps: Deps) -> Standing:
    named = {"person": deps.person.id, "is_guest": deps.person.is_guest, "channel": channel}
    return await change(deps, goals.write_goal, **named, text=text)


CLICKS: Mapping[str, Callable[[Click, Deps], Awaitable[Answer]]] = {
    ids.GOAL: on_open,
    ids.MET: partial(on_outcome, GoalOutcome.MET),
    ids.PARTLY: partial(on_outcome, GoalOutcome.PARTLY),
    ids.NOT_MET: partial(on_outcome, GoalOutcome.NOT_MET),
}
FORMS = {ids.GOAL_FORM: on_written}
