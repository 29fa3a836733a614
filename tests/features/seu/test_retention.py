"""Words of a ledger that are older than they are kept are forgotten; minutes never are."""

from datetime import date

import pytest

from bot.core.clock import SetClock
from bot.core.ids import CountedIds, WorkspaceId
from bot.features.seu.actions.erasing import forget_old
from bot.features.seu.rules.retention import Retention
from bot.features.seu.rules.values import Entry
from bot.features.seu.store import entries
from bot.store.opening import open_store
from bot.store.transaction import Given
from bot.store.unit import Read, Unit
from tests.fakes.hints import Hints
from tests.features.desk import ANA, BEN
from tests.features.seu.scene import entry

OLD, NEW = date(2023, 3, 1), date(2023, 3, 2)


LINK = "https://guild.example/1"
WORDS = ("Guild", LINK, "a photo", "why", ANA)
NO_WORDS = ("", "", "", "", "")


def words(one: Entry | None) -> tuple[str, ...]:
    assert one is not None
    return one.description, one.link, one.evidence, one.reason, one.actor


def written(unit: Unit) -> None:
    entries.lock_ledger(unit, BEN)
    for number, day in enumerate((OLD, NEW)):
        said = entry(
            f"e{number}", day=day, description="Guild", reason="why", link=LINK, evidence="a photo", activity=f"s{number}"
        )
        entries.write(unit, said, key=f"k{number}")


def kept(read: Read) -> list[Entry | None]:
    return [entries.entry(read, "e0"), entries.entry(read, "e1")]


@pytest.mark.parametrize(("months", "old"), [(36, NO_WORDS), (0, WORDS)])
async def test_words_go_after_the_months_that_are_set_and_minutes_stay(
    database_url: str, clock: SetClock, ids: CountedIds, workspace: WorkspaceId, months: int, old: tuple[str, ...]
) -> None:
    given: Given = {Retention: Retention(months)}
    store = open_store(database_url, clock=clock, real=clock, ids=ids, answers={}, on_commit=Hints(), connections=1, given=given)
    await store.start()
    try:
        await store.write(written, workspace)
        await store.write(forget_old, workspace)
        first, second = await store.read(kept, workspace)
        assert (words(first), words(second)) == (old, WORDS)
        assert await store.read(entries.balance, workspace, BEN) == 120
    finally:
        await store.stop()


def test_nothing_is_forgotten_that_a_running_cycle_may_need() -> None:
    assert Retention(36).words_before(date(2026, 2, 28)) == date(2023, 2, 28)
    assert Retention(0).words_before(date(2026, 2, 28)) is None
