import pytest

from bot.core.clock import SetClock
from bot.core.ids import WorkspaceId
from bot.store.unit import RunningStore
from tests.delivery.fake_slack import FakeSlack
from tests.delivery.scene import Scene


@pytest.fixture
def slack(real: SetClock) -> FakeSlack:
    return FakeSlack(real)


@pytest.fixture
def scene(store: RunningStore, real: SetClock, slack: FakeSlack, workspace: WorkspaceId) -> Scene:
    return Scene(store, real, slack, workspace)


@pytest.fixture
def connections() -> int:
    """Much happens at the same time here."""
    return 4
