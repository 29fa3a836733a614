"""How every act on a meeting ends: what happened is written, what falls due happens, Slack and the alarms hear of it."""

from collections.abc import Iterable

from bot import delivery, schedule
from bot.core.facts import MeetingClosed
from bot.core.ids import ChannelId, PersonId
from bot.core.kinds import ScreenKind
from bot.delivery import Place
from bot.feature import HOME
from bot.features.lean_coffee import rules, store
from bot.features.lean_coffee.actions.series import wake_announcements
from bot.features.lean_coffee.kinds import (
    ANCHOR,
    BOARD,
    CEREMONY,
    DEADLINE,
    KEEP_TOPIC,
    NEXT_PLAN,
    REDRAW,
    ROSTER,
    SERIES,
    SUMMARY,
)
from bot.features.lean_coffee.rules import (
    Change,
    Closing,
    Column,
    GatheringBegun,
    HostTakenOver,
    Meeting,
    MeetingEnded,
    MeetingId,
    PersonCheckedIn,
    PersonLeft,
    Stage,
    VotingEnded,
    VotingOpened,
)
from bot.features.lean_coffee.store import Asked
from bot.presence import Source
from bot.series.store import announced_in
from bot.store.unit import Unit

ASKS = (Stage.VOTING, Stage.THUMBS, Stage.LAST_CALL)
"""Stages that ask people something: the board moves to the bottom of its channel for them."""

RECORDED = (Closing.DONE, Closing.AFTER_OUTAGE)
"""Ends after which the board is a summary at the bottom of the channel."""


def carry_out(
    unit: Unit, before: Meeting, changes: Iterable[Change], source: Source = Source.ACT, *, rearm: bool = False
) -> Meeting:
    """Write changes of a locked meeting and all that falls due by them; return the meeting as it stands then.

    `before` may be read in part: it is read whole once something is due. `rearm`: its alarms are set even where
    `before` would have had the same: one has rung, or they were set for another state, or never.
    """
    changes = tuple(changes)
    after, concerned = _written(unit, before, changes, source), _concerned(before, changes)
    wake = rules.next_wake(after)
    if wake is not None and wake <= unit.now:
        whole = store.meeting(unit, before.id)
        assert whole is not None  # it is locked
        due = rules.fall_due(whole, unit.now)
        after, concerned = _written(unit, whole, due, source), concerned | _concerned(whole, due)
    # The order of locks: the meeting, alarms (an answer to a fact sets one too), then messages.
    _set_alarms(unit, before, after, rearm=rearm)
    if after.stage is Stage.CLOSED and before.stage is not Stage.CLOSED:
        if not after.in_thread:
            wake_next_plan(unit, after.channel)
        if after.series is not None:
            wake_announcements(unit, after.series)
        _tell_of_the_end(unit, after)
    if after != before:
        _show(unit, before, after)
    _show_homes(unit, concerned)
    return after


def carry_out_answer(unit: Unit, asked: Asked, changes: Iterable[Change]) -> None:
    """Write one person's ballot or thumb; unless somebody else is still waited for, see whether the question is over."""
    changes = tuple(changes)
    for change in changes:
        store.record(unit, asked.meeting.id, change)
    delivery.show(unit, BOARD, asked.meeting.id)
    _show_homes(unit, _concerned(asked.meeting, changes))
    if asked.waits and (asked.meeting.due is None or unit.now < asked.meeting.due):
        return
    whole = store.meeting(unit, asked.meeting.id)
    assert whole is not None  # it is locked
    carry_out(unit, whole, (), rearm=True)


def _written(unit: Unit, meeting: Meeting, changes: Iterable[Change], source: Source) -> Meeting:
    for change in changes:
        store.record(unit, meeting.id, change, source)
        meeting = rules.apply(meeting, change)
    return meeting


def _concerned(meeting: Meeting, changes: Iterable[Change]) -> frozenset[PersonId]:
    """Return whose Home tells something else after changes of a meeting; its ballots and thumbs are not told there."""
    people: frozenset[PersonId] = frozenset()
    for change in changes:
        match change:
            case PersonCheckedIn() | PersonLeft():
                people |= {change.person}
            case HostTakenOver():
                people |= {meeting.host, change.host}
            case VotingOpened() | VotingEnded() | GatheringBegun() | MeetingEnded():
                people |= {meeting.host, *meeting.here}
    return people


