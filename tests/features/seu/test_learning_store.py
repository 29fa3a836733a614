"""What the rules of programmes are told of a person, read from what was written."""

from dataclasses import replace
from datetime import date, timedelta

from bot.core.clock import SetClock
from bot.core.ids import WorkspaceId
from bot.features.seu.rules.entries import reversal
from bot.features.seu.rules.held import Claim, Held, Renewal, RenewalKind
from bot.features.seu.rules.record import Line, Record, Use, standing_lines
from bot.features.seu.rules.values import Category, Entry, Source, Word
from bot.features.seu.store import claims, credentials, entries, renewals
from bot.features.seu.store.learning import learning_of, record_of
from bot.store.unit import RunningStore, Unit
from tests.features.desk import ANA, BEN
from tests.features.seu.scene import SESSION, entry

CSPO = Held("c1", BEN, "scrum_alliance", "1", "cspo", issued=date(2026, 3, 14))
RENEWED = Renewal("r1", "c1", RenewalKind.UNITS, date(2028, 3, 1), date(2028, 3, 14), date(2030, 3, 14), "1")
DAY = SESSION.day
MINE = Word(Source.SELF, BEN, "my clock")


def write(unit: Unit, *lines: Entry, key: str) -> None:
    entries.lock_ledger(unit, BEN)
    entries.write(unit, *lines, key=key)


async def correct(store: RunningStore, workspace: WorkspaceId, old: Entry, new: str, minutes: int) -> Entry:
    """Put another entry in the place of one."""
    back, mended = reversal([old], old, entry_id=f"-{old.id}", word=MINE), replace(old, id=new, minutes=minutes)
    await store.write(write, workspace, None, back, mended, key=new)
    return mended


async def test_what_stands_is_read_in_the_order_of_its_days(store: RunningStore, workspace: WorkspaceId, clock: SetClock) -> None:
    later = entry("e1", activity="a1")
    await store.write(write, workspace, None, later, key="e1")
    clock.advance(timedelta(minutes=1))
    earlier = entry("e2", 30, day=DAY - timedelta(days=1), activity="a2", category=Category.READING)
    await store.write(write, workspace, None, earlier, key="e2")
    clock.advance(timedelta(minutes=1))
    mended = await correct(store, workspace, later, "e3", 45)
    gone = entry("e4", activity="a4")
    await store.write(write, workspace, None, gone, key="e4")
    await store.write(write, workspace, None, reversal([gone], gone, entry_id="-e4", word=MINE), key="-e4")
    record = await store.read(record_of, workspace, BEN)
    assert record.lines == (
        Line("e2", "a2", 30, DAY - timedelta(days=1), Category.READING),
        Line(mended.id, "a1", 45, DAY, Category.EVENT),
    )
    written = [one for of in ("a1", "a2", "a4") for one in await store.read(entries.entries_of, workspace, BEN, of)]
    assert record.lines == standing_lines(written)
    assert await store.read(record_of, workspace, ANA) == Record()


async def test_a_correction_moves_nothing_behind_others_of_its_day(
    store: RunningStore, workspace: WorkspaceId, clock: SetClock
) -> None:
    first, second = entry("e1", activity="a1"), entry("e2", 30, activity="a2")
    for one in (first, second):
        await store.write(write, workspace, None, one, key=one.id)
        clock.advance(timedelta(minutes=1))
    await correct(store, workspace, first, "e3", 45)
    record = await store.read(record_of, workspace, BEN)
    assert [line.entry for line in record.lines] == ["e3", "e2"]
    written = [one for of in ("a1", "a2") for one in await store.read(entries.entries_of, workspace, BEN, of)]
    assert record.lines == standing_lines(written)


async def test_what_was_said_of_what_stands_no_more_is_read_with_it(store: RunningStore, workspace: WorkspaceId) -> None:
    first = entry("e1", activity="a1")
    await store.write(write, workspace, None, first, key="e1")
    await store.write(claims.keep, workspace, None, BEN, Claim("e1", "scrum_alliance", "learning", DAY))
    await store.write(claims.keep, workspace, None, BEN, Claim("e1", "gone", None, DAY))
    second = await correct(store, workspace, first, "e2", 60)
    learning = await store.read(learning_of, workspace, BEN)
    read = learning.record.claims["e2", "scrum_alliance"]
    assert (read.category, read.logged) == ("learning", DAY)
    assert ("e2", "gone") not in learning.record.claims
    assert [line.entry for line in learning.spoken("scrum_alliance").replaced] == ["e1"]
    assert {*learning.spoken("scrum_alliance").claims} == {"e1", second.id}
    assert learning.spoken("pmi").replaced == ()


async def test_what_renewals_have_used_up_is_read_with_its_activity_also_of_what_was_removed(
    store: RunningStore, workspace: WorkspaceId
) -> None:
    await store.write(write, workspace, None, entry("e1", activity="a1"), key="e1")
    await store.write(credentials.add, workspace, None, CSPO)
    await store.write(renewals.add, workspace, None, RENEWED, {"e1": 40})
    await store.write(credentials.remove, workspace, None, CSPO)
    learning = await store.read(learning_of, workspace, BEN)
    assert learning.record.used == {("scrum_alliance", "c1"): (Use("e1", "a1", 40),)}
    assert [one.id for one in learning.record.renewals_in("scrum_alliance")] == ["r1"]
    assert learning.spoken("scrum_alliance").used == {"a1"}
    assert learning.record.held == ()
