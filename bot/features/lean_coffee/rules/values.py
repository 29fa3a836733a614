"""Values of the rules of Lean Coffee: settings, topics, ballots, thumbs and the meeting."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum
from typing import ClassVar, Literal, NewType

from bot.action_items.rules.values import ActionItem
from bot.core.ids import ChannelId, MeetingId, PersonId
from bot.features.lean_coffee.rules.box_pattern import USUAL, Boxes
from bot.features.lean_coffee.rules.stages import Choice, Column, Stage, VerdictOutcome
from bot.meetings.rules import values as meetings

TopicId = NewType("TopicId", str)
TakeawayId = NewType("TakeawayId", str)

Given = tuple[PersonId, int]
"""Somebody, and how many dots they gave."""
Dots = int | Literal["auto"]
"""Dots for each voter; `auto` is a third of the topics, rounded up, kept within 2..6."""


@dataclass(frozen=True)
class Settings(meetings.Settings):
    """The course of a meeting. `boxes`: the first box and its extensions in order; after the last one the topic is parked.

    `pitch`: how long each topic is pitched before the vote; no time at all: none is. `votes`: what is seen of them (see
    `rules.shown_votes`).
    """

    collect: timedelta = timedelta(minutes=3)
    vote: timedelta = timedelta(minutes=2)
    boxes: tuple[timedelta, ...] = USUAL
    thumbs: timedelta = timedelta(seconds=30)
    last_call: timedelta = timedelta(minutes=2)
    dots: Dots = 3
    host_votes: bool = True
    takeaways_asked: bool = False
    pitch: timedelta = timedelta()
    votes: str = "blind"


@dataclass(frozen=True)
class Wishes(meetings.Wishes):
    """What somebody asked for when planning a meeting; None means the default (see `rules.settle`)."""

    collect: timedelta | None = None
    vote: timedelta | None = None
    box: Boxes | None = None
    thumbs: timedelta | None = None
    last_call: timedelta | None = None
    dots: Dots | None = None
    host_votes: bool = True
    takeaways_asked: bool = False
    pitch: timedelta | None = None
    votes: str = "blind"


@dataclass(frozen=True)
class Proposal:
    """A topic as somebody proposes it. `link`: the permalink of the message that it was suggested from; `meeting`: whose board it
    was proposed on."""

    channel: ChannelId
    person: PersonId
    title: str
    context: str = ""
    anonymous: bool = False
    link: str = ""
    meeting: MeetingId | None = None


@dataclass(frozen=True)
class Seal:
    """How an anonymous topic knows its author: a key of its own and HMAC(key, person). Destroyed at the first close."""

    key: str
    mark: str


@dataclass(frozen=True)
class Tally:
    """How the thumbs fell; never who."""

    more: int = 0
    neutral: int = 0
    next: int = 0

    @property
    def answers(self) -> int:
        """Return how many people answered."""
        return self.more + self.neutral + self.next


@dataclass(frozen=True)
class Verdict:
    """A decision about the topic under discussion, large on the board. `granted`: the time it gained; `room`: who spoke for the room.

    `box`: which of its boxes silence ended, for who takes that back.
    """

    topic: TopicId
    tally: Tally
    outcome: VerdictOutcome
    at: datetime
    granted: timedelta = timedelta()
    room: PersonId | None = None
    box: int = 0


@dataclass(frozen=True)
class Merge:
    """Who made one topic of two, and when."""

    by: PersonId
    at: datetime


@dataclass(frozen=True)
class Topic:
    """A topic. `author` is None when it is anonymous; `seal` lets its author still edit it; after a carry-over both are None
    for an anonymous one, which then belongs to the group.

    `dots`, `voters`, `rank` (1 is the top) are set when voting closes; `named` are the voters, where the vote was named.
    `run_off`: its dots in a run-off, where it was in one. `opened`, `boxes` (what each box really took, without
    pauses) and `tallies` fill while it is discussed. `meeting` is None while it waits for the channel's next meeting. `at_table`: the
    table that has it, or had.

    A merged topic has `merge` and the topics that it was made of (`halves`), which may be merged ones too: its words are theirs, it
    has no author of its own, and its links stand one on a line. A half is `into` it and keeps its own words, author and seal.
    """

    id: TopicId
    channel: ChannelId
    title: str
    context: str
    author: PersonId | None
    proposed: datetime
    anonymous: bool = False
    seal: Seal | None = None
    link: str = ""
    carried: int = 0
    meeting: MeetingId | None = None
    column: Column = Column.TO_DISCUSS
    dots: int = 0
    voters: int = 0
    rank: int = 0
    named: tuple[Given, ...] = ()
    run_off: int | None = None
    opened: datetime | None = None
    boxes: tuple[timedelta, ...] = ()
    tallies: tuple[Tally, ...] = ()
    parked: bool = False
    merge: Merge | None = None
    into: TopicId | None = None
    halves: tuple["Topic", ...] = ()
    at_table: MeetingId | None = None

    @property
    def spent(self) -> timedelta:
        """Return how long it was talked about, over all its boxes."""
        return sum(self.boxes, timedelta())


@dataclass(frozen=True)
class Ballot:
    """All dots of one voter: a topic as often as it has dots. `at`: since when they are given like this.

    `done`: they said that they have chosen, with fewer dots than there are or with none.
    """

    voter: PersonId
    dots: tuple[TopicId, ...]
    at: datetime
    done: bool = False


@dataclass(frozen=True)
class Thumb:
    """One person's answer. `ts` is Slack's `action_ts`: the last one a person gave counts, whatever the order of arrival."""

    person: PersonId
    choice: Choice
    ts: str


@dataclass(frozen=True)
class Takeaway:
    """What somebody takes home. `topic` is None when it belongs to the meeting as a whole."""

    id: TakeawayId
    topic: TopicId | None
    text: str
    author: PersonId
    at: datetime


@dataclass(frozen=True, kw_only=True)
class Table:
    """A table as its meeting's board shows it: a meeting of its own in a thread, whose `parent` is that meeting."""

    id: MeetingId
    place: int
    host: PersonId
    opened: datetime
    stage: Stage
    topic: TopicId | None
    box: int
    due: datetime | None
    closed: datetime | None
    here: frozenset[PersonId]
    came: frozenset[PersonId]
    link: str = ""
    """To its board in its thread, read by what draws it alone."""


