"""A large group splits into tables, talks at them, and comes back to one record."""

import asyncio
from collections.abc import Iterable
from contextlib import suppress
from datetime import datetime, timedelta

import pytest
from sqlalchemy import bindparam, select

from bot.core.ids import MeetingId, PersonId
from bot.delivery.tables import MessageRow
from bot.features.lean_coffee.actions.course import CEREMONY
from bot.features.lean_coffee.actions.reports import report_topic, restore_topic
from bot.features.lean_coffee.actions.tables import sit_down
from bot.features.lean_coffee.alarms import ALARM_HANDLERS
from bot.features.lean_coffee.kinds import ANCHOR, BOARD, DEADLINE
from bot.features.lean_coffee.rules.series import summary
from bot.features.lean_coffee.rules.stages import Column, Stage
from bot.features.lean_coffee.rules.tables import still_open
from bot.features.lean_coffee.rules.values import Meeting, Proposal
from bot.features.lean_coffee.store import meetings
from bot.meetings.rules.refusals import NoMeeting, NotHost, Stale
from bot.presence.store import segments
from bot.schedule import alarms
from bot.schedule.alarms import Alarm
from bot.schedule.tables import AlarmRow
from bot.store.base import in_workspace
from bot.store.unit import Read, Unit
from bot.teams import store as teams
from bot.teams.people import Person
from tests.fakes.passing import forward
from tests.features.lean_coffee import verbs as actions
from tests.features.lean_coffee.desk import Desk, labels, payload_of
from tests.features.lean_coffee.scene import ANA, BEN, CHLOE, DEV, GUILD

_ALARMS = select(AlarmRow.subject, AlarmRow.due).where(AlarmRow.workspace == in_workspace(), AlarmRow.kind == DEADLINE.name)
_WANTED = select(MessageRow.bottom).where(
    MessageRow.workspace == in_workspace(),
    MessageRow.screen == bindparam("of_screen"),
    MessageRow.subject == bindparam("of_subject"),
)
_REVISIONS = _WANTED.add_columns(MessageRow.wanted)
MANY = tuple(PersonId(f"U0P{number}") for number in range(12))


async def large(desk: Desk, people: int = 14, topics: int = 6, authors: Iterable[PersonId] = (BEN, CHLOE, BEN, DEV)) -> Meeting:
    """Open a meeting of Ana's with so many people here, whose topics have been voted on, and return it."""
    whose = [*authors]
    here = [BEN, CHLOE, DEV, *MANY]
    for number in range(topics):
        author = whose[number] if number < len(whose) else BEN
        await desk.act(actions.propose_topic, proposal=Proposal(GUILD, author, f"topic {number + 1}"))
    await desk.types('start "Platform guild"')
    state = await desk.meeting()
    for person in here[: people - 1]:
        await desk.act(actions.check_in, meeting=state.id, person=person)
    await desk.presses("Start voting", await desk.board())
    state = await desk.meeting()
    ids = [topic.id for topic in sorted(state.topics, key=lambda topic: topic.title)]
    for place, person in enumerate([ANA, *here][:6]):
        given = tuple(topic for topic in (ids[:3] if place < 3 else ids[3:6]))
        await desk.act(actions.cast_ballot, meeting=state.id, phase=state.phase, voter=person, dots=given)
    await desk.presses("Close voting", await desk.board())
    return await desk.meeting()


async def split(desk: Desk, people: int = 14, topics: int = 6) -> Meeting:
    await large(desk, people, topics)
    await desk.presses("Split into 2 tables", await desk.board())
    return await desk.meeting()


async def table(desk: Desk, place: int) -> Meeting:
    state = await desk.meeting()
    return await of(desk, next(one.id for one in state.tables if one.place == place))


async def of(desk: Desk, meeting: MeetingId) -> Meeting:
    found = await desk.read(meetings.meeting, meeting)
    assert found is not None
    return found


async def wait(desk: Desk, span: timedelta) -> None:
    """Let time pass, ringing the deadlines of the meeting and its tables on the way, each in a transaction of its own."""
    until = desk.clock.now() + span
    while due := await desk.read(_next_due, (await desk.meeting()).id, until):
        at, of = due
        forward(desk.clock, max(at, desk.clock.now()))
        await desk.act(ring, meeting=of)
    forward(desk.clock, until)


def _next_due(read: Read, meeting: MeetingId, until: datetime) -> tuple[datetime, MeetingId] | None:
    """Return which deadline alarm rings next, of those that stand in the database."""
    rows = [row for row in read.rows(_ALARMS) if row.subject.startswith(meeting)]
    found = [(row.due, MeetingId(row.subject)) for row in rows if row.due <= until]
    return min(found, default=None)


