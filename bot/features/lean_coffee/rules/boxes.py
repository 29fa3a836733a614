"""The timebox: pause and resume, ask for thumbs, decide, shorten, park."""

from datetime import datetime, timedelta

from bot.core.ids import PersonId
from bot.features.lean_coffee.rules.advance import (
    advance,
    finished,
    given_back,
    last_call,
    question_window,
    used,
    voted_for,
)
from bot.features.lean_coffee.rules.changes import (
    BoxExtended,
    BoxPaused,
    BoxResumed,
    Change,
    ThumbGiven,
    ThumbsAsked,
)
from bot.features.lean_coffee.rules.refusals import NoTimeLeft
from bot.features.lean_coffee.rules.silence import silent
from bot.features.lean_coffee.rules.stages import Choice, Stage, Steering, VerdictOutcome
from bot.features.lean_coffee.rules.thumbs import counted, is_later
from bot.features.lean_coffee.rules.values import Meeting, Tally, Thumb, TopicId, Verdict
from bot.meetings.rules.changes import DueMoved, PersonCheckedIn
from bot.meetings.rules.guards import in_phase, steering
from bot.meetings.rules.refusals import NotNow
from bot.meetings.rules.values import Steered

MINUTE = timedelta(minutes=1)
SURE = timedelta(seconds=10)
"""Thumbs close early only after this, or half of their window where that is shorter: time to change one's mind."""


def pause(meeting: Meeting, *, person: PersonId, phase: int, at: datetime) -> tuple[Change, ...]:
    """Stop the box and keep its exact rest; the planned end stays. Raise what steering raises."""
    steering(meeting, person, phase, Stage.DISCUSSING)
    left = max(timedelta(), _due(meeting) - at)
    return (BoxPaused(at, None, left, used(meeting, at) or timedelta(), steered=Steered(person, Steering.PAUSED, at)),)


def resume(meeting: Meeting, *, person: PersonId, phase: int, at: datetime) -> tuple[Change, ...]:
    """Let a paused box run on with what it had, at most until the planned end. Raise what steering raises."""
    steering(meeting, person, phase, Stage.PAUSED)
    due = min(at + (meeting.left or timedelta()), meeting.planned_end)
    return (BoxResumed(at, due, steered=Steered(person, Steering.RESUMED, at)),)


def add_minute(meeting: Meeting, *, person: PersonId, phase: int, at: datetime) -> tuple[Change, ...]:
    """Lengthen the running box by a minute, at most until the planned end. Raise NoTimeLeft, or what steering raises."""
    steering(meeting, person, phase, Stage.DISCUSSING)
    due = min(_due(meeting) + MINUTE, meeting.planned_end)
    if due <= _due(meeting):
        raise NoTimeLeft(meeting.planned_end)
    return (DueMoved(due, steered=Steered(person, Steering.ADDED_MINUTE, at)),)


def end_box(meeting: Meeting, *, person: PersonId, phase: int, at: datetime) -> tuple[Change, ...]:
    """End the box now, as if its time were up. Raise what steering raises."""
    steering(meeting, person, phase, Stage.DISCUSSING, Stage.PAUSED)
    return box_ended(meeting, at, Steered(person, Steering.ENDED_BOX, at))


def next_topic(meeting: Meeting, *, person: PersonId, phase: int, at: datetime) -> tuple[Change, ...]:
    """Go on to the next topic without asking. Raise what steering raises."""
    steering(meeting, person, phase, Stage.DISCUSSING, Stage.PAUSED, Stage.THUMBS, Stage.CARRY_ON)
    return went_on(meeting, at, Steered(person, Steering.WENT_ON, at))


def carry_on(meeting: Meeting, *, person: PersonId, phase: int, at: datetime) -> tuple[Change, ...]:
    """Say, after silence, that the group is ready for the next topic. Raise what steering raises."""
    steering(meeting, person, phase, Stage.CARRY_ON)
    return went_on(meeting, at, Steered(person, Steering.WENT_ON, at))


def give_thumb(meeting: Meeting, *, person: PersonId, phase: int, choice: Choice, ts: str, at: datetime) -> tuple[Change, ...]:
    """Keep a thumb; of several by one person the last one by Slack's `action_ts` counts. Raise MeetingOver, Stale or NotNow."""
    in_phase(meeting, phase)
    if meeting.stage is not Stage.THUMBS:
        raise NotNow(meeting.stage)
    earlier = next((thumb for thumb in meeting.thumbs if thumb.person == person), None)
    if earlier is not None and not is_later(ts, earlier.ts):
        return ()
    given = ThumbGiven(Thumb(person, choice, ts))
    return (given,) if person in meeting.here else (PersonCheckedIn(person, at), given)


