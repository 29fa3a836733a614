"""The smallest ceremony that people hold: who is there is called, then counted, then it ends. Nothing of its own in the database."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum
from typing import Any, ClassVar

from bot.core.ids import MeetingId, PersonId
from bot.meetings.ceremony import Ceremony
from bot.meetings.naming import Naming
from bot.meetings.rules.changes import StageBegun
from bot.meetings.rules.course import Changes, Course, ended, first
from bot.meetings.rules.guards import steering
from bot.meetings.rules.values import Closing, Meeting, Plan, Steered
from bot.meetings.screens import reader_of
from bot.meetings.store.meetings import alone, attendance, shared
from bot.meetings.views.frame import foot, head, here, more, press, time_left
from bot.slack.blocks import actions, section
from bot.slack.surfaces import Message
from bot.store.unit import Read, Unit
from bot.words import Words


class Stage(Enum):
    """Where a roll call stands."""

    CALLING = "calling"
    COUNTED = "counted"
    CLOSED = "closed"


@dataclass(frozen=True, kw_only=True)
class RollCall(Meeting):
    """A roll call as it stands."""

    stage: Stage = Stage.CALLING


@dataclass(frozen=True)
class Counted(StageBegun):
    """Everybody was counted."""

    stage: ClassVar[Stage] = Stage.COUNTED


CALLS_FOR = timedelta(minutes=5)
NAMING = Naming("roll_call", "Roll call", "/rollcall", "📋", lambda words: "Roll call", lambda words: "a roll call")


def count(meeting: RollCall, *, person: PersonId, phase: int, at: datetime) -> Changes:
    """Let somebody here count at once."""
    steering(meeting, person, phase, Stage.CALLING)
    return (Counted(at, meeting.planned_end, steered=Steered(person, "counted", at)),)


def _step(meeting: RollCall, at: datetime) -> Changes:
    if meeting.stage is Stage.CALLING and at < meeting.planned_end:
        return (Counted(at, meeting.planned_end),)
    return ended(meeting, at, Closing.DONE)


_ROW = alone(NAMING.name)


def find(read: Read, meeting: MeetingId) -> RollCall | None:
    row = read.row(_ROW, {"this": meeting})
    return None if row is None else RollCall(**shared(row, Stage), **attendance(read, meeting))


def _begin(unit: Unit, plan: Plan[Any], meeting: MeetingId) -> RollCall:
    return RollCall(**first(plan, meeting=meeting, at=unit.now), due=unit.now + CALLS_FOR)


def draw(read: Read, meeting: RollCall, words: Words) -> Message:
    reader = reader_of(read, words, meeting)
    told = section(f"*{meeting.stage.value}* {time_left(reader, meeting)}".strip())
    row = actions(
        here(NAMING, words, meeting),
        press(NAMING, "Count", "count", meeting) if meeting.stage is Stage.CALLING else None,
        more(NAMING, reader, meeting),
    )
    counted = {} if meeting.steered is None else {"counted": f"{reader.name(meeting.steered.by)} counted."}
    blocks = [*head(NAMING, reader, meeting), told]
    return Message(meeting.title, blocks if meeting.closed else [*blocks, row, *foot(reader, meeting, steered=counted)])


CEREMONY: Ceremony[RollCall] = Ceremony(NAMING, Course(_step), find, _begin, steering={"count": count})
