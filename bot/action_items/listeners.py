"""Requests about action items -> action -> answer."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from datetime import date

from bot.action_items import actions, store
from bot.action_items.rules import acts, digests
from bot.action_items.rules.refusals import NoSuchActionItem, NoSuchDay
from bot.action_items.rules.reminders import A_WEEK
from bot.action_items.rules.values import ActionItem
from bot.action_items.views import digests as digest_views
from bot.action_items.views import forms, ids, listing
from bot.action_items.views.explain import explain
from bot.action_items.views.listing import Listed
from bot.core.ids import ChannelId, PersonId
from bot.core.refusal import Refusal
from bot.core.texts import trimmed
from bot.feature import Deps
from bot.paging import page_of, turned
from bot.slack.answers import Answer
from bot.slack.requests import Click, Command, Form
from bot.slack.text import as_read
from bot.store.unit import Read
from bot.teams import store as people
from bot.teams.mentions import names_in
from bot.teams.team_store import working_days
from bot.words.words import Words


async def owner_chosen(deps: Deps, chosen: str, channel: ChannelId) -> PersonId | None:
    """Return who was chosen in a form to do something of a channel; None where nobody was."""
    return await deps.directory.member_of(PersonId(chosen), channel, "person") if chosen else None


async def on_list(command: Command, text: str, deps: Deps) -> Answer:
    """List what is to be done of the channel of a command; after "add", open the form with what was typed."""
    channel = await deps.directory.reachable(command.channel or ChannelId(""))
    verb, _, rest = text.strip().partition(" ")
    if verb.casefold() == "add":
        typed = trimmed(as_read(rest, await names_in(rest, deps.directory, deps.words)))
        return Answer.open(forms.add_form(deps.words, channel.id, typed[: acts.LONGEST_TEXT]))
    if verb.casefold() == "weekly":
        return await _on_weekly(command, rest.strip(), channel.id, deps)
    of = ids.MINE if verb.casefold() in _OF_MINE else channel.id
    return Answer.say(listing.listed(deps.words, await deps.store.read(read_list, of, command.person, deps.words)))


async def _on_weekly(command: Command, text: str, channel: ChannelId, deps: Deps) -> Answer:
    """Have what is open listed in the channel each week, or no more; who asks for it is a member of it."""
    await deps.directory.member_of(command.person, channel)
    if text.casefold() in _OFF:
        await deps.store.write(actions.end_weekly, channel=channel)
        return Answer.say(digest_views.ended(deps.words))
    zone = deps.words.zone.key
    found = digests.read_digest(text, channel=channel, person=command.person, zone=zone, at=deps.now)
    await deps.store.write(actions.ask_weekly, digest=found)
    return Answer.say(digest_views.asked(deps.words, found))


def read_list(read: Read, of: str, reader: PersonId, words: Words) -> Listed:
    """Read what is to be done of a channel, or what this person is to do and has to find somebody for."""
    channel = None if of == ids.MINE else ChannelId(of)
    if channel is None:
        found = (*store.open_of(read, reader), *store.returned_to(read, reader))
    else:
        found = store.in_channel(read, channel)
    return Listed(found, people.names(read, [item.owner for item in found], words), reader, channel)


def read_item(read: Read, item: str, person: PersonId) -> ActionItem:
    """Return an item that this person may change. Raise NoSuchActionItem, Over or NotYours."""
    found = store.named(read, item)
    if found is None:
        raise NoSuchActionItem
    acts.may_hand_on(found, person)
    return found


def read_day(chosen: str, field: str = "due") -> date | None:
    """Read a day that was chosen in a form's field; None where none was. Raise NoSuchDay."""
    try:
        return date.fromisoformat(chosen) if chosen else None
    except ValueError as broken:
        raise NoSuchDay(field) from broken


async def on_accept(click: Click, deps: Deps) -> Answer:
    """Say yes to an item; the message shows it."""
    await deps.store.write(actions.accept, item=click.value, person=click.person)
    return Answer.nothing()


async def on_decline(click: Click, deps: Deps) -> Answer:
    """Say no to an item."""
    await deps.store.write(actions.decline, item=click.value, person=click.person)
    return Answer.nothing()


async def on_take(click: Click, deps: Deps) -> Answer:
    """Take what nobody has, as a member of the workspace who is in its channel."""
    found = await deps.store.read(store.named, click.value)
    if found is None:
        raise NoSuchActionItem
    await deps.directory.member_of(click.person, found.channel)
    await deps.store.write(actions.take, item=click.value, person=click.person)
    return Answer.nothing()


async def on_drop(click: Click, deps: Deps) -> Answer:
    """Drop an item."""
    await deps.store.write(actions.drop, item=click.value, person=click.person)
    return Answer.nothing()


async def on_done(click: Click, deps: Deps) -> Answer:
    """Say that an item is done."""
    await deps.store.write(actions.finish, item=click.value, person=click.person)
    return Answer.nothing()


async def on_reopen(click: Click, deps: Deps) -> Answer:
    """Take "done" back."""
    await deps.store.write(actions.reopen, item=click.value, person=click.person)
    return Answer.nothing()


async def on_hand_on(click: Click, deps: Deps) -> Answer:
    """Ask who is to do it."""
    return Answer.open(forms.hand_on_form(deps.words, await deps.store.read(read_item, click.value, click.person)))


