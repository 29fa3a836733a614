"""What can have happened to a meeting: each change is what the store writes, and nothing more."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.core.ids import PersonId
from bot.features.lean_coffee.rules.stages import Closing
from bot.features.lean_coffee.rules.values import (
    Ballot,
    Meeting,
    Outage,
    Settings,
    Steered,
    Takeaway,
    Tally,
    Thumb,
    Topic,
    TopicId,
    Verdict,
)


@dataclass(frozen=True)
class MeetingOpened:
    """A meeting began; `meeting.topics` are those that waited for it in the channel."""

    meeting: Meeting


@dataclass(frozen=True)
class TopicProposed:
    """A topic landed: on the board, or (`topic.meeting` is None) among those that wait for the channel's next meeting."""

    topic: Topic


@dataclass(frozen=True)
class TopicEdited:
    """Its author changed a topic's words."""

    topic: TopicId
    title: str
    context: str


@dataclass(frozen=True)
class TopicWithdrawn:
    """Its author took a topic back; the seal of an anonymous one is destroyed."""

    topic: TopicId


@dataclass(frozen=True)
class TopicRemoved:
    """The host took a topic off the board; the seal of an anonymous one is destroyed."""

    topic: TopicId


@dataclass(frozen=True)
class PersonCheckedIn:
    """Somebody is here, from that instant."""

    person: PersonId
    at: datetime


@dataclass(frozen=True)
class PersonLeft:
    """Somebody left, at that instant."""

    person: PersonId
    at: datetime


@dataclass(frozen=True)
class GatheringProlonged:
    """Too few people or no topic yet: gathering goes on until `due`. No new phase: its buttons stay good."""

    due: datetime


@dataclass(frozen=True)
class GatheringBegun:
    """Voting found nothing left to vote on, and topics are gathered again until `due`."""

    at: datetime
    due: datetime
    steered: Steered | None = None


@dataclass(frozen=True)
class TopicsTaken:
    """Topics that waited in the channel came on the board of the meeting that runs."""

    topics: tuple[Topic, ...]


@dataclass(frozen=True)
class VotingOpened:
    """Voting began, with so many dots for each voter; ballots of an earlier vote are gone."""

    at: datetime
    due: datetime
    dots: int
    steered: Steered | None = None


@dataclass(frozen=True)
class BallotCast:
    """A voter's ballot was replaced as a whole. `gone`: topics that were withdrawn meanwhile; their dots are not in it."""

    ballot: Ballot
    gone: tuple[TopicId, ...] = ()

    @property
    def void(self) -> bool:
        """Whether all that was given is gone: its voter has not voted."""
        return bool(self.gone) and not self.ballot.dots


@dataclass(frozen=True)
class Ranked:
    """A topic's place after the vote (1 is the top)."""

    topic: TopicId
    rank: int
    dots: int
    voters: int


@dataclass(frozen=True)
class VotingEnded:
    """Voting closed with this ranking of what is still to discuss. Always followed at once by TopicOpened or LastCallBegun."""

    at: datetime
    ranking: tuple[Ranked, ...]
    steered: Steered | None = None


@dataclass(frozen=True)
class TopicOpened:
    """A topic came under discussion, with its first box. `steered`: who asked for it, where nobody's dots did."""

    topic: TopicId
    at: datetime
    due: datetime
    steered: Steered | None = None


@dataclass(frozen=True)
class TopicTakenBack:
    """What silence had ended goes on: `topic`, in its box number `box`, which has used `ran` since; `instead_of` was never opened.

    Thumbs are asked for again at `due`; None where too little is left for that.
    """

    topic: TopicId
    instead_of: TopicId
    at: datetime
    due: datetime | None
    box: int
    silences: int
    ran: timedelta
    steered: Steered


@dataclass(frozen=True)
class BoxPaused:
    """The box stopped; `left` is what it still has, `ran` what it has used."""

    at: datetime
    left: timedelta
    ran: timedelta
    steered: Steered


