"""Newer blocks that Slack refuses in a workspace: for a week messages go there without them."""

from datetime import datetime, timedelta

from sqlalchemy import bindparam, select

from bot.delivery.tables import LackedBlockRow
from bot.slack.surfaces import Message, Surface
from bot.store.base import Instant, in_workspace
from bot.store.unit import Read, Unit
from bot.store.upserts import upsert

REMEMBERED = timedelta(weeks=1)

_LACKED = select(LackedBlockRow.block).where(
    LackedBlockRow.workspace == in_workspace(),
    LackedBlockRow.until > bindparam("now", type_=Instant()),
    LackedBlockRow.until <= bindparam("far", type_=Instant()),
)
"""What lies farther ahead than a week was written before a clock was set back."""
_REMEMBER = upsert(LackedBlockRow, update=("until",))


def newer_blocks(surface: Surface) -> frozenset[str]:
    """Name the types of blocks that a message has and its plainer twin does without; none where it has no twin."""
    if not isinstance(surface, Message) or surface.plainer is None:
        return frozenset()
    return frozenset(str(block.type) for block in surface.blocks) - {block.type for block in surface.plainer}


def fitting(read: Read, surface: Surface, now: datetime) -> Surface:
    """Return a surface, or the plainer twin of a message where this workspace lacks one of its blocks; `now`: the machine's instant."""
    newer = newer_blocks(surface)
    if not newer or not isinstance(surface, Message) or surface.plainer is None:
        return surface
    lacked = {row.block for row in read.rows(_LACKED, {"now": now, "far": now + REMEMBERED})}
    return Message(surface.text, surface.plainer) if newer & lacked else surface


def remember(unit: Unit, blocks: frozenset[str]) -> None:
    """Remember for a week that Slack refuses these blocks in this workspace."""
    for block in sorted(blocks):
        unit.run(_REMEMBER, {"block": block, "until": unit.real_now + REMEMBERED})
