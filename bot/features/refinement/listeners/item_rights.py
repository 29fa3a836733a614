"""Checks who may change and order items; guests and admins are asked of Slack."""

from bot.feature import Deps
from bot.features.refinement.actions.items import order_item
from bot.features.refinement.rules.item_refusals import GuestsOnlySee
from bot.features.refinement.rules.ordering import Rank
from bot.series.listeners.rights import change


async def as_member(deps: Deps) -> None:
    """Let members of the workspace add and change items, as Slack says now or said before. Raise GuestsOnlySee."""
    if (await deps.directory.now_or_before(deps.person.id)).is_guest:
        raise GuestsOnlySee


async def order(deps: Deps, **named: object) -> Rank:
    """Put an item elsewhere, as who orders or as an admin. Raise what ordering raises, or RightsNotTold."""
    return await change(deps, order_item, person=deps.person.id, **named)
