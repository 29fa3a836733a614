"""Requests to hand over what comes again -> action -> answer; and what its two direct messages show."""

from collections.abc import Awaitable, Callable, Mapping
from functools import partial

from bot.core.ids import PersonId
from bot.core.kinds import ScreenKind
from bot.feature import Deps, Draw
from bot.series.actions import handing_over as actions
from bot.series.listeners.rights import change, look
from bot.series.recurring import Recurring
from bot.series.rules import NothingToHandOver
from bot.series.views import handing_over as views
from bot.slack.answers import Answer
from bot.slack.requests import Click, Form
from bot.slack.surfaces import Message
from bot.store.unit import Read
from bot.teams import store as people
from bot.words import Words


async def ask_to_hand_over(recurring: Recurring, kept: str, deps: Deps) -> Answer:
    """Open the form that asks to whom, for who may do it."""
    found = await look(deps, actions.may_hand_over, recurring=recurring, kept=kept, person=deps.person.id)
    return Answer.open(views.hand_over_form(recurring, deps.words, found))


async def on_handed_over(recurring: Recurring, form: Form, deps: Deps) -> Answer:
    """Hand it over to a member of the workspace who is in its channel."""
    found = await deps.store.read(recurring.find, form.private)
    if found is None:
        raise NothingToHandOver
    to = (await deps.directory.member(PersonId(form.text("person")), "person")).id
    await deps.directory.belongs(to, found.channel, "person")
    kept = await change(deps, actions.hand_over, recurring=recurring, kept=found.id, person=form.person, to=to)
    return Answer.update(views.handed_form(recurring, deps.words, kept, to))


async def on_take_over(recurring: Recurring, click: Click, deps: Deps) -> Answer:
    """Take over what was offered; the message that offered it says so."""
    await deps.directory.host(click.person)
    kept, _, left = click.value.rpartition("/")
    named = {"recurring": recurring, "kept": kept, "left": PersonId(left), "person": click.person}
    await deps.store.write(actions.take_over, **named)  # type: ignore[arg-type]  # by name
    return Answer.nothing()


def clicks(recurring: Recurring) -> Mapping[str, Callable[[Click, Deps], Awaitable[Answer]]]:
    """Return the table of the button, for its ceremony's Feature."""
    return {f"{recurring.purpose}:take_over_kept": partial(on_take_over, recurring)}


def forms(recurring: Recurring) -> Mapping[str, Callable[[Form, Deps], Awaitable[Answer]]]:
    """Return the table of the form, for its ceremony's Feature."""
    return {f"{recurring.purpose}:{views.HAND_OVER}": partial(on_handed_over, recurring)}


def screens(recurring: Recurring) -> Mapping[ScreenKind, Draw]:
    """Return the table of the screens, for its ceremony's Feature."""

    def draw_offer(read: Read, subject: str, words: Words) -> Message | None:
        named, _, left = subject.rpartition("/")
        kept = recurring.find(read, named)
        if kept is None:
            return None
        called = people.names(read, [PersonId(left), kept.owner], words, full=True)
        now = "" if kept.owner == left else called[kept.owner]
        return views.offer(recurring, words, kept, called[PersonId(left)], now, subject)

    def draw_handed(read: Read, subject: str, words: Words) -> Message | None:
        named, _, by = subject.rpartition("/")
        kept = recurring.find(read, named)
        if kept is None:
            return None
        return views.handed(recurring, words, kept, people.names(read, [PersonId(by)], words, full=True)[PersonId(by)])

    return {recurring.offer: draw_offer, recurring.handed: draw_handed}
