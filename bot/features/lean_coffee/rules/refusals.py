"""Why Lean Coffee says no: each reason with the values that its sentence needs."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import ClassVar

from bot.core.refusal import Forbidden, NotThere, Refusal
from bot.features.lean_coffee.rules.stages import Column
from bot.features.lean_coffee.rules.values import TopicId


@dataclass(eq=False)
class DotsOutOfBounds(Refusal):
    """The number of dots asked for is outside its limits."""

    field: ClassVar[str] = "dots"
    given: int
    least: int
    most: int


@dataclass(eq=False)
class PitchOutOfBounds(Refusal):
    """The length of a pitch is outside its limits. `instead`: one that is within."""

    field: ClassVar[str] = "pitch"
    given: timedelta
    least: timedelta
    most: timedelta
    instead: timedelta


@dataclass(eq=False)
class NoRunOff(Refusal):
    """No topics share the top of a vote that has just ended, or too little of the meeting is left."""


@dataclass(eq=False)
class RunOffTooLate(Refusal):
    """A run-off could be had until then."""

    lasting: ClassVar[bool] = True
    until: datetime


@dataclass(eq=False)
class NoTopics(Refusal):
    """There is nothing to vote on yet."""


@dataclass(eq=False)
class TooFewPeople(Refusal):
    """One person alone does not open a vote."""


@dataclass(eq=False)
class TooFewForTables(Refusal):
    """So few people here stay at one table."""

    here: int
    least: int


@dataclass(eq=False)
class TooFewTopicsForTables(Refusal):
    """Fewer topics with dots are left than there would be tables."""

    least: int


@dataclass(eq=False)
class TableOver(Refusal):
    """The table has ended; its meeting goes on."""


@dataclass(eq=False)
class NoTimeToTalk(Refusal):
    """Too little is left of the meeting to open a topic."""

    planned_end: datetime


@dataclass(eq=False)
class TakenBackTooLate(Refusal):
    """What happened by itself could be taken back until then."""

    lasting: ClassVar[bool] = True
    until: datetime


@dataclass(eq=False)
class TooManyTopics(Refusal):
    """The board, or the channel's list of waiting topics, is full."""

    most: int


@dataclass(eq=False)
class NotYourTopic(Forbidden):
    """Only its author may do this; a carried anonymous topic belongs to the group, and the host decides."""


@dataclass(eq=False)
class TopicGone(Refusal):
    """The topic was withdrawn or removed before (`column` says which)."""

    column: Column


@dataclass(eq=False)
class TopicTaken(Refusal):
    """The topic is under discussion, or was discussed: it stays as it is."""

    column: Column


@dataclass(eq=False)
class TopicMerged(Refusal):
    """The topic is part of another one by now."""

    topic: str


@dataclass(eq=False)
class SameTopic(Refusal):
    """Both topics to merge are the same one."""

    field: ClassVar[str] = "second"


@dataclass(eq=False)
class TooManyParts(Refusal):
    """A topic would be made of more than this many."""

    most: int


@dataclass(eq=False)
class NothingToMerge(Refusal):
    """Two topics to merge are not on the board, or voting has begun."""


@dataclass(eq=False)
class NotMerged(Refusal):
    """The topic is no merged one, or no longer."""


@dataclass(eq=False)
class ReportedBefore(Refusal):
    """This person has reported the topic already."""


@dataclass(eq=False)
class OwnTopic(Refusal):
    """Its author can withdraw a topic, and need not report it."""


@dataclass(eq=False)
class NothingToReport(Refusal):
    """No topic of somebody else's waits on the board."""


@dataclass(eq=False)
class NotHidden(Refusal):
    """The topic is hidden no longer."""


@dataclass(eq=False)
class NoSuchTopic(NotThere):
    """No topic of that id is on this meeting's board, or in this workspace."""

    topic: TopicId


@dataclass(eq=False)
class VotingClosed(Refusal):
    """A ballot came after the close, at the instant given: it was not counted."""

    closed: datetime


@dataclass(eq=False)
class TooManyDots(Refusal):
    """A ballot that is sent as a whole holds more dots than allowed."""

    given: int
    allowed: int


@dataclass(eq=False)
class NoDotsLeft(Refusal):
    """All dots are given: one has to be taken back first."""

    allowed: int


@dataclass(eq=False)
class NoDotThere(Refusal):
    """A dot is taken back that is not there, or not any more."""


@dataclass(eq=False)
class HostDoesNotVote(Refusal):
    """The meeting has a host who does not vote."""


@dataclass(eq=False)
class NoTimeToVote(Refusal):
    """Too little is left until the planned end for a vote and a topic."""

    planned_end: datetime


@dataclass(eq=False)
class NoTimeLeft(Refusal):
    """The box already lasts until the planned end, which does not move."""

    planned_end: datetime
