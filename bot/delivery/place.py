"""Where a message stands."""

from dataclasses import dataclass
from typing import Literal

from bot.core.ids import ChannelId, PersonId
from bot.core.kinds import ScreenKind

PlaceKind = Literal["channel", "person", "home"]


@dataclass(frozen=True)
class Place:
    """Where a message stands: a channel, a person's DM, a person's App Home, or the thread of another message.

    `thread_of` is the (screen, subject) of a message of the same channel; `broadcast` sends a reply to the channel too.
    """

    kind: PlaceKind
    id: str
    thread_of: tuple[ScreenKind, str] | None = None
    broadcast: bool = False

    @staticmethod
    def channel(channel: ChannelId) -> "Place":
        """Return the place for everyone in a channel."""
        return Place("channel", channel)

    @staticmethod
    def thread(channel: ChannelId, screen: ScreenKind, subject: str) -> "Place":
        """Return the place in the thread of a message that is posted in the same channel."""
        return Place("channel", channel, (screen, subject))

    @staticmethod
    def person(person: PersonId) -> "Place":
        """Return the place that one person alone sees: the DM with the bot."""
        return Place("person", person)

    @staticmethod
    def home(person: PersonId) -> "Place":
        """Return one person's App Home (the subject of a Home is the person)."""
        return Place("home", person)
