"""The record of a meeting as a value of its own, from which every export of it is written. Pure."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from bot.action_items.rules.values import ActionItem, State
from bot.core.ids import MeetingId, PersonId
from bot.features.lean_coffee.rules.parts import parts
from bot.features.lean_coffee.rules.records import AtTable, Discussed
from bot.features.lean_coffee.rules.series import summary
from bot.features.lean_coffee.rules.values import Tally, Topic, TopicMeeting
from bot.features.lean_coffee.rules.windows.values import AsyncCoffee
from bot.meetings.rules.values import Closing
from bot.presence.rules import Guest

_SECOND = timedelta(seconds=1)


@dataclass(frozen=True)
class RecordedTable:
    """A table of a meeting that was split, by its number: who hosted it last (empty: nobody who sat there), and who sat there."""

    number: int
    host: str
    came: tuple[str, ...]


@dataclass(frozen=True)
class RecordedTopic:
    """A topic as it stands in a record: `number` in the order discussed, or among those not reached.

    `proposed_by`: names, those of all parts of a merged one; `anonymous`: somebody is not named. `boxes`: what each box took, in whole seconds.
    `windows`: how many it was talked about in, of an asynchronous meeting, which has no boxes. `named`: who gave how many dots, where
    the vote was named. `table`: the one that talked about it.
    """

    number: int
    title: str
    context: str
    link: str
    proposed_by: str
    anonymous: bool
    carried: int
    dots: int
    voters: int
    boxes: tuple[int, ...]
    tallies: tuple[Tally, ...]
    parked: bool
    takeaways: tuple[str, ...]
    windows: int = 0
    named: tuple[tuple[str, int], ...] = ()
    table: RecordedTable | None = None

    @property
    def seconds(self) -> int:
        """Return how long it was talked about: what its boxes add up to."""
        return sum(self.boxes)


@dataclass(frozen=True)
class Promise:
    """An action item of the meeting: by its owner's name, empty where nobody has it; `due` is a day of their calendar."""

    text: str
    owner: str
    due: date | None
    state: State
    topic: str = ""


@dataclass(frozen=True)
class Attendee:
    """Somebody who came, by name; `minutes` where who reads may know them."""

    name: str
    minutes: int | None = None


@dataclass(frozen=True)
class Outage:
    """A time in which the bot was away, and what of it was given back."""

    began: datetime
    ended: datetime
    seconds: int
    given: int


@dataclass(frozen=True)
class Record:
    """A closed meeting as it is kept outside of Slack. Instants are UTC; `zone` is the meeting's; people are named, never by an id.

    `cancelled_by`: where it was cancelled. `closed`: when it closed by itself, left open by all. `outage`: the last one.
    `window`: how long each window was, in seconds, of an asynchronous meeting; 0 for a live one. `tables`: where it was split.
    """

    meeting: MeetingId
    title: str
    channel: str
    zone: str
    host: str
    cohosts: tuple[str, ...]
    began: datetime
    ended: datetime
    how: Closing
    cancelled_by: str
    closed: datetime | None
    outage: Outage | None
    discussed: tuple[RecordedTopic, ...]
    takeaways: tuple[str, ...]
    promises: tuple[Promise, ...]
    not_reached: tuple[RecordedTopic, ...]
    came: tuple[Attendee, ...]
    window: int = 0
    tables: tuple[RecordedTable, ...] = ()

    @property
    def seconds(self) -> int:
        """Return how long all topics together were talked about."""
        return sum(topic.seconds for topic in self.discussed)


