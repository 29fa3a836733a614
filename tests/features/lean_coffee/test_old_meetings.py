"""A meeting that was closed long ago is forgotten where a setting says so: what waits stays, and no ledger shrinks."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from bot.features.lean_coffee.tables import AgendaRow, TopicRow
from bot.features.seu.tables.entries import EntryRow
from bot.house.features import ANSWERED_BY, ROOMS_AND_FEATURES, answers_of
from bot.house.housekeeping import Keeping, keep_house
from bot.meetings.tables import MeetingRow
from bot.store.base import in_workspace
from bot.store.transaction import Answering
from bot.store.unit import Read
from tests.features.desk import text_of
from tests.features.lean_coffee.desk import Desk, payload_of
from tests.features.lean_coffee.scene import BEN, minutes

_MEETINGS = select(func.count().label("n")).select_from(MeetingRow).where(MeetingRow.workspace == in_workspace())
_AGENDAS = select(func.count().label("n")).select_from(AgendaRow).where(AgendaRow.workspace == in_workspace())
_MINUTES = select(func.sum(EntryRow.minutes).label("n")).where(EntryRow.workspace == in_workspace())
_TOPICS = select(TopicRow.title).where(TopicRow.workspace == in_workspace())


@pytest.fixture
def answers() -> Answering:
    return answers_of(ANSWERED_BY)


def counted(read: Read) -> tuple[int, int, int]:
    """Count meetings, lines of agendas and minutes."""
    meetings, agendas, sums = (int(read.rows(statement)[0].n or 0) for statement in (_MEETINGS, _AGENDAS, _MINUTES))
    return meetings, agendas, sums


async def test_an_old_meeting_goes_and_what_was_carried_and_what_was_earned_stays(desk: Desk) -> None:
    board = await desk.talks("Green builds", "On-call")
    await desk.waits(minutes(70))
    await desk.tick.run()
    await desk.click(BEN, "seu:keep", "")
    meetings, agendas, earned = await desk.read(counted)
    assert (meetings, agendas) == (1, 2)
    assert earned > 0
    await desk.types("topic Later", BEN)
    desk.clock.advance(timedelta(days=170))
    await keep_house(desk.store, desk.clock, ROOMS_AND_FEATURES, Keeping(6))
    assert await desk.read(counted) == (1, 2, earned)
    desk.clock.advance(timedelta(days=20))
    await keep_house(desk.store, desk.clock, ROOMS_AND_FEATURES, Keeping(6))
    assert await desk.read(counted) == (0, 0, earned)
    assert {row.title for row in await desk.read(lambda read: read.rows(_TOPICS))} == {"Later"}
    old = (await desk.presses("Next topic", board)).text
    assert "went wrong" not in old
    ledger = await desk.command(BEN, "/seu")
    assert "Platform guild" in text_of(payload_of(ledger.message or ledger.form))