def ring(unit: Unit, *, meeting: MeetingId) -> None:
    alarms.cancel_alarm(unit, DEADLINE, meeting)
    handler = ALARM_HANDLERS[DEADLINE]
    handler.lock(unit, meeting)
    handler.ring(unit, Alarm(DEADLINE, meeting, unit.now, timedelta()))


async def sits(desk: Desk, place: int, *people: PersonId) -> None:
    for person in people:
        await desk.act(sit_down, ceremony=CEREMONY, table=(await table(desk, place)).id, person=person)


async def test_a_large_group_is_offered_tables_while_the_talk_goes_on(desk: Desk) -> None:
    state = await large(desk)
    assert state.stage is Stage.DISCUSSING
    assert "Split into 2 tables" in labels(await desk.board())


async def test_each_of_the_top_topics_opens_at_a_table_that_its_author_hosts(desk: Desk) -> None:
    state = await split(desk)
    assert state.stage is Stage.TABLES
    assert [one.place for one in state.tables] == [1, 2]
    assert [one.host for one in state.tables] == [BEN, CHLOE]
    first = await table(desk, 1)
    assert first.here == {BEN}
    assert "Join table 1" in labels(await desk.board())
    assert "Pause" in labels(await desk.shows(BOARD, first.id))
    assert "topic 1" in (await desk.shows(ANCHOR, first.id)).text


async def test_to_split_takes_a_press_of_somebody_here_and_says_who(desk: Desk) -> None:
    await large(desk)
    stranger = await desk.presses("Split into 2 tables", await desk.board(), PersonId("U0EVE"))
    assert "Press “I'm here”" in stranger.text
    await desk.presses("Split into 2 tables", await desk.board(), BEN)
    assert "Ben split the meeting into tables." in str((await desk.board()).blocks)


async def test_join_table__by_a_button_of_the_board_of_all_and_change(desk: Desk) -> None:
    await split(desk)
    await desk.presses("Join table 1", await desk.board(), DEV)
    assert DEV in (await table(desk, 1)).here
    again = await desk.presses("Join table 1", await desk.board(), DEV)
    assert again.text == "You sit at this table already."
    await desk.presses("Join table 2", await desk.board(), DEV)
    assert DEV in (await table(desk, 2)).here
    assert DEV not in (await table(desk, 1)).here
    assert DEV in (await desk.meeting()).here


async def test_join_table__also_whoever_was_not_here_yet(desk: Desk) -> None:
    await split(desk)
    late = PersonId("U0LATE")
    await desk.presses("Join table 2", await desk.board(), late)
    assert late in (await desk.meeting()).here


async def test_join_table__of_one_that_is_over_says_so(desk: Desk) -> None:
    await split(desk)
    old = await desk.board()
    await sits(desk, 1, ANA)
    await desk.presses("Back to one table", old, ANA)
    told = await desk.presses("Join table 1", old, DEV)
    assert told.text == "This table is over. The board of the meeting shows the ones that go on."


async def test_host_table__that_nobody_hosts(desk: Desk) -> None:
    await large(desk, authors=[BEN] * 6)
    await desk.presses("Split into 2 tables", await desk.board())
    second = await table(desk, 2)
    board = await desk.shows(BOARD, second.id)
    assert "Nobody hosts this table yet." in str(board.blocks)
    await desk.presses("I'll host this table", board, DEV)
    hosted = await table(desk, 2)
    assert (hosted.host, hosted.here) == (DEV, frozenset([DEV]))
    await desk.presses("I'll host this table", board, DEV)
    assert "Nobody hosts" not in str((await desk.shows(BOARD, second.id)).blocks)


async def test_a_thumb_counts_among_those_at_the_table_and_is_that_of_who_sits_there_from_then_on(desk: Desk) -> None:
    await split(desk)
    await sits(desk, 1, ANA)
    await sits(desk, 2, DEV)
    await wait(desk, timedelta(minutes=5))
    first = await table(desk, 1)
    assert first.stage is Stage.THUMBS
    board = await desk.shows(BOARD, first.id)
    await desk.presses("👍 More", board, BEN)
    await desk.presses("👍 More", board, DEV)
    assert DEV in (await table(desk, 1)).here
    assert "2 of 3 have answered" in str((await desk.shows(BOARD, first.id)).blocks)
    await desk.presses("👍 More", board, ANA)
    await wait(desk, timedelta(seconds=12))
    assert ((await table(desk, 1)).stage, (await table(desk, 1)).box) == (Stage.DISCUSSING, 2)
    assert (await desk.meeting()).stage is Stage.TABLES


