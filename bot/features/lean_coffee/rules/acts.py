"""What a person may do in a running meeting now: the board's buttons and its menu."""

from collections.abc import Iterator
from datetime import datetime
from enum import Enum

from bot.core.ids import PersonId
from bot.features.lean_coffee.rules.meeting import COURSE
from bot.features.lean_coffee.rules.merging import may_merge, merged, merged_last
from bot.features.lean_coffee.rules.reports import hidden, reportable
from bot.features.lean_coffee.rules.run_off import is_offered
from bot.features.lean_coffee.rules.silence import taken_back_until
from bot.features.lean_coffee.rules.stages import Stage
from bot.features.lean_coffee.rules.tables import tables_offered
from bot.features.lean_coffee.rules.takeaways import asked_about
from bot.features.lean_coffee.rules.topics import on_agenda, to_vote_on
from bot.features.lean_coffee.rules.values import Meeting
from bot.features.lean_coffee.rules.voting import new_to_vote_on, to_talk_about
from bot.meetings.rules.undo import to_undo
from bot.meetings.rules.values import ENOUGH_PEOPLE


class Act(Enum):
    """Something that a person may do in a meeting."""

    THUMB_MORE = "thumb_more"
    THUMB_NEUTRAL = "thumb_neutral"
    THUMB_NEXT = "thumb_next"
    ROOM_MORE = "room_more"
    ROOM_NEXT = "room_next"
    OPEN_VOTE = "open_vote"
    NEXT_PITCH = "next_pitch"
    SKIP_PITCHES = "skip_pitches"
    VOTE = "vote"
    RUN_OFF = "run_off"
    CLOSE_VOTE = "close_vote"
    TAKE_BACK = "take_back"
    UNDO = "undo"
    SPLIT = "split"
    ONE_TABLE = "one_table"
    TAKEAWAY = "takeaway"
    TAKEAWAY_OF_LAST = "takeaway_of_last"
    MEETING_TAKEAWAY = "meeting_takeaway"
    ACTION = "action"
    PAUSE = "pause"
    RESUME = "resume"
    ADD_MINUTE = "add_minute"
    END_BOX = "end_box"
    NEXT_TOPIC = "next_topic"
    TALK_ABOUT = "talk_about"
    VOTE_AGAIN = "vote_again"
    FINISH = "finish"
    PROPOSE = "propose"
    MY_TOPICS = "my_topics"
    ALL_TOPICS = "all_topics"
    CHECK_IN = "check_in"
    LEAVE = "leave"
    TAKE_OVER = "take_over"
    KEEP_HOSTING = "keep_hosting"
    HAND_OVER = "hand_over"
    COHOSTS = "cohosts"
    REPORT = "report"
    HIDDEN = "hidden"
    MERGE = "merge"
    UNDO_MERGE = "undo_merge"
    TAKE_APART = "take_apart"
    REMOVE = "remove"
    CANCEL = "cancel"


_GIVEN = {
    Stage.THUMBS: (Act.THUMB_MORE, Act.THUMB_NEUTRAL, Act.THUMB_NEXT, Act.TAKEAWAY, Act.ACTION),
    Stage.DISCUSSING: (Act.TAKEAWAY, Act.ACTION),
    Stage.PAUSED: (Act.TAKEAWAY, Act.ACTION),
    Stage.CARRY_ON: (Act.TAKEAWAY, Act.ACTION),
    Stage.LAST_CALL: (Act.MEETING_TAKEAWAY, Act.ACTION),
}
"""What anybody may give in a stage: who does so is here."""
_STEERED = {
    Stage.PITCH: (Act.NEXT_PITCH, Act.SKIP_PITCHES),
    Stage.VOTING: (Act.CLOSE_VOTE,),
    Stage.THUMBS: (Act.ROOM_MORE, Act.ROOM_NEXT, Act.NEXT_TOPIC),
    Stage.DISCUSSING: (Act.PAUSE, Act.END_BOX, Act.NEXT_TOPIC),
    Stage.PAUSED: (Act.RESUME, Act.END_BOX, Act.NEXT_TOPIC),
    Stage.CARRY_ON: (Act.NEXT_TOPIC,),
    Stage.TABLES: (Act.ONE_TABLE,),
    Stage.LAST_CALL: (Act.FINISH,),
}
"""What only people who are here may do in a stage."""


