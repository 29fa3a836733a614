"""Proposals of stakeholders: made, accepted as an item, declined."""

from bot.core.ids import PersonId
from bot.delivery import messages
from bot.delivery.place import Place
from bot.feature import HOME
from bot.features.refinement.actions.items import add_item
from bot.features.refinement.kinds import PROPOSAL, PROPOSAL_ANSWER
from bot.features.refinement.rules import proposals as rules
from bot.features.refinement.rules.item_texts import ItemText
from bot.features.refinement.rules.proposals import NoSuchProposal, Proposal
from bot.features.refinement.rules.sharing import ShareGone
from bot.features.refinement.store import sharing as store
from bot.store.once import once
from bot.store.unit import Read, Unit
from bot.teams.team import ordering
from bot.teams.team_store import team


def propose(unit: Unit, *, share: str, person: PersonId, title: str, why: str) -> Proposal:
    """Propose an item to the team whose share it is; it waits for who orders there. Raise ShareGone, EmptyText or TextTooLong."""
    once(unit)
    found = store.share(unit, share)
    if found is None:
        raise ShareGone
    decides = next(iter(team(unit, found.channel).ordering), found.by)
    new = rules.proposed(Proposal(unit.fresh(), found.channel, title, why, person, decides, unit.now))
    store.add_proposal(unit, new)
    messages.post(unit, PROPOSAL, new.id, Place.person(decides))
    messages.show(unit, HOME, decides)
    return new


def accept(unit: Unit, *, proposal: str, person: PersonId, is_admin: bool) -> Proposal:
    """Take a proposal up as an item at the end of the order. Raise NoSuchProposal, NotOrdering or AlreadyDecided."""
    found = _mine(unit, store.lock_proposal(unit, proposal), person, is_admin=is_admin)
    rules.still_open(found)
    item = add_item(unit, channel=found.channel, person=found.by, text=ItemText(found.title, found.why))
    return _settled(unit, rules.accepted(found, item.id, item.number))


def decline(unit: Unit, *, proposal: str, person: PersonId, is_admin: bool, reason: str) -> Proposal:
    """Decline a proposal, with a reason or without. Raise NoSuchProposal, NotOrdering, AlreadyDecided or TextTooLong."""
    found = _mine(unit, store.lock_proposal(unit, proposal), person, is_admin=is_admin)
    return _settled(unit, rules.declined(found, reason))


def read_open(read: Read, *, proposal: str, person: PersonId, is_admin: bool) -> Proposal:
    """Return a proposal that waits for a person. Raise NoSuchProposal, NotOrdering or AlreadyDecided."""
    found = store.proposal(read, proposal)
    if found is None:
        raise NoSuchProposal
    return rules.still_open(_mine(read, found, person, is_admin=is_admin))


def _mine(read: Read, found: Proposal, person: PersonId, *, is_admin: bool) -> Proposal:
    """Return a proposal for whom it was sent to, or who orders now."""
    if person != found.to:
        ordering(team(read, found.channel), person, is_admin=is_admin)
    return found


def _settled(unit: Unit, settled: Proposal) -> Proposal:
    store.settle(unit, settled)
    messages.show(unit, PROPOSAL, settled.id)
    messages.show(unit, HOME, settled.to)
    messages.post(unit, PROPOSAL_ANSWER, settled.id, Place.person(settled.by))
    return settled