@dataclass(frozen=True, kw_only=True)
class TopicMeeting(meetings.Meeting):
    """A meeting about topics that people propose and vote on, whatever its course.

    `dots` is what each voter has, known from the opening of the vote. `voted_until` is when voting really closed. `tables`: those that
    it has, or had, where it was split.
    """

    gathers_in: ClassVar[frozenset[Enum]]
    """The stages in which a topic that is proposed comes on the board."""
    votes_in: ClassVar[Enum]
    """The stage that is the vote."""

    dots: int = 0
    voted_until: datetime | None = None
    topics: tuple[Topic, ...] = ()
    ballots: tuple[Ballot, ...] = ()
    run_off: tuple[TopicId, ...] = ()
    """The topics that a run-off is among, while it is voted on."""
    takeaways: tuple[Takeaway, ...] = ()
    promised: tuple[ActionItem, ...] = ()
    """What is to be done of it, read by what draws it alone: another room keeps that."""
    tables: tuple[Table, ...] = ()

    @property
    def takes_topics(self) -> bool:
        """Return whether a topic that is proposed now comes on the board; later it waits."""
        return self.stage in self.gathers_in and not self.run_off

    @property
    def is_voting(self) -> bool:
        """Return whether its stage is the vote."""
        return self.stage is self.votes_in

    @property
    def host_votes(self) -> bool:
        """Return whether its host has a vote."""
        return True

    @property
    def keeper(self) -> MeetingId:
        """Return the meeting that keeps the agenda and the takeaways: of a table the one that it belongs to."""
        return self.parent or self.id


@dataclass(frozen=True, kw_only=True)
class Meeting(TopicMeeting):
    """A Lean Coffee as it stands.

    While it carries on, `due` is when thumbs are asked for again, if they are. `topic`, `box` (1 is the first; what is running now),
    `silences` (unanswered questions in a row), `left` (what a paused box still has), `ran` (what the running box used before its
    last pause) belong to the topic under discussion. `pitch`: the topic that is pitched before the vote.

    A table is a meeting too, at its `place` (1 is the first): its topics are
    its own and those that no table has yet, and it keeps its thumbs and who sits there; all else is its parent's.
    """

    gathers_in = frozenset[Enum]({Stage.GATHERING, Stage.PITCH, Stage.VOTING})
    votes_in = Stage.VOTING

    settings: Settings
    stage: Stage = Stage.GATHERING
    pitch: TopicId | None = None
    topic: TopicId | None = None
    box: int = 0
    silences: int = 0
    left: timedelta | None = None
    ran: timedelta = timedelta()
    verdict: Verdict | None = None
    thumbs: tuple[Thumb, ...] = ()
    open_before: tuple[ActionItem, ...] = ()
    """What was promised before and is open still in its channel, read by what draws it alone."""
    place: int = 0

    @property
    def host_votes(self) -> bool:
        """Return whether its host does not only watch."""
        return self.settings.host_votes
