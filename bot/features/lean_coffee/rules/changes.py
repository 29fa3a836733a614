"""What can have happened to a meeting: each change is what the store writes, and nothing more."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import ClassVar

from bot.features.lean_coffee.rules.stages import Stage
from bot.features.lean_coffee.rules.values import Ballot, Given, Meeting, Takeaway, Tally, Thumb, Topic, TopicId, Verdict
from bot.meetings.rules import changes as meetings
from bot.meetings.rules.changes import StageBegun, Steer


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
class TopicsMerged(Steer):
    """A topic took the place of its halves; what was written about them is about it."""

    topic: Topic


@dataclass(frozen=True)
class TopicReworded:
    """A merged topic says what its halves say by now."""

    topic: TopicId
    title: str
    context: str
    link: str


@dataclass(frozen=True)
class TopicTakenApart(Steer):
    """The halves of a merged topic stand on the board again, each as it is here, and it is gone."""

    topic: TopicId
    halves: tuple[Topic, ...]


@dataclass(frozen=True)
class TopicReported:
    """Somebody reported a topic; `mark` is what the topic's own `key` makes of them."""

    topic: TopicId
    key: str
    mark: str


@dataclass(frozen=True)
class TopicHidden:
    """So many people reported a topic that it is off the board until a host decides."""

    topic: TopicId


@dataclass(frozen=True)
class TopicRestored:
    """A host has put a hidden topic back: its reports are settled, and other ones count anew."""

    topic: TopicId


@dataclass(frozen=True)
class GatheringBegun(StageBegun):
    """Voting found nothing left to vote on, and topics are gathered again until `due`."""

    stage: ClassVar[Stage] = Stage.GATHERING


@dataclass(frozen=True)
class TopicsTaken:
    """Topics that waited in the channel came on the board of the meeting that runs."""

    topics: tuple[Topic, ...]


@dataclass(frozen=True)
class PitchBegun(StageBegun):
    """A topic is pitched before the vote, by whoever proposed it, or by the group where that is nobody."""

    stage: ClassVar[Stage] = Stage.PITCH
    topic: TopicId


@dataclass(frozen=True)
class VotingOpened(StageBegun):
    """Voting began, with so many dots for each voter; ballots of an earlier vote are gone."""

    stage: ClassVar[Stage] = Stage.VOTING
    dots: int


@dataclass(frozen=True)
class RunOffOpened(StageBegun):
    """A vote with one dot each began among topics that share the top; `instead_of` them was opened, as if it never was."""

    stage: ClassVar[Stage] = Stage.VOTING
    instead_of: TopicId
    among: tuple[TopicId, ...]


@dataclass(frozen=True)
class BallotCast:
    """A voter's ballot is this now. `gone`: topics that were withdrawn meanwhile; their dots are not in it, and its voter is told."""

    ballot: Ballot
    gone: tuple[TopicId, ...] = ()

    @property
    def void(self) -> bool:
        """Whether all that was given is gone: its voter has not voted."""
        return bool(self.gone) and not self.ballot.dots


@dataclass(frozen=True)
class Ranked:
    """A topic's place after the vote (1 is the top). `named`: who gave it dots, where the vote was named."""

    topic: TopicId
    rank: int
    dots: int
    voters: int
    named: tuple[Given, ...] = ()
    run_off: int | None = None


@dataclass(frozen=True)
class VotingEnded(Steer):
    """Voting closed with this ranking of what is still to discuss. Always followed at once by TopicOpened or LastCallBegun."""

    at: datetime
    ranking: tuple[Ranked, ...]


@dataclass(frozen=True)
class TopicOpened(StageBegun):
    """A topic came under discussion, with its first box. `steered`: who asked for it, where nobody's dots did."""

    stage: ClassVar[Stage] = Stage.DISCUSSING
    topic: TopicId


@dataclass(frozen=True)
class TopicTakenBack(StageBegun):
    """What silence had ended goes on: `topic`, in its box number `box`, which has used `ran` since; `instead_of` was never opened.

    Thumbs are asked for again at `due`; None where too little is left for that.
    """

    stage: ClassVar[Stage] = Stage.CARRY_ON
    topic: TopicId
    instead_of: TopicId
    box: int
    silences: int
    ran: timedelta