async def on_due(click: Click, deps: Deps) -> Answer:
    """Ask by when it is to be done."""
    return Answer.open(forms.due_form(deps.words, await deps.store.read(read_item, click.value, click.person)))


async def on_snooze(click: Click, deps: Deps) -> Answer:
    """Ask until when its owner wants to hear nothing of it; in a week, if they do not say."""
    found = await deps.store.read(read_item, click.value, click.person)
    days = await deps.store.read(working_days, found.channel)
    day = deps.today + A_WEEK
    return Answer.open(forms.snooze_form(deps.words, found, day if days.works(day) else days.after(day)))


async def on_snoozed(form: Form, deps: Deps) -> Answer:
    """Put the reminders off."""
    until = read_day(form.text("until"), "until")
    if until is None:
        raise NoSuchDay("until")
    await deps.store.write(actions.snooze, item=form.private, person=form.person, until=until)
    return Answer.close()


async def on_add(click: Click, deps: Deps) -> Answer:
    """Ask what is to be done of a channel, by whom and by when."""
    channel = await deps.directory.open_to(click.person, ChannelId(click.value))
    return Answer.open(forms.add_form(deps.words, channel.id))


async def on_added(form: Form, deps: Deps) -> Answer:
    """Write down what somebody is to do; who says so is a member of the workspace too."""
    channel = ChannelId(form.private)
    await deps.directory.member_of(form.person, channel)
    owner = await owner_chosen(deps, form.text("person"), channel)
    text, due = form.text("text"), read_day(form.text("due"))
    await deps.store.write(actions.note_by_hand, text=text, owner=owner, due=due, channel=channel, noted_by=form.person)
    return Answer.update(forms.added_form(deps.words, owner))


async def on_handed_on(form: Form, deps: Deps) -> Answer:
    """Give an item to another person."""
    found = await deps.store.read(read_item, form.private, form.person)
    to = await deps.directory.member_of(PersonId(form.text("person")), found.channel, "person")
    await deps.store.write(actions.hand_on, item=found.id, person=form.person, to=to)
    return Answer.close()


async def on_due_changed(form: Form, deps: Deps) -> Answer:
    """Name another day by which an item is to be done, or none."""
    due = read_day(form.text("due"))
    await deps.store.write(actions.change_due, item=form.private, person=form.person, due=due)
    return Answer.close()


async def on_more(click: Click, deps: Deps) -> Answer:
    """Do what was chosen in the list, and list all anew; in the place of an old list stands why it could not be done."""
    action, item, of = listing.read_choice(click.value)
    if action not in _CHOICES:
        raise NoSuchActionItem
    note = ""
    try:
        answer = await _CHOICES[action](replace(click, value=item), deps)
    except Refusal as refused:
        note = explain(refused, deps.words) or ""
        if not note:
            raise
        answer = Answer.nothing()
    if answer.opened:
        return Answer.push(answer.opened) if _in_own_form(click) else answer
    found = await deps.store.read(read_list, _of(click, of), click.person, deps.words)
    return _again(click, deps, found, note, page_of([one.id for one in found.items], item))


async def on_page(click: Click, deps: Deps) -> Answer:
    """Show another page of the list in the place of the one that was left."""
    page, of = turned(click.value)
    return _again(click, deps, await deps.store.read(read_list, _of(click, of), click.person, deps.words), "", page)


async def on_open_list(click: Click, deps: Deps) -> Answer:
    """Show in a form what is to be done of a channel, with what this person may do about each."""
    channel = await deps.directory.open_to(click.person, ChannelId(click.value))
    return Answer.open(listing.list_form(deps.words, await deps.store.read(read_list, channel.id, click.person, deps.words)))


def _again(click: Click, deps: Deps, found: Listed, note: str, page: int) -> Answer:
    """Draw a list in the place of the one that was pressed in."""
    if _in_own_form(click):
        return Answer.update(listing.list_form(deps.words, found, note=note, page=page))
    return Answer.replace(listing.listed(deps.words, found, note=note, page=page))


def _of(click: Click, said: str) -> str:
    """Return which list was pressed in: what its reader is to do, that of the form, or of the channel in which it stands."""
    if said == ids.MINE:
        return said
    return (click.private if _in_own_form(click) else click.channel) or ""


def _in_own_form(click: Click) -> bool:
    """Tell whether it was pressed in the form of a list, not in a message, wherever that is shown."""
    return click.in_form and bool(click.private)


_OFF = ("off", "none", "never", "stop")
_OF_MINE = ("mine", "my", "me")
_CHOICES: Mapping[str, Callable[[Click, Deps], Awaitable[Answer]]] = {
    ids.ACCEPT: on_accept,
    ids.DECLINE: on_decline,
    ids.TAKE: on_take,
    ids.DROP: on_drop,
    ids.DONE: on_done,
    ids.HAND_ON: on_hand_on,
    ids.DUE: on_due,
    ids.SNOOZE: on_snooze,
}
CLICKS = {
    **_CHOICES,
    ids.ADD: on_add,
    ids.REOPEN: on_reopen,
    ids.MORE: on_more,
    ids.LIST: on_open_list,
    ids.BEFORE: on_page,
    ids.AFTER: on_page,
}
FORMS = {
    ids.ADD_FORM: on_added,
    ids.HAND_ON_FORM: on_handed_on,
    ids.DUE_FORM: on_due_changed,
    ids.SNOOZE_FORM: on_snoozed,
}