def acts(meeting: Meeting, person: PersonId, at: datetime, waiting: int = 0) -> frozenset[Act]:
    """Return what this person may do now; nothing once the meeting is over. `waiting`: how many topics wait in the channel."""
    if meeting.closed is not None:
        return frozenset()
    given = {Act.PROPOSE, Act.MY_TOPICS, *_GIVEN.get(meeting.stage, ())}
    if asked_about(meeting, at) is not None:
        given.add(Act.TAKEAWAY_OF_LAST)
    here = {Act.LEAVE, *_STEERED.get(meeting.stage, ()), *_where_it_fits(meeting, at, waiting)}
    steered = here if person in meeting.here else {Act.CHECK_IN}
    return frozenset(given | steered | set(_of_one(meeting, person)))


def may_open_vote(meeting: Meeting) -> bool:
    """Tell whether somebody here can start the vote."""
    return meeting.stage is Stage.GATHERING and len(meeting.came) >= ENOUGH_PEOPLE and bool(to_vote_on(meeting))


def may_take_back(meeting: Meeting, at: datetime) -> bool:
    """Tell whether what silence did can still be taken back."""
    until = taken_back_until(meeting)
    return until is not None and at < until


def may_add_minute(meeting: Meeting) -> bool:
    """Tell whether the running box can last longer: not past the planned end."""
    return meeting.stage is Stage.DISCUSSING and meeting.due is not None and meeting.due < meeting.planned_end


def _where_it_fits(meeting: Meeting, at: datetime, waiting: int) -> Iterator[Act]:
    if may_open_vote(meeting):
        yield Act.OPEN_VOTE
    if may_take_back(meeting, at):
        yield Act.TAKE_BACK
    if is_offered(meeting, at):
        yield Act.RUN_OFF
    if to_undo(COURSE, meeting, at) is not None:
        yield Act.UNDO
    if merged_last(meeting, at) is not None:
        yield Act.UNDO_MERGE
    if tables_offered(meeting, at):
        yield Act.SPLIT
    if may_add_minute(meeting):
        yield Act.ADD_MINUTE
    if to_talk_about(meeting, at):
        yield Act.TALK_ABOUT
    if new_to_vote_on(meeting, waiting, at):
        yield Act.VOTE_AGAIN


def _of_one(meeting: Meeting, person: PersonId) -> Iterator[Act]:
    is_host = person == meeting.host
    if on_agenda(meeting):
        yield Act.ALL_TOPICS
    if reportable(meeting, person) and meeting.parent is None:
        yield Act.REPORT
    if meeting.stage is Stage.VOTING and to_vote_on(meeting) and (not is_host or meeting.settings.host_votes):
        yield Act.VOTE
    if not is_host and person in meeting.here and (meeting.claim is None or meeting.host not in meeting.here):
        yield Act.TAKE_OVER
    if is_host:
        yield from (Act.HAND_OVER, Act.COHOSTS)
    if is_host and meeting.claim is not None:
        yield Act.KEEP_HOSTING
    if person in meeting.hosts and meeting.parent is None:
        yield from _of_hosts(meeting)


def _of_hosts(meeting: Meeting) -> Iterator[Act]:
    """Give what is the host's and the co-hosts' of a meeting; its tables have none of that."""
    if hidden(meeting):
        yield Act.HIDDEN
    if may_merge(meeting):
        yield Act.MERGE
    if merged(meeting):
        yield Act.TAKE_APART
    if to_vote_on(meeting):
        yield Act.REMOVE
    yield Act.CANCEL