async def test_who_has_to_leave_leaves_the_table_too_and_who_leaves_a_table_stays(desk: Desk) -> None:
    await split(desk)
    await sits(desk, 1, ANA, DEV)
    await desk.presses("Leave this table", await desk.shows(BOARD, (await table(desk, 1)).id), DEV)
    assert DEV in (await desk.meeting()).here
    assert (await table(desk, 1)).here == {ANA, BEN}
    await desk.presses("I have to leave", await desk.board(), ANA)
    assert ANA not in (await desk.meeting()).here
    assert (await table(desk, 1)).here == {BEN}


async def test_undo_of_a_split_takes_the_tables_away_and_the_talk_goes_on(desk: Desk) -> None:
    before = await large(desk)
    await desk.presses("Split into 2 tables", await desk.board())
    tables = (await desk.meeting()).tables
    await sits(desk, 1, ANA, DEV)
    await desk.presses("Next topic", await desk.shows(BOARD, tables[0].id), DEV)
    await wait(desk, timedelta(seconds=30))
    await desk.presses("Undo", await desk.board(), CHLOE)
    state = await desk.meeting()
    assert (state.stage, state.topic) == (Stage.DISCUSSING, before.topic)
    assert [topic.column for topic in state.topics] == [topic.column for topic in before.topics]
    assert {topic.at_table for topic in state.topics} == {None}
    for one in tables:
        assert (await of(desk, one.id)).closed is not None
    await desk.presses("Split into 2 tables", await desk.board())
    assert [one.place for one in still_open(await desk.meeting())] == [1, 2]


async def test_one_table__ends_all_tables_and_the_next_topic_opens_for_everyone(desk: Desk) -> None:
    await split(desk)
    await sits(desk, 1, ANA, DEV)
    await sits(desk, 2, MANY[0])
    first = await table(desk, 1)
    await desk.presses("Back to one table", await desk.board(), DEV)
    state = await desk.meeting()
    assert state.stage is Stage.DISCUSSING
    assert {table.closed is not None for table in state.tables} == {True}
    assert [topic.title for topic in state.topics if topic.column is Column.DISCUSSED] == ["topic 1", "topic 2"]
    assert "Dev brought everyone back to one table." in str((await desk.board()).blocks)
    assert "Table 1 is over." in str((await desk.shows(BOARD, first.id)).blocks)
    assert "over since" in (await desk.shows(ANCHOR, first.id)).text


async def test_once_the_last_table_has_ended_the_meeting_goes_on_by_itself(desk: Desk) -> None:
    await split(desk)
    await sits(desk, 1, ANA)
    for place in (1, 2):
        for person in (await table(desk, place)).here:
            await desk.presses("Leave this table", await desk.shows(BOARD, (await table(desk, place)).id), person)
    await wait(desk, timedelta(seconds=61))
    state = await desk.meeting()
    assert state.stage is Stage.DISCUSSING
    assert [topic.title for topic in state.topics if topic.id == state.topic] == ["topic 2"]


async def test_a_takeaway_of_a_table_stands_on_its_board_and_in_the_summary(desk: Desk) -> None:
    await split(desk)
    await sits(desk, 1, ANA, DEV)
    first = await table(desk, 1)
    form = await desk.presses("Takeaway", await desk.shows(BOARD, first.id), DEV)
    await desk.sends(form.form, DEV, takeaway="Pair on it")
    assert "Pair on it" in str((await desk.shows(BOARD, first.id)).blocks)
    await wait(desk, timedelta(minutes=60))
    assert "Pair on it" in str((await desk.board()).blocks)


async def test_the_host_of_all_cancels_all_and_what_was_talked_about_stays_to_be_read(desk: Desk) -> None:
    await split(desk)
    await sits(desk, 1, ANA, DEV)
    first = await table(desk, 1)
    assert "Cancel the meeting (host)" not in labels(await desk.shows(BOARD, first.id))
    await desk.cancels()
    assert (await of(desk, first.id)).closed is not None
    assert "topic 1" in str((await desk.board()).blocks)


async def test_attendance_is_presence_in_the_whole_meeting(desk: Desk) -> None:
    await split(desk)
    for place in (1, 2, 1):
        await wait(desk, timedelta(seconds=20))
        await sits(desk, place, DEV)
    state = await desk.meeting()
    assert len((await desk.read(segments, state.id))[DEV]) == 1


async def test_a_table_is_no_meeting_of_its_own_on_a_home_or_in_the_list_of_what_runs(desk: Desk) -> None:
    await split(desk)
    assert str(await desk.home(BEN)).count("Platform guild") == 1
    assert "guild” runs in a thread" not in (await desk.types("", BEN)).text


async def test_one_summary_gathers_what_all_tables_talked_about(desk: Desk) -> None:
    await split(desk)
    await sits(desk, 1, ANA, DEV, MANY[0])
    await sits(desk, 2, MANY[1], MANY[2])
    await wait(desk, timedelta(minutes=60))
    state = await desk.meeting()
    assert state.closed is not None
    record = summary(state)
    assert [one.place for one in record.tables] == [1, 2]
    assert {one.place for one in record.discussed} == {1, 2}
    assert "Table 2" in str((await desk.board()).blocks)


