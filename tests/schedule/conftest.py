"""What tests of schedules share."""

import pytest

from bot.core.clock import SetClock
from bot.schedule.tick import Tick
from bot.store.unit import RunningStore
from tests.schedule.scene import BELL, CARD, Feature


@pytest.fixture
def connections() -> int:
    """Much happens at the same time here."""
    return 4


@pytest.fixture
def feature() -> Feature:
    return Feature()


@pytest.fixture
def tick(store: RunningStore, feature: Feature, clock: SetClock, real: SetClock) -> Tick:
    return Tick(store, {BELL: feature.handler, CARD: feature.handler}, clock=clock, real=real)
