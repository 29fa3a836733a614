"""A desk of Lean Coffee on a fresh database."""

import pytest

from bot.core.clock import SetClock
from bot.core.ids import WorkspaceId
from bot.store.unit import RunningStore
from tests.features.lean_coffee.desk import Desk
from tests.features.lean_coffee.scene import TEN
from tests.features.lean_coffee.windowed import Guild


@pytest.fixture
async def desk(store: RunningStore, clock: SetClock, real: SetClock, workspace: WorkspaceId) -> Desk:
    clock.instant = real.instant = TEN
    return await Desk(store, clock, real, workspace).furnish()


@pytest.fixture
async def windowed(store: RunningStore, clock: SetClock, real: SetClock, workspace: WorkspaceId) -> Guild:
    """A guild that holds its Lean Coffees asynchronously."""
    clock.instant = real.instant = TEN
    held = Guild(store, clock, real, workspace)
    await held.furnish()
    return held
