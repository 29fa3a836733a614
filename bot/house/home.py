"""The App Home: the rows of all features in four slots, with a way to all of it."""

from collections.abc import Sequence
from functools import partial
from itertools import chain, groupby

import structlog
from slack_sdk.models.blocks import Block, ButtonElement

from bot.core.ids import PersonId
from bot.core.pages import Pages
from bot.core.refusal import Refusal
from bot.core.trace import trace
from bot.delivery import messages
from bot.delivery.place import Place
from bot.feature import HOME, AtHome, Deps, Draw, Feature, HomeButton, HomeRow, Slot
from bot.house.home_commands import FORM_OF_RARER, as_button, clicks_of, forms_of
from bot.series.views.paging import paged, turning
from bot.slack.answers import Answer
from bot.slack.blocks import actions, button, divider, grouped, overflow, section
from bot.slack.requests import Click, Event
from bot.slack.surfaces import Home, Modal
from bot.store.unit import Read, Unit
from bot.words.words import Words

MOST = 8
"""Rows of a slot on the Home: with two blocks each, four slots and their buttons stay below Slack's hundred."""
ALL, ALL_BEFORE, ALL_AFTER = "house:all", "house:all_before", "house:all_after"
_log = structlog.get_logger("house")


def open_home(unit: Unit, *, person: PersonId) -> None:
    """Want this person's Home drawn, now and whenever it changes: they have looked at it."""
    messages.post(unit, HOME, person, Place.home(person))


async def on_home_opened(event: Event, deps: Deps) -> Answer:
    """Draw the Home for who looks at it."""
    if event.tab in {"", "home"} and event.person:
        await deps.store.write(open_home, person=event.person)
    return Answer.nothing()


def draw_home(features: Sequence[Feature]) -> Draw:
    """Return how a person's Home is drawn from the rows of these features."""

    def draw(read: Read, subject: str, words: Words) -> Home:
        rows, broken = _rows(features, read, PersonId(subject), words)
        offered = [feature.at_home(words) for feature in features]
        blocks: list[Block] = [section(words.say("A part of this page cannot be shown right now."))] if broken else []
        for slot in Slot:
            drawn = _slot(words, slot, [row for row in rows if row.slot is slot], offered)
            blocks += [divider(), *drawn] if blocks and drawn else drawn
        if any(command.slot is None for one in offered for command in one.commands):
            blocks += [divider(), actions(button(words.say("More …"), FORM_OF_RARER, "home"))]
        return Home(blocks or [section(words.say("Nothing of yours is here yet."))])

    return draw


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


def _slot(words: Words, slot: Slot, rows: Sequence[HomeRow], offered: Sequence[AtHome]) -> list[Block]:
    """Draw a slot: its first rows, or what can be done where it has none; below them the way to all of it, and buttons."""
    empty = [] if rows else [one.empty[slot] for one in offered if slot in one.empty]
    below = [_button(each) for one in offered for each in one.buttons.get(slot, ())]
    below += [as_button(command) for one in offered for command in one.commands if command.slot is slot]
    if len(rows) > MOST:
        below.insert(0, button(words.say("All {n} …", n=len(rows)), ALL, slot.value))
    if not (rows or empty or below):
        return []
    title = section(f"*{_title(words, slot)}*")
    return [title, *_drawn(rows[:MOST]), *grouped(empty), *([actions(*below)] if below else [])]


def _title(words: Words, slot: Slot) -> str:
    return {
        Slot.WAITING: words.say("Waiting for you"),
        Slot.NEXT: words.say("Next"),
        Slot.TEAM: words.say("My team"),
        Slot.MINE: words.say("Mine"),
    }[slot]


def _drawn(rows: Sequence[HomeRow]) -> list[Block]:
    """Draw rows, those without buttons close below one another."""
    blocks: list[Block] = []
    for bare, group in groupby(rows, key=lambda row: not row.buttons):
        several = list(group)
        blocks += grouped([row.text for row in several]) if bare else chain.from_iterable(map(_with_buttons, several))
    return blocks


def _with_buttons(row: HomeRow) -> list[Block]:
    """Draw a row with one button beside it, or a ⋮ menu of two that are one click (an id stands once in a block), or two below it."""
    if len({each.action for each in row.buttons}) > 1:
        return [section(row.text), actions(*map(_button, row.buttons))]
    first, *others = row.buttons
    several = overflow(first.action, [(each.text, each.value) for each in row.buttons]) if others else None
    return [section(row.text, several or _button(first))]


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
    rows = [row for row in _rows(features, read, person, words)[0] if row.slot is slot]
    pages = paged(page, len(rows))
    blocks = _drawn(rows[pages.start : pages.stop]) or [section(words.say("Nothing of yours is here any more."))]
    blocks += turning(words, pages, ALL_BEFORE, ALL_AFTER)
    return Modal(ALL, _title(words, slot), blocks, close=words.say("Close"), private=slot.value)
