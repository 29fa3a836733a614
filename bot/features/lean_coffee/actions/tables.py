"""Lets a meeting and its tables follow one another: they open and end with it."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from bot.core.ids import MeetingId, PersonId
from bot.delivery import messages
from bot.delivery.place import Place
from bot.features.lean_coffee.rules.changes import (
    MeetingEnded,
    TablesEnded,
    TablesOpened,
    TakeawayAdded,
    ThumbGiven,
    TopicEdited,
    TopicFinished,
    TopicHidden,
    TopicOpened,
    TopicRemoved,
    TopicRestored,
    TopicReworded,
    TopicWithdrawn,
)
from bot.features.lean_coffee.rules.refusals import TableOver
from bot.features.lean_coffee.rules.stages import Stage
from bot.features.lean_coffee.rules.tables import still_open, table_ended
from bot.features.lean_coffee.rules.values import Meeting
from bot.features.lean_coffee.store import meetings
from bot.meetings.ceremony import Ceremony
from bot.meetings.course import apply_changes, written
from bot.meetings.rules import course as rules
from bot.meetings.rules.changes import MeetingOpened, PersonCheckedIn, PersonLeft, PhaseUndone
from bot.meetings.rules.course import Changes
from bot.meetings.rules.hosting import take_over_host
from bot.meetings.rules.refusals import NoMeeting
from bot.meetings.rules.values import Closing
from bot.meetings.store.meetings import lock, tables_of
from bot.meetings.store.record import open_meeting as write_opened
from bot.presence.rules import Source
from bot.schedule import alarms
from bot.store.once import once
from bot.store.unit import Unit
from bot.teams import store as people

COUNTED_WITHIN = timedelta(seconds=2)
"""People sit down in the same seconds: the board of all shows them together."""
LISTED_WITHIN = timedelta(seconds=5)
"""What a table has taken no other one can: their boards list what is left."""


_LISTED = (TakeawayAdded, TopicEdited, TopicReworded, TopicWithdrawn, TopicRemoved, TopicHidden, TopicRestored)
"""What changes on the board of all what those of its tables list too: a topic that is hidden is nowhere to be read."""


def follow(unit: Unit, ceremony: Ceremony[Meeting], meeting: Meeting, changes: Changes, source: Source) -> None:
    """Let what belongs to a locked meeting follow its changes: its tables, or the meeting that it is a table of."""
    if meeting.parent is not None:
        _of_table(unit, ceremony, meeting, meeting.parent, changes, source)
        return
    for change in changes:
        match change:
            case TablesOpened():
                guests = people.guests(unit, (table.host for table in change.tables))
                for table in change.tables:
                    # A guest sits at the table of their topic, and nobody hosts it until somebody takes it.
                    _open(unit, ceremony, replace(table, host=meeting.host) if table.host in guests else table)
            case TablesEnded():
                for table in _open_tables(unit, meeting):
                    written(unit, ceremony, table, table_ended(table, change.at))
                    _over(unit, ceremony, table)
            case PhaseUndone() if change.step.led_to is Stage.TABLES:
                for table in _open_tables(unit, meeting):
                    written(unit, ceremony, table, (MeetingEnded(change.at, Closing.QUIET, (), False),))
                    _over(unit, ceremony, table, hidden=True)
            case PersonLeft() if meeting.stage is Stage.TABLES:
                _stands_up(unit, ceremony, meeting, change.person)
            case _ if isinstance(change, _LISTED) and meeting.stage is Stage.TABLES:
                for one in still_open(meeting):
                    messages.show(unit, ceremony.kinds.board, one.id)


def sit_down(unit: Unit, *, ceremony: Ceremony[Meeting], table: MeetingId, person: PersonId) -> bool:
    """Let somebody sit down at a table, from wherever they were; answer False when they sit there. Raise NoMeeting or TableOver."""
    once(unit)
    lock(unit, table)
    state = meetings.meeting(unit, table)
    if state is None:
        raise NoMeeting
    if state.closed is not None:
        raise TableOver
    changes = rules.check_in(state, person=person, at=unit.now)
    apply_changes(unit, ceremony, state, changes, Source.BUTTON)
    return person not in state.here


def host_table(unit: Unit, *, ceremony: Ceremony[Meeting], table: MeetingId, person: PersonId) -> None:
    """Let somebody sit down at a table and host it, where nobody does. Raise NoMeeting, TableOver, AlreadyHost or HostAsked."""
    sit_down(unit, ceremony=ceremony, table=table, person=person)
    state = _whole(unit, table)
    if state.host != person:
        apply_changes(unit, ceremony, state, take_over_host(state, person=person, at=unit.now))


def _of_table(unit: Unit, ceremony: Ceremony[Meeting], table: Meeting, of: MeetingId, changes: Changes, source: Source) -> None:
    for change in changes:
        match change:
            case PersonCheckedIn():
                _sits_down(unit, ceremony, table, of, change.person, source)
            case MeetingEnded():  # the last one to end takes its meeting on, in a transaction of its own
                alarms.wake(unit, ceremony.kinds.deadline, of, unit.now)
    if any(not isinstance(change, ThumbGiven | TakeawayAdded) for change in changes):
        messages.show_within(unit, ceremony.kinds.board, of, COUNTED_WITHIN)
    if any(isinstance(change, TopicOpened | TopicFinished | PhaseUndone) for change in changes):
        for other in tables_of(unit, of, still_open=True):
            messages.show_within(unit, ceremony.kinds.board, other, LISTED_WITHIN)


def _sits_down(unit: Unit, ceremony: Ceremony[Meeting], table: Meeting, of: MeetingId, person: PersonId, source: Source) -> None:
    """Take somebody off the table that they sat at, which is no leaving; who sits at a table is here."""
    meeting = _whole(unit, of)
    _stands_up(unit, ceremony, meeting, person, but=table.id)
    apply_changes(unit, ceremony, meeting, rules.check_in(meeting, person=person, at=unit.now), source)


def _stands_up(unit: Unit, ceremony: Ceremony[Meeting], meeting: Meeting, person: PersonId, but: MeetingId | None = None) -> None:
    for seat in still_open(meeting):
        if person in seat.here and seat.id != but:
            table = _whole(unit, seat.id)
            apply_changes(unit, ceremony, table, rules.leave(table, person=person, at=unit.now))


def _open(unit: Unit, ceremony: Ceremony[Meeting], table: Meeting) -> None:
    """Write a table, with its host at it, its time, and its thread."""
    write_opened(unit, table, ceremony.name)
    sits: tuple[Any, ...] = tuple(PersonCheckedIn(person, unit.now) for person in table.here)
    opened = written(unit, ceremony, table, (MeetingOpened(table), *sits))
    apply_changes(unit, ceremony, opened, (), rearm=True)
    messages.post(unit, ceremony.kinds.anchor, table.id, Place.channel(table.channel))
    messages.post(unit, ceremony.kinds.board, table.id, Place.thread(table.channel, ceremony.kinds.anchor, table.id))


def _over(unit: Unit, ceremony: Ceremony[Meeting], table: Meeting, *, hidden: bool = False) -> None:
    """Let nothing of a table fall due any more, and say that it is over, or take it away."""
    for alarm in (ceremony.kinds.deadline, ceremony.kinds.redraw):
        alarms.cancel_alarm(unit, alarm, table.id)
    for screen in (ceremony.kinds.board, ceremony.kinds.anchor):
        if hidden:
            messages.hide(unit, screen, table.id)
        else:
            messages.show(unit, screen, table.id)


def _open_tables(unit: Unit, meeting: Meeting) -> list[Meeting]:
    return [_whole(unit, table.id) for table in still_open(meeting)]


def _whole(unit: Unit, meeting: MeetingId) -> Meeting:
    found = meetings.meeting(unit, meeting)
    assert found is not None  # a meeting and its tables stay as long as one another
    return found
