"""Requests to set up Sprints, or to change when they are: shown before they are saved."""

from dataclasses import replace
from datetime import date, timedelta

from bot.core.ids import ChannelId, PersonId
from bot.core.refusal import AllAtOnce
from bot.core.zones import zone_or_utc
from bot.feature import Deps
from bot.features.sprint.actions import planning as actions
from bot.features.sprint.rules.sprints import FirstDayMissing, read_number
from bot.features.sprint.rules.typed import NotSprints, Said, read_sprints
from bot.features.sprint.rules.wishes import Proposed, Wish, read_length
from bot.features.sprint.views import ids
from bot.features.sprint.views import planning as views
from bot.schedule.drafts import DraftGone, DraftSaved
from bot.schedule.explain import explain
from bot.schedule.grammar.places import read_zone
from bot.series.listeners.rights import change, look
from bot.slack.answers import Answer
from bot.slack.requests import Click, Command, Form
from bot.slack.surfaces import Modal
from bot.slack.text import as_typed
from bot.teams.people import Heard, ZoneNotTold
from bot.teams.sprint_events import ScrumEvent
from bot.teams.sprints import SprintLength

_A_WEEK = 7


async def typed(command: Command, deps: Deps) -> Answer:
    """Preview the Sprints that were typed; what is missing, and from which Sprint on they change, is asked in a form.

    Raise NotSprints where nothing of it is understood, and what the Sprints are refused for.
    """
    channel = (await deps.directory.reachable(command.channel or ChannelId(""))).id
    deps = await deps.as_host()
    said = read_sprints(as_typed(command.text), deps.today)
    if said == Said():
        raise NotSprints(command.text)
    if deps.person.heard is Heard.NEVER and not said.zone:
        raise ZoneNotTold
    wish, asks = await _wish(channel, said, deps)
    proposed = await look(deps, actions.proposed_by, wish=wish, person=deps.person.id)
    if asks or said.length is None or said.first is None:
        return Answer.open(await _form(wish, "", deps))
    draft = await deps.store.write(actions.keep_wish, person=deps.person.id, wish=wish)
    return Answer.say(views.preview(deps.words, proposed, draft))


async def on_set_up(click: Click, deps: Deps) -> Answer:
    """Open the form of a channel's Sprints."""
    channel = (await deps.directory.open_to(click.person, ChannelId(click.value))).id
    deps = await deps.as_host()
    wish, _ = await _wish(channel, Said(), deps)
    await look(deps, actions.may_plan, channel=channel, person=click.person)
    form = await _form(wish, "", deps)
    return Answer.update(form) if click.in_form else Answer.open(form)


async def on_edit(click: Click, deps: Deps) -> Answer:
    """Open what was previewed as a form."""
    try:
        wish = await deps.store.read(actions.read_wish, person=click.person, draft=click.value)
    except (DraftGone, DraftSaved) as settled:
        return Answer.replace(_settled(settled, deps))
    return Answer.open(await _form(wish, click.response_url or "", deps))


async def on_filled_in(form: Form, deps: Deps) -> Answer:
    """Preview what the form says, in its place."""
    named, _, url = form.private.partition("|")
    channel = (await deps.directory.open_to(form.person, ChannelId(named))).id
    deps = await deps.as_host()
    wish = _read_form(form, channel, deps)
    proposed: Proposed = await look(deps, actions.proposed_by, wish=wish, person=form.person)
    draft = await deps.store.write(actions.keep_wish, person=form.person, wish=wish)
    return Answer.update(views.save_form(deps.words, proposed, f"{draft}|{url}"))


async def on_save(click: Click, deps: Deps) -> Answer:
    """Save what was previewed; what has been settled in another way says how, without its buttons."""
    try:
        return Answer.replace(await _save(click.person, click.value, deps))
    except (DraftGone, DraftSaved) as settled:
        return Answer.replace(_settled(settled, deps))


async def on_save_form(form: Form, deps: Deps) -> Answer:
    """Save what was previewed in a form; the preview that the form was opened from says so too."""
    draft, _, url = form.private.partition("|")
    try:
        told = await _save(form.person, draft, deps)
    except (DraftGone, DraftSaved) as settled:
        told = _settled(settled, deps)
    return Answer.update(views.told_form(deps.words, told)).and_replace(url, told)


async def on_drop(click: Click, deps: Deps) -> Answer:
    """Forget what was previewed, and take its preview away."""
    try:
        await deps.store.write(actions.drop_wish, person=click.person, draft=click.value)
    except DraftSaved as settled:
        return Answer.replace(_settled(settled, deps))
    return Answer.remove()


async def _save(person: PersonId, draft: str, deps: Deps) -> str:
    wish = await deps.store.read(actions.read_wish, person=person, draft=draft)
    await deps.directory.reachable(wish.channel)
    kept: Wish = await change(deps, actions.save_wish, person=person, draft=draft)
    return views.saved(deps.words, kept.channel, kept.length)


def _settled(settled: DraftGone | DraftSaved, deps: Deps) -> str:
    if isinstance(settled, DraftSaved):
        return deps.words.say("That is saved already. `/sprint` shows how the Sprints stand.")
    return explain(settled, deps.words) or ""


async def _form(wish: Wish, url: str, deps: Deps) -> Modal:
    _, changeable = await deps.store.read(actions.changeable, wish.channel)
    return views.set_up_form(deps.words, wish, changeable, f"{wish.channel}|{url}")


async def _wish(channel: ChannelId, said: Said, deps: Deps) -> tuple[Wish, bool]:
    """Return what was said as a wish, the rest as it is or usually is; and whether it is to be asked from which Sprint on."""
    sprints, changeable = await deps.store.read(actions.changeable, channel)
    if sprints is None:
        here = deps.today
        length, zone = said.length or SprintLength(), said.zone or deps.person.zone
        return Wish(channel, said.number or 1, said.first or _next_monday(here), length, zone), False
    following = next((one for one in changeable if one.number == said.number), changeable[0])
    meant = said.first
    if said.number is None and meant is not None:
        following = min(changeable, key=lambda one: abs(one.first - meant))
    held = frozenset(event for event, plan in sprints.events.items() if plan.held)
    length = said.length or sprints.calendar.stretches[-1].length
    number, first = said.number or following.number, said.first or following.first
    return Wish(channel, number, first, length, said.zone or sprints.zone, held), said.number is None


def _next_monday(today: date) -> date:
    return today + timedelta(days=_A_WEEK - today.weekday())


def _read_form(form: Form, channel: ChannelId, deps: Deps) -> Wish:
    """Return the wish that a form says. Raise all that is wrong with it at once."""
    refused = AllAtOnce()
    first = refused.read(date.min, _first, form)
    number = refused.read(1, read_number, form.text("number"))
    zone = refused.read(deps.person.zone, _zone, form)
    refused.refuse()
    held = frozenset(event for event in ScrumEvent if event.value in form.chosen("events"))
    return replace(Wish(channel, number, first, read_length(form.text("length")), zone), held=held)


def _zone(form: Form) -> str:
    text = form.text("zone").strip()
    return read_zone(text) if text else zone_or_utc("").key


def _first(form: Form) -> date:
    try:
        return date.fromisoformat(form.text("first"))
    except ValueError as missing:
        raise FirstDayMissing from missing


CLICKS = {ids.SET_UP: on_set_up, ids.SAVE: on_save, ids.EDIT: on_edit, ids.DROP: on_drop}
FORMS = {ids.SET_UP_FORM: on_filled_in, ids.SAVE_FORM: on_save_form}
