"""When nobody votes: one minute more, then the talk goes on, then the next topic opens."""

from datetime import datetime, timedelta

from bot.core.ids import PersonId
from bot.features.lean_coffee.rules.advance import advance, finished, following, question_window, used, voted_for
from bot.features.lean_coffee.rules.changes import BoxExtended, CarryOnBegun, Change, TopicTakenBack
from bot.features.lean_coffee.rules.refusals import TakenBackTooLate
from bot.features.lean_coffee.rules.stages import Stage, Steering, VerdictOutcome
from bot.features.lean_coffee.rules.values import Meeting, Tally, TopicId, Verdict
from bot.meetings.rules.guards import steering
from bot.meetings.rules.refusals import NotNow
from bot.meetings.rules.values import Steered

UNANSWERED = 3
"""After so many questions in a row that nobody answered the next topic opens, where one with dots waits."""
TO_TAKE_BACK = timedelta(seconds=60)
"""So long anyone here can go back to the topic that silence ended, or as long as a first box lasts where that is shorter."""
_MINUTE = timedelta(minutes=1)


def silent(meeting: Meeting, at: datetime) -> tuple[Change, ...]:
    """Decide where nobody has answered."""
    silences = meeting.silences + 1
    if silences == 1:
        return _one_minute_more(meeting, at)
    if silences >= UNANSWERED and following(meeting, at) is not None:
        verdict = Verdict(_topic(meeting), Tally(), VerdictOutcome.SILENCE, at, box=meeting.box)
        return (*finished(meeting, at, verdict=verdict), *advance(meeting, voted_for(meeting), at))
    due = None if silences >= UNANSWERED else _after_a_first_box(meeting, at)
    return (CarryOnBegun(at, due, silences, Verdict(_topic(meeting), Tally(), VerdictOutcome.CARRY_ON, at)),)


def asks_again_at(meeting: Meeting) -> datetime | None:
    """Return when a talk that carries on is asked about again; None: it carries on until the planned end."""
    due = meeting.due if meeting.stage is Stage.CARRY_ON else None
    return None if due is None or question_window(meeting, due) is None else due


def taken_back_until(meeting: Meeting) -> datetime | None:
    """Return until when anyone here can go back to the topic that silence ended; None where it was not silence, or is overtaken."""
    reached = meeting.verdict
    if reached is None or reached.outcome is not VerdictOutcome.SILENCE or meeting.stage not in (Stage.DISCUSSING, Stage.PAUSED):
        return None
    opened = next((topic.opened for topic in meeting.topics if topic.id == meeting.topic), None)
    first = meeting.settings.boxes[0]
    return min(reached.at + min(TO_TAKE_BACK, first), meeting.planned_end) if opened == reached.at else None


def take_back(meeting: Meeting, *, person: PersonId, phase: int, at: datetime) -> tuple[TopicTakenBack]:
    """Let somebody here go back to the topic that silence ended: it carries on, as before the last question.

    Raise NotNow where there is nothing to take back, TakenBackTooLate, or what steering raises.
    """
    steering(meeting, person, phase, Stage.DISCUSSING, Stage.PAUSED)
    until, reached = taken_back_until(meeting), meeting.verdict
    if until is None or reached is None:
        raise NotNow(meeting.stage)
    if at >= until:
        raise TakenBackTooLate(until)
    return (
        TopicTakenBack(
            at,
            _after_a_first_box(meeting, at),
            reached.topic,
            _topic(meeting),
            reached.box,
            UNANSWERED - 1,
            used(meeting, at) or timedelta(),
            steered=Steered(person, Steering.TOOK_BACK, at),
        ),
    )


def _one_minute_more(meeting: Meeting, at: datetime) -> tuple[BoxExtended]:
    # A minute is a long time in a rehearsal whose boxes last 20 s.
    due = min(at + min(_MINUTE, meeting.settings.boxes[0]), meeting.planned_end)
    verdict = Verdict(_topic(meeting), Tally(), VerdictOutcome.ONE_MINUTE_MORE, at, due - at)
    return (BoxExtended(at, due, meeting.box, 1, verdict),)


def _after_a_first_box(meeting: Meeting, at: datetime) -> datetime | None:
    due = at + meeting.settings.boxes[0]
    return None if question_window(meeting, due) is None else due


def _topic(meeting: Meeting) -> TopicId:
    assert meeting.topic is not None  # silence is always about a topic
    return meeting.topic
