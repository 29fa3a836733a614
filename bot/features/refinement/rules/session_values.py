"""A refinement session as a value: stages, the items it has looked at, what can happen. Pure."""

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import Enum, StrEnum
from typing import Any, ClassVar

from bot.core.ids import ItemId
from bot.features.refinement.rules.items import ItemState
from bot.meetings.rules.changes import ClockFollowed, PhaseUndone, StageBegun
from bot.meetings.rules.values import Meeting, Settings


class Stage(Enum):
    """Where a session stands. An item is on the table; its box is over and people are asked; nothing is left to look at."""

    REFINING = "refining"
    CARRY_ON = "carry_on"
    LOOKED_THROUGH = "looked_through"
    CLOSED = "closed"


class Left(StrEnum):
    """How an item left the table."""

    NEXT = "next"
    READY = "ready"
    PARKED = "parked"


class Steering(StrEnum):
    """What somebody here did to the course of a session."""

    WENT_ON = "went_on"
    READY = "ready"
    PARKED = "parked"
    CARRIED_ON = "carried_on"
    FINISHED = "finished"


@dataclass(frozen=True)
class SessionSettings(Settings):
    """How a session is to run: `box` is the time for one item, at whose end people are asked. `is_learning`: as it begins."""

    length: timedelta = timedelta(hours=1)
    box: timedelta = timedelta(minutes=10)
    is_learning: bool = False


@dataclass(frozen=True)
class Visit:
    """An item that was on the table, or is (`left` is None). `was`: its state before it left, of one that has just left in another."""

    item: ItemId
    opened: datetime
    left: Left | None = None
    ran: timedelta = timedelta()
    was: ItemState | None = None


@dataclass(frozen=True)
class Kept:
    """What is kept to take back what somebody did: whether it `left` the item on the table and `opened` another one.

    `was`: the state of the item that left, where that was changed.
    """

    left: bool = False
    opened: bool = False
    was: ItemState | None = None


@dataclass(frozen=True, kw_only=True)
class Session(Meeting):
    """A refinement session as it stands. `is_learning`: its host says that who is there learns, so that they may keep its minutes."""

    stage: Stage = Stage.REFINING
    settings: SessionSettings = SessionSettings()
    visits: tuple[Visit, ...] = ()
    is_learning: bool = False

    @property
    def current(self) -> ItemId | None:
        """Return the item that is on the table."""
        return self.visits[-1].item if self.visits and self.visits[-1].left is None else None

    @property
    def looked_at(self) -> frozenset[ItemId]:
        """Return the items that were on the table, or are."""
        return frozenset(visit.item for visit in self.visits)


@dataclass(frozen=True)
class ItemLeft:
    """The item on the table left it; what becomes of its state is written beside. `was`: its state before, where that changes."""

    item: ItemId
    left: Left
    ran: timedelta
    was: ItemState | None = None


@dataclass(frozen=True)
class LearningMarked:
    """The host says whether who is there may keep the minutes."""

    is_learning: bool


@dataclass(frozen=True)
class ItemOpened(StageBegun):
    """An item came on the table."""

    stage: ClassVar[Stage] = Stage.REFINING
    item: ItemId = field(kw_only=True)


@dataclass(frozen=True)
class BoxOver(StageBegun):
    """The time for an item is over: people are asked whether they carry on."""

    stage: ClassVar[Stage] = Stage.CARRY_ON


@dataclass(frozen=True)
class CarriedOn(StageBegun):
    """The item stays on the table for some minutes more."""

    stage: ClassVar[Stage] = Stage.REFINING


@dataclass(frozen=True)
class WalkedThrough(StageBegun):
    """Nothing is left that the session has not looked at."""

    stage: ClassVar[Stage] = Stage.LOOKED_THROUGH


def apply_own(session: Session, change: Any) -> Session:
    """Return a session after its own part of a change: what the store writes, said once more as a pure function."""
    match change:
        case ItemOpened():
            return replace(session, visits=(*session.visits, Visit(change.item, change.at)))
        case ItemLeft():
            last = replace(session.visits[-1], left=change.left, ran=change.ran, was=change.was)
            return replace(session, visits=(*session.visits[:-1], last))
        case PhaseUndone():
            return replace(session, visits=back_to(session.visits, change.step.kept))
        case LearningMarked():
            return replace(session, is_learning=change.is_learning)
        case ClockFollowed():
            moved = tuple(replace(visit, opened=visit.opened + change.by) for visit in session.visits)
            return replace(session, visits=moved)
        case _:
            return session


def keep(before: Session, after: Session) -> Kept:
    """Return what is kept of a session, given it before and after an act."""
    table = len(before.visits) - 1
    left = before.current is not None and after.visits[table].left is not None
    return Kept(left, len(after.visits) > len(before.visits), after.visits[table].was if left else None)


def back_to(visits: tuple[Visit, ...], kept: Kept) -> tuple[Visit, ...]:
    """Return the visits as they were: what was opened was not looked at, what had left is on the table."""
    were = visits[:-1] if kept.opened else visits
    return (*were[:-1], replace(were[-1], left=None, ran=timedelta(), was=None)) if kept.left else were
