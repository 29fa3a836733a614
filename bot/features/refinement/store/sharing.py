"""Shares, and what was proposed from them."""

from typing import Any

from sqlalchemy import bindparam, delete, insert, select, update

from bot.core.ids import ChannelId, ItemId, PersonId
from bot.features.refinement.rules.proposals import NoSuchProposal, Proposal, Verdict
from bot.features.refinement.rules.sharing import Share, ShareId
from bot.features.refinement.tables.sharing import ProposalRow, ShareRow
from bot.store.base import in_workspace
from bot.store.unit import Read, Unit
from bot.store.upserts import insert_or_nothing

_SHARE = (ShareRow.id, ShareRow.channel, ShareRow.shown_in, ShareRow.person)
_HERE = ShareRow.workspace == in_workspace()
_ONE = select(*_SHARE).where(_HERE, ShareRow.id == bindparam("this"))
_OF_CHANNEL = select(*_SHARE).where(_HERE, ShareRow.channel == bindparam("of_channel")).order_by(ShareRow.at, ShareRow.id)
_ADD = insert_or_nothing(ShareRow, ("workspace", "channel", "shown_in"))
_DROP = delete(ShareRow).where(_HERE, ShareRow.id == bindparam("this"))

_THIS_PROPOSAL = (ProposalRow.workspace == in_workspace(), ProposalRow.id == bindparam("this"))
_PROPOSAL = select(ProposalRow).where(*_THIS_PROPOSAL)
_LOCK = update(ProposalRow).where(*_THIS_PROPOSAL).values(revision=ProposalRow.revision + 1)
_PROPOSE = insert(ProposalRow)
_SETTLE = (
    update(ProposalRow)
    .where(*_THIS_PROPOSAL)
    .values(
        verdict=bindparam("the_verdict"),
        reason=bindparam("the_reason"),
        item=bindparam("the_item"),
        number=bindparam("the_number"),
    )
)
_WAITING = (
    select(ProposalRow)
    .where(
        ProposalRow.workspace == in_workspace(),
        ProposalRow.decides == bindparam("by_person"),
        ProposalRow.verdict == Verdict.WAITING.value,
    )
    .order_by(ProposalRow.at, ProposalRow.id)
)


def share(read: Read, share: str) -> Share | None:
    """Return a share; None where it was taken away."""
    row = read.row(_ONE, {"this": share})
    return None if row is None else _share(row)


def shares(read: Read, channel: ChannelId) -> tuple[Share, ...]:
    """Return where a channel's queue is shared, the oldest first."""
    return tuple(_share(row) for row in read.rows(_OF_CHANNEL, {"of_channel": channel}))


def add_share(unit: Unit, channel: ChannelId, shown_in: ChannelId, person: PersonId) -> Share:
    """Share a channel's queue in another one, and return the share; the one that is there already stays."""
    unit.run(_ADD, {"id": unit.fresh(), "channel": channel, "shown_in": shown_in, "person": person, "at": unit.now})
    return next(one for one in shares(unit, channel) if one.shown_in == shown_in)


def drop_share(unit: Unit, share: ShareId) -> None:
    """Take a share away."""
    unit.run(_DROP, {"this": share})


def proposal(read: Read, proposal: str) -> Proposal | None:
    """Return a proposal."""
    row = read.row(_PROPOSAL, {"this": proposal})
    return None if row is None else _read(row)


def lock_proposal(unit: Unit, proposal_id: str) -> Proposal:
    """Lock a proposal, then read it. Raise NoSuchProposal."""
    unit.run(_LOCK, {"this": proposal_id})
    found = proposal(unit, proposal_id)
    if found is None:
        raise NoSuchProposal
    return found


def waiting(read: Read, person: PersonId) -> tuple[Proposal, ...]:
    """Return the proposals that wait for a person, the oldest first."""
    return tuple(_read(row) for row in read.rows(_WAITING, {"by_person": person}))


def add_proposal(unit: Unit, new: Proposal) -> None:
    """Write a new proposal."""
    row = {"id": new.id, "channel": new.channel, "title": new.title, "why": new.why, "person": new.by, "decides": new.to}
    told = {"at": new.at, "verdict": new.verdict.value, "reason": "", "item": None, "number": 0, "revision": 1}
    unit.run(_PROPOSE, row | told)


def settle(unit: Unit, settled: Proposal) -> None:
    """Write what became of a proposal that is locked."""
    values = {"the_verdict": settled.verdict.value, "the_reason": settled.reason}
    unit.run(_SETTLE, {"this": settled.id, "the_item": settled.item, "the_number": settled.number} | values)


def _share(row: Any) -> Share:
    return Share(ShareId(row.id), ChannelId(row.channel), ChannelId(row.shown_in), PersonId(row.person))


def _read(row: Any) -> Proposal:
    return Proposal(
        id=row.id,
        channel=ChannelId(row.channel),
        title=row.title,
        why=row.why,
        by=PersonId(row.person),
        to=PersonId(row.decides),
        at=row.at,
        verdict=Verdict(row.verdict),
        reason=row.reason,
        item=None if row.item is None else ItemId(row.item),
        number=row.number,
    )
