"""What the house hands to every transaction."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest

from bot.core.clock import SetClock
from bot.core.ids import CountedIds, WorkspaceId
from bot.store.opening import open_store
from bot.store.transaction import Given
from bot.store.unit import Read


@dataclass(frozen=True)
class Tariff:
    price: int


async def test_a_snapshot_and_a_transaction_have_what_the_house_has_handed_in(
    database_url: str, clock: SetClock, ids: CountedIds, workspace: WorkspaceId
) -> None:
    given: Given = {Tariff: Tariff(3)}
    store = open_store(
        database_url, clock=clock, real=clock, ids=ids, answers={}, on_commit=lambda rooms: None, connections=1, given=given
    )
    await store.start()
    price: Callable[[Read], int] = lambda read: read.given(Tariff).price  # noqa: E731
    try:
        assert await store.read(price, workspace) == 3
        assert await store.write(price, workspace) == 3
        with pytest.raises(KeyError):
            await store.read(lambda read: read.given(str), workspace)
    finally:
        await store.stop()
