"""Reminders at work."""

import pytest

from bot.core.clock import SetClock
from bot.core.ids import WorkspaceId
from bot.store.unit import RunningStore
from tests.features.desk import Desk


@pytest.fixture
def desk(store: RunningStore, clock: SetClock, real: SetClock, workspace: WorkspaceId) -> Desk:
    return Desk(store, clock, real, workspace)
