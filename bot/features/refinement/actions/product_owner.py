"""Who is the Product Owner of a channel's team."""

from bot.core.ids import ChannelId, PersonId
from bot.features.refinement.rules.product_owner import may_name
from bot.store.once import once
from bot.store.unit import Unit
from bot.teams import store as teams
from bot.teams.people import Accountability


def name_product_owner(unit: Unit, *, person: PersonId, is_admin: bool, channel: ChannelId, named: PersonId) -> None:
    """Write down who is the Product Owner of a channel's team: one person (Scrum Guide 2020). Raise NotProductOwner."""
    once(unit)
    may_name(teams.holder(unit, channel, Accountability.PRODUCT_OWNER), person, is_admin=is_admin)
    teams.hold(unit, channel, Accountability.PRODUCT_OWNER, named)