def room_says(meeting: Meeting, *, person: PersonId, phase: int, more: bool, at: datetime) -> tuple[Change, ...]:
    """Record the thumbs that the room showed on the call: they decide at once. Raise what steering raises."""
    steering(meeting, person, phase, Stage.THUMBS)
    steered = Steered(person, Steering.ROOM_MORE if more else Steering.ROOM_NEXT, at)
    return _extended(meeting, at, person, steered) if more else _moved_on(meeting, at, person, steered)


def tally(meeting: Meeting) -> Tally:
    """Count the thumbs of the running question; those of one that was decided stay, for who takes that back, and count no more."""
    said = [thumb.choice for thumb in meeting.thumbs] if meeting.stage is Stage.THUMBS else []
    return counted(said)


def thumbs_may_close_at(meeting: Meeting) -> datetime | None:
    """Return when the question closes because everyone here has answered, outages left out. None while somebody is missing."""
    if not meeting.here or not meeting.here <= {thumb.person for thumb in meeting.thumbs}:
        return None
    window = question_window(meeting, meeting.began) or timedelta()
    return meeting.began + min(SURE, window / 2) + given_back(meeting, window)


def next_box(meeting: Meeting) -> timedelta | None:
    """Return the extension that the thumbs are about; None after the last box: the topic is parked then."""
    boxes = meeting.settings.boxes
    return boxes[meeting.box] if meeting.box < len(boxes) else None


def extension(meeting: Meeting) -> timedelta | None:
    """Return what more thumbs for it give the topic: the next box, or what the planned end leaves of it. None where nothing is left."""
    box = next_box(meeting)
    left = meeting.planned_end - _due(meeting)
    return None if box is None or left <= timedelta() else min(box, left)


def went_on(meeting: Meeting, at: datetime, steered: Steered | None = None) -> tuple[Change, ...]:
    """Finish the topic under discussion and open the next one, if time is left."""
    shown = tally(meeting) if meeting.stage is Stage.THUMBS and meeting.thumbs else None
    return (*finished(meeting, at, tally=shown, steered=steered), *advance(meeting, voted_for(meeting), at))


def ended_by_plan(meeting: Meeting, at: datetime, steered: Steered | None = None) -> tuple[Change, ...]:
    """End the running box at the planned end of the meeting, or where no time is left to decide about more of it."""
    count = tally(meeting)
    verdict = Verdict(_topic(meeting), count, VerdictOutcome.OUT_OF_TIME, at)
    done = finished(meeting, at, tally=count if count.answers else None, verdict=verdict, steered=steered)
    return (*done, *last_call(meeting, at))


def box_ended(meeting: Meeting, at: datetime, steered: Steered | None = None) -> tuple[Change, ...]:
    """Ask for thumbs at the end of a box; after the last one, park the topic and go on.

    Nobody is asked where the planned end would come before the answer could decide anything.
    """
    if next_box(meeting) is None:
        verdict = Verdict(_topic(meeting), Tally(), VerdictOutcome.PARKED, at)
        parked = finished(meeting, at, parked=True, verdict=verdict, steered=steered)
        return (*parked, *advance(meeting, voted_for(meeting), at))
    window = question_window(meeting, at)
    if window is None:
        return ended_by_plan(meeting, at, steered)
    return (ThumbsAsked(at, at + window, _topic(meeting), used(meeting, at) or timedelta(), steered=steered),)


def thumbs_ended(meeting: Meeting, at: datetime) -> tuple[Change, ...]:
    """Decide by the thumbs: more than next goes on, a tie moves on, and silence is not a verdict."""
    count = tally(meeting)
    if not count.answers:
        return silent(meeting, at)
    return _extended(meeting, at) if count.more > count.next else _moved_on(meeting, at)


def _extended(meeting: Meeting, at: datetime, room: PersonId | None = None, steered: Steered | None = None) -> tuple[Change, ...]:
    due = min(at + (next_box(meeting) or timedelta()), meeting.planned_end)
    verdict = Verdict(_topic(meeting), tally(meeting), VerdictOutcome.EXTENDED, at, due - at, room)
    return (BoxExtended(at, due, meeting.box + 1, 0, verdict, steered=steered),)


def _moved_on(meeting: Meeting, at: datetime, room: PersonId | None = None, steered: Steered | None = None) -> tuple[Change, ...]:
    count = tally(meeting)
    verdict = Verdict(_topic(meeting), count, VerdictOutcome.NEXT, at, room=room)
    done = finished(meeting, at, tally=count if count.answers else None, verdict=verdict, steered=steered)
    return (*done, *advance(meeting, voted_for(meeting), at))


def _due(meeting: Meeting) -> datetime:
    assert meeting.due is not None  # every stage that runs against time has a deadline
    return meeting.due


def _topic(meeting: Meeting) -> TopicId:
    assert meeting.topic is not None  # boxes and thumbs are always about a topic
    return meeting.topic
