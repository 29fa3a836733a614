"""Action items as a channel's list, with what its reader may do, and as rows of a Home."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from slack_sdk.models.blocks import Block

from bot.action_items.rules.acts import may_steer
from bot.action_items.rules.values import ActionItem, State
from bot.action_items.views import ids
from bot.action_items.views.items import promise
from bot.core.ids import ChannelId, PersonId
from bot.feature import HomeButton, HomeRow, Slot
from bot.paging import paged, turning
from bot.slack.blocks import actions, button, overflow, section
from bot.slack.surfaces import Message
from bot.slack.text import plain
from bot.words.words import Words

_MOST = 150


def listed(
    words: Words,
    items: Sequence[ActionItem],
    names: Mapping[PersonId, str],
    reader: PersonId,
    channel: ChannelId,
    *,
    note: str = "",
    page: int = 0,
) -> Message:
    """Draw a page of what is to be done of a channel; a note above says what was done, or why not."""
    title = words.say("Action items of this channel")
    blocks: list[Block] = [section(note)] if note else []
    add = actions(button(words.say("Add an action item"), ids.ADD, channel))
    if not items:
        empty = words.say(
            "Nothing is to be done here. “Action” on the board of a Lean Coffee notes what somebody promises, and “Needs info” in a refinement."
        )
        return Message(note or empty, [*blocks, section(empty), add])
    pages = paged(page, len(items))
    blocks += [_entry(words, item, names, reader) for item in items[pages.start : pages.stop]]
    return Message(note or title, [*blocks, *turning(words, pages, ids.BEFORE, ids.AFTER), add])


def choice(verb: str, item: ActionItem) -> str:
    """Write what was chosen in the ⋮ menu of an item."""
    return f"{verb}:{item.id}"


def read_choice(value: str) -> tuple[str, str]:
    """Read the verb and the item; a broken value names nothing."""
    verb, _, item = value.partition(":")
    return f"action_items:{verb}", item


def _entry(words: Words, item: ActionItem, names: Mapping[PersonId, str], reader: PersonId) -> Block:
    name = plain(names[item.owner])
    who = {
        State.OFFERED: words.say("{name} has not answered yet", name=name),
        State.DECLINED: words.say("Nobody has it; {name} was the last", name=name),
        State.FREE: words.say("Nobody has it yet"),
    }.get(item.state, name)
    choices = [(text, choice(action.partition(":")[2], item)) for text, action in _choices(words, item, reader)]
    return section(f"{promise(words, item, _MOST)}\n{who}", overflow(ids.MORE, choices))


def _choices(words: Words, item: ActionItem, reader: PersonId) -> list[tuple[str, str]]:
    """Return what a reader may do about an item: at most the five that a menu holds."""
    found = []
    if item.is_nobodys:
        found.append((words.say("I take it"), ids.TAKE))
    elif item.state is State.OFFERED and reader == item.owner:
        found.append((words.say("Accept"), ids.ACCEPT))
    if may_steer(item, reader):
        found += [(words.say("Done"), ids.DONE), (words.say("Change the date"), ids.DUE)]
        found += [(words.say("Snooze"), ids.SNOOZE)] if item.state is State.ACCEPTED and reader == item.owner else []
        found.append((words.say("Hand on"), ids.HAND_ON))
    if reader == item.noted_by:
        found.append((words.say("Drop it"), ids.DROP))
    elif item.is_open and reader == item.owner:
        found.append((words.say("Not mine"), ids.DECLINE))
    return found


def own_row(words: Words, item: ActionItem, asked_by: str, at: datetime, *, is_due: bool) -> HomeRow:
    """Draw what a person is to do, or is asked to, as a row of their Home, sorted by a moment (UTC)."""
    what = promise(words, item, _MOST)
    if item.state is State.OFFERED:
        asked = words.say("{name} asks you: {what}", name=plain(asked_by), what=what)
        buttons = (
            HomeButton(words.say("Accept"), ids.ACCEPT, item.id, primary=True),
            HomeButton(words.say("Drop it"), ids.DROP, item.id)
            if item.is_own
            else HomeButton(words.say("Not mine"), ids.DECLINE, item.id),
        )
        return HomeRow(Slot.WAITING, at, asked, buttons)
    done = HomeButton(words.say("Done"), ids.DONE, item.id, primary=is_due)
    return HomeRow(Slot.WAITING if is_due else Slot.MINE, at, what, [done])


def returned_row(words: Words, item: ActionItem, at: datetime) -> HomeRow:
    """Draw what nobody has as a row of the Home of who noted it."""
    told = words.say("Nobody has this now: {what}", what=promise(words, item, _MOST))
    hand_on = HomeButton(words.say("Choose somebody"), ids.HAND_ON, item.id)
    return HomeRow(Slot.WAITING, at, told, [hand_on, HomeButton(words.say("Drop it"), ids.DROP, item.id)])
