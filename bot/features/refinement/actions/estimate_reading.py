"""Reads what of an estimate everybody may see: of votes, only those of rounds that are revealed."""

from bot.core.ids import PersonId
from bot.features.refinement.actions.estimates import away_until
from bot.features.refinement.rules.estimation import Estimation
from bot.features.refinement.store.sealed import revealed_votes
from bot.features.refinement.views.estimates import Drawn
from bot.store.unit import Read
from bot.teams.team_store import team


def drawn(read: Read, estimation: Estimation) -> Drawn:
    """Read what of an estimate everybody may see now."""
    number = estimation.round.number
    before = {earlier: revealed_votes(read, estimation.id, earlier) for earlier in range(1, number)}
    owner = team(read, estimation.channel).product_owner
    return Drawn(estimation, revealed_votes(read, estimation.id, number), before, owner, _away(read, estimation))


def _away(read: Read, estimation: Estimation) -> frozenset[PersonId]:
    """Return the Developers by name who are not asked because they are away; of a team that names none, Slack alone knows them."""
    current = estimation.round
    if estimation.session is not None or current.due is None or not estimation.takes_votes:
        return frozenset()
    others = team(read, estimation.channel).developers - current.asked
    return away_until(read, estimation.channel, others, current.due, estimation.zone)