def _show_homes(unit: Unit, people: frozenset[PersonId]) -> None:
    for person in sorted(people):
        delivery.show(unit, HOME, person)


def wake_next_plan(unit: Unit, channel: ChannelId) -> None:
    """Let the plan that has waited longest open now that the channel is free; in a transaction of its own."""
    following = store.next_plan(unit, channel)
    if following is not None:
        schedule.wake(unit, NEXT_PLAN, following, unit.now)


def _show(unit: Unit, before: Meeting, after: Meeting) -> None:
    if after.in_thread and (after.host, after.stage is Stage.CLOSED) != (before.host, before.stage is Stage.CLOSED):
        delivery.show(unit, ANCHOR, after.id)
    has_record = after.how in RECORDED
    if after.phase != before.phase and (after.stage in ASKS or has_record):
        delivery.to_bottom(unit, BOARD, after.id)
    else:
        delivery.show(unit, BOARD, after.id, urgent=after.phase != before.phase)
    if after.stage is Stage.CLOSED:
        delivery.show(unit, SUMMARY, after.id)


def _set_alarms(unit: Unit, before: Meeting, after: Meeting, *, rearm: bool) -> None:
    wake = rules.next_wake(after)
    if wake is None:
        schedule.unwake(unit, DEADLINE, after.id)
    elif rearm or wake != rules.next_wake(before):
        schedule.wake(unit, DEADLINE, after.id, wake)
    if rearm or after.due != before.due or after.phase != before.phase:
        redraw_in_time(unit, after)


def redraw_in_time(unit: Unit, meeting: Meeting) -> None:
    """Have "about n min left" redrawn when it is no longer true."""
    at = rules.redraw_at(meeting, unit.now)
    if at is None:
        schedule.unwake(unit, REDRAW, meeting.id)
    else:
        schedule.wake(unit, REDRAW, meeting.id, at)


def _tell_of_the_end(unit: Unit, partly: Meeting) -> None:
    meeting = store.meeting(unit, partly.id, store.Part.TOPICS) or partly
    assert meeting.closed is not None  # it has just ended
    if has_summary(meeting):
        unit.emit(
            MeetingClosed(
                session=meeting.id,
                title=meeting.title,
                ceremony=CEREMONY,
                channel=meeting.channel,
                host=meeting.host,
                began=meeting.opened,
                ended=meeting.closed,
                zone=meeting.zone,
            )
        )
        delivery.post(unit, ROSTER, meeting.id, Place.person(meeting.host))
        if delivery.is_refused(unit, BOARD, meeting.id):
            delivery.post(unit, SUMMARY, meeting.id, Place.person(meeting.host))
    for topic in rules.asked_about(meeting):
        delivery.post(unit, KEEP_TOPIC, topic.id, Place.person(topic.author or meeting.host))
    show_waiting(unit, meeting.channel)


def has_summary(meeting: Meeting) -> bool:
    """Tell whether a meeting has ended with something that is to be read."""
    talked = any(topic.column is Column.DISCUSSED for topic in meeting.topics)
    return meeting.how in RECORDED or (meeting.how is Closing.CANCELLED and talked)


def send_summary(unit: Unit, screen: ScreenKind, subject: str) -> None:
    """Send its host the summary of a meeting whose channel has refused it; a board that still runs is sent when it ends."""
    meeting = store.meeting(unit, MeetingId(subject), store.Part.TOPICS) if screen == BOARD else None
    if meeting is not None and has_summary(meeting):
        delivery.post(unit, SUMMARY, meeting.id, Place.person(meeting.host))


def show_waiting(unit: Unit, channel: ChannelId) -> None:
    """Draw anew what is announced in a channel: it lists the topics that wait there."""
    for occurrence in announced_in(unit, SERIES.name, channel):
        delivery.show(unit, SERIES.announcement, occurrence)
