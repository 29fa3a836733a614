"""Between meetings: what the record shows and which topics come back."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from bot.features.lean_coffee.rules.agenda import unsealed
from bot.features.lean_coffee.rules.changes import MeetingEnded
from bot.features.lean_coffee.rules.records import AtTable, Discussed, Summary
from bot.features.lean_coffee.rules.stages import Column
from bot.features.lean_coffee.rules.values import Table, Topic, TopicMeeting
from bot.meetings.rules.values import RECORDED

ASKED_AT = 3
"""A topic that is carried over this many times is put to its author."""


def carried_over(meeting: TopicMeeting, end: MeetingEnded) -> tuple[Topic, ...]:
    """Return the topics that wait for the next meeting: votes reset, counted once more; an anonymous one is the group's now.

    The store does this to all of them in statements of its own, without reading them; the tests hold those against this.
    """
    return tuple(
        replace(
            topic,
            meeting=None,
            seal=None,
            halves=tuple(unsealed(half) for half in topic.halves),
            column=Column.TO_DISCUSS,
            dots=0,
            named=(),
            run_off=None,
            voters=0,
            rank=0,
            opened=None,
            boxes=(),
            tallies=(),
            parked=False,
            at_table=None,
            carried=topic.carried + (1 if end.counts else 0),
        )
        for topic in meeting.topics
        if topic.id in end.carried
    )


def asked_about(meeting: TopicMeeting) -> tuple[Topic, ...]:
    """Return the topics of a closed meeting that were carried over for the third time: their author is asked whether to keep them."""
    return tuple(topic for topic in _left(meeting) if topic.carried + 1 == ASKED_AT)


def asked_before(meeting: TopicMeeting) -> tuple[Topic, ...]:
    """Return the topics of a closed meeting that were carried over once more since their author was asked."""
    return tuple(topic for topic in _left(meeting) if topic.carried + 1 > ASKED_AT)


def _left(meeting: TopicMeeting) -> Iterator[Topic]:
    return (topic for topic in meeting.topics if topic.column is Column.TO_DISCUSS and meeting.how in RECORDED)


def summary(meeting: TopicMeeting) -> Summary:
    """Return the record of a closed meeting."""
    assert meeting.closed is not None  # only a closed meeting has a record
    assert meeting.how is not None
    counts = meeting.how in RECORDED
    opened = [topic for topic in meeting.topics if topic.column is Column.DISCUSSED]
    left = [topic for topic in meeting.topics if topic.column is Column.TO_DISCUSS]
    tables = {table.id: table for table in meeting.tables if any(topic.at_table == table.id for topic in opened)}

    def began(topic: Topic) -> tuple[datetime, int, datetime, int]:
        when, table = topic.opened or meeting.opened, tables.get(topic.at_table or meeting.id)
        return (table.opened, table.place, when, topic.rank) if table else (when, 0, when, topic.rank)

    return Summary(
        discussed=tuple(
            Discussed(
                topic,
                tuple(takeaway for takeaway in meeting.takeaways if takeaway.topic == topic.id),
                tables[topic.at_table].place if topic.at_table in tables else 0,
            )
            for topic in sorted(opened, key=began)
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
        tables=tuple(_at_table(table) for table in sorted(tables.values(), key=lambda table: table.place)),
    )


def _at_table(table: Table) -> AtTable:
    """Return a table as the record has it; who hosted it is known where they ever sat there."""
    return AtTable(table.place, table.host if table.host in table.came else None, tuple(sorted(table.came)))
