"""Sprints at work."""

import pytest

from bot.core.clock import SetClock
from bot.core.ids import WorkspaceId
from bot.house.features import ANSWERED_BY, answers_of
from bot.store.transaction import Answering
from bot.store.unit import RunningStore
from tests.features.desk import Desk


@pytest.fixture
def answers() -> Answering:
    return answers_of(ANSWERED_BY)


@pytest.fixture
def desk(store: RunningStore, clock: SetClock, real: SetClock, workspace: WorkspaceId) -> Desk:
    return Desk(store, clock, real, workspace)
