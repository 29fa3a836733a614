"""The course of an asynchronous Lean Coffee: what falls due, what its host ends early, how it closes."""

from dataclasses import replace
from datetime import datetime, timedelta

from bot.core.ids import MeetingId, PersonId
from bot.features.lean_coffee.rules.changes import MeetingEnded, TopicsTaken
from bot.features.lean_coffee.rules.refusals import NoTopics
from bot.features.lean_coffee.rules.settings import dots_for
from bot.features.lean_coffee.rules.stages import Column
from bot.features.lean_coffee.rules.topics import MOST_TOPICS, on_agenda, to_vote_on
from bot.features.lean_coffee.rules.values import Tally, Topic, TopicId
from bot.features.lean_coffee.rules.voting import ranked
from bot.features.lean_coffee.rules.windows.answers import comes
from bot.features.lean_coffee.rules.windows.apply import apply_own, keep
from bot.features.lean_coffee.rules.windows.changes import (
    Change,
    Decided,
    TalkDecided,
    TalkGoesOn,
    TalkOpened,
    VoteFailed,
    VoteOpened,
)
from bot.features.lean_coffee.rules.windows.lengths import gives_back, window_end
from bot.features.lean_coffee.rules.windows.refusals import HostIsIn, NotIn
from bot.features.lean_coffee.rules.windows.values import (
    AT_ONCE,
    AsyncCoffee,
    Settings,
    Stage,
    Steering,
    goes_on,
    talked_about,
    tally_of,
)
from bot.meetings.rules import course
from bot.meetings.rules import values as meetings
from bot.meetings.rules.changes import HostChanged
from bot.meetings.rules.guards import host_only, in_phase, open_still
from bot.meetings.rules.refusals import AlreadyHost, NotNow
from bot.meetings.rules.values import ENOUGH_PEOPLE, RECORDED, Closing, NewMeeting, Steered
from bot.schedule.working_days import WorkingDays


def open_async(new: NewMeeting[Settings], *, meeting: MeetingId, days: WorkingDays, at: datetime) -> AsyncCoffee:
    """Return an asynchronous Lean Coffee that begins; what waits in the channel stays there. Raise EmptyText or TextTooLong."""
    begun = AsyncCoffee(**course.first(new, meeting=meeting, at=at), due=None, settings=new.settings, days=days)
    return replace(begun, due=window_end(begun, at))


def take_waiting(
    meeting: AsyncCoffee, *, waiting: tuple[Topic, ...], person: PersonId, phase: int, at: datetime
) -> tuple[Change, ...]:
    """Let somebody bring in the topics that wait in the channel, while topics are proposed. Raise NoTopics, MeetingOver, Stale, NotNow."""
    in_phase(meeting, phase)
    if meeting.stage is not Stage.PROPOSING:
        raise NotNow(meeting.stage)
    new = waiting[: MOST_TOPICS - len(on_agenda(meeting))]
    if not new:
        raise NoTopics
    taken = TopicsTaken(tuple(replace(topic, meeting=meeting.id) for topic in new))
    return (*comes(meeting, person, at), taken)


def end_window(meeting: AsyncCoffee, *, person: PersonId, phase: int, at: datetime) -> tuple[Change, ...]:
    """Let the host end a window early: who has not come yet loses a say by it. Raise NoTopics, NotHost, MeetingOver or Stale."""
    in_phase(meeting, phase)
    host_only(meeting, person)
    if meeting.stage is Stage.PROPOSING and not to_vote_on(meeting):
        raise NoTopics
    return _step(meeting, at, Steered(person, Steering.ENDED_WINDOW, at))


def take_over(meeting: AsyncCoffee, *, person: PersonId, is_gone: bool, at: datetime) -> tuple[HostChanged]:
    """Let somebody who is in it host once the host is out of it, or gone for good: nobody has to answer within a minute.

    Raise MeetingOver, AlreadyHost, NotIn or HostIsIn.
    """
    open_still(meeting)
    if person == meeting.host:
        raise AlreadyHost
    if person not in meeting.here:
        raise NotIn
    if meeting.host in meeting.here and not is_gone:
        raise HostIsIn(meeting.host)
    return (HostChanged(person, at, steered=Steered(person, meetings.Steering.TOOK_OVER, at)),)


def ended(
    meeting: AsyncCoffee, at: datetime, how: Closing, steered: Steered | None = None, *, seen_until: datetime | None = None
) -> tuple[Change, ...]:
    """Close it: quietly when at most one person took part, who has discussed nothing alone."""
    decided = tuple(replace(one, more=False) for one in _decided(meeting, at))
    running = (TalkDecided(decided),) if decided else ()
    how = course.how_it_closed(meeting, how)
    undone: tuple[TopicId, ...] = ()
    if len(meeting.came) < ENOUGH_PEOPLE:
        undone = tuple(topic.id for topic in on_agenda(meeting) if topic.column is not Column.TO_DISCUSS)
    left = tuple(topic.id for topic in meeting.topics if topic.column is Column.TO_DISCUSS)
    return (*running, MeetingEnded(at, how, (*left, *undone), how in RECORDED, undone, steered=steered))


def _step(meeting: AsyncCoffee, at: datetime, steered: Steered | None = None) -> tuple[Change, ...]:
    match meeting.stage:
        case Stage.PROPOSING:
            return _proposed(meeting, at, steered)
        case Stage.VOTING:
            return _voted(meeting, at, steered)
        case _:
            return _talked(meeting, at, steered)


def _proposed(meeting: AsyncCoffee, at: datetime, steered: Steered | None) -> tuple[Change, ...]:
    topics = len(to_vote_on(meeting))
    if not topics:
        return ended(meeting, at, Closing.QUIET)
    return (VoteOpened(at, window_end(meeting, at), dots_for(meeting.settings.dots, topics), steered=steered),)


def _voted(meeting: AsyncCoffee, at: datetime, steered: Steered | None) -> tuple[Change, ...]:
    ranking = ranked(meeting)
    top = tuple(place.topic for place in ranking[:AT_ONCE] if place.dots)
    if not top:
        return (VoteFailed(at, ranking, steered=steered), *ended(meeting, at, Closing.QUIET))
    return (TalkOpened(at, window_end(meeting, at), ranking, top, steered=steered),)


def _talked(meeting: AsyncCoffee, at: datetime, steered: Steered | None) -> tuple[Change, ...]:
    decided = _decided(meeting, at)
    if not any(one.more for one in decided):
        return ended(meeting, at, Closing.DONE, steered)
    return (TalkDecided(decided), TalkGoesOn(at, window_end(meeting, at), steered=steered))


def _decided(meeting: AsyncCoffee, at: datetime) -> tuple[Decided, ...]:
    """Return what the thumbs decide: more up than down is one window more, once; a tie moves on, and so does silence."""
    ran = max(at - meeting.began, timedelta())
    # In a second window nobody is asked: the thumbs that are kept are those of the first one.
    asked = [(topic, Tally() if goes_on(topic) else tally_of(meeting, topic.id)) for topic in talked_about(meeting)]
    return tuple(Decided(topic.id, ran, tally, tally.more > tally.next) for topic, tally in asked)


def _never(meeting: AsyncCoffee, at: datetime) -> None:
    """Redraw nothing as time passes: the board says when a window ends, in hours and days."""


COURSE = course.Course[AsyncCoffee](
    step=_step,
    apply=apply_own,
    redraw_at=_never,
    end=ended,
    gives_back=gives_back,
    keep=keep,
    asks=frozenset([Stage.VOTING, Stage.TALKING]),
)
"""What the room of meetings asks of it."""
