"""A minute of chaos: what `make chaos` does in ten, with fewer acts."""

from pathlib import Path

import pytest

from tests.chaos.harm import Spans
from tests.chaos.run import Wishes, chaos
from tests.plugins.repeatable import ON_CI


@pytest.mark.timeout(300)
@pytest.mark.skipif(not ON_CI, reason="starts a PostgreSQL and two replicas of its own")
async def test_nothing_is_lost_and_nothing_doubled_while_the_database_and_the_replicas_are_restarted(tmp_path: Path) -> None:
    few = Wishes(acts=300, seconds=25, replicas=2, meetings=3, people=5, spans=Spans(database=(5, 12), replica=(6, 12)))
    found = await chaos(few, tmp_path)
    assert found.faults == [], str(found)
    assert sum(times for what, times in found.harm.items() if what.startswith("database")) >= 1, str(found)
