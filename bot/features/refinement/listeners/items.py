"""Requests about items: added, edited, put into another state or place, split."""

from collections.abc import Awaitable, Callable, Mapping
from functools import partial

from bot.core.ids import ChannelId, ItemId, PersonId
from bot.core.texts import asks_something, trimmed
from bot.feature import Deps
from bot.features.refinement.actions import items as actions
from bot.features.refinement.actions import queue
from bot.features.refinement.listeners.item_rights import as_member, order
from bot.features.refinement.listeners.item_shown import shown_again
from bot.features.refinement.rules.item_refusals import AlreadyInState, ItemNumberMissing, MovedMeanwhile, NoSuchItem, NotOrdered
from bot.features.refinement.rules.item_texts import LIMITS, ItemText, parts_of, typed_number
from bot.features.refinement.rules.items import Item, ItemState
from bot.features.refinement.rules.ordering import Where
from bot.features.refinement.views import item_card, item_forms
from bot.features.refinement.views import item_ids as ids
from bot.features.refinement.views.estimate_forms import ask_form
from bot.features.refinement.views.explain_items import explain_items
from bot.features.refinement.views.item_ids import LEADS_TO, ORDERS, Act
from bot.meetings.views.ids import option_value, read_option
from bot.slack.answers import Answer
from bot.slack.requests import Click, Command, Form, Shortcut
from bot.slack.surfaces import Modal
from bot.slack.text import as_read
from bot.teams.mentions import names_in


async def on_add(command: Command, text: str, deps: Deps) -> Answer:
    """Add the item that was typed, as `title | why`; without any text open the form."""
    channel = await deps.directory.reachable(command.channel or ChannelId(""))
    await as_member(deps)
    title, _, why = as_read(text, await names_in(text, deps.directory, deps.words)).partition("|")
    if not trimmed(title) and not trimmed(why):
        return Answer.open(item_forms.add_form(deps.words, channel.id, ItemText("")))
    if asks_something(title):
        return Answer.open(item_forms.add_form(deps.words, channel.id, ItemText(trimmed(title), trimmed(why))))
    added = await deps.store.write(
        actions.add_item, channel=channel.id, person=command.person, text=ItemText(trimmed(title), trimmed(why))
    )
    return Answer.say(await deps.store.read(queue.read_added, added.id, deps.words, by=deps.person.id))


async def on_add_pressed(click: Click, deps: Deps) -> Answer:
    """Open the form for a new item of the channel that the button names."""
    channel = await deps.directory.reachable(ChannelId(click.value))
    await as_member(deps)
    return Answer.open(item_forms.add_form(deps.words, channel.id, ItemText("")))


async def on_message(shortcut: Shortcut, deps: Deps) -> Answer:
    """Offer a message as an item: its first line as the title, the rest as the why, with its link."""
    channel = await deps.directory.reachable(shortcut.channel or ChannelId(""))
    await as_member(deps)
    names = await names_in(shortcut.message_text, deps.directory, deps.words)
    title, _, why = trimmed(as_read(shortcut.message_text, names)).partition("\n")
    if len(title) > LIMITS["title"]:
        title, why = title[: LIMITS["title"]], f"{title}\n{why}"
    link = await deps.directory.permalink(channel.id, shortcut.message)
    return Answer.open(item_forms.add_form(deps.words, channel.id, ItemText(title, trimmed(why), link=link)))


async def on_added(form: Form, deps: Deps) -> Answer:
    """Add the item of a form, and tell in its place where it stands."""
    channel = await deps.directory.reachable(ChannelId(form.private))
    await as_member(deps)
    text = item_forms.read_text(form)
    added = await deps.store.write(actions.add_item, channel=channel.id, person=form.person, text=text)
    told = await deps.store.read(queue.read_card, added.id, deps.words, deps.words.say("*Added.*"), by=deps.person.id)
    return Answer.update(told)


async def _open_to(person: PersonId, item: ItemId, deps: Deps) -> Item:
    """Return an item that a form outside of its channel is about. Raise what the directory says of who may not look in."""
    found = await deps.store.read(queue.one, item)
    await deps.directory.open_to(person, found.channel)
    return found


async def on_edited(form: Form, deps: Deps) -> Answer:
    """Change the words of an item to those of a form."""
    item, shown_then = item_forms.read_edited(form)
    await _open_to(form.person, item, deps)
    await as_member(deps)
    text = item_forms.read_text(form)
    await deps.store.write(actions.edit_item, item=item, person=form.person, text=text, shown_then=shown_then)
    return Answer.close()


async def on_put_before(form: Form, deps: Deps) -> Answer:
    """Put an item before the one whose number was typed."""
    item, typed = ItemId(form.private), form.text("before").strip()
    found = await _open_to(form.person, item, deps)
    if typed_number(typed) is None:
        raise ItemNumberMissing(typed)
    try:
        other = await deps.store.read(queue.named, found.channel, typed)
        rank = await order(deps, item=item, where=Where.BEFORE, other=other.id)
    except NoSuchItem as none:
        raise ItemNumberMissing(typed) from none
    told = item_card.now_stands(deps.words, found, rank)
    return Answer.update(item_card.told_form(deps.words, deps.words.say("#{number}", number=found.number), told))


