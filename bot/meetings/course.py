"""Ends every act on a meeting: records changes, applies what is due, sets alarms, shows messages."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from bot.core.facts import MeetingClosed
from bot.core.ids import ChannelId, MeetingId, PersonId
from bot.core.kinds import ScreenKind
from bot.delivery import messages
from bot.delivery.place import Place
from bot.feature import HOME
from bot.meetings.ceremony import Ceremony
from bot.meetings.kinds import Kinds
from bot.meetings.rules import course as rules
from bot.meetings.rules.acted import acted
from bot.meetings.rules.changes import (
    Change,
    ClockFollowed,
    CohostsNamed,
    HostChanged,
    MeetingEnded,
    OutageBridged,
    PersonCheckedIn,
    PersonLeft,
    PhaseUndone,
    TransitionKept,
)
from bot.meetings.rules.hosting import signs_of_host
from bot.meetings.rules.refusals import NoMeeting
from bot.meetings.rules.undo import undone_until
from bot.meetings.rules.values import RECORDED, Closing, M
from bot.meetings.store import meetings as store
from bot.meetings.store.queued import next_in_queue
from bot.meetings.store.record import record, record_steps
from bot.presence.rules import Source
from bot.schedule import alarms
from bot.series.actions.announcing import wake_announcements
from bot.series.actions.called_off import call_off
from bot.series.rules import CalledOff
from bot.series.store import occurrence_of
from bot.store.unit import Unit

_OF_STEPS = (TransitionKept, PhaseUndone, ClockFollowed, OutageBridged, MeetingEnded)
"""What changes that which can be taken back."""


def locked(unit: Unit, ceremony: Ceremony[M], meeting: MeetingId) -> M:
    """Lock a meeting, then read it: what is counted afterwards is what was committed. Raise NoMeeting."""
    store.lock(unit, meeting)
    found = ceremony.find(unit, meeting)
    if found is None:
        raise NoMeeting
    return found


def apply_changes(
    unit: Unit, ceremony: Ceremony[M], before: M, changes: Iterable[Any], source: Source = Source.ACT, *, rearm: bool = False
) -> M:
    """Write changes of a locked meeting and all that falls due by them; return the meeting as it stands then.

    `before` may be read in part: it is read whole once something is due. `rearm`: its alarms are set even where
    `before` would have had the same: one has rung, or they were set for another state, or never.
    """
    changes = acted(ceremony.course, before, changes)
    after, concerned = written(unit, ceremony, before, changes, source), _concerned(ceremony, before, changes)
    due: rules.Changes = ()
    wake = ceremony.course.wakes_at(after)
    if wake is not None and wake <= unit.now:
        whole = ceremony.find(unit, before.id)
        assert whole is not None  # it is locked
        due = rules.fall_due(ceremony.course, whole, unit.now)
        after, concerned = written(unit, ceremony, whole, due, source), concerned | _concerned(ceremony, whole, due)
    # The order of locks: the meeting, alarms (an answer to a fact sets one too), then messages.
    _set_alarms(unit, ceremony, before, after, rearm=rearm)
    ceremony.follows(unit, ceremony, before, (*changes, *due), source)
    if after.closed is not None and before.closed is None:
        _end(unit, ceremony, after)
    if after != before:
        _show(unit, ceremony, before, after)
        ceremony.shows(unit, before, after)
    _show_homes(unit, concerned)
    return after


def apply_answer(
    unit: Unit,
    ceremony: Ceremony[M],
    meeting: M,
    changes: Iterable[Any],
    *,
    by: PersonId,
    waits: bool,
    within: timedelta = timedelta(),
    quiet: bool = False,
) -> None:
    """Write one person's answer to what the board asks; unless somebody else is still waited for, see whether the question is over.

    `meeting` is locked, and read as far as that answer needs it. The board counts the answer `within` a span: Slack allows a
    workspace some fifty updates a minute, and a count that comes with the next one says as much. `quiet`: it tells nothing of it.
    """
    changes = tuple(changes)
    signs = signs_of_host(meeting, changes, by)
    for change in (*changes, *signs):
        write(unit, ceremony, meeting, change)
    ceremony.follows(unit, ceremony, meeting, changes, Source.ACT)
    if waits and within:
        messages.show_within(unit, ceremony.kinds.board, meeting.id, within)
    elif signs or not quiet:
        messages.show(unit, ceremony.kinds.board, meeting.id)
    _show_homes(unit, _concerned(ceremony, meeting, changes))
    if waits and not signs and (meeting.due is None or unit.now < meeting.due):
        return
    whole = ceremony.find(unit, meeting.id)
    assert whole is not None  # it is locked
    apply_changes(unit, ceremony, whole, (), rearm=True)


def written(unit: Unit, ceremony: Ceremony[M], meeting: M, changes: Iterable[Any], source: Source = Source.ACT) -> M:
    """Write changes of a locked meeting, this room's part and the ceremony's own; return the meeting after them."""
    for change in changes:
        write(unit, ceremony, meeting, change, source)
        meeting = rules.applied(ceremony.course, meeting, (change,))
    return meeting


def write(unit: Unit, ceremony: Ceremony[M], meeting: M, change: Any, source: Source = Source.ACT) -> None:
    """Write one change of a locked meeting, given as it was before: this room's part, and the ceremony's own."""
    if isinstance(change, Change):
        record(unit, meeting, change, source)
    if isinstance(change, _OF_STEPS) and (meeting.steps or meeting.undone or isinstance(change, TransitionKept)):
        record_steps(unit, rules.applied(ceremony.course, meeting, (change,)), ceremony.write_kept)
    ceremony.record(unit, meeting, change)


def redraw_in_time(unit: Unit, ceremony: Ceremony[M], meeting: M) -> None:
    """Have "about n min left" redrawn when it is no longer true, and what can be taken back when it cannot any more."""
    moments = [ceremony.course.redraw_at(meeting, unit.now), undone_until(ceremony.course, meeting)]
    at = min((moment for moment in moments if moment is not None and moment > unit.now), default=None)
    if at is None:
        alarms.cancel_alarm(unit, ceremony.kinds.redraw, meeting.id)
    else:
        alarms.wake(unit, ceremony.kinds.redraw, meeting.id, at)


def wake_next_in_queue(unit: Unit, channel: ChannelId) -> None:
    """Let the meeting that has waited longest open now that the channel is free; in a transaction of its own."""
    following = next_in_queue(unit, channel)
    if following is not None:
        alarms.wake(unit, Kinds(following.ceremony).next_plan, following.id, unit.now)


def send_summary(ceremony: Ceremony[Any], unit: Unit, screen: ScreenKind, subject: str) -> None:
    """Send its host the summary of a meeting whose channel has refused it; a board that still runs is sent when it ends."""
    meeting = ceremony.find(unit, MeetingId(subject)) if screen == ceremony.kinds.board else None
    if meeting is not None and ceremony.has_record(meeting):
        messages.post(unit, ceremony.kinds.summary, meeting.id, Place.person(meeting.host))


def _concerned(ceremony: Ceremony[M], meeting: M, changes: Iterable[Any]) -> frozenset[PersonId]:
    """Return whose Home tells something else after changes of a meeting; what people answer is not told there."""
    people: frozenset[PersonId] = frozenset()
    for change in changes:
        match change:
            case PersonCheckedIn() | PersonLeft():
                people |= {change.person}
            case HostChanged():
                people |= {meeting.host, change.host}
            case CohostsNamed():
                people |= meeting.cohosts | change.cohosts
            case MeetingEnded():
                people |= {meeting.host, *meeting.here}
            case _ if isinstance(change, ceremony.at_home):
                people |= {meeting.host, *meeting.here}
    return people


def _show_homes(unit: Unit, people: frozenset[PersonId]) -> None:
    for person in sorted(people):
        messages.show(unit, HOME, person)


def _set_alarms(unit: Unit, ceremony: Ceremony[M], before: M, after: M, *, rearm: bool) -> None:
    wake = ceremony.course.wakes_at(after)
    if wake is None:
        alarms.cancel_alarm(unit, ceremony.kinds.deadline, after.id)
    elif rearm or wake != ceremony.course.wakes_at(before):
        alarms.wake(unit, ceremony.kinds.deadline, after.id, wake)
    if rearm or after.due != before.due or after.phase != before.phase:
        redraw_in_time(unit, ceremony, after)


def _end(unit: Unit, ceremony: Ceremony[M], meeting: M) -> None:
    assert meeting.closed is not None  # it has just ended
    if not (meeting.in_thread or ceremony.lane):
        wake_next_in_queue(unit, meeting.channel)
    if meeting.series is not None:
        wake_announcements(unit, ceremony.naming.series, meeting.series)
    if ceremony.has_record(meeting):
        if ceremony.earns(meeting):
            _tell_minutes(unit, ceremony, meeting, meeting.closed)
        if messages.is_refused(unit, ceremony.kinds.board, meeting.id):
            messages.post(unit, ceremony.kinds.summary, meeting.id, Place.person(meeting.host))
    ceremony.tells(unit, meeting)
    if meeting.how is Closing.CANCELLED and meeting.steered is not None and not ceremony.has_record(meeting):
        _call_off(unit, ceremony, meeting, meeting.steered.by)


def _tell_minutes(unit: Unit, ceremony: Ceremony[M], meeting: M, ended: datetime) -> None:
    """Tell the house whose minutes can be kept, and their host who was there."""
    credit = ceremony.credit(meeting)
    fact = MeetingClosed(
        session=meeting.id,
        title=meeting.title,
        ceremony=ceremony.naming.title,
        channel=meeting.channel,
        host=meeting.host,
        began=meeting.opened,
        ended=ended,
        zone=meeting.zone,
        rule=credit.name,
        minimum=credit.minimum,
    )
    unit.emit(fact)
    messages.post(unit, ceremony.kinds.roster, meeting.id, Place.person(meeting.host))


def _call_off(unit: Unit, ceremony: Ceremony[M], meeting: M, by: PersonId) -> None:
    """Tell who said that they are coming, and is not here, that their meeting was cancelled before anything was done in it."""
    announced = occurrence_of(unit, meeting.id)
    if announced is not None:
        call_off(unit, ceremony.naming.series, announced.id, CalledOff.CANCELLED, by, *meeting.came)


def _show(unit: Unit, ceremony: Ceremony[M], before: M, after: M) -> None:
    kinds, is_over = ceremony.kinds, after.closed is not None
    if after.in_thread and (after.host, is_over) != (before.host, before.closed is not None):
        messages.show(unit, kinds.anchor, after.id)
    if after.phase != before.phase and (after.stage in ceremony.asks or after.how in RECORDED):
        messages.to_bottom(unit, kinds.board, after.id)
    else:
        messages.show(unit, kinds.board, after.id, urgent=after.phase != before.phase)
    if is_over:
        messages.show(unit, kinds.summary, after.id)
    if is_over and before.closed is None:
        for subject, _ in messages.with_people(unit, kinds.handed):
            if subject.startswith(f"{after.id}/"):
                messages.show(unit, kinds.handed, subject)
