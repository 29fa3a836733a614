"""Checks who may change and order items; guests and admins are asked of Slack."""

from bot.feature import Deps
from bot.features.refinement.actions.items import order_item
from bot.features.refinement.rules.item_refusals import GuestsOnlySee, MayNotOrder
from bot.features.refinement.rules.ordering import Rank


async def as_member(deps: Deps) -> None:
    """Let members of the workspace add and change items, as Slack says now or said before. Raise GuestsOnlySee."""
    if (await deps.directory.now_or_before(deps.person.id)).is_guest:
        raise GuestsOnlySee


async def order(deps: Deps, **named: object) -> Rank:
    """Put an item elsewhere: as who may first, so that the Product Owner never waits for Slack, then as an admin.

    Raise what ordering raises, or RightsNotTold where Slack does not say in time who is an admin.
    """
    try:
        return await _ordered(deps, is_admin=False, **named)
    except MayNotOrder:
        if not await deps.directory.is_admin(deps.person.id):
            raise
    return await _ordered(deps, is_admin=True, **named)


async def _ordered(deps: Deps, *, is_admin: bool, **named: object) -> Rank:
    return await deps.store.write(order_item, person=deps.person.id, is_admin=is_admin, **named)  # type: ignore[arg-type]  # as order_item names them