async def on_split(form: Form, deps: Deps) -> Answer:
    """Split parts off an item, one a line."""
    item = ItemId(form.private)
    await _open_to(form.person, item, deps)
    await as_member(deps)
    parts = parts_of(form.text("parts"))
    made = await deps.store.write(actions.split_item, item=item, person=form.person, parts=parts)
    told = "\n".join(item_card.one_line(deps.words, each) for each in made)
    return Answer.update(item_card.told_form(deps.words, deps.words.say("Split"), told))


async def on_menu(click: Click, deps: Deps) -> Answer:
    """Do what was chosen in an item's ⋮ menu."""
    verb, item, moves = read_option(click.value)
    if verb not in set(Act):
        raise NoSuchItem
    return await _tried(Act(verb), ItemId(item), moves, click, deps)


async def on_button(act: Act, click: Click, deps: Deps) -> Answer:
    """Do what a button of an item's card says."""
    _, item, moves = read_option(option_value(act, *_read(click.value)))
    return await _tried(act, ItemId(item), moves, click, deps)


async def _tried(act: Act, item: ItemId, moves: int, click: Click, deps: Deps) -> Answer:
    """Do it; what is not possible any more is told where what stands now is shown.

    A form shows items outside of their channel, also to who has left it since.
    """
    if click.in_form:
        await _open_to(click.person, item, deps)
    try:
        return await _do(act, item, moves, click, deps)
    except (AlreadyInState, MovedMeanwhile, NotOrdered) as refused:
        if not (click.is_ephemeral or click.in_form):
            raise
        return await shown_again(click, deps, item, explain_items(refused, deps.words) or "", follows=act in ORDERS)


def _read(value: str) -> tuple[str, int]:
    _, item, moves = read_option(f":{value}")
    return item, moves


async def _do(act: Act, item: ItemId, moves: int, click: Click, deps: Deps) -> Answer:
    if act in OPENS:
        return Answer.open(await OPENS[act](item, deps))
    if act in ORDERS:
        rank = await order(deps, item=item, where=ORDERS[act], moves=moves)
        found = await deps.store.read(queue.one, item)
        return await shown_again(click, deps, item, item_card.now_stands(deps.words, found, rank), follows=True)
    return await shown_again(click, deps, item, await _moved(act, item, deps))


async def _moved(act: Act, item: ItemId, deps: Deps) -> str:
    """Put an item into another state, or back, today as its mover's calendar says; return what is told of it."""
    await as_member(deps)
    if act is Act.BACK:
        found = await deps.store.write(actions.put_back_item, item=item, person=deps.person.id)
    else:
        day = deps.today
        found = await deps.store.write(actions.move_item, item=item, person=deps.person.id, to=LEADS_TO[act], day=day)
    return item_card.now_is(deps.words, found)


async def _edit(item: ItemId, deps: Deps) -> Modal:
    await as_member(deps)
    return item_forms.edit_form(deps.words, await deps.store.read(queue.one, item))


async def _before(item: ItemId, deps: Deps) -> Modal:
    return item_forms.before_form(deps.words, *await deps.store.read(queue.following, item))


async def _split(item: ItemId, deps: Deps) -> Modal:
    await as_member(deps)
    return item_forms.split_form(deps.words, await deps.store.read(queue.one, item))


async def _estimate(item: ItemId, deps: Deps) -> Modal:
    await deps.as_host()
    found = await deps.store.read(queue.one, item)
    return ask_form(deps.words, found.channel, found)


async def _card(item: ItemId, deps: Deps) -> Modal:
    return await deps.store.read(queue.read_card, item, deps.words, by=deps.person.id)


OPENS: Mapping[Act, Callable[[ItemId, Deps], Awaitable[Modal]]] = {
    Act.EDIT: _edit,
    Act.BEFORE: _before,
    Act.SPLIT: _split,
    Act.ESTIMATE: _estimate,
    Act.MORE: _card,
}


async def on_state(act: Act, state: ItemState, command: Command, text: str, deps: Deps) -> Answer:
    """Put the item that was typed into a state; without one, list what is in it."""
    channel = await deps.directory.reachable(command.channel or ChannelId(""))
    if not text:
        return Answer.say(await deps.store.read(queue.read_list, channel.id, state.value, deps.words, by=deps.person.id))
    typed = trimmed(as_read(text))
    found = await deps.store.read(queue.named, channel.id, typed)
    return Answer.say(await _moved(act, found.id, deps))


SUBCOMMANDS: Mapping[str, Callable[[Command, str, Deps], Awaitable[Answer]]] = {
    "add": on_add,
    "ready": partial(on_state, Act.READY, ItemState.READY),
    "started": partial(on_state, Act.START, ItemState.STARTED),
    "done": partial(on_state, Act.DONE, ItemState.DONE),
    "park": partial(on_state, Act.PARK, ItemState.PARKED),
    "reopen": partial(on_state, Act.BACK, ItemState.DONE),
}
CLICKS: Mapping[str, Callable[[Click, Deps], Awaitable[Answer]]] = {
    ids.ADD: on_add_pressed,
    ids.MENU: on_menu,
    **{ids.button_id(act): partial(on_button, act) for act in Act if act is not Act.MORE},
}
FORMS = {ids.ADD_FORM: on_added, ids.EDIT_FORM: on_edited, ids.BEFORE_FORM: on_put_before, ids.SPLIT_FORM: on_split}
SHORTCUTS = {ids.MESSAGE: on_message}
