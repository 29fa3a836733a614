"""Who may change what comes again: the same for every ceremony. Pure."""

from bot.core.ids import PersonId
from bot.core.refusal import Refusal


class NotOwner(Refusal):
    """It is another person's: that person, whoever else its ceremony names, or an admin of the workspace changes it."""

    def __init__(self, owner: PersonId) -> None:
        super().__init__(owner)
        self.owner = owner


def may_change(
    owner: PersonId, person: PersonId, *others: PersonId | None, is_admin: bool, refusal: type[NotOwner] = NotOwner
) -> None:
    """Let a person skip, pause, resume, hand over or end it: its owner, one of the `others` whose it is too, an admin.

    Raise the `refusal` of its ceremony.
    """
    if person not in (owner, *others) and not is_admin:
        raise refusal(owner)


class AlreadyTheirs(Refusal):
    """It is handed over to the person whose it is."""

    field = "person"

    def __init__(self, person: PersonId) -> None:
        super().__init__(person)
        self.person = person


class NothingToHandOver(Refusal):
    """What was to be handed over has ended."""


class TakenOver(Refusal):
    """Somebody has taken it over already."""

    def __init__(self, owner: PersonId) -> None:
        super().__init__(owner)
        self.owner = owner
