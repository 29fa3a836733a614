"""Values of the shared kernel: a workspace, a person, a channel."""

from dataclasses import dataclass, field
from enum import Enum, StrEnum

from bot.core.ids import ChannelId, PersonId, WorkspaceId
from bot.core.refusal import Forbidden, Refusal
from bot.teams.status import Status


@dataclass(frozen=True)
class Workspace:
    """A Slack workspace that the bot serves. `domain`: what stands before `.slack.com`, or the whole host (`acme.slack-gov.com`)."""

    id: WorkspaceId
    name: str
    domain: str
    bot_user: PersonId

    @property
    def url(self) -> str:
        """Return its address, to begin links with."""
        is_whole = "." in self.domain and not self.domain.endswith(".enterprise")
        return f"https://{self.domain}/" if is_whole else f"https://{self.domain}.slack.com/"


class Heard(Enum):
    """When Slack last said what is known of a person: as it was asked, before that, or never."""

    NOW = "now"
    BEFORE = "before"
    NEVER = "never"


@dataclass(frozen=True)
class Person:
    """A person: `name` is plain text as Slack shows it, `zone` IANA, `locale` as Slack writes it (`en-GB`).

    `real_name` and `handle` tell apart who has the same name. `is_guest`: of another workspace, restricted to some channels, or
    nobody that Slack knows here. `is_app`, `is_gone` (the account is deactivated) and `status` are of Slack's own answer alone: they
    are not remembered.
    """

    id: PersonId
    name: str
    zone: str = "UTC"
    locale: str = "en-US"
    is_admin: bool = False
    is_app: bool = False
    is_gone: bool = False
    real_name: str = ""
    handle: str = ""
    is_guest: bool = False
    heard: Heard = field(default=Heard.NOW, compare=False)
    status: Status | None = field(default=None, compare=False)


@dataclass(frozen=True)
class Channel:
    """A channel that the bot can post in. `people`: its members but for the bot itself; None where Slack has not just said so."""

    id: ChannelId
    name: str
    is_private: bool = False
    people: int | None = None


class Accountability(StrEnum):
    """What people hold for a team: the Scrum Guide's three, who orders in the Product Owner's place, who only looks on."""

    PRODUCT_OWNER = "product_owner"
    DEPUTY = "deputy"
    SCRUM_MASTER = "scrum_master"
    DEVELOPER = "developer"
    OBSERVER = "observer"


class NotAllowed(Forbidden):
    """Others may, and so may an admin of the workspace."""


class NotAPerson(Refusal):
    """An app was chosen where a person is meant. `field`: the block of the form; None where it was named in a command."""

    def __init__(self, field: str | None = None) -> None:
        super().__init__()
        self.field = field


class NotAMember(Refusal):
    """The account of this person is deactivated: nobody is there any more."""

    def __init__(self, person: PersonId, field: str | None = None) -> None:
        super().__init__(person)
        self.person = person
        self.field = field


class NotAHost(Refusal):
    """A guest is named for what only a member of the workspace holds: to host, to own, to be the Product Owner."""

    def __init__(self, person: PersonId, field: str | None = None) -> None:
        super().__init__(person)
        self.person = person
        self.field = field


class NobodyOfChannel(Refusal):
    """The person who was named is not in the channel that it is about."""

    def __init__(self, person: PersonId, channel: ChannelId, field: str | None = None) -> None:
        super().__init__(person, channel)
        self.person = person
        self.channel = channel
        self.field = field


class GuestsDoNotHost(Forbidden):
    """A guest wants to host or to plan; that is for members of the workspace."""


class PersonNotTold(Refusal):
    """Slack did not say in time who this person is, so nothing is decided about them."""

    def __init__(self, person: PersonId, field: str | None = None) -> None:
        super().__init__(person)
        self.person = person
        self.field = field


class RightsNotTold(Refusal):
    """Slack did not say in time whether the person is an admin."""


class ZoneNotTold(Refusal):
    """Slack has never said in which time zone the person is, and they name none."""


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


class NotInChannel(OutOfReach):
    """The person named a channel that they are not in and cannot look into."""


class MembershipNotTold(OutOfReach):
    """Slack did not say in time whether the person is in the channel."""
