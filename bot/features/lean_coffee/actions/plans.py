"""Verbs of a second start: offer, queue, open when its turn comes, open in a thread."""

from contextlib import suppress
from dataclasses import replace
from datetime import timedelta

from bot import delivery, schedule
from bot.core.ids import ChannelId, PersonId
from bot.delivery import Place
from bot.feature import HOME
from bot.features.lean_coffee import rules, store
from bot.features.lean_coffee.actions.course import wake_next_plan
from bot.features.lean_coffee.actions.meetings import open_meeting
from bot.features.lean_coffee.kinds import NEXT_PLAN, PLAN_DROPPED, PLAN_WAITED
from bot.features.lean_coffee.rules import MeetingId, MeetingRunning, Plan, PlanId, PlanState, SecondStart
from bot.store.unit import Unit

KEPT = timedelta(days=30)
"""So long a plan stays after it was offered, opened or dropped."""


def offer_plan(unit: Unit, *, plan: Plan) -> PlanId:
    """Keep a plan that met a running meeting, for its host to decide about. Raise EmptyText or TextTooLong."""
    second = rules.offered(plan, second=PlanId(unit.fresh()), at=unit.now)
    store.forget_plans(unit, plan.channel, unit.now - KEPT)
    store.add_plan(unit, second)
    return second.id


def queue_plan(unit: Unit, *, plan: PlanId, person: PersonId) -> str | None:
    """Have a plan open when the running meeting has ended, and return that one's title; None when it could open at once.

    The running meeting is locked first: whoever ends it then sees the plan, or has ended it before this looks. Raise PlanGone.
    """
    seen = store.plan(unit, plan)
    if seen is None:
        raise rules.PlanGone
    before = _waits_for(unit, seen)
    second = store.lock_plan(unit, plan)
    queued = rules.queued(second, person=person, at=unit.now)
    if before is None:
        try:
            _open_now(unit, second, person)
        except MeetingRunning as running:
            # Somebody's start came between the look and the opening: the alarm sees, by locks, whether that one still runs.
            before = _title(unit, running.meeting)
            schedule.wake(unit, NEXT_PLAN, plan, unit.now)
        else:
            return None
    if queued != second:
        store.mark_plan(unit, queued)
        schedule.wake(unit, PLAN_WAITED, plan, rules.waits_until(queued))
        delivery.show(unit, HOME, person)
    return before


def open_in_thread(unit: Unit, *, plan: PlanId, person: PersonId) -> MeetingId:
    """Open a plan beside the running meeting, with its board in a thread of its own. Raise PlanGone."""
    second = store.lock_plan(unit, plan)
    store.mark_plan(unit, rules.opened(second, person=person, at=unit.now))
    schedule.unwake(unit, PLAN_WAITED, plan)
    return open_meeting(unit, plan=replace(second.plan, in_thread=True))


def take_turn(unit: Unit, *, plan: PlanId) -> None:
    """Open a queued plan if its channel is free, or drop it where it has waited too long; else it waits for the next end.

    Its turn goes to the next one where it waits no more.
    """
    second = store.plan(unit, plan)
    if second is None:
        return
    turn = rules.in_turn(second, at=unit.now)
    if second.state is PlanState.QUEUED and turn.state is PlanState.DROPPED:
        _drop(unit, turn)
    elif store.open_meeting_of(unit, second.plan.channel) is None:
        if second.state is PlanState.QUEUED:
            _open_in_turn(unit, turn)
        else:
            wake_next_plan(unit, second.plan.channel)


def lock_turn(unit: Unit, plan: PlanId) -> None:
    """Lock what decides about a queued plan: the channel's running meeting, then the plan."""
    second = store.plan(unit, plan)
    if second is not None:
        _lock_running(unit, second.plan.channel)
        store.lock_plan(unit, plan)


def _waits_for(unit: Unit, second: SecondStart) -> str | None:
    """Return the title of what has to end first: the meeting that runs, or a plan that waits longer and is about to open."""
    running = _lock_running(unit, second.plan.channel)
    if running is not None:
        return running
    longest = store.next_plan(unit, second.plan.channel)
    ahead = None if longest in (None, second.id) else store.plan(unit, PlanId(longest or ""))
    return None if ahead is None else ahead.plan.title


def _lock_running(unit: Unit, channel: ChannelId) -> str | None:
    found = store.open_meeting_of(unit, channel)
    running = None if found is None else store.lock_meeting(unit, found, store.Part(0))
    return None if running is None or running.closed is not None else running.title


def _title(unit: Unit, meeting: MeetingId) -> str:
    found = store.meeting(unit, meeting, store.Part(0))
    assert found is not None  # it has just been in the way
    return found.title


def _open_now(unit: Unit, second: SecondStart, person: PersonId) -> None:
    open_meeting(unit, plan=second.plan)
    store.mark_plan(unit, rules.opened(second, person=person, at=unit.now))
    schedule.unwake(unit, PLAN_WAITED, second.id)


def _open_in_turn(unit: Unit, turn: SecondStart) -> None:
    with suppress(MeetingRunning):  # that one wakes it again at its end
        open_meeting(unit, plan=turn.plan, host_is_here=False)
        store.mark_plan(unit, turn)
        schedule.unwake(unit, PLAN_WAITED, turn.id)
        delivery.show(unit, HOME, turn.plan.host)


def _drop(unit: Unit, turn: SecondStart) -> None:
    store.mark_plan(unit, turn)
    schedule.unwake(unit, PLAN_WAITED, turn.id)
    if store.open_meeting_of(unit, turn.plan.channel) is None:
        wake_next_plan(unit, turn.plan.channel)
    delivery.post(unit, PLAN_DROPPED, turn.id, Place.person(turn.plan.host))
    delivery.show(unit, HOME, turn.plan.host)
