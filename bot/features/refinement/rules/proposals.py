"""What stakeholders propose: it waits for the Product Owner, who accepts or declines. Pure."""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from bot.core import limits
from bot.core.ids import ChannelId, ItemId, PersonId
from bot.core.refusal import NotThere, Refusal
from bot.core.texts import on_one_line

LIMITS = {"title": 250, "why": 1_000, "reason": 300}
"""Most characters of each."""


class Verdict(StrEnum):
    """What became of a proposal."""

    WAITING = "waiting"
    ACCEPTED = "accepted"
    DECLINED = "declined"


@dataclass(frozen=True)
class Proposal:
    """An item that somebody proposes to the team of a channel; `to` decides. `number`: of the item that it became."""

    id: str
    channel: ChannelId
    title: str
    why: str
    by: PersonId
    to: PersonId
    at: datetime
    verdict: Verdict = Verdict.WAITING
    reason: str = ""
    item: ItemId | None = None
    number: int = 0


class AlreadyDecided(Refusal):
    """The proposal was accepted or declined before."""

    def __init__(self, proposal: Proposal) -> None:
        super().__init__(proposal)
        self.proposal = proposal


class NoSuchProposal(NotThere):
    """There is no such proposal."""


def proposed(proposal: Proposal) -> Proposal:
    """Return a proposal with its texts made fit to keep. Raise EmptyText or TextTooLong."""
    title = limits.line("title", proposal.title, LIMITS["title"])
    return replace(proposal, title=title, why=limits.paragraph("why", proposal.why, LIMITS["why"]))


def accepted(proposal: Proposal, item: ItemId, number: int) -> Proposal:
    """Accept a proposal as an item. Raise AlreadyDecided."""
    return replace(still_open(proposal), verdict=Verdict.ACCEPTED, item=item, number=number)


def declined(proposal: Proposal, reason: str) -> Proposal:
    """Decline a proposal, with a reason or without. Raise AlreadyDecided or TextTooLong."""
    told = limits.paragraph("reason", on_one_line(reason), LIMITS["reason"])
    return replace(still_open(proposal), verdict=Verdict.DECLINED, reason=told)


def still_open(proposal: Proposal) -> Proposal:
    """Return a proposal that waits. Raise AlreadyDecided."""
    if proposal.verdict is not Verdict.WAITING:
        raise AlreadyDecided(proposal)
    return proposal
