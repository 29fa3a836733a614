"""The meeting as a whole: opening, who is here, takeaways, the host, the end, and what falls due in between."""

from dataclasses import replace
from datetime import datetime, timedelta

from bot.core.ids import PersonId
from bot.features.lean_coffee.rules.advance import finished, latest_end
from bot.features.lean_coffee.rules.apply import applied
from bot.features.lean_coffee.rules.boxes import box_ended, ended_by_plan, thumbs_ended, thumbs_may_close_at
from bot.features.lean_coffee.rules.changes import (
    Change,
    GatheringProlonged,
    HostTakenOver,
    MeetingEnded,
    MeetingOpened,
    PersonCheckedIn,
    PersonLeft,
    TakeawayAdded,
)
from bot.features.lean_coffee.rules.guards import host_only, open_still, steering
from bot.features.lean_coffee.rules.refusals import AlreadyHost, HostIsHere, NotHere, Stale
from bot.features.lean_coffee.rules.silence import asks_again_at, taken_back_until
from bot.features.lean_coffee.rules.stages import Closing, Column, Stage, Steering
from bot.features.lean_coffee.rules.texts import line, paragraph
from bot.features.lean_coffee.rules.topics import MOST_TOPICS, on_agenda, to_vote_on, topic_of
from bot.features.lean_coffee.rules.values import Meeting, MeetingId, Plan, Steered, Takeaway, TakeawayId, Topic, TopicId
from bot.features.lean_coffee.rules.voting import ENOUGH_PEOPLE, voting_ended, voting_may_close_at, voting_opened

WAITS_FOR_PEOPLE = timedelta(minutes=15)
"""So long, or half the meeting where that is shorter, one person waits for a second one before it closes quietly."""


def open_meeting(plan: Plan, *, meeting: MeetingId, waiting: tuple[Topic, ...], at: datetime) -> tuple[MeetingOpened]:
    """Open a meeting that takes the channel's waiting topics. Raise EmptyText or TextTooLong.

    The planned end is counted from when it was meant to begin.
    """
    planned_end = (plan.starts or at) + plan.settings.length
    return (
        MeetingOpened(
            Meeting(
                meeting,
                plan.channel,
                line("meeting", plan.title),
                plan.host,
                plan.zone,
                plan.settings,
                opened=at,
                planned_end=planned_end,
                began=at,
                due=min(at + plan.settings.collect, planned_end),
                link=paragraph("link", plan.link),
                series=plan.series,
                topics=tuple(replace(topic, meeting=meeting) for topic in waiting[:MOST_TOPICS]),
                in_thread=plan.in_thread,
            )
        ),
    )


def check_in(meeting: Meeting, *, person: PersonId, at: datetime) -> tuple[PersonCheckedIn, ...]:
    """Note that somebody is here; nothing when they are already. Raise MeetingOver."""
    open_still(meeting)
    return () if person in meeting.here else (PersonCheckedIn(person, at),)


def leave(meeting: Meeting, *, person: PersonId, at: datetime) -> tuple[PersonLeft, ...]:
    """Note that somebody has to leave; nothing when they are not here. Raise MeetingOver."""
    open_still(meeting)
    return (PersonLeft(person, at),) if person in meeting.here else ()


def add_takeaway(
    meeting: Meeting, *, takeaway: TakeawayId, topic: TopicId | None, text: str, person: PersonId, at: datetime
) -> tuple[Change, ...]:
    """Keep a takeaway on the topic it was written for, in any stage and on the summary. Raise EmptyText, TextTooLong, NoSuchTopic.

    One written for a topic that is gone belongs to the meeting as a whole, so that no text is lost.
    """
    found = None if topic is None else topic_of(meeting, topic)
    kept = None if found is None or found.column in (Column.WITHDRAWN, Column.REMOVED) else found.id
    added = TakeawayAdded(Takeaway(takeaway, kept, line("takeaway", text), person, at))
    away = meeting.closed is None and person not in meeting.here
    return (PersonCheckedIn(person, at), added) if away else (added,)


def take_over_host(meeting: Meeting, *, person: PersonId, at: datetime) -> tuple[Change, ...]:
    """Let somebody here host once the host has left or has not come. Raise MeetingOver, AlreadyHost, NotHere or HostIsHere.

    Who steps in did not choose to watch, and votes like everyone.
    """
    open_still(meeting)
    if person == meeting.host:
        raise AlreadyHost
    if person not in meeting.here:
        raise NotHere
    if meeting.host in meeting.here:
        raise HostIsHere(meeting.host)
    return (HostTakenOver(person, Steered(person, Steering.TOOK_OVER, at), replace(meeting.settings, host_votes=True)),)


def cancel(meeting: Meeting, *, person: PersonId, phase: int, at: datetime) -> tuple[Change, ...]:
    """End the meeting as its host; its topics wait for the next one. Raise MeetingOver, NotHost or (a stale button) Stale."""
    open_still(meeting)
    host_only(meeting, person)
    if phase != meeting.phase:
        raise Stale(meeting.stage)
    return ended(meeting, at, Closing.CANCELLED, Steered(person, Steering.CANCELLED, at))


