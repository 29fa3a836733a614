"""The App Home: the rows of all features in four slots, with a way to all of it."""

import asyncio
from collections import OrderedDict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from itertools import chain, groupby

import structlog
from slack_sdk.models.blocks import ActionsBlock, Block, ButtonElement

from bot.core.ids import ChannelId, PersonId, WorkspaceId
from bot.core.pages import Pages
from bot.core.refusal import Refusal
from bot.core.trace import trace
from bot.delivery import messages
from bot.delivery.place import Place
from bot.feature import HOME, AtHome, Deps, Draw, Feature, HomeButton, HomeRow, Slot
from bot.house.home_commands import FORM_OF_ALL, as_button, clicks_of, forms_of
from bot.paging import paged, turning
from bot.slack.answers import Answer
from bot.slack.blocks import actions, button, divider, grouped, overflow, section
from bot.slack.errors import FAILED
from bot.slack.requests import Click, Event
from bot.slack.surfaces import Home, Modal
from bot.store.unit import Read, Unit
from bot.teams import members_store
from bot.teams.directory import MEMBERS_SECONDS
from bot.words.words import Words

MOST = 8
"""Entries of a slot on the Home: with two blocks each, four slots and their buttons stay below Slack's hundred."""
ASKED_AGAIN = timedelta(minutes=10)
"""Of real time: a look so soon after another asks Slack nothing; who joins or leaves a channel meanwhile is told by Slack itself."""
_MOST_KNOWN = 5_000
ALL, ALL_BEFORE, ALL_AFTER = "house:all", "house:all_before", "house:all_after"
_log = structlog.get_logger("house")


def open_home(unit: Unit, *, person: PersonId) -> None:
    """Want this person's Home drawn, now and whenever it changes: they have looked at it."""
    messages.post(unit, HOME, person, Place.home(person))


class HomeOpened:
    """Draws the Home for who looks at it, and asks Slack from time to time in which channels they are."""

    def __init__(self) -> None:
        self._asked: OrderedDict[tuple[WorkspaceId, PersonId], datetime] = OrderedDict()

    async def __call__(self, event: Event, deps: Deps) -> Answer:
        """Draw it at once, and anew where Slack says something else than before."""
        if event.tab in {"", "home"} and event.person:
            await deps.store.write(open_home, person=event.person)
            await self._ask(event, deps)
        return Answer.nothing()

    async def _ask(self, event: Event, deps: Deps) -> None:
        name, now = (event.workspace, event.person), deps.directory.real.now()
        if name in self._asked and now - self._asked[name] < ASKED_AGAIN:
            return
        try:
            async with asyncio.timeout(MEMBERS_SECONDS):
                channels = await deps.directory.channels_of(event.person)
        except FAILED:
            return  # what was known stays, and the next look asks
        self._asked[name] = now
        self._asked.move_to_end(name)
        while len(self._asked) > _MOST_KNOWN:
            self._asked.popitem(last=False)
        await deps.store.write(know_channels, person=event.person, channels=channels)


def know_channels(unit: Unit, *, person: PersonId, channels: frozenset[ChannelId]) -> None:
    """Write down in which channels a person is, and draw their Home anew where that is news."""
    if members_store.keep_channels(unit, person=person, channels=channels):
        messages.show(unit, HOME, person)


def joined(unit: Unit, *, person: PersonId, channel: ChannelId) -> None:
    """Note that a person has joined a channel; of whom no channel is known nothing is written down."""
    if members_store.channels_with(unit, person):
        members_store.enter(unit, person=person, channel=channel)
        messages.show(unit, HOME, person)


def left(unit: Unit, *, person: PersonId, channel: ChannelId) -> None:
    """Note that a person has left a channel."""
    members_store.leave(unit, person=person, channel=channel)
    messages.show(unit, HOME, person)


def draw_home(features: Sequence[Feature]) -> Draw:
    """Return how a person's Home is drawn from the rows of these features."""

    def draw(read: Read, subject: str, words: Words) -> Home:
        rows, broken = _rows(features, read, PersonId(subject), words)
        offered = [feature.at_home(words) for feature in features]
        blocks: list[Block] = [section(words.say("A part of this page cannot be shown right now."))] if broken else []
        for slot in Slot:
            drawn = _slot(words, slot, _entries(rows, slot), offered)
            blocks += [divider(), *drawn] if blocks and drawn else drawn
        if any(one.commands for one in offered):
            blocks += [divider(), actions(button(words.say("More …"), FORM_OF_ALL, "home"))]
        _keep_one_primary(blocks)
        return Home(blocks or [section(words.say("Nothing of yours is here yet."))])

    return draw


def _keep_one_primary(blocks: Iterable[Block]) -> None:
    """Leave the first primary button as it is and no other: what waits comes before what can be begun."""
    buttons = (
        element
        for block in blocks
        for element in (block.elements if isinstance(block, ActionsBlock) else [getattr(block, "accessory", None)])
        if isinstance(element, ButtonElement) and element.style == "primary"
    )
    for each in list(buttons)[1:]:
        each.style = None


