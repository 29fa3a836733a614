"""The only reader and writer of votes: one's own, or those of a round that is revealed."""

from sqlalchemy import and_, bindparam, select

from bot.core.ids import PersonId
from bot.features.refinement.rules.estimation import EstimationId, Vote
from bot.features.refinement.tables.estimates import RoundRow, VoteRow
from bot.store.base import in_workspace
from bot.store.unit import Read, Unit
from bot.store.upserts import upsert

_OF_ROUND = (
    VoteRow.workspace == in_workspace(),
    VoteRow.estimation == bindparam("this"),
    VoteRow.number == bindparam("round"),
)
_KEEP = upsert(VoteRow, update=("value", "reason"))
_OWN = select(VoteRow.person, VoteRow.value, VoteRow.reason).where(*_OF_ROUND, VoteRow.person == bindparam("me"))
_SAME = and_(
    RoundRow.workspace == VoteRow.workspace, RoundRow.estimation == VoteRow.estimation, RoundRow.number == VoteRow.number
)
_REVEALED = (
    select(VoteRow.person, VoteRow.value, VoteRow.reason)
    .join(RoundRow, _SAME)
    .where(*_OF_ROUND, RoundRow.revealed.is_not(None))
    .order_by(VoteRow.person)
)
"""The database itself hands out no vote of a round that is not revealed."""


def keep_vote(unit: Unit, estimation: EstimationId, number: int, vote: Vote) -> None:
    """Write a vote in the place of the one that this person gave before."""
    row = {"estimation": estimation, "number": number, "person": vote.person, "value": vote.value, "reason": vote.reason}
    unit.run(_KEEP, row)


def own_vote(read: Read, estimation: EstimationId, number: int, person: PersonId) -> Vote | None:
    """Return what a person has said in a round, for that person alone."""
    row = read.row(_OWN, {"this": estimation, "round": number, "me": person})
    return None if row is None else Vote(PersonId(row.person), row.value, row.reason)


def revealed_votes(read: Read, estimation: EstimationId, number: int) -> tuple[Vote, ...]:
    """Return the votes of a round that is revealed; of one that is not, nothing."""
    found = read.rows(_REVEALED, {"this": estimation, "round": number})
    return tuple(Vote(PersonId(row.person), row.value, row.reason) for row in found)
