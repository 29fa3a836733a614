"""Verbs of any meeting: open, come and go, steer, cancel, correct, the board."""

from typing import Any

from bot.core.facts import AttendanceCorrected, RosterTaken
from bot.core.ids import ChannelId, MeetingId, PersonId
from bot.delivery import messages
from bot.delivery.place import Place
from bot.meetings.ceremony import Ceremony
from bot.meetings.course import apply_changes, locked, write
from bot.meetings.rules import course as rules
from bot.meetings.rules import undo as undoing
from bot.meetings.rules.changes import MeetingOpened
from bot.meetings.rules.refusals import MeetingRunning, NoMeeting
from bot.meetings.rules.roster import Word, checked
from bot.meetings.rules.values import M, Meeting, NewMeeting
from bot.meetings.store import meetings as store
from bot.meetings.store.record import open_meeting as write_opened
from bot.presence.rules import Guest, Source
from bot.presence.store import Correction, correct, note_guest
from bot.store.once import once
from bot.store.unit import Unit


def open_meeting(unit: Unit, *, ceremony: Ceremony[Any], new: NewMeeting[Any], host_is_here: bool = True) -> MeetingId:
    """Open a meeting in a channel and post its board. Raise MeetingRunning with the one that is open, EmptyText or TextTooLong."""
    once(unit)
    meeting: Meeting = ceremony.begin(unit, new, MeetingId(unit.fresh()))
    if not write_opened(unit, meeting, ceremony.name, ceremony.lane):
        running = store.open_meeting_of(unit, new.channel, lane=ceremony.lane)
        if running is None:  # what stood in the way has ended since
            return open_meeting(unit, ceremony=ceremony, new=new, host_is_here=host_is_here)
        raise MeetingRunning(running)
    write(unit, ceremony, meeting, MeetingOpened(meeting))
    here = rules.check_in(meeting, person=new.host, at=unit.now) if host_is_here else ()
    apply_changes(unit, ceremony, meeting, here, rearm=True)
    place = Place.channel(new.channel)
    if new.in_thread:
        messages.post(unit, ceremony.kinds.anchor, meeting.id, place)
        place = Place.thread(new.channel, ceremony.kinds.anchor, meeting.id)
    messages.post(unit, ceremony.kinds.board, meeting.id, place)
    ceremony.tells(unit, meeting)
    return meeting.id


def check_in(unit: Unit, *, ceremony: Ceremony[Any], meeting: MeetingId, person: PersonId) -> bool:
    """Note that somebody is here; answer False when they are already. Raise NoMeeting or MeetingOver."""
    once(unit)
    state = locked(unit, ceremony, meeting)
    changes = rules.check_in(state, person=person, at=unit.now)
    apply_changes(unit, ceremony, state, changes, Source.BUTTON)
    return bool(changes)


def leave(unit: Unit, *, ceremony: Ceremony[Any], meeting: MeetingId, person: PersonId) -> bool:
    """Note that somebody has to leave; answer False when they were not here. Raise NoMeeting or MeetingOver."""
    once(unit)
    state = locked(unit, ceremony, meeting)
    changes = rules.leave(state, person=person, at=unit.now)
    apply_changes(unit, ceremony, state, changes)
    return bool(changes)


def steer(unit: Unit, *, ceremony: Ceremony[M], verb: str, meeting: MeetingId, phase: int, person: PersonId) -> None:
    """Change the course by a verb of the ceremony, as somebody who is here. Raise NoMeeting, or what its rule raises."""
    state = locked(unit, ceremony, meeting)
    apply_changes(unit, ceremony, state, ceremony.steering[verb](state, person=person, phase=phase, at=unit.now))


def undo(unit: Unit, *, ceremony: Ceremony[Any], meeting: MeetingId, phase: int, person: PersonId) -> None:
    """Take the last change of phase back, as somebody who is here. Raise NoMeeting, NothingToUndo, TooLateToUndo or what steering raises."""
    state = locked(unit, ceremony, meeting)
    apply_changes(unit, ceremony, state, undoing.undo(ceremony.course, state, person=person, phase=phase, at=unit.now))
    ceremony.tells(unit, state)


def cancel_meeting(unit: Unit, *, ceremony: Ceremony[Any], meeting: MeetingId, phase: int, person: PersonId) -> None:
    """End a meeting as its host. Raise NoMeeting, MeetingOver, NotHost or Stale."""
    state = locked(unit, ceremony, meeting)
    apply_changes(unit, ceremony, state, rules.cancel(ceremony.course, state, person=person, phase=phase, at=unit.now))


def state_roster(unit: Unit, *, ceremony: Ceremony[Any], meeting: MeetingId, person: PersonId, word: Word) -> None:
    """State who was there and for how long, as the host of a closed meeting. Raise NoMeeting and what `checked` raises."""
    once(unit)
    state = locked(unit, ceremony, meeting)
    _keep_word(unit, ceremony, meeting, person, checked(state, word, person=person))


def _keep_word(unit: Unit, ceremony: Ceremony[Any], meeting: MeetingId, person: PersonId, word: Word) -> None:
    for whose, minutes in sorted(word.people.items()):
        correct(unit, meeting, Correction(whose, minutes, person, word.reason))
        unit.emit(AttendanceCorrected(meeting, whose))
    for name, minutes in word.guests.items():
        note_guest(unit, meeting, Guest(name, minutes), person, word.reason)
    for screen in (ceremony.kinds.roster, ceremony.kinds.summary, ceremony.kinds.board):
        messages.show(unit, screen, meeting)


def move_board(unit: Unit, *, ceremony: Ceremony[Any], channel: ChannelId) -> tuple[MeetingId, ...]:
    """Have the channel's open boards posted anew: its own at the bottom, those in threads, and of tables, at the bottom of theirs.

    Raise NoMeeting.
    """
    found = [locked(unit, ceremony, one) for one in store.open_meetings_in(unit, channel, ceremony.name)]
    running = [meeting for meeting in found if meeting.closed is None]
    if not running:
        raise NoMeeting(channel)
    for meeting in running:
        if meeting.in_thread:
            messages.post(unit, ceremony.kinds.anchor, meeting.id, Place.channel(channel))
        messages.to_bottom(unit, ceremony.kinds.board, meeting.id)
        for table in store.tables_of(unit, meeting.id, still_open=True):
            messages.post(unit, ceremony.kinds.anchor, table, Place.channel(channel))
            messages.to_bottom(unit, ceremony.kinds.board, table)
    return tuple(meeting.id for meeting in running)


def note_roster_taken(unit: Unit, *, meeting: MeetingId, people: tuple[PersonId, ...], by: PersonId) -> None:
    """Tell that a host takes out who was at a meeting, and for how long."""
    once(unit)
    unit.emit(RosterTaken(meeting, people, by))
