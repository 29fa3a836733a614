"""Requests to hand over what comes again -> action -> answer."""

from collections.abc import Awaitable, Callable, Mapping
from functools import partial

from bot.core.ids import PersonId
from bot.feature import Deps
from bot.series import store
from bot.series.actions import handing_over as actions
from bot.series.listeners.lists import anew
from bot.series.listeners.rights import change, look
from bot.series.recurring import Recurring
from bot.series.rules import NothingToHandOver
from bot.series.views import handing_over as views
from bot.series.views.plans import read_written
from bot.slack.answers import Answer
from bot.slack.requests import Click, Form
from bot.slack.surfaces import Modal


async def ask_to_hand_over(recurring: Recurring, series: str, deps: Deps) -> Modal:
    """Draw the form that asks to whom, for who may do it."""
    found = await look(deps, actions.may_hand_over, recurring=recurring, series=series, person=deps.person.id)
    return views.hand_over_form(recurring, deps.words, found)


async def on_handed_over(recurring: Recurring, form: Form, deps: Deps) -> Answer:
    """Hand it over to a member of the workspace who is in its channel."""
    series, url = read_written(form.private)
    found = await deps.store.read(store.named, recurring.name, series)
    if found is None:
        raise NothingToHandOver
    to = await deps.directory.member_of(PersonId(form.text("person")), found.channel, "person")
    kept = await change(deps, actions.hand_over, recurring=recurring, series=found.id, person=form.person, to=to)
    return await anew(Answer.update(views.handed_form(recurring, deps.words, kept, to)), url, recurring, kept, deps)


async def on_take_over(recurring: Recurring, click: Click, deps: Deps) -> Answer:
    """Take over what was offered; the message that offered it says so."""
    await deps.directory.host(click.person)
    series, _, left = click.value.rpartition("/")
    named = {"recurring": recurring, "series": series, "left": PersonId(left), "person": click.person}
    await deps.store.write(actions.take_over, **named)  # type: ignore[arg-type]  # by name
    return Answer.nothing()


def clicks(recurring: Recurring) -> Mapping[str, Callable[[Click, Deps], Awaitable[Answer]]]:
    """Return the table of the button, for its ceremony's Feature."""
    return {recurring.kinds.id("take_over_kept"): partial(on_take_over, recurring)}


def forms(recurring: Recurring) -> Mapping[str, Callable[[Form, Deps], Awaitable[Answer]]]:
    """Return the table of the form, for its ceremony's Feature."""
    return {recurring.kinds.id(views.HAND_OVER): partial(on_handed_over, recurring)}
