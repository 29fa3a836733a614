"""What people answer in a window: a ballot, thumbs; and who has not answered yet."""

from datetime import datetime

from bot.core.ids import PersonId
from bot.features.lean_coffee.rules.refusals import TopicGone, TopicTaken
from bot.features.lean_coffee.rules.stages import GONE, Choice, Column
from bot.features.lean_coffee.rules.thumbs import is_later
from bot.features.lean_coffee.rules.topics import topic_of
from bot.features.lean_coffee.rules.values import TopicId
from bot.features.lean_coffee.rules.windows.changes import ThumbGiven
from bot.features.lean_coffee.rules.windows.refusals import LastWindow
from bot.features.lean_coffee.rules.windows.values import AsyncCoffee, Stage, Thumb, goes_on
from bot.meetings.rules.changes import PersonCheckedIn
from bot.meetings.rules.guards import in_phase
from bot.meetings.rules.refusals import NotNow


def give_thumb(
    meeting: AsyncCoffee, *, person: PersonId, phase: int, topic: TopicId, choice: Choice, ts: str, at: datetime
) -> tuple[PersonCheckedIn | ThumbGiven, ...]:
    """Keep a thumb about a topic, in the whole of its first window; nothing where a later one of theirs is kept.

    Raise MeetingOver, Stale, NotNow, NoSuchTopic, TopicGone, TopicTaken or LastWindow.
    """
    in_phase(meeting, phase)
    if meeting.stage is not Stage.TALKING:
        raise NotNow(meeting.stage)
    found = topic_of(meeting, topic)
    if found.column in GONE:
        raise TopicGone(found.column)
    if found.column is not Column.DISCUSSING:
        raise TopicTaken(found.column)
    if goes_on(found):
        raise LastWindow
    before = next((one for one in meeting.thumbs if (one.topic, one.person) == (topic, person)), None)
    if before is not None and not is_later(ts, before.ts):
        return ()
    return (*comes(meeting, person, at), ThumbGiven(Thumb(topic, person, choice, ts, at)))


def comes(meeting: AsyncCoffee, person: PersonId, at: datetime) -> tuple[PersonCheckedIn, ...]:
    """Return that somebody is in it from now on, by what they do."""
    return () if person in meeting.here else (PersonCheckedIn(person, at),)


def answered(meeting: AsyncCoffee) -> frozenset[PersonId]:
    """Return who has answered in this window: proposed a topic, voted, or gave a thumb or a takeaway."""
    match meeting.stage:
        case Stage.PROPOSING:
            return frozenset(topic.author for topic in meeting.topics if topic.author is not None)
        case Stage.VOTING:
            return frozenset(ballot.voter for ballot in meeting.ballots)
        case _:
            thumbs = {one.person for one in meeting.thumbs if one.at >= meeting.began}
            return frozenset(thumbs | {one.author for one in meeting.takeaways if one.at >= meeting.began})
