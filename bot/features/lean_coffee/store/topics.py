"""Reads topics: of a meeting's agenda, waiting in a channel, of one person."""

from dataclasses import replace
from typing import Any

from sqlalchemy import Select, and_, bindparam, exists, func, or_, select, update

from bot.core.ids import ChannelId, MeetingId, PersonId
from bot.features.lean_coffee.kinds import NAME
from bot.features.lean_coffee.rules.refusals import NoSuchTopic
from bot.features.lean_coffee.rules.stages import Column
from bot.features.lean_coffee.rules.topics import may_change
from bot.features.lean_coffee.rules.values import Meeting, Merge, Seal, Topic, TopicId
from bot.features.lean_coffee.store import rows
from bot.features.lean_coffee.tables import AgendaRow, TopicRow
from bot.meetings.rows import read_span
from bot.meetings.store.meetings import last_host
from bot.store.base import in_workspace
from bot.store.unit import Read, Unit


def _channels() -> Select[tuple[str | None]]:
    """Select the channels that ever had a topic, each by one step along the index; so what is open is found past any history."""
    first = select(func.min(TopicRow.channel).label("channel")).where(TopicRow.workspace == in_workspace())
    step = first.cte("channels", recursive=True)
    after = select(func.min(TopicRow.channel)).where(TopicRow.workspace == in_workspace(), TopicRow.channel > step.c.channel)
    found = step.union_all(select(after.scalar_subquery()).where(step.c.channel.is_not(None)))
    return select(found.c.channel).where(found.c.channel.is_not(None))


_ON_AN_AGENDA = ("agenda", "discussed")
"""Standings of a topic that is where its meeting's agenda has it; else it stands so whatever the record of that meeting says."""
_WORDS = (
    TopicRow.id,
    TopicRow.channel,
    TopicRow.title,
    TopicRow.context,
    TopicRow.author,
    TopicRow.anonymous,
    TopicRow.seal_key,
    TopicRow.seal_mark,
    TopicRow.link,
    TopicRow.proposed,
    TopicRow.meeting,
    TopicRow.standing,
    TopicRow.merged_into,
    TopicRow.merged_at,
    TopicRow.merged_by,
)
_WAY = (
    AgendaRow.meeting.label("agenda"),
    AgendaRow.stands,
    AgendaRow.dots,
    AgendaRow.voters,
    AgendaRow.rank,
    AgendaRow.opened,
    AgendaRow.boxes,
    AgendaRow.tallies,
    AgendaRow.parked,
    AgendaRow.named,
    AgendaRow.run_off,
    AgendaRow.at_table,
)
_HERE = (TopicRow.workspace == in_workspace(),)
_THIS_WAY = and_(AgendaRow.workspace == TopicRow.workspace, AgendaRow.topic == TopicRow.id)
_AGENDA = (
    select(*_WORDS, *_WAY, AgendaRow.carried)
    .join(AgendaRow, _THIS_WAY)
    .where(*_HERE, AgendaRow.meeting == bindparam("of_meeting"), AgendaRow.stands != Column.MERGED.value)
    .order_by(TopicRow.proposed, TopicRow.id)
)
_ANY = select(*_WORDS, *_WAY, TopicRow.carried).join(
    AgendaRow, and_(_THIS_WAY, AgendaRow.meeting == TopicRow.meeting), isouter=True
)
_ONE = _ANY.where(*_HERE, TopicRow.id == bindparam("this"))
_WAITING = _ANY.where(*_HERE, TopicRow.channel == bindparam("of_channel"), TopicRow.standing == "waiting").order_by(
    TopicRow.proposed, TopicRow.id
)
_NEW = select(func.count().label("new")).where(
    *_HERE,
    TopicRow.channel == bindparam("of_channel"),
    TopicRow.standing == "waiting",
    TopicRow.proposed <= bindparam("until", type_=TopicRow.proposed.type),
    ~exists().where(_THIS_WAY, AgendaRow.meeting == bindparam("of_meeting")),
)
_HALVES = _ANY.where(*_HERE, TopicRow.merged_into == bindparam("of_topic")).order_by(TopicRow.proposed, TopicRow.id)
_OPEN = _ANY.where(*_HERE, TopicRow.standing.in_(["waiting", "agenda", "merged", "hidden"])).order_by(
    TopicRow.proposed, TopicRow.id
)
_MINE = or_(TopicRow.author == bindparam("by"), TopicRow.seal_key.is_not(None))
_GROUPS = and_(TopicRow.anonymous.is_(True), TopicRow.seal_key.is_(None))
_IN_CHANNEL = TopicRow.channel == bindparam("of_channel")
_IN_ANY = TopicRow.channel.in_(_channels())
_MINE_IN, _MINE_ANYWHERE = _OPEN.where(_MINE, _IN_CHANNEL), _OPEN.where(_MINE, _IN_ANY)
_GROUPS_IN, _GROUPS_ANYWHERE = _OPEN.where(_GROUPS, _IN_CHANNEL), _OPEN.where(_GROUPS, _IN_ANY)
_LOCK = (
    update(TopicRow)
    .where(*_HERE, TopicRow.id == bindparam("this"))
    .values(revision=TopicRow.revision + 1)
    .returning(TopicRow.meeting)
)


