"""Who is here, on both engines: come, go, the end, the host's word."""

import asyncio
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import String, bindparam, insert, select

from bot.core.clock import SetClock
from bot.core.ids import PersonId, WorkspaceId
from bot.presence.rules import Source, minutes_present
from bot.presence.store import Correction, check_in, correct, corrections, end, here, leave, segments, somebody_here
from bot.presence.tables import SegmentRow
from bot.store.errors import UniqueViolation
from bot.store.unit import Read, RunningStore, Unit

ANA, BEN, CHLOE = PersonId("U0ANA"), PersonId("U0BEN"), PersonId("U0CHLOE")
OTHER = WorkspaceId("T0OTHER")
MINUTE = timedelta(minutes=1)


class Room:
    """The session `s1` of a workspace, and what one can do there."""

    def __init__(self, store: RunningStore, clock: SetClock, workspace: WorkspaceId) -> None:
        self.store, self.clock, self.workspace = store, clock, workspace

    async def do(self, verb: Any, *named: Any, session: str = "s1", workspace: WorkspaceId | None = None) -> Any:
        return await self.store.write(verb, workspace or self.workspace, None, session, *named)

    async def come(self, person: PersonId, **where: Any) -> bool:
        return bool(await self.do(check_in, person, Source.BUTTON, **where))

    async def read(self, query: Any, session: str = "s1") -> Any:
        return await self.store.read(query, self.workspace, session)


@pytest.fixture
def room(store: RunningStore, clock: SetClock, workspace: WorkspaceId) -> Room:
    return Room(store, clock, workspace)


async def test_who_comes_is_here_in_the_order_of_coming(room: Room) -> None:
    for person in (CHLOE, ANA, BEN):
        assert await room.come(person)
        room.clock.advance(MINUTE)
    assert await room.read(here) == (CHLOE, ANA, BEN)


async def test_coming_twice_is_one_segment(room: Room) -> None:
    assert [await room.come(BEN), await room.come(BEN)] == [True, False]
    assert [len(found) for found in (await room.read(segments)).values()] == [1]


@pytest.mark.at_once
async def test_coming_many_times_at_once_is_one_segment(room: Room) -> None:
    answers = await asyncio.gather(*(room.come(BEN) for _ in range(12)))
    assert sorted(answers) == [False] * 11 + [True]
    assert await room.read(here) == (BEN,)


async def test_the_database_itself_allows_one_open_segment_a_person_and_session(room: Room) -> None:
    def open_another(unit: Unit, session: str) -> None:
        row = {"segment": unit.fresh(), "session": session, "person": BEN, "since": unit.now, "until": None, "source": "act"}
        unit.run(insert(SegmentRow), row)

    await room.come(BEN)
    with pytest.raises(UniqueViolation):
        await room.do(open_another)
    await room.do(open_another, session="s2")
    await room.do(leave, BEN)
    await room.do(open_another)


async def test_who_leaves_and_comes_back_has_two_stretches(room: Room) -> None:
    began = room.clock.now()
    for verb, span in ((room.come, 12), (None, 8), (room.come, 40)):
        if verb is not None:
            assert await verb(BEN)
        room.clock.advance(span * MINUTE)
        assert await room.do(leave, BEN) is (verb is not None)
    assert await room.read(here) == ()
    found = (await room.read(segments))[BEN]
    assert minutes_present(found, began, room.clock.now()) == 52


async def test_who_was_not_here_cannot_leave(room: Room) -> None:
    assert not await room.do(leave, BEN)
    assert await room.read(segments) == {}


async def test_the_end_ends_everybodys_presence_and_no_other_sessions(room: Room) -> None:
    for session in ("s1", "s2"):
        for person in (ANA, BEN):
            await room.come(person, session=session)
    await room.do(leave, ANA)
    left = room.clock.now()
    room.clock.advance(MINUTE)
    await room.do(end, room.clock.now())
    assert await room.read(here) == ()
    found = await room.read(segments)
    assert (found[ANA][0].until, found[BEN][0].until) == (left, room.clock.now())
    assert await room.read(here, "s2") == (ANA, BEN)


async def test_another_workspaces_session_of_the_same_name_is_another(room: Room) -> None:
    await room.come(ANA, workspace=OTHER)
    assert await room.read(here) == ()
    await room.come(BEN)
    assert not await room.do(leave, ANA)
    await room.do(end, room.clock.now(), workspace=OTHER)
    assert await room.read(here) == (BEN,)


async def test_the_hosts_last_word_counts_and_the_segments_stay_as_they_were(room: Room) -> None:
    await room.come(BEN)
    for minutes, reason in ((30, "left early"), (45, "came back")):
        await room.do(correct, Correction(BEN, minutes, ANA, reason))
    await room.do(correct, Correction(CHLOE, 20, ANA, "on the phone"))
    assert await room.read(corrections) == {
        BEN: Correction(BEN, 45, ANA, "came back"),
        CHLOE: Correction(CHLOE, 20, ANA, "on the phone"),
    }
    assert list(await room.read(segments)) == [BEN]
    assert await room.read(corrections, "s2") == {}


_IS_HERE = select(
    somebody_here(bindparam("room", type_=String()), lambda person: person == bindparam("whom", type_=String())).label("here")
)


def is_here(read: Read, session: str, person: PersonId) -> bool:
    row = read.row(_IS_HERE, {"room": session, "whom": person})
    assert row is not None
    return bool(row.here)


async def test_a_larger_statement_asks_who_is_here_now_in_this_session_and_workspace(room: Room) -> None:
    await room.come(ANA)
    await room.come(BEN)
    await room.do(leave, BEN)
    await room.come(CHLOE, session="s2")
    await room.come(CHLOE, workspace=OTHER)
    found = [await room.store.read(is_here, room.workspace, "s1", person) for person in (ANA, BEN, CHLOE)]
    assert found == [True, False, False]
