"""A team that has done something."""

import pytest

from bot.core.clock import SetClock
from bot.core.ids import WorkspaceId
from bot.store.unit import RunningStore
from tests.features.desk import Desk
from tests.features.refinement.forecast.scene import NOON


@pytest.fixture
def desk(store: RunningStore, clock: SetClock, real: SetClock, workspace: WorkspaceId) -> Desk:
    clock.instant = NOON
    return Desk(store, clock, real, workspace)
