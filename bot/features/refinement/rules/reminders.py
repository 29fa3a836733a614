"""What a reminder may be."""

from datetime import timedelta

from bot.core.refusal import AllAtOnce, Refusal

LONGEST_TITLE = 100
SHORTEST, LONGEST = timedelta(minutes=1), timedelta(hours=8)
"""So long a refinement can last."""


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