def on_agenda(read: Read, meeting: MeetingId) -> tuple[Topic, ...]:
    """Return a meeting's topics as they stand (or stood) on its board, as proposed."""
    return tuple(_whole(read, row, meeting) for row in read.rows(_AGENDA, {"of_meeting": meeting}))


def topic(read: Read, topic: TopicId) -> Topic | None:
    """Return a topic as it stands now; None where this workspace has none of this id."""
    row = read.row(_ONE, {"this": topic})
    return None if row is None else _whole(read, row)


def lock_topic(unit: Unit, topic: TopicId) -> Topic:
    """Lock a topic's words, then read them. Raise NoSuchTopic."""
    unit.row(_LOCK, {"this": topic})
    row = unit.row(_ONE, {"this": topic})
    if row is None:
        raise NoSuchTopic(topic)
    return _whole(unit, row)


def whole_of(read: Read, part: Topic) -> Topic | None:
    """Return the merged topic that a topic is part of, however often it was merged; None for one that stands by itself."""
    whole = None
    while part.into is not None and (found := topic(read, part.into)) is not None:
        whole = part = found
    return whole


def waiting_topics(read: Read, channel: ChannelId) -> tuple[Topic, ...]:
    """Return the topics that wait for the channel's next meeting, as proposed."""
    return tuple(_whole(read, row) for row in read.rows(_WAITING, {"of_channel": channel}))


def new_topics(read: Read, meeting: Meeting) -> int:
    """Count the topics that a meeting did not take: they wait in its channel, proposed before its end."""
    row = read.row(_NEW, {"of_channel": meeting.channel, "of_meeting": meeting.id, "until": meeting.closed or read.now})
    return 0 if row is None else int(row.new)


def topics_of(read: Read, person: PersonId, channel: ChannelId | None = None) -> tuple[Topic, ...]:
    """Return a person's own topics that are still to come or on a board, anonymous ones too: a channel's, or those of all."""
    rows = (
        read.rows(_MINE_ANYWHERE, {"by": person})
        if channel is None
        else read.rows(_MINE_IN, {"by": person, "of_channel": channel})
    )
    return tuple(one for one in map(_topic, rows) if may_change(one, person, None))


def topics_of_group(read: Read, host: PersonId, channel: ChannelId | None = None) -> tuple[Topic, ...]:
    """Return the carried anonymous topics that this person decides about, as host of the channel's last meeting."""
    rows = read.rows(_GROUPS_ANYWHERE) if channel is None else read.rows(_GROUPS_IN, {"of_channel": channel})
    found = [_topic(row) for row in rows]
    hosts = {one: host_of(read, one) for one in {topic.channel for topic in found}}
    return tuple(one for one in found if hosts[one.channel] == host)


def host_of(read: Read, channel: ChannelId) -> PersonId | None:
    """Return the host of the channel's own open or last Lean Coffee: who decides about what belongs to the group."""
    return last_host(read, channel, NAME)


def _whole(read: Read, row: Any, meeting: MeetingId | None = None) -> Topic:
    """Return a topic, a merged one with all that it was made of."""
    found = _topic(row, meeting)
    if row.merged_at is None:
        return found
    return replace(found, halves=tuple(_whole(read, half) for half in read.rows(_HALVES, {"of_topic": found.id})))


def _topic(row: Any, meeting: MeetingId | None = None) -> Topic:
    on_board = row.agenda is not None and (meeting is not None or row.standing in _ON_AN_AGENDA)
    return Topic(
        id=TopicId(row.id),
        channel=ChannelId(row.channel),
        title=row.title,
        context=row.context,
        author=None if row.author is None else PersonId(row.author),
        proposed=row.proposed,
        anonymous=bool(row.anonymous),
        seal=None if row.seal_key is None or row.seal_mark is None else Seal(row.seal_key, row.seal_mark),
        link=row.link,
        carried=row.carried,
        meeting=meeting or (None if row.meeting is None else MeetingId(row.meeting)),
        column=Column(row.stands) if on_board else _column(row.standing),
        dots=row.dots if on_board else 0,
        voters=row.voters if on_board else 0,
        rank=row.rank if on_board else 0,
        opened=row.opened if on_board else None,
        boxes=tuple(read_span(int(box)) for box in row.boxes.split()) if on_board else (),
        tallies=tuple(rows.read_tally(one) for one in row.tallies.split()) if on_board else (),
        parked=bool(row.parked) if on_board else False,
        named=rows.read_named(row.named) if on_board else (),
        run_off=row.run_off if on_board else None,
        merge=None if row.merged_at is None else Merge(PersonId(row.merged_by or ""), row.merged_at),
        into=None if row.merged_into is None else TopicId(row.merged_into),
        at_table=MeetingId(row.at_table) if on_board and row.at_table is not None else None,
    )


def _column(standing: str) -> Column:
    return Column.TO_DISCUSS if standing == "waiting" else Column(standing)