async def test_tables_that_go_on_in_the_same_instant_take_different_topics(desk: Desk) -> None:
    await split(desk)
    await sits(desk, 1, ANA, DEV)
    await sits(desk, 2, MANY[0], MANY[1])
    await asyncio.gather(*(goes_on(desk, place, person) for place, person in ((1, ANA), (2, MANY[0]), (1, DEV), (2, MANY[1]))))
    state = await desk.meeting()
    assert sorted(topic.title for topic in state.topics if topic.column is Column.DISCUSSING) == ["topic 3", "topic 4"]
    assert [table.topic is not None for table in still_open(state)] == [True, True]


async def goes_on(desk: Desk, place: int, person: PersonId) -> None:
    there = await table(desk, place)
    with suppress(Stale):
        await desk.act(actions.next_topic, meeting=there.id, phase=1, person=person)


async def test_a_host_of_a_table_takes_no_topic_off_and_cancels_nothing(desk: Desk) -> None:
    await split(desk)
    first = await table(desk, 1)
    with pytest.raises(NotHost):
        await desk.act(actions.remove_topic, meeting=first.id, topic=first.topics[-1].id, person=BEN)
    with pytest.raises(NoMeeting):
        await desk.act(sit_down, ceremony=CEREMONY, table=MeetingId("none"), person=BEN)


async def test_boards_of_tables_are_brought_down_with_the_board_of_all(desk: Desk) -> None:
    await split(desk)
    first = await table(desk, 1)
    before = await desk.read(wanted, BOARD.name, first.id)
    await desk.types("board", BEN)
    assert (await desk.read(wanted, BOARD.name, first.id)) > before


def wanted(read: Read, screen: str, subject: str) -> int:
    """Return the revision of which a message is wanted as a fresh copy."""
    row = read.row(_WANTED, {"of_screen": screen, "of_subject": subject})
    return 0 if row is None else int(row.bottom)


async def test_what_goes_off_the_board_of_all_goes_off_those_of_its_tables_at_once(desk: Desk) -> None:
    await split(desk)
    state, one = await desk.meeting(), (await table(desk, 1)).id
    waits = [topic for topic in state.topics if topic.column is Column.TO_DISCUSS]
    hurts, mine = waits[0], next(topic for topic in waits[1:] if topic.author == BEN)

    async def drawn() -> tuple[bool, str]:
        """Tell whether the table's board is to be drawn anew since it was asked last, and what it says then."""
        rows = await desk.read(lambda read: read.rows(_REVISIONS, {"of_screen": BOARD.name, "of_subject": one}))
        revision = rows[0].wanted
        anew, drawn.seen = revision > getattr(drawn, "seen", 0), revision  # type: ignore[attr-defined]
        return anew, str(payload_of(await desk.shows(BOARD, one)))

    before = (await drawn())[1]
    assert hurts.title in before
    assert mine.title in before
    for person in MANY[:3]:
        await desk.act(report_topic, meeting=state.id, topic=hurts.id, person=person)
    anew, text = await drawn()
    assert (anew, hurts.title in text) == (True, False)
    await desk.act(restore_topic, meeting=state.id, topic=hurts.id, person=ANA)
    assert (await drawn())[0]
    await desk.act(actions.edit_topic, topic=mine.id, person=BEN, title="Other words", context="")
    anew, text = await drawn()
    assert (anew, "Other words" in text) == (True, True)
    await desk.act(actions.withdraw_topic, topic=mine.id, person=BEN)
    anew, text = await drawn()
    assert (anew, "Other words" in text) == (True, False)
    await desk.act(actions.remove_topic, meeting=state.id, topic=hurts.id, person=ANA)
    anew, text = await drawn()
    assert (anew, hurts.title in text) == (True, False)


async def test_a_guest_sits_at_the_table_of_their_topic_and_hosts_it_not(desk: Desk) -> None:
    await large(desk)

    def is_guest(unit: Unit) -> None:
        teams.keep_person(unit, Person(CHLOE, "Chloé", "UTC", "en", is_guest=True))

    await desk.store.write(is_guest, desk.workspace)
    await desk.presses("Split into 2 tables", await desk.board())
    state = await desk.meeting()
    hosted = {one.host: (await of(desk, one.id)).here for one in state.tables}
    assert CHLOE not in hosted
    assert any(CHLOE in here for here in hosted.values())
    (theirs,) = [await of(desk, one.id) for one in state.tables if CHLOE in (await of(desk, one.id)).here]
    assert theirs.host == state.host
    assert state.host not in theirs.here
