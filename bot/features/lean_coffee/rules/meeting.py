"""The meeting as a whole: opening, takeaways, the end, and what falls due in between."""

from dataclasses import replace
from datetime import datetime, timedelta

from bot.core.ids import MeetingId, PersonId
from bot.features.lean_coffee.rules.advance import finished
from bot.features.lean_coffee.rules.apply import applied, apply_own
from bot.features.lean_coffee.rules.boxes import box_ended, ended_by_plan, thumbs_ended, thumbs_may_close_at
from bot.features.lean_coffee.rules.changes import Change, MeetingEnded, TakeawayAdded
from bot.features.lean_coffee.rules.merging import merge_undone_until, merged_last
from bot.features.lean_coffee.rules.pitch import before_the_vote, pitch_of, pitched
from bot.features.lean_coffee.rules.run_off import is_offered, offered_until
from bot.features.lean_coffee.rules.silence import asks_again_at, taken_back_until
from bot.features.lean_coffee.rules.stages import GONE, Column, Stage, Steering
from bot.features.lean_coffee.rules.tables import ends_empty_at, gathered, still_open, table_ended, tables_over
from bot.features.lean_coffee.rules.texts import line
from bot.features.lean_coffee.rules.topics import MOST_TOPICS, lands_on, on_agenda, to_vote_on
from bot.features.lean_coffee.rules.undo import is_there, keep
from bot.features.lean_coffee.rules.values import Meeting, Settings, Takeaway, TakeawayId, Topic, TopicId, TopicMeeting
from bot.features.lean_coffee.rules.voting import voting_ended, voting_may_close_at
from bot.meetings.rules import course, outages
from bot.meetings.rules.changes import DueMoved, MeetingOpened, PersonCheckedIn
from bot.meetings.rules.guards import steering
from bot.meetings.rules.values import ENOUGH_PEOPLE, RECORDED, Closing, NewMeeting, Steered

MOST_PROMISED = 3
"""Who notes more action items of one meeting is asked, once, whether that is really needed: few are done of many."""
WAITS_FOR_PEOPLE = timedelta(minutes=15)
"""So long, or half the meeting where that is shorter, one person waits for a second one before it closes quietly."""


def open_meeting(
    new: NewMeeting[Settings], *, meeting: MeetingId, waiting: tuple[Topic, ...], at: datetime
) -> tuple[MeetingOpened[Meeting]]:
    """Open a meeting that takes the channel's waiting topics. Raise EmptyText or TextTooLong."""
    begins = course.first(new, meeting=meeting, at=at)
    due = min(at + new.settings.collect, begins["planned_end"])
    topics = tuple(replace(topic, meeting=meeting) for topic in waiting[:MOST_TOPICS])
    return (MeetingOpened(Meeting(**begins, due=due, settings=new.settings, topics=topics)),)


def add_takeaway(
    meeting: TopicMeeting, *, takeaway: TakeawayId, topic: TopicId | None, text: str, person: PersonId, at: datetime
) -> tuple[Change, ...]:
    """Keep a takeaway on the topic it was written for, in any stage and on the summary. Raise EmptyText, TextTooLong, NoSuchTopic.

    One written for a topic that is gone belongs to the meeting as a whole, so that no text is lost.
    """
    found = written_for(meeting, topic)
    added = TakeawayAdded(Takeaway(takeaway, None if found is None else found.id, line("takeaway", text), person, at))
    return (*here_by_writing(meeting, person, at), added)


def written_for(meeting: TopicMeeting, topic: TopicId | None) -> Topic | None:
    """Return the topic that a text was written for; None for the meeting as a whole, which has what was for a topic that is gone."""
    found = None if topic is None else lands_on(meeting, topic)
    return None if found is None or found.column in GONE else found


def is_asked_about(number: int) -> bool:
    """Tell whether who noted the n-th action item of a meeting is asked about it: the first one that is more than a few."""
    return number == MOST_PROMISED + 1


def here_by_writing(meeting: TopicMeeting, person: PersonId, at: datetime) -> tuple[PersonCheckedIn, ...]:
    """Note that who writes in a meeting that runs is here."""
    return (PersonCheckedIn(person, at),) if meeting.closed is None and person not in meeting.here else ()


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
    seen = at if seen_until is None else max(meeting.began, min(at, seen_until))
    if meeting.parent is not None:
        return table_ended(meeting, seen, steered)
    tables = tables_over(meeting, seen)
    meeting = applied(meeting, tables)
    running = finished(meeting, seen)
    undone: tuple[TopicId, ...] = ()
    how = course.how_it_closed(meeting, how)
    if len(meeting.came) < ENOUGH_PEOPLE:
        undone = tuple(topic.id for topic in on_agenda(meeting) if topic.column is not Column.TO_DISCUSS)
    counts = how in RECORDED  # a cancelled meeting passed nobody over
    left = tuple(topic.id for topic in meeting.topics if topic.column is Column.TO_DISCUSS)
    return (*tables, *running, MeetingEnded(at, how, (*left, *undone), counts, undone, steered=steered))


