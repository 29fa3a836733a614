"""Remembers for a minute in which channels the bot can post."""

from collections import OrderedDict
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from threading import Lock

from bot.core.clock import Clock
from bot.core.ids import ChannelId, WorkspaceId
from bot.teams.people import Channel

REMEMBERED = timedelta(minutes=1)
_MOST = 5_000


@dataclass(frozen=True)
class ChannelCache:
    """Remembers for a minute of real time, in this process, what can be reached; never that something cannot.

    So `/invite` works at once, and what Slack takes back is asked again after a minute, or as soon as somebody says `forget`,
    which an action may do from a thread of the store.
    """

    real: Clock
    _known: OrderedDict[tuple[WorkspaceId, ChannelId], tuple[Channel, datetime]] = field(default_factory=OrderedDict)
    _lock: Lock = field(default_factory=Lock)

    def find(self, workspace: WorkspaceId, channel: ChannelId) -> Channel | None:
        """Return a channel that could be reached within the last minute."""
        with self._lock:
            known = self._known.get((workspace, channel))
        return known[0] if known is not None and self.real.now() - known[1] < REMEMBERED else None

    def keep(self, workspace: WorkspaceId, channel: Channel) -> None:
        """Remember a channel that Slack says can be reached."""
        with self._lock:
            self._known[workspace, channel.id] = channel, self.real.now()
            self._known.move_to_end((workspace, channel.id))
            while len(self._known) > _MOST:
                self._known.popitem(last=False)

    def forget(self, workspace: WorkspaceId, channel: ChannelId) -> None:
        """Ask Slack anew about a channel, whatever it said before."""
        with self._lock:
            self._known.pop((workspace, channel), None)

    def forget_all(self, workspace: WorkspaceId) -> None:
        """Ask Slack anew about every channel of a workspace."""
        with self._lock:
            for known in [name for name in self._known if name[0] == workspace]:
                del self._known[known]