@dataclass(frozen=True)
class BoxResumed:
    """The box runs again."""

    at: datetime
    due: datetime
    steered: Steered


@dataclass(frozen=True)
class MinuteAdded:
    """The running box ends later. No new phase: everything on the board stays good."""

    due: datetime
    steered: Steered


@dataclass(frozen=True)
class ThumbsAsked:
    """The box of `topic` ended after `ran`, and the board asks for thumbs."""

    topic: TopicId
    at: datetime
    due: datetime
    ran: timedelta
    steered: Steered | None = None


@dataclass(frozen=True)
class ThumbGiven:
    """A person's thumb, in place of an earlier one."""

    thumb: Thumb


@dataclass(frozen=True)
class BoxExtended:
    """More time: box number `box` runs until `due`. With silence it is the same number again, for a minute."""

    at: datetime
    due: datetime
    box: int
    silences: int
    verdict: Verdict
    steered: Steered | None = None


@dataclass(frozen=True)
class CarryOnBegun:
    """Nobody answered: the talk goes on, thumbs are asked for again at `due`; None: it goes on until the planned end."""

    at: datetime
    due: datetime | None
    silences: int
    verdict: Verdict


@dataclass(frozen=True)
class TopicFinished:
    """A topic is discussed. `ran`: what its running box took (None when none was running), `tally`: the last thumbs, if any.

    Always followed at once by TopicOpened, LastCallBegun or MeetingEnded.
    """

    topic: TopicId
    ran: timedelta | None
    tally: Tally | None = None
    parked: bool = False
    verdict: Verdict | None = None
    steered: Steered | None = None


@dataclass(frozen=True)
class LastCallBegun:
    """Takeaways are collected until `due`."""

    at: datetime
    due: datetime


@dataclass(frozen=True)
class TakeawayAdded:
    """Somebody wrote down what they take home."""

    takeaway: Takeaway


@dataclass(frozen=True)
class HostTakenOver:
    """Somebody hosts in place of a host who left. `settings`: from then on whoever hosts votes like everyone."""

    host: PersonId
    steered: Steered
    settings: Settings


@dataclass(frozen=True)
class OutageBridged:
    """An outage was noticed, and what it took was given back: the stage now ends at `due`. `lost`: what the running box missed."""

    outage: Outage
    due: datetime | None
    lost: timedelta = timedelta()


@dataclass(frozen=True)
class ClockFollowed:
    """The machine's time was set `by` so much, forward or back: all instants of the meeting are, so that it goes on as it was.

    `verdict`: the one on the board, with its instant moved.
    """

    by: timedelta
    verdict: Verdict | None = None


@dataclass(frozen=True)
class MeetingEnded:
    """The meeting closed. `carried` wait for the next one, with their count raised if `counts`.

    `undone`: those of them that one person alone had opened; they are to discuss again, as if they never were.
    """

    at: datetime
    how: Closing
    carried: tuple[TopicId, ...]
    counts: bool
    steered: Steered | None = None
    undone: tuple[TopicId, ...] = ()


Giving = (
    TopicProposed
    | TopicEdited
    | TopicWithdrawn
    | TopicRemoved
    | PersonCheckedIn
    | PersonLeft
    | BallotCast
    | ThumbGiven
    | TakeawayAdded
)
"""What people give: it changes no course."""
Adjusting = GatheringProlonged | MinuteAdded | HostTakenOver | OutageBridged | ClockFollowed | TopicsTaken
"""What leaves the phase as it is: everything on the board stays good."""
Deciding = VotingEnded | BoxExtended | CarryOnBegun | TopicFinished | MeetingEnded
"""What ends a question."""
Moving = GatheringBegun | VotingOpened | TopicOpened | TopicTakenBack | BoxPaused | BoxResumed | ThumbsAsked | LastCallBegun
"""What begins a stage."""
Change = MeetingOpened | Giving | Adjusting | Deciding | Moving
