"""Who wants to be erased: their ledger goes, the sessions keep their totals, and nobody who is relied on is let go."""

from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import MetaData, func, select

import bot.features.seu as features
from bot.action_items.rules.values import ActionItem
from bot.action_items.store import add
from bot.core.ids import ActionItemId, ChannelId
from bot.features.seu.actions import erasing, settling
from bot.features.seu.rules.audit import Act
from bot.features.seu.store import audit
from bot.features.seu.tables.entries import EntryRow, LedgerRow
from bot.presence.rules import Source
from bot.presence.store import check_in, segments
from bot.store.base import in_workspace
from bot.store.unit import Read, Unit
from tests.features.desk import ANA, BEN, CHLOE, Desk, elements_of, text_of, value_of
from tests.features.seu.scene import SESSION, close, hold, say, total

SECRET = "because of zanzibar"


async def with_a_ledger(desk: Desk) -> Desk:
    """Ben has attended a meeting, kept it and corrected it; Chloé was there too."""
    await hold(desk, {BEN: [(17, 60)], CHLOE: [(0, 60)]})
    for person in (BEN, CHLOE):
        await desk.store.write(settling.keep, desk.workspace, None, person=person)
    (asked,) = [one for one in await desk.shown("seu:ask") if one.place == BEN]
    form = (await desk.click(BEN, "seu:correct", asked.value("seu:correct"))).form
    await desk.submit(BEN, form, {"hours": "0", "minutes": "50", "reason": SECRET})
    return desk


def everything(read: Read, schema: MetaData) -> str:
    rows = (read.rows(select(table)) for table in schema.sorted_tables if table.name != "store_request")
    return str([tuple(row) for found in rows for row in found])


def totals(read: Read) -> list[Any]:
    of_session = (
        select(EntryRow.activity, func.sum(EntryRow.minutes).label("minutes"))
        .where(EntryRow.workspace == in_workspace())
        .group_by(EntryRow.activity)
    )
    return [tuple(row) for row in read.rows(of_session)]


async def test_case_25_a_person_is_erased_everywhere_and_the_sessions_keep_their_totals(desk: Desk, schema: MetaData) -> None:
    await with_a_ledger(desk)
    before = await desk.store.read(totals, desk.workspace)
    form = (await desk.command(BEN, "/seu erase")).form
    assert form["callback_id"] == "seu:erase"
    assert "/seu export" in text_of(form)
    told = await desk.submit(BEN, form, {"sure": ["sure"]})
    assert "You are erased" in text_of(told.form)
    whole = await desk.store.read(everything, desk.workspace, schema)
    assert BEN not in whole
    assert SECRET not in whole
    assert await desk.store.read(totals, desk.workspace) == before
    assert await total(desk, BEN) == 0
    assert await total(desk, CHLOE) == 60


async def test_erasing_wants_its_tick(desk: Desk) -> None:
    await with_a_ledger(desk)
    form = (await desk.command(BEN, "/seu erase")).form
    assert "cannot be brought back" in (await desk.submit(BEN, form)).errors["sure"]
    assert await total(desk, BEN) == 50


@pytest.mark.parametrize(
    ("does", "relied_on"),
    [
        ("/coffee start Guild", "the meeting “Guild” that runs in <#C0GUILD>"),
        ('/coffee every thursday 15:00 "Weekly"', "“Weekly”, which comes again in <#C0GUILD>"),
        ("/refine remind every friday at 10:00", "a reminder in <#C0GUILD>"),
    ],
)
async def test_who_is_relied_on_is_told_what_to_end_or_hand_on_first(desk: Desk, does: str, relied_on: str) -> None:
    told = await desk.command(BEN, does)
    if " every " in does:
        save = next(one for one in elements_of(told.message) if one["action_id"].endswith("save_plan"))
        await desk.click(BEN, save["action_id"], save["value"])
    assert relied_on in (await desk.command(BEN, "/seu erase")).text
    assert (await desk.command(CHLOE, "/seu erase")).form


