"""Reads a channel's items as CSV, in parts that a message takes."""

from collections.abc import Iterator

from bot.core import csv_rows
from bot.core.ids import ChannelId
from bot.csv_export import part_of
from bot.features.refinement.rules import exporting
from bot.features.refinement.rules.items import ItemState
from bot.features.refinement.store import items as store
from bot.features.refinement.views.exporting import export
from bot.slack.surfaces import Message
from bot.store.unit import Read
from bot.words.words import Words

_PAGE = 200


def read_export(read: Read, channel: ChannelId, part: int, words: Words, *, sends_file: bool = True) -> Message:
    """Read and draw a part of a channel's items as CSV: what is ordered first, then what is started, done and parked."""
    return export(words, part_of(exporting.header(), _rows(read, channel), part), sends_file=sends_file)


def read_file(read: Read, channel: ChannelId) -> bytes:
    """Return a channel's items as the content of a file."""
    return "".join([csv_rows.BOM, exporting.header(), *_rows(read, channel)]).encode()


def _rows(read: Read, channel: ChannelId) -> Iterator[str]:
    for states in ((ItemState.TO_REFINE, ItemState.READY), (ItemState.STARTED, ItemState.DONE, ItemState.PARKED)):
        start = 0
        while found := store.page(read, channel, states, start=start, most=_PAGE):
            yield from map(exporting.row, found)
            start += len(found)
