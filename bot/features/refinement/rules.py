"""Refinement's own rules: what a reminder may be, and who says who the Product Owner is. Pure."""

from datetime import timedelta

from bot.core.ids import PersonId
from bot.core.refusal import AllAtOnce, Refusal
from bot.features.refinement.kinds import SERIES
from bot.series import rules as series

LONGEST_TITLE = 100
SHORTEST, LONGEST = timedelta(minutes=1), timedelta(hours=8)
"""So long a refinement can last."""


class NotProductOwner(series.NotOwner):
    """The team has a Product Owner, one person: that person, or an admin, hands the accountability on."""


class NobodyNamed(Refusal):
    """The text names nobody by a mention."""


class TitleTooLong(Refusal):
    """The title of a reminder is over LONGEST_TITLE, both in characters."""

    field = "title"

    def __init__(self, length: int) -> None:
        super().__init__(length)
        self.length = length


class LengthOutOfBounds(Refusal):
    """A refinement lasts from SHORTEST to LONGEST."""

    field = "length"

    def __init__(self, given: timedelta) -> None:
        super().__init__(given)
        self.given = given


def may_remind(title: str, lasts: timedelta | None) -> None:
    """Hold a reminder against its limits; `lasts` is None where nothing was said. Raise TitleTooLong or LengthOutOfBounds."""
    refused = AllAtOnce()
    if len(title) > LONGEST_TITLE:
        refused.add(TitleTooLong(len(title)))
    if lasts is not None and not SHORTEST <= lasts <= LONGEST:
        refused.add(LengthOutOfBounds(lasts))
    refused.refuse()


def may_name(product_owner: PersonId | None, person: PersonId, *, is_admin: bool) -> None:
    """Raise NotProductOwner unless the person may say who the Product Owner is: anyone while nobody is."""
    if product_owner not in (None, person) and not is_admin:
        raise NotProductOwner(SERIES.name, product_owner)
