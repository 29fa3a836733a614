"""Values of the shared kernel: a workspace, a person, a channel."""

from dataclasses import dataclass
from enum import StrEnum

from bot.core.ids import ChannelId, PersonId, WorkspaceId
from bot.core.refusal import Refusal


@dataclass(frozen=True)
class Workspace:
    """A Slack workspace that the bot serves."""

    id: WorkspaceId
    name: str
    domain: str
    bot_user: PersonId


@dataclass(frozen=True)
class Person:
    """A person: `name` is plain text as Slack shows it, `zone` IANA, `locale` as Slack writes it (`en-GB`).

    `is_app` and `is_gone` (the account is deactivated) are of Slack's own answer alone: they are not remembered.
    """

    id: PersonId
    name: str
    zone: str = "UTC"
    locale: str = "en-US"
    is_admin: bool = False
    is_app: bool = False
    is_gone: bool = False


@dataclass(frozen=True)
class Channel:
    """A channel that the bot can post in. `people`: its members but for the bot itself; None where Slack has not just said so."""

    id: ChannelId
    name: str
    is_private: bool = False
    people: int | None = None


class Accountability(StrEnum):
    """What the Scrum Guide 2020 lets one person hold for a team, as far as a ceremony asks for it."""

    PRODUCT_OWNER = "product_owner"


class NotAPerson(Refusal):
    """An app was chosen where a person is meant. `field`: the block of the form; None where it was named in a command."""

    def __init__(self, field: str | None = None) -> None:
        super().__init__()
        self.field = field


class NotAMember(Refusal):
    """The account of this person is deactivated: nobody is there any more."""

    def __init__(self, person: PersonId) -> None:
        super().__init__(person)
        self.person = person


class OutOfReach(Refusal):
    """The bot cannot post there. `field`: the block of a form in which the channel was chosen; None where the person is in it."""

    def __init__(self, channel: ChannelId, field: str | None = None) -> None:
        super().__init__(channel)
        self.channel = channel
        self.field = field


class NotInvited(OutOfReach):
    """The bot cannot post in this channel until somebody invites it."""


class NotAChannel(OutOfReach):
    """This is a direct message; the command needs a channel."""


class ChannelArchived(OutOfReach):
    """The channel is archived: nothing can be posted in it."""
