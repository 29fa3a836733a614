"""Tables of a large group: the top topics at once, each at a table of its own, and back to one table."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta

from bot.core.ids import MeetingId, PersonId
from bot.features.lean_coffee.rules.advance import advance, finished, time_to_talk, used, voted_for
from bot.features.lean_coffee.rules.apply import apply
from bot.features.lean_coffee.rules.changes import Change, MeetingEnded, TablesEnded, TablesOpened
from bot.features.lean_coffee.rules.refusals import NoTimeToTalk, TooFewForTables, TooFewTopicsForTables
from bot.features.lean_coffee.rules.stages import Column, Stage, Steering
from bot.features.lean_coffee.rules.values import Meeting, Table, Topic, TopicId
from bot.meetings.rules.guards import steering
from bot.meetings.rules.values import ENOUGH_PEOPLE, Closing, Steered

LARGE = 11
"""From so many people here on, tables are offered."""
AT_A_TABLE = 6
"""One table for so many people."""
FEWEST, MOST = 2, 5
"""So few tables, and so many, a meeting has at once."""
EMPTY_FOR = timedelta(seconds=60)
"""A table that everybody has left ends after so long: time to come back."""
SPLITS_IN = (Stage.DISCUSSING, Stage.PAUSED, Stage.CARRY_ON)
"""Where a meeting can split: a topic is talked about, and nobody is asked anything."""


def tables_offered(meeting: Meeting, at: datetime) -> int:
    """Return into how many tables a meeting can split now: a sixth of the people here, two to five; 0 where it cannot."""
    if meeting.parent is not None or meeting.stage not in SPLITS_IN or len(meeting.here) < LARGE or not time_to_talk(meeting, at):
        return 0
    number = min(wanted(len(meeting.here)), len(_topics(meeting)))
    return number if number >= FEWEST else 0


def wanted(people: int) -> int:
    """Return how many tables so many people make."""
    return min(MOST, max(FEWEST, people // AT_A_TABLE))


def split(meeting: Meeting, *, person: PersonId, phase: int, at: datetime) -> tuple[TablesOpened]:
    """Let somebody here split a large meeting into tables: each of the top topics opens at one, with a first box.

    A topic's author who is here sits at its table and hosts it. Raise TooFewForTables, TooFewTopicsForTables, NoTimeToTalk, or what
    steering raises.
    """
    steering(meeting, person, phase, *SPLITS_IN)
    if len(meeting.here) < LARGE:
        raise TooFewForTables(len(meeting.here), LARGE)
    if len(_topics(meeting)) < FEWEST:
        raise TooFewTopicsForTables(FEWEST)
    if not time_to_talk(meeting, at):
        raise NoTimeToTalk(meeting.planned_end)
    topics = _topics(meeting)[: wanted(len(meeting.here))]
    steered = Steered(person, Steering.SPLIT, at)
    ran = used(meeting, at) or timedelta()
    return (TablesOpened(at, meeting.planned_end, tuple(_tables(meeting, topics, at)), topics[0], ran, steered=steered),)


def back_to_one(meeting: Meeting, *, person: PersonId, phase: int, at: datetime) -> tuple[Change, ...]:
    """Let somebody here bring all back to one table: what is talked about at the tables is discussed. Raise what steering raises."""
    steering(meeting, person, phase, Stage.TABLES)
    return gathered(meeting, at, Steered(person, Steering.ONE_TABLE, at))


def gathered(meeting: Meeting, at: datetime, steered: Steered | None = None) -> tuple[Change, ...]:
    """End all tables; the next topic opens at the one that is left, while there is time for it, else the last call begins."""
    (over,) = tables_over(meeting, at, steered)
    after = apply(meeting, over)
    return (over, *advance(after, voted_for(after), at))


def tables_over(meeting: Meeting, at: datetime, steered: Steered | None = None) -> tuple[TablesEnded, ...]:
    """End the tables of a meeting, if it has any now; what no two people were at a table for is still to discuss."""
    if meeting.stage is not Stage.TABLES:
        return ()
    alone = {table.id for table in meeting.tables if table.closed is None and len(table.came) < ENOUGH_PEOPLE}
    undone = tuple(topic.id for topic in meeting.topics if topic.at_table in alone)
    return (TablesEnded(at, undone, steered=steered),)


def table_ended(meeting: Meeting, at: datetime, steered: Steered | None = None) -> tuple[Change, ...]:
    """End a table; what no two people were at it for is still to discuss. It has no record: that is its meeting's."""
    if len(meeting.came) >= ENOUGH_PEOPLE:
        return (*finished(meeting, at), MeetingEnded(at, Closing.QUIET, (), False, steered=steered))
    undone = tuple(topic.id for topic in meeting.topics if topic.at_table == meeting.id)
    return (MeetingEnded(at, Closing.QUIET, (), False, undone, steered=steered),)


def ends_empty_at(meeting: Meeting) -> datetime | None:
    """Return when a table ends because nobody is at it: a minute after the last one left, or with its first box where nobody came."""
    if meeting.parent is None or meeting.here:
        return None
    if meeting.came:
        return (meeting.regrouped or meeting.opened) + EMPTY_FOR
    return meeting.opened + meeting.settings.boxes[0]


def still_open(meeting: Meeting) -> tuple[Table, ...]:
    """Return the tables at which people can sit now, in their order."""
    return tuple(table for table in meeting.tables if table.closed is None)


def _topics(meeting: Meeting) -> tuple[TopicId, ...]:
    """Return the topics that tables can have: the one under discussion, then those with dots by rank."""
    assert meeting.topic is not None  # where a meeting can split, a topic is talked about
    return (meeting.topic, *voted_for(meeting))


def _tables(meeting: Meeting, topics: tuple[TopicId, ...], at: datetime) -> Iterator[Meeting]:
    hosts: set[PersonId] = set()
    before = len({topic.at_table for topic in meeting.topics if topic.at_table is not None})
    found = {topic.id: topic for topic in meeting.topics}
    for place, topic in enumerate(topics, start=1):
        author = found[topic].author
        host = author if author in meeting.here and author not in hosts else None
        hosts |= {host} if host is not None else set()
        yield _table(meeting, found[topic], before + place, host, at)


def _table(meeting: Meeting, topic: Topic, number: int, host: PersonId | None, at: datetime) -> Meeting:
    named = MeetingId(f"{meeting.id}.{meeting.phase}-{number}")
    sits = frozenset[PersonId]() if host is None else frozenset([host])
    return Meeting(
        id=named,
        channel=meeting.channel,
        title=meeting.title,
        host=host or meeting.host,
        zone=meeting.zone,
        opened=at,
        planned_end=meeting.planned_end,
        began=at,
        due=min(at + meeting.settings.boxes[0], meeting.planned_end),
        stage=Stage.DISCUSSING,
        link=meeting.link,
        in_thread=True,
        settings=meeting.settings,
        topic=topic.id,
        box=1,
        topics=(replace(topic, column=Column.DISCUSSING, opened=at, at_table=named),),
        here=sits,
        came=sits,
        parent=meeting.id,
        place=number,
    )
