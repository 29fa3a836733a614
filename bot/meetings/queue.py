"""Verbs of a start: open now, or offer, queue and open a second one when its turn comes."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from bot.core.ids import ChannelId, MeetingId, PersonId
from bot.delivery import messages
from bot.delivery.place import Place
from bot.feature import HOME
from bot.meetings.actions import open_meeting
from bot.meetings.ceremony import Ceremony
from bot.meetings.course import wake_next_in_queue
from bot.meetings.rules import second_start as rules
from bot.meetings.rules.refusals import MeetingRunning, NothingToHold, QueuedMeetingGone
from bot.meetings.rules.second_start import QueuedMeeting, QueuedMeetingId, QueuedMeetingState
from bot.meetings.rules.values import NewMeeting
from bot.meetings.store import meetings, queued
from bot.schedule import alarms
from bot.schedule.drafts import save_draft
from bot.store.unit import Unit

KEPT = timedelta(days=30)
"""So long a queued meeting stays after it was offered, opened or dropped."""


def start_meeting(unit: Unit, *, ceremony: Ceremony[Any], new: NewMeeting[Any], draft: str = "") -> MeetingId:
    """Open a meeting from now on. Raise what opening raises, and DraftGone or DraftSaved for the `draft` of a preview."""
    _use(unit, ceremony, new, draft)
    return open_meeting(unit, ceremony=ceremony, new=new)


def offer_second_meeting(unit: Unit, *, ceremony: Ceremony[Any], new: NewMeeting[Any], draft: str = "") -> QueuedMeetingId:
    """Keep a new meeting that met a running meeting, for its host to decide about; `draft`: the preview that it came from.

    Raise DraftGone, DraftSaved, EmptyText or TextTooLong.
    """
    _use(unit, ceremony, new, draft)
    later = rules.offered(new, later=QueuedMeetingId(unit.fresh()), at=unit.now)
    queued.forget_queued_meetings(unit, new.channel, unit.now - KEPT)
    queued.add_queued_meeting(unit, ceremony, later)
    return later.id


def queue_meeting(unit: Unit, *, ceremony: Ceremony[Any], queued_meeting: QueuedMeetingId, person: PersonId) -> str | None:
    """Have a queued meeting open when the running meeting has ended, and return that one's title; None when it could open at once.

    The running meeting is locked first: whoever ends it then sees the queued one, or has ended it before this looks. Raise QueuedMeetingGone.
    """
    seen = queued.queued_meeting(unit, ceremony, queued_meeting)
    if seen is None:
        raise QueuedMeetingGone
    before = _waits_for(unit, seen)
    later = queued.lock_queued_meeting(unit, ceremony, queued_meeting)
    waits = rules.queued(later, person=person, at=unit.now)
    if before is None:
        try:
            _open_now(unit, ceremony, later, person)
        except MeetingRunning as running:
            # Somebody's start came between the look and the opening: the alarm sees, by locks, whether that one still runs.
            before = _title(unit, running.meeting)
            alarms.wake(unit, ceremony.kinds.next_plan, queued_meeting, unit.now)
        else:
            return None
    if waits != later:
        queued.mark_queued_meeting(unit, waits)
        alarms.wake(unit, ceremony.kinds.plan_waited, queued_meeting, rules.waits_until(waits))
        messages.show(unit, HOME, person)
    return before


def open_in_thread(unit: Unit, *, ceremony: Ceremony[Any], queued_meeting: QueuedMeetingId, person: PersonId) -> MeetingId:
    """Open a queued meeting beside the running meeting, with its board in a thread of its own. Raise QueuedMeetingGone."""
    later = queued.lock_queued_meeting(unit, ceremony, queued_meeting)
    queued.mark_queued_meeting(unit, rules.opened(later, person=person, at=unit.now))
    alarms.cancel_alarm(unit, ceremony.kinds.plan_waited, queued_meeting)
    return open_meeting(unit, ceremony=ceremony, new=replace(later.new, in_thread=True))


def take_turn(unit: Unit, *, ceremony: Ceremony[Any], queued_meeting: QueuedMeetingId) -> None:
    """Open a queued meeting if its channel is free, or drop it where it has waited too long; else it waits for the next end.

    Its turn goes to the next one where it waits no more.
    """
    later = queued.queued_meeting(unit, ceremony, queued_meeting)
    if later is None:
        return
    turn = rules.in_turn(later, at=unit.now)
    if later.state is QueuedMeetingState.QUEUED and turn.state is QueuedMeetingState.DROPPED:
        _drop(unit, ceremony, turn)
    elif meetings.open_meeting_of(unit, later.new.channel) is None:
        if later.state is QueuedMeetingState.QUEUED:
            _open_in_turn(unit, ceremony, turn)
        else:
            wake_next_in_queue(unit, later.new.channel)


def lock_turn(unit: Unit, ceremony: Ceremony[Any], queued_meeting: QueuedMeetingId) -> None:
    """Lock what decides about a queued meeting: the channel's running one, then itself."""
    later = queued.queued_meeting(unit, ceremony, queued_meeting)
    if later is not None:
        _lock_running(unit, later.new.channel)
        queued.lock_queued_meeting(unit, ceremony, queued_meeting)


