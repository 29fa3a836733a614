"""A list or a CSV becomes items: shown to its author first, then written in one transaction."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from bot.core.ids import ChannelId, PersonId
from bot.delivery import messages
from bot.feature import HOME
from bot.features.refinement.actions.items import new_item, show_queue
from bot.features.refinement.actions.nudging import watch
from bot.features.refinement.rules import importing, items
from bot.features.refinement.rules.importing import Line, Preview, Table
from bot.features.refinement.rules.items import Item, ItemState
from bot.features.refinement.rules.ordering import GAP
from bot.features.refinement.store import imports
from bot.features.refinement.store import items as store
from bot.features.refinement.store import items_written as written
from bot.store.unit import Read, Unit


@dataclass(frozen=True)
class Imported:
    """What an import did: items added, items that got days, lines that were there already; `is_past`: all that it touched is done."""

    added: int
    dated: int
    there: int
    is_past: bool


def compare(read: Read, channel: ChannelId, table: Table) -> Preview:
    """Say what an import into a channel would do."""
    return importing.compared(table.lines, store.known(read, channel), table.refused)


def keep_import(unit: Unit, *, channel: ChannelId, person: PersonId, lines: Sequence[Line]) -> str:
    """Keep what a person is shown, until they say that it is to be imported."""
    return imports.keep(unit, person, channel, lines)


def import_items(unit: Unit, *, named: str, channel: ChannelId, person: PersonId, lines: Sequence[Line], day: date) -> Imported:
    """Import what a person was shown, beside what is there by now: all of it or nothing. Raise ImportGone."""
    imports.take(unit, person, named)
    written.lock_queue(unit, channel)
    preview = importing.compared(lines, store.known(unit, channel))
    numbers = written.take_numbers(unit, channel, len(preview.new))
    last = store.last_place(unit, channel) or 0
    new = [
        _as_told(new_item(unit, channel, person, line.text, number, last + n * GAP), line, day)
        for n, (line, number) in enumerate(zip(preview.new, numbers, strict=True), 1)
    ]
    written.add(unit, *new)
    is_past = all(one.state is ItemState.DONE for one in new)
    for line, known in preview.dated:
        old = written.lock_item(unit, known.id)
        written.write(unit, old, items.dated(old, line.started, line.done, unit.now), person)
    show_queue(unit, channel)
    watch(unit, channel)
    messages.show(unit, HOME, person)
    return Imported(len(new), len(preview.dated), len(preview.there), bool(new) and is_past)


def _as_told(made: Item, line: Line, day: date) -> Item:
    """Give a new item the state and days of its line; what is ready or parked has been so since today, for no column says since when."""
    ready = day if line.state is ItemState.READY else None
    parked = day if line.state is ItemState.PARKED else None
    return replace(made, state=line.state, started=line.started, done=line.done, ready=ready, parked=parked)
