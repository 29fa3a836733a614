"""What one ceremony tells the house when it is done: frozen facts that others may answer."""

from dataclasses import dataclass
from datetime import datetime

from bot.core.ids import ChannelId, MeetingId, PersonId


@dataclass(frozen=True)
class MeetingClosed:
    """A meeting that people attended has ended.

    `session` names it in the presence room; `began` and `ended` (UTC) are the window as it really ran; `zone` is its IANA zone;
    `rule` is the credit rule that was shown before it began (`exact`, or `full:80` for full credit from 80 %), `minimum` the
    minutes below which nothing is credited (0: none).
    """

    session: str
    title: str
    ceremony: str
    channel: ChannelId
    host: PersonId
    began: datetime
    ended: datetime
    zone: str
    rule: str = "exact"
    minimum: int = 0


@dataclass(frozen=True)
class AttendanceCorrected:
    """The host has stated a person's minutes in a session that is closed; the presence room holds the statement."""

    session: str
    person: PersonId


@dataclass(frozen=True)
class RosterTaken:
    """A host has taken out who was at a session, and for how long."""

    session: str
    people: tuple[PersonId, ...]
    by: PersonId


@dataclass(frozen=True)
class TeamDatesChanged:
    """The team of a channel works other days than before, has other holidays, or its Sprints have other dates."""

    channel: ChannelId


@dataclass(frozen=True)
class AwayChanged:
    """A person is away on other days than before, by their own word or by their status in Slack."""

    person: PersonId


@dataclass(frozen=True)
class QueueChanged:
    """What the team of a channel refines next has changed: an item, the order or the Product Goal."""

    channel: ChannelId


@dataclass(frozen=True)
class SprintGoalWritten:
    """The team of a channel has another Sprint Goal than before."""

    channel: ChannelId


@dataclass(frozen=True)
class ActionItemsChanged:
    """What is to be done of a channel has changed; `meeting`: in which it was promised, if in any."""

    channel: ChannelId
    meeting: MeetingId | None = None


@dataclass(frozen=True)
class AgendaChanged:
    """The agenda of an event in a channel has changed."""

    channel: ChannelId


@dataclass(frozen=True)
class PersonErased:
    """A person is erased in this transaction: what only their own id can find is to be forgotten now."""

    person: PersonId


Fact = (
    MeetingClosed
    | AttendanceCorrected
    | RosterTaken
    | TeamDatesChanged
    | AwayChanged
    | QueueChanged
    | SprintGoalWritten
    | ActionItemsChanged
    | AgendaChanged
    | PersonErased
)