def _use(unit: Unit, ceremony: Ceremony[Any], new: NewMeeting[Any], draft: str) -> None:
    if draft:
        save_draft(unit, purpose=ceremony.naming.id("start"), person=new.host, draft=draft)


def _waits_for(unit: Unit, later: QueuedMeeting) -> str | None:
    """Return the title of what has to end first: the meeting that runs, or a queued one that waits longer and is about to open."""
    running = _lock_running(unit, later.new.channel)
    if running is not None:
        return running
    longest = queued.next_in_queue(unit, later.new.channel)
    return None if longest is None or longest.id == later.id else longest.title


def _lock_running(unit: Unit, channel: ChannelId) -> str | None:
    found = meetings.open_meeting_of(unit, channel)
    if found is None:
        return None
    meetings.lock(unit, found)
    running = meetings.head(unit, found)
    return running.title if running and running.is_open else None


def _title(unit: Unit, meeting: MeetingId) -> str:
    found = meetings.head(unit, meeting)
    assert found is not None  # it has just been in the way
    return found.title


def _open_now(unit: Unit, ceremony: Ceremony[Any], later: QueuedMeeting, person: PersonId) -> None:
    open_meeting(unit, ceremony=ceremony, new=later.new)
    queued.mark_queued_meeting(unit, rules.opened(later, person=person, at=unit.now))
    alarms.cancel_alarm(unit, ceremony.kinds.plan_waited, later.id)


def _open_in_turn(unit: Unit, ceremony: Ceremony[Any], turn: QueuedMeeting) -> None:
    try:
        open_meeting(unit, ceremony=ceremony, new=turn.new, host_is_here=False)
    except MeetingRunning:
        return  # that one wakes it again at its end
    except NothingToHold:
        _drop(unit, ceremony, replace(turn, state=QueuedMeetingState.DROPPED))
        return
    queued.mark_queued_meeting(unit, turn)
    alarms.cancel_alarm(unit, ceremony.kinds.plan_waited, turn.id)
    messages.show(unit, HOME, turn.new.host)


def _drop(unit: Unit, ceremony: Ceremony[Any], turn: QueuedMeeting) -> None:
    queued.mark_queued_meeting(unit, turn)
    alarms.cancel_alarm(unit, ceremony.kinds.plan_waited, turn.id)
    if meetings.open_meeting_of(unit, turn.new.channel) is None:
        wake_next_in_queue(unit, turn.new.channel)
    messages.post(unit, ceremony.kinds.plan_dropped, turn.id, Place.person(turn.new.host))
    messages.show(unit, HOME, turn.new.host)
