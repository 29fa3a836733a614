"""Writes what stands on the agenda of a meeting about topics: its topics, ballots and takeaways."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from sqlalchemy import bindparam, delete, insert, select, update

from bot.core.ids import MeetingId
from bot.core.texts import folded
from bot.features.lean_coffee.rules.changes import (
    BallotCast,
    MeetingEnded,
    OfTopics,
    Ranked,
    TakeawayAdded,
    TopicRemoved,
    TopicsTaken,
    TopicWithdrawn,
)
from bot.features.lean_coffee.rules.stages import Column
from bot.features.lean_coffee.rules.values import Tally, TopicId, TopicMeeting
from bot.features.lean_coffee.store import rows
from bot.features.lean_coffee.store.new import ENTRY, ITS_TOPICS, TOPIC, record_topic, take_topics
from bot.features.lean_coffee.store.reports import forget_reports
from bot.features.lean_coffee.tables import AgendaRow, BallotRow, TakeawayRow, TopicRow
from bot.meetings.rows import span
from bot.meetings.store.record import set_by
from bot.store.base import in_workspace
from bot.store.unit import Unit
from bot.store.upserts import upsert

_TOPICS_SET_BY = (
    update(AgendaRow)
    .where(AgendaRow.workspace == in_workspace(), AgendaRow.meeting == bindparam("of_meeting"))
    .values(opened=set_by(AgendaRow.opened))
)
_MERGES_SET_BY = (
    update(TopicRow)
    .where(
        TopicRow.workspace == in_workspace(),
        TopicRow.id.in_(
            select(AgendaRow.topic).where(
                AgendaRow.workspace == in_workspace(),
                AgendaRow.meeting == bindparam("of_meeting"),
                AgendaRow.stands != Column.MERGED.value,
            )
        ),
        TopicRow.merged_at.is_not(None),
    )
    .values(merged_at=set_by(TopicRow.merged_at))
)
_BALLOTS_SET_BY = (
    update(BallotRow)
    .where(BallotRow.workspace == in_workspace(), BallotRow.meeting == bindparam("of_meeting"))
    .values(at=set_by(BallotRow.at))
)
_OFF_BOARD = ENTRY.where(AgendaRow.stands != Column.MERGED.value)  # a part of another is not on the board itself
_RAN = ENTRY.values(boxes=AgendaRow.boxes + bindparam("ran"))
_TALLIED = ENTRY.values(tallies=AgendaRow.tallies + bindparam("tally"))
_CARRY = TOPIC.values(standing="waiting", meeting=None, carried=TopicRow.carried + bindparam("more"))
_UNSEAL = (
    update(TopicRow)
    .where(TopicRow.workspace == in_workspace(), TopicRow.id.in_(ITS_TOPICS), TopicRow.meeting == bindparam("this"))
    .values(seal_key=None, seal_mark=None)
)
_NEW_TAKEAWAY = insert(TakeawayRow)
_BALLOT = upsert(BallotRow, update=("dots", "at", "done"))
NO_BALLOTS = delete(BallotRow).where(BallotRow.workspace == in_workspace(), BallotRow.meeting == bindparam("this"))
_NO_BALLOT = NO_BALLOTS.where(BallotRow.voter == bindparam("by"))


def record_given(unit: Unit, meeting: TopicMeeting, change: OfTopics) -> None:
    """Write what somebody gave to a meeting about topics."""
    match change:
        case BallotCast():
            _voted_for(unit, meeting.id, change)
        case TakeawayAdded():
            _taken(unit, meeting.keeper, change)
        case TopicsTaken():
            take_topics(unit, meeting.id, change.topics)
        case TopicWithdrawn():
            record_topic(unit, change)
            unit.run(_OFF_BOARD, {"this": meeting.keeper, "the_topic": change.topic, "stands": Column.WITHDRAWN.value})
        case TopicRemoved():
            record_topic(unit, change)
            unit.run(_OFF_BOARD, {"this": meeting.keeper, "the_topic": change.topic, "stands": Column.REMOVED.value})
        case _:
            record_topic(unit, change)


def _voted_for(unit: Unit, meeting: MeetingId, change: BallotCast) -> None:
    voter = change.ballot.voter
    if change.void:
        unit.run(_NO_BALLOT, {"this": meeting, "by": voter})
    else:
        cast = {"dots": " ".join(change.ballot.dots), "at": change.ballot.at, "done": change.ballot.done}
        unit.run(_BALLOT, {"meeting": meeting, "voter": voter, **cast})


def _taken(unit: Unit, meeting: MeetingId, change: TakeawayAdded) -> None:
    kept = change.takeaway
    text = {"text": kept.text, "folded": folded(kept.text)}
    unit.run(
        _NEW_TAKEAWAY,
        {"id": kept.id, "meeting": meeting, "topic": kept.topic, "author": kept.author, "at": kept.at, **text},
    )


def record_places(unit: Unit, meeting: TopicMeeting, ranking: Iterable[Ranked]) -> None:
    """Write the places that topics have after a vote."""
    for place in ranking:
        voted = {"dots": place.dots, "voters": place.voters, "named": rows.named(place.named), "run_off": place.run_off}
        on_its_way(unit, meeting, place.topic, rank=place.rank, **voted)


def record_discussed(unit: Unit, meeting: TopicMeeting, topic: TopicId, *, parked: bool = False) -> None:
    """Write that a topic was discussed."""
    on_its_way(unit, meeting, topic, stands=Column.DISCUSSED.value, parked=parked)
    unit.run(TOPIC, {"the_topic": topic, "standing": Column.DISCUSSED.value})


def record_ended(unit: Unit, meeting: TopicMeeting, change: MeetingEnded) -> None:
    """Write that a meeting about topics closed: ballots and seals are gone, and what is left waits for the next one."""
    unit.run(_UNSEAL, {"this": meeting.id})
    forget_reports(unit, meeting.id)
    unit.run(NO_BALLOTS, {"this": meeting.id})
    for topic in change.undone:
        to_discuss_again(unit, meeting, topic, stands=Column.TO_DISCUSS.value, at_table=None)
    for topic in change.carried:
        unit.run(_CARRY, {"the_topic": topic, "more": 1 if change.counts else 0})


def to_discuss_again(unit: Unit, meeting: TopicMeeting, topic: TopicId, **columns: Any) -> None:
    """Write that a topic is to be discussed again, on the board that it came from."""
    on_its_way(unit, meeting, topic, **columns)
    unit.run(TOPIC, {"the_topic": topic, "standing": "agenda"})


def on_its_way(unit: Unit, meeting: TopicMeeting, topic: TopicId, **columns: Any) -> None:
    """Write how far a topic has come on the agenda, which a table shares with its meeting."""
    unit.run(ENTRY, {"this": meeting.keeper, "the_topic": topic, **columns})


def record_ran(unit: Unit, meeting: TopicMeeting, topic: TopicId, ran: timedelta) -> None:
    """Write how long a topic was talked about."""
    unit.run(_RAN, {"this": meeting.keeper, "the_topic": topic, "ran": f"{span(ran)} "})


def record_tally(unit: Unit, meeting: TopicMeeting, topic: TopicId, tally: Tally) -> None:
    """Write how the thumbs fell, where anybody answered."""
    if tally.answers:
        unit.run(_TALLIED, {"this": meeting.keeper, "the_topic": topic, "tally": f"{rows.tally(tally)} "})


def move_topics(unit: Unit, meeting: MeetingId, by: int) -> None:
    """Move the instants of a meeting's topics and ballots by so many microseconds."""
    for statement in (_TOPICS_SET_BY, _MERGES_SET_BY, _BALLOTS_SET_BY):
        unit.run(statement, {"of_meeting": meeting, "by": by})
