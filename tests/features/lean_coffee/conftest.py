"""A desk of Lean Coffee on a fresh database."""

import pytest

from bot.core.clock import SetClock
from bot.core.ids import WorkspaceId
from bot.store.unit import RunningStore
from tests.features.lean_coffee.desk import Desk
from tests.features.lean_coffee.scene import TEN


@pytest.fixture
async def desk(store: RunningStore, clock: SetClock, real: SetClock, workspace: WorkspaceId) -> Desk:
    clock.instant = real.instant = TEN
    return await Desk(store, clock, real, workspace).furnish()
