"""The words in which an action says what Slack should show."""

from dataclasses import dataclass
from typing import Literal

from bot.core.ids import ChannelId, PersonId
from bot.core.kinds import ScreenKind
from bot.store.unit import Unit


@dataclass(frozen=True)
class Place:
    """Where a message stands: a channel, a person's DM, a person's App Home, or the thread of another message.

    `thread_of` is the (screen, subject) of a message of the same channel; `broadcast` sends a reply to the channel too.
    """

    kind: Literal["channel", "person", "home"]
    id: str
    thread_of: tuple[ScreenKind, str] | None = None
    broadcast: bool = False

    @staticmethod
    def channel(channel: ChannelId) -> "Place":
        """Return the place for everyone in a channel."""
        return Place("channel", channel)

    @staticmethod
    def person(person: PersonId) -> "Place":
        """Return the place that one person alone sees: the DM with the bot."""
        return Place("person", person)

    @staticmethod
    def home(person: PersonId) -> "Place":
        """Return one person's App Home (the subject of a Home is the person)."""
        return Place("home", person)


def post(unit: Unit, screen: ScreenKind, subject: str, to: Place) -> None:
    """Want a message that shows `subject` from now on; posting the same again at the same place is `show`."""
    raise NotImplementedError


def show(unit: Unit, screen: ScreenKind, subject: str, *, urgent: bool = False) -> None:
    """Say that what `screen` shows of `subject` has changed; nothing happens where no such message is wanted.

    `urgent` marks a change of phase: it goes out at once and may use the reserved third of the budget.
    """
    raise NotImplementedError


def to_bottom(unit: Unit, screen: ScreenKind, subject: str) -> None:
    """Want the message posted anew at the bottom of its channel and the old one deleted; urgent."""
    raise NotImplementedError


def hide(unit: Unit, screen: ScreenKind, subject: str) -> None:
    """Want the message gone: deleted where it was posted, never posted where it was not."""
    raise NotImplementedError
