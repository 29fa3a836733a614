"""Why the ledger does not do what the host of a session asks of it."""

from typing import ClassVar

from bot.core.ids import PersonId
from bot.core.refusal import Forbidden, Refusal


class NotTheHost(Forbidden):
    """Only who hosted the session may do this."""

    def __init__(self, host: PersonId) -> None:
        super().__init__(host)
        self.host = host


class HostErased(Refusal):
    """Who hosted the session was erased: nobody is there to ask."""


class AlreadyPrepared(Refusal):
    """The host's preparation of this session stands in their ledger: it is corrected there, not added again."""


class PreparationTooLong(Refusal):
    """What was prepared is described in too many characters."""

    field: ClassVar[str] = "what"

    def __init__(self, length: int, most: int) -> None:
        super().__init__(length, most)
        self.length, self.most = length, most


class BadClaimLink(Refusal):
    """What was pasted is no address that begins with https."""

    field: ClassVar[str] = "link"

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.text = text


class ClaimLinkTooLong(Refusal):
    """The claim link has too many characters."""

    field: ClassVar[str] = "link"

    def __init__(self, length: int, most: int) -> None:
        super().__init__(length, most)
        self.length, self.most = length, most
