"""What is kept of a Lean Coffee so that a change of phase can be taken back, and how it goes back."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.core.ids import MeetingId
from bot.features.lean_coffee.rules.stages import GONE, Column, Stage
from bot.features.lean_coffee.rules.values import Given, Meeting, Tally, Topic, TopicId, Verdict


@dataclass(frozen=True)
class Way:
    """How far a topic had come in a meeting."""

    topic: TopicId
    column: Column
    dots: int
    voters: int
    rank: int
    opened: datetime | None
    boxes: tuple[timedelta, ...]
    tallies: tuple[Tally, ...]
    parked: bool
    at_table: MeetingId | None = None
    named: tuple[Given, ...] = ()
    run_off: int | None = None


@dataclass(frozen=True)
class Before:
    """A meeting before what somebody did to its course, as far as that changed it.

    `ways`: of the topics whose way it changed. `taken`: the topics that it took from what waited in the channel.
    """

    dots: int
    voted_until: datetime | None
    pitch: TopicId | None
    topic: TopicId | None
    box: int
    silences: int
    left: timedelta | None
    ran: timedelta
    verdict: Verdict | None
    ways: tuple[Way, ...]
    taken: tuple[TopicId, ...]
    run_off: tuple[TopicId, ...] = ()


def keep(before: Meeting, after: Meeting) -> Before | None:
    """Return what is kept of a meeting, given it before and after an act; None where tables ended, which do not come back.

    Tables go on with topics by themselves: with them the way of every topic is kept.
    """
    if before.stage is Stage.TABLES:
        return None
    were, all_of = {topic.id: way_of(topic) for topic in before.topics}, after.stage is Stage.TABLES
    changed = [were[topic.id] for topic in after.topics if topic.id in were and (all_of or way_of(topic) != were[topic.id])]
    taken = tuple(topic.id for topic in after.topics if topic.id not in were)
    return Before(
        before.dots,
        before.voted_until,
        before.pitch,
        before.topic,
        before.box,
        before.silences,
        before.left,
        before.ran,
        before.verdict,
        tuple(changed),
        taken,
        before.run_off,
    )


def is_there(meeting: Meeting, kept: Before) -> bool:
    """Tell whether a meeting can go back: what it talked about may have been withdrawn, removed or hidden while it waited again."""
    return not any(topic.id == kept.topic and topic.column in GONE for topic in meeting.topics)


def way_of(topic: Topic) -> Way:
    """Return how far a topic has come."""
    return Way(
        topic.id,
        topic.column,
        topic.dots,
        topic.voters,
        topic.rank,
        topic.opened,
        topic.boxes,
        topic.tallies,
        topic.parked,
        topic.at_table,
        topic.named,
        topic.run_off,
    )


def back_to(meeting: Meeting, kept: Before) -> Meeting:
    """Return a meeting that goes back; what people gave since then stays: words, takeaways, that a topic was withdrawn."""
    were, waits = {way.topic: way for way in kept.ways}, given_back(meeting, kept)
    stay = [topic for topic in meeting.topics if topic.id not in waits]
    return replace(
        meeting,
        dots=kept.dots,
        voted_until=kept.voted_until,
        pitch=kept.pitch,
        run_off=kept.run_off,
        topic=kept.topic,
        box=kept.box,
        silences=kept.silences,
        left=kept.left,
        ran=kept.ran,
        verdict=kept.verdict,
        topics=tuple(as_before(topic, were[topic.id]) if topic.id in were else topic for topic in stay),
    )


def as_before(topic: Topic, was: Way) -> Topic:
    """Return a topic as far as it had come: its words are those of now, and one that is gone stays so."""
    return replace(
        topic,
        column=topic.column if topic.column in GONE else was.column,
        dots=was.dots,
        voters=was.voters,
        rank=was.rank,
        opened=was.opened,
        boxes=was.boxes,
        tallies=was.tallies,
        parked=was.parked,
        named=was.named,
        run_off=was.run_off,
        at_table=was.at_table,
    )


def given_back(meeting: Meeting, kept: Before) -> frozenset[TopicId]:
    """Return the topics that wait in the channel again; one that was withdrawn since then stays so."""
    return frozenset(topic.id for topic in meeting.topics if topic.id in kept.taken and topic.column not in GONE)


def moved(kept: Before, by: timedelta) -> Before:
    """Return the same with a clock that was set."""
    return replace(
        kept,
        voted_until=None if kept.voted_until is None else kept.voted_until + by,
        verdict=kept.verdict and replace(kept.verdict, at=kept.verdict.at + by),
        ways=tuple(way_moved(way, by) for way in kept.ways),
    )


def way_moved(way: Way, by: timedelta) -> Way:
    """Return the way of a topic with a clock that was set."""
    return replace(way, opened=None if way.opened is None else way.opened + by)
