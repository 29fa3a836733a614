"""Who says who the Product Owner is: one person (Scrum Guide 2020)."""

from bot.core.ids import PersonId
from bot.core.refusal import Refusal
from bot.features.refinement.kinds import SERIES
from bot.series import rules as series


class NotProductOwner(series.NotOwner):
    """The team has a Product Owner, one person: that person, or an admin, hands the accountability on."""


class NobodyNamed(Refusal):
    """The text names nobody by a mention."""


def may_name(product_owner: PersonId | None, person: PersonId, *, is_admin: bool) -> None:
    """Raise NotProductOwner unless the person may say who the Product Owner is: anyone while nobody is."""
    if product_owner not in (None, person) and not is_admin:
        raise NotProductOwner(SERIES.name, product_owner)
