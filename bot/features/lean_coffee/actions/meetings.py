"""Verbs of the meeting as a whole: open, come and go, host, cancel, correct, the board."""

from bot import delivery
from bot.core.facts import AttendanceCorrected
from bot.core.ids import ChannelId, PersonId
from bot.delivery import Place
from bot.features.lean_coffee import rules, store
from bot.features.lean_coffee.actions.course import carry_out, show_waiting
from bot.features.lean_coffee.actions.series import call_off_meeting
from bot.features.lean_coffee.kinds import ANCHOR, BOARD, ROSTER, SUMMARY
from bot.features.lean_coffee.rules import MeetingId, Plan
from bot.presence import Correction, Source, correct
from bot.store.once import once
from bot.store.unit import Unit


def open_meeting(unit: Unit, *, plan: Plan, host_is_here: bool = True) -> MeetingId:
    """Open a meeting in a channel and post its board. Raise MeetingRunning with the one that is open, EmptyText or TextTooLong."""
    once(unit)
    meeting = MeetingId(unit.fresh())
    waiting = () if plan.in_thread else store.waiting_topics(unit, plan.channel)
    (opened,) = rules.open_meeting(plan, meeting=meeting, waiting=waiting, at=unit.now)
    if not store.open_board(unit, opened):
        running = store.open_meeting_of(unit, plan.channel)
        if running is None:  # what stood in the way has ended since
            return open_meeting(unit, plan=plan, host_is_here=host_is_here)
        raise rules.MeetingRunning(running)
    here = rules.check_in(opened.meeting, person=plan.host, at=unit.now) if host_is_here else ()
    carry_out(unit, opened.meeting, here, Source.ACT, rearm=True)
    place = Place.channel(plan.channel)
    if plan.in_thread:
        delivery.post(unit, ANCHOR, meeting, place)
        place = Place.thread(plan.channel, ANCHOR, meeting)
    delivery.post(unit, BOARD, meeting, place)
    show_waiting(unit, plan.channel)
    return meeting


def check_in(unit: Unit, *, meeting: MeetingId, person: PersonId) -> bool:
    """Note that somebody is here; answer False when they are already. Raise NoMeeting or MeetingOver."""
    once(unit)
    state = store.lock_meeting(unit, meeting)
    changes = rules.check_in(state, person=person, at=unit.now)
    carry_out(unit, state, changes, Source.BUTTON)
    return bool(changes)


def leave(unit: Unit, *, meeting: MeetingId, person: PersonId) -> bool:
    """Note that somebody has to leave; answer False when they were not here. Raise NoMeeting or MeetingOver."""
    once(unit)
    state = store.lock_meeting(unit, meeting)
    changes = rules.leave(state, person=person, at=unit.now)
    carry_out(unit, state, changes)
    return bool(changes)


def take_over_host(unit: Unit, *, meeting: MeetingId, person: PersonId) -> None:
    """Host in place of a host who has left. Raise NoMeeting, MeetingOver, AlreadyHost, NotHere or HostIsHere."""
    once(unit)
    state = store.lock_meeting(unit, meeting)
    carry_out(unit, state, rules.take_over_host(state, person=person, at=unit.now))


def cancel_meeting(unit: Unit, *, meeting: MeetingId, phase: int, person: PersonId) -> None:
    """End a meeting as its host. Raise NoMeeting, MeetingOver, NotHost or Stale."""
    state = store.lock_meeting(unit, meeting)
    closed = carry_out(unit, state, rules.cancel(state, person=person, phase=phase, at=unit.now))
    call_off_meeting(unit, closed, person)


def finish_meeting(unit: Unit, *, meeting: MeetingId, phase: int, person: PersonId) -> None:
    """End the last call early. Raise NoMeeting, or what steering raises."""
    state = store.lock_meeting(unit, meeting)
    carry_out(unit, state, rules.finish(state, person=person, phase=phase, at=unit.now))


def correct_attendance(unit: Unit, *, meeting: MeetingId, person: PersonId, whose: PersonId, minutes: int, reason: str) -> None:
    """State a person's minutes as the host of a closed meeting. Raise NoMeeting, NotNow, NotHost, MinutesOutOfBounds, EmptyText."""
    once(unit)
    state = store.lock_meeting(unit, meeting)
    kept = rules.corrected(state, person=person, minutes=minutes, reason=reason)
    correct(unit, meeting, Correction(whose, minutes, person, kept))
    unit.emit(AttendanceCorrected(meeting, whose))
    delivery.show(unit, ROSTER, meeting)
    delivery.show(unit, SUMMARY, meeting)
    delivery.show(unit, BOARD, meeting)


def move_board(unit: Unit, *, channel: ChannelId) -> tuple[MeetingId, ...]:
    """Have the channel's open boards posted anew: its own at the bottom, those in threads at the bottom of theirs. Raise NoMeeting."""
    locked = [store.lock_meeting(unit, found, store.Part(0)) for found in store.open_meetings_in(unit, channel)]
    running = [meeting for meeting in locked if meeting.closed is None]
    if not running:
        raise rules.NoMeeting(channel)
    for meeting in running:
        if meeting.in_thread:
            delivery.post(unit, ANCHOR, meeting.id, Place.channel(channel))
        delivery.to_bottom(unit, BOARD, meeting.id)
    return tuple(meeting.id for meeting in running)
