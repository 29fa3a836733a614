"""What a ceremony fills in so that what comes again finds another owner: handed over, or offered when its owner has left."""

from collections.abc import Callable
from dataclasses import dataclass

from bot.core.ids import ChannelId, PersonId
from bot.core.kinds import Doubt, ScreenKind
from bot.store.unit import Read, Unit
from bot.words import Words

HOSTS = "hosts"
"""The hint that something was announced: whoever looks after it should still be there."""


@dataclass(frozen=True)
class Kept:
    """A series or a reminder as its owner matters.

    `offered` is the owner who had left when others were asked to take it over. `is_one`: it is one meeting, moved and cancelled.
    """

    id: str
    owner: PersonId
    channel: ChannelId
    title: str
    offered: PersonId | None = None
    has_ended: bool = False
    is_one: bool = False


@dataclass(frozen=True)
class Recurring:
    """One kind of what comes again.

    `purpose` is what its ids and screens begin with. `placed` names one and its channel, as the beginning of a sentence. `find` and
    `lock` read one, `running` all that can still come. `may_change` raises the ceremony's refusal. `give` writes another owner down
    and draws what names them; `mark` that it was offered. `coming` are those who come, or came last.
    """

    purpose: str
    placed: Callable[[Words, Kept], str]
    find: Callable[[Read, str], Kept | None]
    lock: Callable[[Unit, str], Kept | None]
    running: Callable[[Read], list[Kept]]
    may_change: Callable[[Read, Kept, PersonId, bool], None]
    give: Callable[[Unit, Kept, PersonId], None]
    mark: Callable[[Unit, str, PersonId], None]
    coming: Callable[[Read, Kept], frozenset[PersonId]]

    @property
    def offer(self) -> ScreenKind:
        """A direct message: the owner has left, and who reads this can take over. Subject: `id/owner who has left`."""
        return ScreenKind(f"{self.purpose}:offer", Doubt.RATHER_NEVER)

    @property
    def handed(self) -> ScreenKind:
        """A direct message to the new owner. Subject: `id/who handed it over`."""
        return ScreenKind(f"{self.purpose}:handed", Doubt.RATHER_NEVER)
