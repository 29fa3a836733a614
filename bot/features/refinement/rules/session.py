"""A refinement session: one item after the other, a timebox that asks and never cuts. Pure."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from bot.core.ids import ItemId, MeetingId, PersonId
from bot.core.refusal import Refusal
from bot.features.refinement.rules import estimates
from bot.features.refinement.rules.estimation import AskedNoMore, Estimation, HandedOver, PersonAsked, TakenBack
from bot.features.refinement.rules.estimation import Change as OfEstimate
from bot.features.refinement.rules.items import ItemState
from bot.features.refinement.rules.session_values import (
    BoxOver,
    CarriedOn,
    ItemLeft,
    ItemOpened,
    Kept,
    LearningMarked,
    Left,
    Session,
    SessionSettings,
    Stage,
    Steering,
    WalkedThrough,
    apply_own,
    keep,
)
from bot.meetings.rules import course
from bot.meetings.rules.changes import HostChanged, MeetingEnded, PersonCheckedIn, PersonLeft, PhaseUndone
from bot.meetings.rules.course import Changes, Course
from bot.meetings.rules.guards import host_only, open_still, steering
from bot.meetings.rules.refusals import NotHere, NothingToHold
from bot.meetings.rules.values import Closing, NewMeeting, Steered, Transition

MORE = timedelta(minutes=5)
"""So much longer an item stays when people carry on."""
OVERTIME = timedelta(minutes=10)
"""So long after the planned end a session may finish its item."""
LAST_CALL = timedelta(minutes=5)
"""So long a session that has looked at everything waits for an item more."""
STATES = {Left.READY: ItemState.READY, Left.PARKED: ItemState.PARKED}
"""The state that an item is in once it has left so."""
_HOW = {Left.NEXT: Steering.WENT_ON, Left.READY: Steering.READY, Left.PARKED: Steering.PARKED}


class NothingToRefine(NothingToHold):
    """The channel has nothing to be refined, so there is nothing to walk through."""


class NothingMore(Refusal):
    """Nothing is left to refine that this session has not looked at."""


class NoItem(Refusal):
    """No item is on the table."""


def begin(plan: NewMeeting[SessionSettings], *, meeting: MeetingId, queue: Iterable[ItemId], at: datetime) -> Session:
    """Return a session with the first item of the queue on the table. Raise NothingToRefine, EmptyText or TextTooLong."""
    opened = course.first(plan, meeting=meeting, at=at)
    empty = Session(**opened, due=None, settings=plan.settings)
    first = following(empty, queue)
    if first is None:
        raise NothingToRefine
    begun = ItemOpened(at, _box_end(empty, at, plan.settings.box), item=first)
    session = Session(**opened, due=begun.due, settings=plan.settings, is_learning=plan.settings.is_learning)
    return apply_own(session, begun)


def following(session: Session, queue: Iterable[ItemId]) -> ItemId | None:
    """Return the first item of the queue, as it is ordered now, that the session has not looked at."""
    return next((item for item in queue if item not in session.looked_at), None)


def go_on(
    session: Session,
    *,
    person: PersonId,
    phase: int,
    left: Left,
    queue: Iterable[ItemId],
    at: datetime,
    was: ItemState | None = None,
) -> Changes:
    """Put the item off the table and the next one on it. `was`: its state, where leaving changes that.

    Raise what steering raises; NothingMore where all was looked at.
    """
    steering(session, person, phase, Stage.REFINING, Stage.CARRY_ON, Stage.LOOKED_THROUGH)
    steered = Steered(person, _HOW[left], at)
    leaving = leave_item(session, left, at, was)
    item = following(session, queue)
    if item is not None:
        return (*leaving, ItemOpened(at, _box_end(session, at, session.settings.box), item=item, steered=steered))
    if not leaving:
        raise NothingMore
    return (*leaving, WalkedThrough(at, min(at + LAST_CALL, _end(session, at)), steered=steered))


def leaves_as(left: Left, state: ItemState) -> tuple[Left, ItemState | None]:
    """Return how an item of this state leaves the table, and which state it is put into.

    Whoever says "Ready" saw it as to be refined: what was started, done or parked meanwhile stays so and is only gone past.
    """
    match left, state:
        case Left.READY, ItemState.TO_REFINE:
            return left, ItemState.READY
        case Left.PARKED, ItemState.TO_REFINE | ItemState.READY:
            return left, ItemState.PARKED
        case (Left.READY, ItemState.READY) | (Left.PARKED, ItemState.PARKED):
            return left, None
        case _:
            return Left.NEXT, None


def leave_item(session: Session, left: Left, at: datetime, was: ItemState | None = None) -> tuple[ItemLeft, ...]:
    """Put the item off the table; nothing where none is on it. `was`: its state, where that changes."""
    if session.current is None:
        return ()
    return (ItemLeft(session.current, left, max(timedelta(), at - session.visits[-1].opened), was),)


def carry_on(session: Session, *, person: PersonId, phase: int, at: datetime) -> Changes:
    """Keep the item on the table for some minutes more. Raise what steering raises."""
    steering(session, person, phase, Stage.CARRY_ON)
    return (CarriedOn(at, _box_end(session, at, MORE), steered=Steered(person, Steering.CARRIED_ON, at)),)


def finish(session: Session, *, person: PersonId, phase: int, at: datetime) -> Changes:
    """End the session, as somebody here. Raise what steering raises."""
    steering(session, person, phase, Stage.REFINING, Stage.CARRY_ON, Stage.LOOKED_THROUGH)
    return _ended(session, at, Closing.DONE, Steered(person, Steering.FINISHED, at))


def mark_learning(session: Session, *, person: PersonId) -> Changes:
    """Say, as host, that who is there learns, or take that back. Raise MeetingOver or NotHost."""
    open_still(session)
    host_only(session, person)
    return (LearningMarked(not session.is_learning),)


def on_table(session: Session, *, person: PersonId) -> ItemId:
    """Return the item that somebody here asks an estimate of. Raise MeetingOver, NotHere or NoItem."""
    open_still(session)
    if person not in session.here:
        raise NotHere
    if session.current is None:
        raise NoItem
    return session.current


def follows(estimation: Estimation, change: object, *, is_developer: bool, at: datetime) -> tuple[OfEstimate, ...]:
    """Return what a change of its session does to an estimate that is open.

    Who comes is asked, who leaves is not waited for, who hosts it then asks in its place, and it ends with its item, also where that was
    opened too early. `is_developer`: whether who comes estimates.
    """
    match change:
        case PersonCheckedIn(person=person) if is_developer and estimation.takes_votes:
            return (PersonAsked(person),)
        case PersonLeft(person=person):
            return estimates.with_what_falls_due(estimation, (AskedNoMore(person),), at)
        case HostChanged(host=host):
            return (HandedOver(host),)
        case ItemLeft() | MeetingEnded() | PhaseUndone(step=Transition(kept=Kept(opened=True))):
            return (TakenBack(at),)
        case _:
            return ()


def _box_end(session: Session, at: datetime, box: timedelta) -> datetime:
    return min(at + box, _end(session, at))


def _end(session: Session, at: datetime) -> datetime:
    """Return when people are asked at the latest: at the planned end, then once more when overtime is over."""
    return session.planned_end if at < session.planned_end else session.planned_end + OVERTIME


def _step(session: Session, at: datetime) -> Changes:
    over = session.planned_end + OVERTIME
    match session.stage:
        case Stage.LOOKED_THROUGH:
            return _ended(session, at, Closing.DONE)
        case _ if at >= over:
            return _ended(session, at, Closing.LEFT_OPEN)
        case _:
            return (BoxOver(at, over if at >= session.planned_end else None),)


def _ended(
    session: Session, at: datetime, how: Closing, steered: Steered | None = None, *, seen_until: datetime | None = None
) -> Changes:
    """Close a session; the item on the table stays to be refined."""
    return (*leave_item(session, Left.NEXT, at), *course.ended(session, at, how, steered))


COURSE = Course[Session](
    step=_step, apply=apply_own, end=_ended, has_own_end=frozenset([Stage.CARRY_ON, Stage.LOOKED_THROUGH]), keep=keep
)
"""What the room of meetings asks of a refinement session."""
