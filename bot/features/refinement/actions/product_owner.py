"""Who is the Product Owner of a channel's team."""

from bot.core.ids import ChannelId, PersonId
from bot.features.refinement.actions.items import show_queue
from bot.features.refinement.actions.team import show_homes
from bot.store.once import once
from bot.store.unit import Unit
from bot.teams.people import Accountability
from bot.teams.team import in_charge
from bot.teams.team_store import hold, lock_team, who_looks


def name_product_owner(unit: Unit, *, person: PersonId, is_admin: bool, channel: ChannelId, named: PersonId) -> None:
    """Write down who is the Product Owner of a channel's team: one person (Scrum Guide 2020). Raise NotInCharge."""
    once(unit)
    in_charge(lock_team(unit, channel), person, is_admin=is_admin)
    hold(unit, channel, Accountability.PRODUCT_OWNER, named)
    show_queue(unit, channel)
    show_homes(unit, who_looks(unit, channel))
