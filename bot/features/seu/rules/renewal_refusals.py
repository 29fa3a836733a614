"""Why a renewal is not written down; `field` names the block of a form that it belongs to."""

from datetime import date

from bot.core.refusal import Refusal


class NotRenewable(Refusal):
    """The person holds nothing that is called so and is renewed; `known`: what is."""

    def __init__(self, typed: str, known: tuple[str, ...]) -> None:
        super().__init__(typed, known)
        self.typed = typed
        self.known = known


class RenewedAlready(Refusal):
    """The cycle that would be renewed has not even begun: it has been renewed until `until`."""

    def __init__(self, until: date) -> None:
        super().__init__(until)
        self.until = until


class CourseToCome(Refusal):
    """A course renews once it was attended."""

    field = "course"


class NoNewDate(Refusal):
    """No cycle is known here, so the person has to say the new expiry."""

    field = "after"


class NotLater(Refusal):
    """The new expiry is not behind the one of before."""

    field = "after"

    def __init__(self, before: date) -> None:
        super().__init__(before)
        self.before = before


class UnlikelyExpiry(Refusal):
    """No renewal ends on such a day: it is over, or more than ten years away."""

    field = "after"


class PlanChanged(Refusal):
    """What the renewal would use up is not what was shown any more: it is shown anew."""