def _rows(features: Sequence[Feature], read: Read, person: PersonId, words: Words) -> tuple[list[HomeRow], bool]:
    """Read everybody's rows, by time, then in the order of the features; and whether those of one could not be read."""
    rows: list[HomeRow] = []
    broken = False
    for feature in features:
        try:
            rows += feature.home(read, person, words) if feature.home else ()
        except (Refusal, ArithmeticError, AssertionError, AttributeError, LookupError, TypeError, ValueError) as fault:
            _log.error("a part of the Home broke", feature=feature.name, error=type(fault).__name__, trace=trace(fault))
            broken = True
    return sorted(rows, key=lambda row: row.at), broken


@dataclass(frozen=True)
class Entry:
    """What stands together in a slot: a row, or all that is said of a team, below its name."""

    text: str
    buttons: Sequence[HomeButton]


def _entries(rows: Iterable[HomeRow], slot: Slot) -> list[Entry]:
    """Put the rows of a slot together, in their order; those of a team where its first one is."""
    together: dict[ChannelId | int, list[HomeRow]] = {}
    for number, row in enumerate(row for row in rows if row.slot is slot):
        together.setdefault(number if row.team is None else row.team, []).append(row)
    return [_entry(group) for group in together.values()]


def _entry(rows: Sequence[HomeRow]) -> Entry:
    name = [] if rows[0].team is None else [f"*<#{rows[0].team}>*"]
    buttons = sorted((each for row in rows for each in row.buttons), key=lambda each: each.seldom)
    return Entry("\n".join([*name, *(row.text for row in rows)]), buttons)


def _slot(words: Words, slot: Slot, entries: Sequence[Entry], offered: Sequence[AtHome]) -> list[Block]:
    """Draw a slot: its first entries, or what can be done where it has none; below them the way to all of it, and buttons.

    A command that an entry offers for its own channel is not offered once more under the same name.
    """
    shown = entries[:MOST]
    empty = [] if entries else [one.empty[slot] for one in offered if slot in one.empty]
    below = [_button(each) for one in offered for each in one.buttons.get(slot, ())]
    here = {each.text for entry in shown for each in entry.buttons}
    own = [command for one in offered for command in one.commands if command.slot is slot]
    below += [as_button(command) for command in own if command.text not in here]
    if len(entries) > MOST:
        below.insert(0, button(words.say("All {n} …", n=len(entries)), ALL, slot.value))
    if not (entries or empty or below):
        return []
    title = section(f"*{_title(words, slot)}*")
    return [title, *_drawn(shown), *grouped(empty), *([actions(*below)] if below else [])]


def _title(words: Words, slot: Slot) -> str:
    return {
        Slot.WAITING: words.say("Waiting for you"),
        Slot.NEXT: words.say("Next"),
        Slot.TEAM: words.say("My team"),
        Slot.MINE: words.say("Mine"),
    }[slot]


def _drawn(entries: Sequence[Entry]) -> list[Block]:
    """Draw entries, those without buttons close below one another."""
    blocks: list[Block] = []
    for bare, group in groupby(entries, key=lambda entry: not entry.buttons):
        several = list(group)
        blocks += grouped([entry.text for entry in several]) if bare else chain.from_iterable(map(_with_buttons, several))
    return blocks


def _with_buttons(entry: Entry) -> list[Block]:
    """Draw an entry with one button beside it, or a ⋮ menu of two that are one click (an id stands once in a block), or several below it."""
    if len({each.action for each in entry.buttons}) > 1:
        return [section(entry.text), actions(*map(_button, entry.buttons))]
    first, *others = entry.buttons
    several = overflow(first.action, [(each.text, each.value) for each in entry.buttons]) if others else None
    return [section(entry.text, several or _button(first))]


def _button(each: HomeButton) -> ButtonElement:
    return button(each.text, each.action, each.value, primary=each.primary)


def parts_of(features: Sequence[Feature]) -> Feature:
    """Return what the house itself listens to on the Home: the whole of a slot, and the commands of these features."""
    turned = partial(on_page, features)
    whole = {ALL: partial(on_all, features), ALL_BEFORE: turned, ALL_AFTER: turned}
    return Feature("house", clicks={**whole, **clicks_of(features)}, forms=forms_of(features))


async def on_all(features: Sequence[Feature], click: Click, deps: Deps) -> Answer:
    """Show all rows of a slot."""
    return Answer.open(await deps.store.read(_all, features, click.person, click.value, deps.words))


async def on_page(features: Sequence[Feature], click: Click, deps: Deps) -> Answer:
    """Show another page of a slot in the place of the one that was left."""
    page = Pages.read(click.value)
    return Answer.update(await deps.store.read(_all, features, click.person, click.private, deps.words, page))


def _all(read: Read, features: Sequence[Feature], person: PersonId, named: str, words: Words, page: int = 0) -> Modal:
    slot = next((one for one in Slot if one.value == named), Slot.NEXT)
    entries = _entries(_rows(features, read, person, words)[0], slot)
    pages = paged(page, len(entries))
    blocks = _drawn(entries[pages.start : pages.stop]) or [section(words.say("Nothing of yours is here any more."))]
    blocks += turning(words, pages, ALL_BEFORE, ALL_AFTER)
    return Modal(ALL, _title(words, slot), blocks, close=words.say("Close"), private=slot.value)
