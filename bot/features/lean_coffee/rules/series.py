"""Between meetings: what the record shows, and what comes back."""

from dataclasses import replace
from datetime import timedelta

from bot.core.ids import PersonId
from bot.core.refusal import AllAtOnce
from bot.features.lean_coffee.rules.changes import MeetingEnded
from bot.features.lean_coffee.rules.guards import host_only
from bot.features.lean_coffee.rules.records import Discussed, Summary
from bot.features.lean_coffee.rules.refusals import MinutesOutOfBounds, NotNow
from bot.features.lean_coffee.rules.stages import Closing, Column
from bot.features.lean_coffee.rules.texts import line
from bot.features.lean_coffee.rules.values import Meeting, Topic

COUNTED = (Closing.DONE, Closing.AFTER_OUTAGE)
"""Ends by which a topic that was not reached counts as carried over; a cancelled meeting passed nobody over."""
ASKED_AT = 3
"""A topic that is carried over this many times is put to its author."""


def carried_over(meeting: Meeting, end: MeetingEnded) -> tuple[Topic, ...]:
    """Return the topics that wait for the next meeting: votes reset, counted once more; an anonymous one is the group's now.

    The store does this to all of them in statements of its own, without reading them; the tests hold those against this.
    """
    return tuple(
        replace(
            topic,
            meeting=None,
            seal=None,
            column=Column.TO_DISCUSS,
            dots=0,
            voters=0,
            rank=0,
            opened=None,
            boxes=(),
            tallies=(),
            parked=False,
            carried=topic.carried + (1 if end.counts else 0),
        )
        for topic in meeting.topics
        if topic.id in end.carried
    )


def asked_about(meeting: Meeting) -> tuple[Topic, ...]:
    """Return the topics of a closed meeting that were carried over for the third time: their author is asked whether to keep them."""
    if meeting.how not in COUNTED:
        return ()
    return tuple(topic for topic in meeting.topics if topic.column is Column.TO_DISCUSS and topic.carried + 1 == ASKED_AT)


def corrected(meeting: Meeting, *, person: PersonId, minutes: int, reason: str) -> str:
    """Check what the host states of somebody's minutes, and return the reason as it is kept.

    Raise NotNow while the meeting is open, NotHost, MinutesOutOfBounds, EmptyText or TextTooLong.
    """
    if meeting.closed is None:
        raise NotNow(meeting.stage)
    host_only(meeting, person)
    refused = AllAtOnce()
    most = (meeting.closed - meeting.opened) // timedelta(minutes=1)
    if not 0 <= minutes <= most:
        refused.add(MinutesOutOfBounds(minutes, most))
    kept = refused.read("", line, "reason", reason)
    refused.refuse()
    return kept


def summary(meeting: Meeting) -> Summary:
    """Return the record of a closed meeting."""
    assert meeting.closed is not None  # only a closed meeting has a record
    assert meeting.how is not None
    counts = meeting.how in COUNTED
    opened = [topic for topic in meeting.topics if topic.column is Column.DISCUSSED]
    left = [topic for topic in meeting.topics if topic.column is Column.TO_DISCUSS]
    return Summary(
        discussed=tuple(
            Discussed(topic, tuple(takeaway for takeaway in meeting.takeaways if takeaway.topic == topic.id))
            for topic in sorted(opened, key=lambda topic: (topic.opened or meeting.opened, topic.rank))
        ),
        not_reached=tuple(
            replace(topic, carried=topic.carried + (1 if counts else 0))
            for topic in sorted(left, key=lambda topic: (topic.rank, topic.proposed, topic.id))
        ),
        takeaways=tuple(takeaway for takeaway in meeting.takeaways if takeaway.topic not in {topic.id for topic in opened}),
        came=tuple(sorted(meeting.came)),
        began=meeting.opened,
        ended=meeting.closed,
        how=meeting.how,
    )
