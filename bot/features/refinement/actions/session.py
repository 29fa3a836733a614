"""Refinement among the ceremonies that people hold, and what an item's way through it changes."""

from dataclasses import replace
from datetime import date
from typing import Any

from bot.core.ids import ChannelId, ItemId, MeetingId, PersonId
from bot.delivery import messages
from bot.features.refinement.actions import estimates
from bot.features.refinement.actions.agenda import dates_about
from bot.features.refinement.actions.items import move_item, put_back_item
from bot.features.refinement.kinds import SESSION
from bot.features.refinement.rules import session as rules
from bot.features.refinement.rules.items import ItemState
from bot.features.refinement.rules.session_values import (
    ItemLeft,
    ItemOpened,
    Kept,
    Left,
    Session,
    SessionSettings,
    Stage,
    WalkedThrough,
)
from bot.features.refinement.store import estimates as estimates_store
from bot.features.refinement.store import items, sessions
from bot.features.refinement.store.items_written import lock_item
from bot.features.refinement.views.session_pieces import NAMING
from bot.meetings.ceremony import Ceremony
from bot.meetings.course import apply_changes, locked
from bot.meetings.rules.changes import PersonCheckedIn, PhaseUndone
from bot.meetings.rules.credit import credit_of
from bot.meetings.rules.values import NewMeeting
from bot.store.once import once
from bot.store.unit import Read, Unit


def queue_of(read: Read, channel: ChannelId) -> list[ItemId]:
    """Return what a channel has to refine, as it is ordered now."""
    return [placed.id for placed in items.order(read, channel) if placed.state is ItemState.TO_REFINE]


def _begin(unit: Unit, plan: NewMeeting[SessionSettings], meeting: MeetingId) -> Session:
    """Open a session; one that opens about when a reminder says is of that, and has its link to the call."""
    for reminder, _ in dates_about(unit, plan.channel, unit.now)[:1]:
        plan = replace(plan, series=reminder.id, link=plan.link or reminder.link)
    return rules.begin(plan, meeting=meeting, queue=queue_of(unit, plan.channel), at=unit.now)


def _record(unit: Unit, session: Session, change: Any) -> None:
    """Write a session's own part of a change, and what it does to the estimate that is open and to the item that is back."""
    sessions.record(unit, session, change)
    if isinstance(change, PhaseUndone):
        _put_back(unit, session, change)
    for estimation in estimates_store.of_session(unit, session.id):
        if not estimation.is_over:
            comes = isinstance(change, PersonCheckedIn) and estimates.is_developer(unit, session.channel, change.person)
            held = estimates_store.locked_estimation(unit, estimation.id)
            estimates.written(unit, held, rules.follows(held, change, is_developer=comes, at=unit.now))


def _put_back(unit: Unit, session: Session, undone: PhaseUndone) -> None:
    """Put the item that is on the table again into the state that it was in, unless somebody has put it into another one since."""
    kept: Kept = undone.step.kept
    if kept.was is None or undone.steered is None:
        return
    visit = session.visits[-2 if kept.opened else -1]
    if visit.left in rules.STATES and lock_item(unit, visit.item).state is rules.STATES[visit.left]:
        put_back_item(unit, item=visit.item, person=undone.steered.by)


CEREMONY: Ceremony[Session] = Ceremony(
    naming=NAMING,
    course=rules.COURSE,
    find=sessions.find,
    begin=_begin,
    record=_record,
    earns=lambda session: session.is_learning,
    credit=lambda session: credit_of(session.settings),
    asks=frozenset([Stage.CARRY_ON]),
    at_home=(ItemOpened, ItemLeft, WalkedThrough),
    steering={"carry_on": rules.carry_on},
    usual=SessionSettings(),
    write_kept=sessions.write_kept,
)


def go_on(unit: Unit, *, meeting: MeetingId, phase: int, person: PersonId, left: Left, day: date) -> None:
    """Put the item off the table, ready or parked where that is said (on that day), and the next one on it.

    What was started, done or parked elsewhere meanwhile stays so. Raise NoMeeting, what steering raises or NothingMore.
    """
    before = locked(unit, CEREMONY, meeting)
    queue = queue_of(unit, before.channel)
    on_table = None if before.current is None else lock_item(unit, before.current)
    left, becomes = rules.leaves_as(left, on_table.state) if on_table else (left, None)
    was = on_table.state if on_table is not None and becomes is not None else None
    changes = rules.go_on(before, person=person, phase=phase, left=left, queue=queue, at=unit.now, was=was)
    if on_table is not None and becomes is not None:
        move_item(unit, item=on_table.id, person=person, to=becomes, day=day)
    apply_changes(unit, CEREMONY, before, changes)


def mark_learning(unit: Unit, *, meeting: MeetingId, person: PersonId) -> bool:
    """Say, as host, whether who is there may keep the minutes; return which. Raise NoMeeting, MeetingOver or NotHost."""
    once(unit)
    before = locked(unit, CEREMONY, meeting)
    return apply_changes(unit, CEREMONY, before, rules.mark_learning(before, person=person)).is_learning


def finish(unit: Unit, *, meeting: MeetingId, phase: int, person: PersonId) -> None:
    """End a session, as somebody here. Raise NoMeeting or what steering raises."""
    before = locked(unit, CEREMONY, meeting)
    apply_changes(unit, CEREMONY, before, rules.finish(before, person=person, phase=phase, at=unit.now))


def show_board(unit: Unit, meeting: MeetingId) -> None:
    """Draw a session's board anew."""
    messages.show(unit, SESSION.board, meeting)
