"""Action items as a channel's list, with what its reader may do, and as rows of a Home."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
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
from bot.slack.surfaces import Message, Modal
from bot.slack.text import plain
from bot.words.words import Words

_MOST = 150


@dataclass(frozen=True)
class Listed:
    """What stands in a list of action items: those of a channel, or (`channel` is None) what its reader is to do in all of them."""

    items: Sequence[ActionItem]
    names: Mapping[PersonId, str]
    reader: PersonId
    channel: ChannelId | None

    @property
    def of(self) -> str:
        """Return how the list is called in what its buttons carry."""
        return self.channel or ids.MINE


def listed(words: Words, found: Listed, *, note: str = "", page: int = 0) -> Message:
    """Draw a page of a list; a note above says what was done, or why not."""
    blocks = _entries(words, found, note, page)
    add = actions(button(words.say("Add an action item"), ids.ADD, found.channel)) if found.channel else None
    said = _title(words, found) if found.items else _empty(words, found)
    return Message(note or said, [*blocks, add] if add else blocks)


def list_form(words: Words, found: Listed, *, note: str = "", page: int = 0) -> Modal:
    """Draw the same as a form, for who presses a button on a board."""
    blocks = _entries(words, found, note, page)
    return Modal(ids.LIST_FORM, words.say("Action items"), blocks, close=words.say("Close"), private=found.of)


def _title(words: Words, found: Listed) -> str:
    return words.say("Action items of this channel") if found.channel else words.say("Your action items")


def _empty(words: Words, found: Listed) -> str:
    if found.channel is None:
        return words.say("Nothing waits for you: no action item of yours is open.")
    return words.say(
        "Nothing is to be done here. “Action” on the board of a Lean Coffee notes what somebody promises, and “Needs info” in a refinement."
    )


def _entries(words: Words, found: Listed, note: str, page: int) -> list[Block]:
    blocks: list[Block] = [section(note)] if note else []
    if not found.items:
        return [*blocks, section(_empty(words, found))]
    pages = paged(page, len(found.items))
    blocks += [_entry(words, item, found) for item in found.items[pages.start : pages.stop]]
    return [*blocks, *turning(words, pages, ids.BEFORE, ids.AFTER, "" if found.channel else found.of)]


def choice(verb: str, item: ActionItem, of: str = "") -> str:
    """Write what was chosen in the ⋮ menu of an item; `of`: the list that it stands in."""
    return f"{verb}:{item.id}:{of}" if of else f"{verb}:{item.id}"


def read_choice(value: str) -> tuple[str, str, str]:
    """Read the verb, the item and the list; a broken value names nothing."""
    verb, _, rest = value.partition(":")
    item, _, of = rest.partition(":")
    return f"action_items:{verb}", item, of


def _entry(words: Words, item: ActionItem, found: Listed) -> Block:
    name, mine = plain(found.names[item.owner]), found.channel is None
    who = {
        State.OFFERED: words.say("{name} has not answered yet", name=name),
        State.DECLINED: words.say("Nobody has it; {name} was the last", name=name),
        State.FREE: words.say("Nobody has it yet"),
    }.get(item.state, name)
    of = found.of if mine else ""
    choices = [(text, choice(action.partition(":")[2], item, of)) for text, action in _choices(words, item, found.reader)]
    where = words.say("in <#{channel}>", channel=item.channel) if mine else ""
    told = "  ·  ".join(part for part in (who, where) if part)
    return section(f"{promise(words, item, _MOST)}\n{told}", overflow(ids.MORE, choices))


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