async def test_an_action_item_is_finished_or_handed_on_first(desk: Desk) -> None:
    item = ActionItem(
        id=ActionItemId("a1"),
        channel=ChannelId("C0GUILD"),
        text="Write the rule",
        owner=BEN,
        noted_by=ANA,
        noted=desk.clock.now(),
    )
    await desk.store.write(lambda unit: add(unit, item), desk.workspace, None)
    assert "the action item “Write the rule” of <#C0GUILD>" in (await desk.command(BEN, "/seu erase")).text


async def test_each_sees_who_changed_what_of_theirs_and_nobody_else_s(desk: Desk) -> None:
    await with_a_ledger(desk)
    mine = (await desk.command(BEN, "/seu audit")).text
    assert "an entry corrected or taken back" in mine
    assert mine.index("an entry corrected") < mine.index("keeping of minutes turned on")
    assert "corrected" not in (await desk.command(CHLOE, "/seu audit")).text.replace("Who changed", "")


async def test_a_long_audit_has_pages(desk: Desk) -> None:
    def much(unit: Unit) -> None:
        for _ in range(45):
            audit.note(unit, BEN, Act.LOGGED, by=ANA)

    await desk.store.write(much, desk.workspace, None)
    first = (await desk.command(BEN, "/seu audit")).message
    assert "1 to 20 of 45." in text_of(first)
    second = await desk.click(BEN, "seu:audit_older", value_of(first, "seu:audit_older"))
    assert "21 to 40 of 45." in second.text
    assert "1 to 20 of 45." in (await desk.click(BEN, "seu:audit_newer", "0", view="seu:audit")).text


async def test_a_meeting_that_settles_after_an_erasure_keeps_and_asks_nothing_of_who_is_nobody(
    desk: Desk, schema: MetaData
) -> None:
    desk.clock.instant = SESSION.began
    await desk.store.write(lambda unit: check_in(unit, SESSION.id, BEN, Source.BUTTON), desk.workspace, None)
    desk.clock.instant = SESSION.ended
    await desk.store.write(close, desk.workspace, None, SESSION)
    await desk.submit(BEN, (await desk.command(BEN, "/seu erase")).form, {"sure": ["sure"]})
    before = await desk.store.read(totals, desk.workspace)
    await desk.tick.run()
    (nobody,) = await desk.store.read(lambda read: segments(read, SESSION.id), desk.workspace)
    await say(desk, nobody, 20)
    assert await desk.shown() == []
    assert await desk.store.read(totals, desk.workspace) == before
    assert await desk.store.read(lambda read: [row.person for row in read.rows(select(LedgerRow.person))], desk.workspace) == []


async def test_a_host_who_is_erased_is_asked_no_more(desk: Desk) -> None:
    await with_a_ledger(desk)
    await desk.submit(ANA, (await desk.command(ANA, "/seu erase")).form, {"sure": ["sure"]})
    form = (await desk.click(CHLOE, "seu:ask_host", "s1")).text
    assert "Who hosted this meeting is not here any more." in form
    assert "they are not here any more" in (await desk.click(CHLOE, "seu:leave_roster", f"s1/{BEN}")).text


def test_every_act_that_the_audit_knows_is_noted_somewhere() -> None:
    actions = "".join(file.read_text(encoding="utf-8") for file in Path(erasing.__file__).parent.glob("*.py"))
    alarms = Path(features.__file__).with_name("alarms.py").read_text(encoding="utf-8")
    assert [act for act in Act if f"Act.{act.name}" not in actions + alarms] == []


async def test_a_credential_and_its_renewal_are_told_by_the_audit(desk: Desk) -> None:
    await desk.command(BEN, "/seu credential CSPO 14 march 2025")
    assert "a credential added, changed or removed" in (await desk.command(BEN, "/seu audit")).text
