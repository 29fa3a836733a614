"""A long ledger: every entry is reached, in an order that stays."""

import re
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from bot.features.seu.actions import own, settling
from bot.features.seu.store import entries
from tests.features.desk import BEN, Desk, elements_of, options_of, text_of, value_of
from tests.features.seu.scene import HOUR, SESSION, SIX, hold

_ROW = re.compile(r"\*0 h \d+ min\*  Guild (\d+)  ·  ")


async def kept(desk: Desk, count: int, *, on: timedelta = timedelta()) -> None:
    """Have Ben attend so many meetings, all of one day or each so much after the one before."""
    for number in range(count):
        began = SIX + number * on + (number * timedelta(minutes=20) if not on else timedelta())
        session = replace(SESSION, id=f"s{(number * 7) % 97:02}", title=f"Guild {number}", began=began, ended=began + HOUR / 3)
        await hold(desk, {BEN: [(0, 10 + number % 5)]}, session)


def rows(shown: Any) -> list[int]:
    return [int(number) for number in _ROW.findall(text_of(shown))]


async def pages(desk: Desk, shown: dict[str, Any], **where: Any) -> list[dict[str, Any]]:
    """Turn to the last page; return all of them."""
    seen = [shown]
    while any(one["action_id"] == "seu:older" for one in elements_of(seen[-1])):
        told = await desk.click(BEN, "seu:older", value_of(seen[-1], "seu:older"), **where)
        seen.append(told.form if told.forms else told.message)
    return seen


@pytest.mark.parametrize("as_form", [False, True])
async def test_each_of_many_entries_is_reached_the_newest_first(desk: Desk, *, as_form: bool) -> None:
    await desk.store.write(settling.keep, desk.workspace, None, person=BEN)
    await kept(desk, 23, on=timedelta(days=1))
    shown = (await desk.click(BEN, "seu:open", "home")).form if as_form else (await desk.command(BEN, "/seu")).message
    seen = await pages(desk, shown, **({"view": "seu:ledger"} if as_form else {}))
    assert [number for page in seen for number in rows(page)] == [*reversed(range(23))]
    assert ["1 to 10 of 23" in text_of(seen[0]), "21 to 23 of 23" in text_of(seen[2])] == [True, True]
    assert not any(one["action_id"] == "seu:newer" for one in elements_of(seen[0]))
    back = await desk.click(BEN, "seu:newer", value_of(seen[2], "seu:newer"))
    assert rows(back.message) == rows(seen[1])
    assert back.message["replace_original"]


async def test_one_entry_on_the_last_page_is_no_span(desk: Desk) -> None:
    await desk.store.write(settling.keep, desk.workspace, None, person=BEN)
    await kept(desk, 11, on=timedelta(days=1))
    last = text_of((await pages(desk, (await desk.command(BEN, "/seu")).message))[-1])
    assert ("11 of 11, the oldest." in last, "11 to 11" in last) == (True, False)


async def test_an_entry_of_the_last_page_is_corrected_there(desk: Desk) -> None:
    await desk.store.write(settling.keep, desk.workspace, None, person=BEN)
    await kept(desk, 12, on=timedelta(days=1))
    last = (await pages(desk, (await desk.command(BEN, "/seu")).message))[-1]
    form = (await desk.click(BEN, "seu:more", options_of(last, "seu:more")[-1]["Not right?"])).form
    await desk.submit(BEN, form, {"minutes": "19", "reason": "my clock"})
    assert "*0 h 19 min*  Guild 0" in text_of((await pages(desk, (await desk.command(BEN, "/seu")).message))[-1])


async def test_entries_of_one_day_stand_as_they_were_recorded_also_after_one_is_corrected(desk: Desk) -> None:
    await kept(desk, 8)
    await desk.store.write(settling.keep, desk.workspace, None, person=BEN)  # all of them are written in one instant
    assert rows((await desk.command(BEN, "/seu")).message) == [7, 6, 5, 4, 3, 2, 1, 0]
    entry = (await desk.store.read(entries.latest, desk.workspace, BEN, 8))[5]
    desk.clock.advance(HOUR)
    await desk.store.write(own.correct_entry, desk.workspace, None, person=BEN, entry=entry.id, minutes=19, reason="my clock")
    assert rows((await desk.command(BEN, "/seu")).message) == [7, 6, 5, 4, 3, 2, 1, 0]


@pytest.mark.parametrize("value", ["99999", "-1", "", "x", "7777777"])
async def test_a_page_that_is_not_there_becomes_one_that_is(desk: Desk, value: str) -> None:
    await desk.store.write(settling.keep, desk.workspace, None, person=BEN)
    await kept(desk, 11, on=timedelta(days=1))
    assert rows((await desk.click(BEN, "seu:older", value)).message) in ([0], [*range(10, 0, -1)])


async def test_a_short_ledger_has_no_pages(desk: Desk) -> None:
    await desk.store.write(settling.keep, desk.workspace, None, person=BEN)
    await kept(desk, 10, on=timedelta(days=1))
    shown = (await desk.command(BEN, "/seu")).message
    assert len(rows(shown)) == 10
    assert not {"seu:older", "seu:newer"} & {one["action_id"] for one in elements_of(shown)}
