"""Settles a post by the event in which Slack tells of it."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from sqlalchemy import bindparam, select

from bot.delivery.messages import HINT
from bot.delivery.results import Copy
from bot.delivery.settle import become, locked
from bot.delivery.tables import MessageRow
from bot.delivery.transitions import told_of
from bot.store.base import in_workspace
from bot.store.unit import Read, Unit

LinkingTo = Callable[[str], Sequence[str]]

_STANDING = select(MessageRow.screen, MessageRow.ts, MessageRow.place, MessageRow.place_id).where(
    MessageRow.workspace == in_workspace(), MessageRow.id == bindparam("message")
)


def is_news(read: Read, *, message: str, ts: str) -> bool:
    """Tell whether a post of a message of this workspace is not the copy that is known to stand."""
    row = read.row(_STANDING, {"message": message})
    return row is not None and row.ts != ts


def note_post(unit: Unit, *, message: str, copy: Copy, linking_to: LinkingTo) -> None:
    """Remember where a post stands of which Slack tells: it settles what nobody knew, or is a copy to be deleted. Doing it again changes nothing.

    `linking_to` names the screens that lead to one.
    """
    row = locked(unit, message)
    there = unit.row(_STANDING, {"message": message})
    if row is None or there is None:
        return
    copy = replace(copy, revision=min(copy.revision, row.wanted))  # a database restored from a backup has seen fewer
    if there.place == "channel":
        copy = replace(copy, channel=there.place_id)  # it may have another id by now, and its messages with it
    become(unit, message, row, told_of(row, copy, unit.real_now), linking_to(there.screen))
    unit.hint(HINT)
