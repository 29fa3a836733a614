"""What can have happened to an asynchronous Lean Coffee, beside what can to any meeting."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import ClassVar

from bot.features.lean_coffee.rules.changes import MeetingEnded, Merging, OfTopics, Ranked
from bot.features.lean_coffee.rules.values import Tally, TopicId
from bot.features.lean_coffee.rules.windows.values import Stage, Thumb
from bot.meetings.rules import changes as meetings
from bot.meetings.rules.changes import StageBegun, Steer


@dataclass(frozen=True)
class VoteOpened(StageBegun):
    """The window to vote began, with so many dots for each voter."""

    stage: ClassVar[Stage] = Stage.VOTING
    dots: int


@dataclass(frozen=True)
class TalkOpened(StageBegun):
    """The vote closed with this ranking, and a window to talk about these topics began."""

    stage: ClassVar[Stage] = Stage.TALKING
    ranking: tuple[Ranked, ...]
    topics: tuple[TopicId, ...]


@dataclass(frozen=True)
class VoteFailed(Steer):
    """The vote closed, and no topic had a dot. Always followed at once by MeetingEnded."""

    at: datetime
    ranking: tuple[Ranked, ...]


@dataclass(frozen=True)
class Decided:
    """What became of a topic at the end of a window that it was talked about for so long: one more, or it is discussed."""

    topic: TopicId
    ran: timedelta
    tally: Tally
    more: bool


@dataclass(frozen=True)
class TalkDecided(Steer):
    """A window to talk ended, and the thumbs decided about each topic. Always followed at once by TalkGoesOn or MeetingEnded."""

    decided: tuple[Decided, ...]


@dataclass(frozen=True)
class TalkGoesOn(StageBegun):
    """One more window began for the topics of which the thumbs wanted more."""

    stage: ClassVar[Stage] = Stage.TALKING


@dataclass(frozen=True)
class ThumbGiven:
    """A person's thumb about a topic, in place of an earlier one."""

    thumb: Thumb


Own = VoteOpened | TalkOpened | VoteFailed | TalkDecided | TalkGoesOn | ThumbGiven
Change = meetings.Change | OfTopics | Merging | MeetingEnded | Own
"""What can happen to it: what can to any meeting, to one about topics, and its own."""