def finish(meeting: Meeting, *, person: PersonId, phase: int, at: datetime) -> tuple[Change, ...]:
    """End the last call early, by somebody here. Raise what steering raises."""
    steering(meeting, person, phase, Stage.LAST_CALL)
    return ended(meeting, at, Closing.DONE, Steered(person, Steering.WENT_ON, at))


def ended(
    meeting: Meeting, at: datetime, how: Closing, steered: Steered | None = None, *, seen_until: datetime | None = None
) -> tuple[Change, ...]:
    """Close the meeting: quietly when at most one person came; what that person opened alone nobody has discussed.

    `seen_until`: where an outage came before the end, what was under discussion is counted until it began.
    """
    running = finished(meeting, at if seen_until is None else max(meeting.began, min(at, seen_until)))
    undone: tuple[TopicId, ...] = ()
    if len(meeting.came) < ENOUGH_PEOPLE:
        how = how if how is Closing.CANCELLED else Closing.QUIET
        undone = tuple(topic.id for topic in on_agenda(meeting) if topic.column is not Column.TO_DISCUSS)
    counts = how in (Closing.DONE, Closing.AFTER_OUTAGE)
    left = tuple(topic.id for topic in meeting.topics if topic.column is Column.TO_DISCUSS)
    return (*running, MeetingEnded(at, how, (*left, *undone), counts, steered, undone))


def deadline(meeting: Meeting) -> datetime | None:
    """Return the end of this stage: the planned end where it has none of its own, None when closed."""
    if meeting.stage is Stage.CLOSED:
        return None
    due = asks_again_at(meeting) if meeting.stage is Stage.CARRY_ON else meeting.due
    return due or meeting.planned_end


def next_wake(meeting: Meeting) -> datetime | None:
    """Return when the rules have something to decide next: the deadline, or an early close that everyone here has earned."""
    early = None
    if meeting.stage is Stage.VOTING:
        early = voting_may_close_at(meeting)
    elif meeting.stage is Stage.THUMBS:
        early = thumbs_may_close_at(meeting)
    due = deadline(meeting)
    return due if early is None or due is None else min(due, early)


def minutes_left(due: datetime, at: datetime) -> int:
    """Return the whole minutes until `due`, rounded up, at least 1: "about 2 min left"."""
    return max(1, -((at - due) // timedelta(minutes=1)))


def redraw_at(meeting: Meeting, at: datetime) -> datetime | None:
    """Return when "about n min left" is no longer true, or what silence did can no longer be taken back.

    None in a stage's last minute and where nothing runs; a talk that carries on says the minute in which it is asked about again.
    """
    moments = [until for until in (taken_back_until(meeting),) if until is not None and at < until]
    if meeting.due is not None and meeting.stage is not Stage.CARRY_ON and meeting.due - at > timedelta(minutes=1):
        moments.append(meeting.due - (minutes_left(meeting.due, at) - 1) * timedelta(minutes=1))
    return min(moments, default=None)


def fall_due(meeting: Meeting, at: datetime) -> tuple[Change, ...]:
    """Return all that is to happen by itself at this moment, in order; nothing when woken early or a second time."""
    changes: tuple[Change, ...] = ()
    while step := _step(meeting, at):
        changes += step
        meeting = applied(meeting, step)
    return changes


def _step(meeting: Meeting, at: datetime) -> tuple[Change, ...]:
    wake = next_wake(meeting)
    if wake is None or at < wake:
        return ()
    if at >= latest_end(meeting):
        return closed_late(meeting, at)
    match meeting.stage:
        case Stage.GATHERING:
            return _gathered(meeting, at)
        case Stage.VOTING:
            return voting_ended(meeting, at)
        case Stage.LAST_CALL:
            return ended(meeting, at, Closing.DONE)
        case _ if at >= meeting.planned_end:
            return ended_by_plan(meeting, at)
        case Stage.DISCUSSING | Stage.CARRY_ON:
            return box_ended(meeting, at)
        case _:
            return thumbs_ended(meeting, at)


def _gathered(meeting: Meeting, at: datetime) -> tuple[Change, ...]:
    topics, people = len(to_vote_on(meeting)), len(meeting.came)
    if at >= meeting.planned_end:
        return ended(meeting, at, Closing.DONE)
    if topics and people >= ENOUGH_PEOPLE:
        return voting_opened(meeting, at)
    patience = meeting.opened + min(WAITS_FOR_PEOPLE, meeting.settings.length / 2)
    if people < ENOUGH_PEOPLE and at >= patience:
        return ended(meeting, at, Closing.QUIET)
    return (GatheringProlonged(min(at + meeting.settings.collect, meeting.planned_end)),)


def closed_late(meeting: Meeting, at: datetime, seen_until: datetime | None = None) -> tuple[Change, ...]:
    """Close a meeting that nobody could close in time; it ran until its planned end (its last call: until that was due).

    `seen_until`: when the outage began, if one was noticed.
    """
    end = meeting.due if meeting.stage is Stage.LAST_CALL else None
    return ended(meeting, min(at, end or meeting.planned_end), Closing.AFTER_OUTAGE, seen_until=seen_until)