def deadline(meeting: Meeting) -> datetime | None:
    """Return the end of this stage: the planned end where it has none of its own, None when closed."""
    if meeting.stage is Stage.CARRY_ON:
        return asks_again_at(meeting) or meeting.planned_end
    return course.deadline(meeting)


def next_wake(meeting: Meeting) -> datetime | None:
    """Return when the rules have something to decide next: the deadline, or an early close that everyone here has earned."""
    due = deadline(meeting)
    if due is None:
        return None
    early = ends_empty_at(meeting)
    if meeting.stage is Stage.VOTING:
        early = voting_may_close_at(meeting)
    elif meeting.stage is Stage.THUMBS:
        early = min(filter(None, (early, thumbs_may_close_at(meeting))), default=None)
    elif (meeting.stage is Stage.TABLES and not still_open(meeting)) or (
        meeting.stage is Stage.PITCH and pitch_of(meeting) is None
    ):
        early = meeting.began
    return due if early is None else min(due, early)


def redraw_at(meeting: Meeting, at: datetime) -> datetime | None:
    """Return when "about n min left" is no longer true, or what silence or a merge did can no longer be taken back.

    None in a stage's last minute and where nothing runs; a talk that carries on says the minute in which it is asked about again.
    """
    until = taken_back_until(meeting)
    moments = [] if until is None or at >= until else [until]
    if (young := merged_last(meeting, at)) is not None and (parted := merge_undone_until(meeting, young)) is not None:
        moments.append(parted)
    if is_offered(meeting, at) and (run_off := offered_until(meeting)) is not None:
        moments.append(run_off)
    if meeting.stage is not Stage.CARRY_ON and (minute := course.redraw_at(meeting, at)) is not None:
        moments.append(minute)
    return min(moments, default=None)


def _step(meeting: Meeting, at: datetime) -> tuple[Change, ...]:
    empty = ends_empty_at(meeting)
    if empty is not None and at >= empty:
        return table_ended(meeting, at)
    match meeting.stage:
        case Stage.GATHERING:
            return _gathered(meeting, at)
        case Stage.PITCH:
            return pitched(meeting, at) if at < meeting.planned_end else ended(meeting, at, Closing.DONE)
        case Stage.VOTING:
            return voting_ended(meeting, at)
        case Stage.LAST_CALL:
            return ended(meeting, at, Closing.DONE)
        case Stage.TABLES:
            return gathered(meeting, at)
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
        return before_the_vote(meeting, at)
    patience = meeting.opened + min(WAITS_FOR_PEOPLE, meeting.settings.length / 2)
    if people < ENOUGH_PEOPLE and at >= patience:
        return ended(meeting, at, Closing.QUIET)
    return (DueMoved(min(at + meeting.settings.collect, meeting.planned_end)),)


COURSE = course.Course[Meeting](
    step=_step,
    apply=apply_own,
    next_wake=next_wake,
    redraw_at=redraw_at,
    end=ended,
    has_own_end=frozenset([Stage.LAST_CALL]),
    keep=keep,
    is_there=is_there,
    asks=frozenset([Stage.VOTING, Stage.THUMBS]),
)
"""What the room of meetings asks of a Lean Coffee."""


def fall_due(meeting: Meeting, at: datetime) -> tuple[Change, ...]:
    """Return all that is to happen by itself at this moment, in order; nothing when woken early or a second time."""
    return course.fall_due(COURSE, meeting, at)


def cancel(meeting: Meeting, *, person: PersonId, phase: int, at: datetime) -> tuple[Change, ...]:
    """End the meeting as its host; its topics wait for the next one. Raise MeetingOver, NotHost or (a stale button) Stale."""
    return course.cancel(COURSE, meeting, person=person, phase=phase, at=at)


def bridge(meeting: Meeting, *, began: datetime, ended: datetime) -> tuple[Change, ...]:
    """Give back to a running stage what an outage took, or close a meeting whose planned end passed meanwhile."""
    return outages.bridge(COURSE, meeting, began=began, ended=ended)
