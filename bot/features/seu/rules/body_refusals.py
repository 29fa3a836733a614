"""Why what a person says of a body is not written down; `field` names a block of a form."""

from datetime import date

from bot.core.refusal import Refusal


class NothingThere(Refusal):
    """Nothing of this activity was said to be logged at the body."""


class LoggedInFuture(Refusal):
    """Nobody has logged anything on a day to come."""

    field = "logged"


class LoggedTooEarly(Refusal):
    """It cannot be logged before the day of the activity."""

    field = "logged"

    def __init__(self, day: date) -> None:
        super().__init__(day)
        self.day = day


class NoSuchCategory(Refusal):
    """The programme has no such category to file an activity under, or it has to be chosen."""

    field = "category"


class NoSuchBody(Refusal):
    """The person holds nothing of a body that is called so; `known`: what they renew."""

    def __init__(self, typed: str, known: tuple[str, ...]) -> None:
        super().__init__(typed, known)
        self.typed = typed
        self.known = known