def record_of(
    meeting: TopicMeeting,
    *,
    names: Mapping[PersonId, str],
    minutes: Mapping[PersonId, int],
    asks: PersonId,
    channel: str = "",
    guests: Sequence[Guest] = (),
) -> Record:
    """Return the record of a closed meeting as one person may read it: minutes are for its hosts, and one's own for oneself.

    `guests`: who was on the call and is not in Slack, whom its hosts alone read.
    """
    kept = summary(meeting)
    tables = {one.place: _table(one, names) for one in kept.tables}
    windowed = isinstance(meeting, AsyncCoffee)
    on_call = guests if asks in meeting.hosts and not windowed else ()
    return Record(
        meeting=meeting.id,
        title=meeting.title,
        channel=channel,
        zone=meeting.zone,
        host=names[meeting.host],
        cohosts=tuple(sorted(names[person] for person in meeting.cohosts)),
        began=kept.began,
        ended=kept.ended,
        how=kept.how,
        cancelled_by=names[meeting.steered.by] if kept.how is Closing.CANCELLED and meeting.steered else "",
        closed=meeting.began if kept.how is Closing.LEFT_OPEN else None,
        outage=_outage(meeting),
        discussed=tuple(
            _discussed(number, one, names, tables.get(one.place), windowed) for number, one in enumerate(kept.discussed, 1)
        ),
        takeaways=tuple(one.text for one in kept.takeaways),
        promises=tuple(_promise(item, names) for item in meeting.promised),
        not_reached=tuple(_topic(number, one, names) for number, one in enumerate(kept.not_reached, 1)),
        came=_attendees(kept.came, names, minutes, minutes_told(meeting, asks), on_call),
        window=meeting.settings.window // _SECOND if isinstance(meeting, AsyncCoffee) else 0,
        tables=tuple(tables.values()),
    )


def people_in(meeting: TopicMeeting) -> set[PersonId]:
    """Name everybody whom the record of a meeting names."""
    authors = {part.author for topic in meeting.topics for part in _made_of(topic) if part.author is not None}
    owners = {item.owner for item in meeting.promised}
    voters = {who for topic in meeting.topics for who, _ in topic.named}
    at_tables = {person for table in meeting.tables for person in (table.host, *table.came)}
    steered = [meeting.steered.by] if meeting.steered else []
    return {*meeting.hosts, *meeting.came, *authors, *owners, *voters, *at_tables, *steered}


def minutes_told(meeting: TopicMeeting, asks: PersonId) -> frozenset[PersonId]:
    """Name those who came whose minutes one person reads in the record: of everybody for a host; of nobody where none are counted."""
    if isinstance(meeting, AsyncCoffee):
        return frozenset()
    return frozenset(meeting.came) & (meeting.came if asks in meeting.hosts else {asks})


def _attendees(
    came: Collection[PersonId],
    names: Mapping[PersonId, str],
    minutes: Mapping[PersonId, int],
    known: frozenset[PersonId],
    guests: Sequence[Guest],
) -> tuple[Attendee, ...]:
    told = [Attendee(names[person], minutes.get(person, 0) if person in known else None) for person in came]
    told += [Attendee(guest.name, guest.minutes) for guest in guests]
    return tuple(sorted(told, key=lambda one: (one.name.casefold(), one.name)))


def _table(table: AtTable, names: Mapping[PersonId, str]) -> RecordedTable:
    host = "" if table.host is None else names[table.host]
    return RecordedTable(table.place, host, tuple(sorted((names[person] for person in table.came), key=str.casefold)))


def _discussed(
    number: int, one: Discussed, names: Mapping[PersonId, str], table: RecordedTable | None, windowed: bool
) -> RecordedTopic:
    found = _topic(number, one.topic, names)
    found = replace(found, takeaways=tuple(taken.text for taken in one.takeaways), table=table)
    return replace(found, boxes=(), windows=len(found.boxes)) if windowed else found


def _made_of(topic: Topic) -> tuple[Topic, ...]:
    return parts(topic) or (topic,)


def _promise(item: ActionItem, names: Mapping[PersonId, str]) -> Promise:
    nobodys = item.is_nobodys or (item.was_free and not item.is_open)
    return Promise(item.text, "" if nobodys else names[item.owner], item.due, item.state, item.about.title)


def _topic(number: int, topic: Topic, names: Mapping[PersonId, str]) -> RecordedTopic:
    return RecordedTopic(
        number=number,
        title=topic.title,
        context=topic.context,
        link=topic.link,
        proposed_by=", ".join(dict.fromkeys(names[part.author] for part in _made_of(topic) if part.author is not None)),
        anonymous=any(part.author is None for part in _made_of(topic)),
        carried=topic.carried,
        dots=topic.dots,
        voters=topic.voters,
        boxes=tuple(box // _SECOND for box in topic.boxes),
        tallies=topic.tallies,
        parked=topic.parked,
        takeaways=(),
        named=tuple((names[who], dots) for who, dots in topic.named),
    )


def _outage(meeting: TopicMeeting) -> Outage | None:
    found = meeting.outage
    if found is None:
        return None
    return Outage(found.began, found.ended, (found.ended - found.began) // _SECOND, found.given // _SECOND)
