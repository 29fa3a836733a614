"""What an agenda holds: so many lines, and the next is refused with that number."""

from datetime import UTC, datetime

import pytest

from bot.core.ids import PersonId, SeriesId
from bot.features.refinement.rules.agenda import MOST, AgendaFull, AgendaLine, AgendaLineId, room_for_one

SINCE = datetime(2026, 11, 21, tzinfo=UTC)


def test_an_agenda_that_is_full_takes_no_more() -> None:
    lines = [
        AgendaLine(AgendaLineId(f"l{number}"), SeriesId("s1"), "Who tells the shops?", PersonId("U0BEN"), SINCE)
        for number in range(MOST)
    ]
    room_for_one(lines[1:])
    with pytest.raises(AgendaFull) as refused:
        room_for_one(lines)
    assert refused.value.most == MOST