@dataclass(frozen=True)
class BoxPaused(StageBegun):
    """The box stopped; `left` is what it still has, `ran` what it has used."""

    stage: ClassVar[Stage] = Stage.PAUSED
    left: timedelta
    ran: timedelta


@dataclass(frozen=True)
class BoxResumed(StageBegun):
    """The box runs again."""

    stage: ClassVar[Stage] = Stage.DISCUSSING


@dataclass(frozen=True)
class ThumbsAsked(StageBegun):
    """The box of `topic` ended after `ran`, and the board asks for thumbs."""

    stage: ClassVar[Stage] = Stage.THUMBS
    topic: TopicId
    ran: timedelta


@dataclass(frozen=True)
class ThumbGiven:
    """A person's thumb, in place of an earlier one."""

    thumb: Thumb


@dataclass(frozen=True)
class BoxExtended(StageBegun):
    """More time: box number `box` runs until `due`. With silence it is the same number again, for a minute."""

    stage: ClassVar[Stage] = Stage.DISCUSSING
    box: int
    silences: int
    verdict: Verdict


@dataclass(frozen=True)
class CarryOnBegun(StageBegun):
    """Nobody answered: the talk goes on, thumbs are asked for again at `due`; None: it goes on until the planned end."""

    stage: ClassVar[Stage] = Stage.CARRY_ON
    silences: int
    verdict: Verdict


@dataclass(frozen=True)
class TopicFinished(Steer):
    """A topic is discussed. `ran`: what its running box took (None when none was running), `tally`: the last thumbs, if any.

    Always followed at once by TopicOpened, LastCallBegun or MeetingEnded.
    """

    topic: TopicId
    ran: timedelta | None
    tally: Tally | None = None
    parked: bool = False
    verdict: Verdict | None = None


@dataclass(frozen=True)
class TablesOpened(StageBegun):
    """The meeting split into tables, each with a topic under discussion; the one that all talked about, `running`, has used `ran` of its box."""

    stage: ClassVar[Stage] = Stage.TABLES
    tables: tuple[Meeting, ...]
    running: TopicId
    ran: timedelta


@dataclass(frozen=True)
class TablesEnded(Steer):
    """All tables ended. `undone`: topics of theirs that nobody discussed. Always followed by TopicOpened, LastCallBegun or MeetingEnded."""

    at: datetime
    undone: tuple[TopicId, ...]


@dataclass(frozen=True)
class LastCallBegun(StageBegun):
    """Takeaways are collected until `due`."""

    stage: ClassVar[Stage] = Stage.LAST_CALL


@dataclass(frozen=True)
class TakeawayAdded:
    """Somebody wrote down what they take home."""

    takeaway: Takeaway


@dataclass(frozen=True)
class MeetingEnded(meetings.MeetingEnded):
    """The meeting closed. `carried` wait for the next one, with their count raised if `counts`.

    `undone`: those of them that one person alone had opened; they are to discuss again, as if they never were.
    """

    carried: tuple[TopicId, ...]
    counts: bool
    undone: tuple[TopicId, ...] = ()


Merging = TopicsMerged | TopicReworded | TopicTakenApart
"""What makes one topic of two, and two of one."""
Reporting = TopicReported | TopicHidden | TopicRestored
"""What comes of reports."""
OfTopics = TopicProposed | TopicEdited | TopicWithdrawn | TopicRemoved | TopicsTaken | BallotCast | TakeawayAdded
"""What people give to any meeting about topics."""
Giving = OfTopics | ThumbGiven
"""What people give, or the channel has waiting: it changes no course."""
Deciding = VotingEnded | BoxExtended | CarryOnBegun | TopicFinished | TablesEnded | MeetingEnded
"""What ends a question."""
Moving = (
    GatheringBegun
    | PitchBegun
    | VotingOpened
    | RunOffOpened
    | TopicOpened
    | TopicTakenBack
    | BoxPaused
    | BoxResumed
    | ThumbsAsked
    | TablesOpened
    | LastCallBegun
)
"""What begins a stage."""
Change = meetings.Change | Giving | Merging | Reporting | Deciding | Moving
"""What can happen to a Lean Coffee: what can to any meeting, and its own."""
