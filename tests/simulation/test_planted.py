"""The simulation finds faults that are planted into the bot, each within some seeds."""

from pathlib import Path
from typing import Any

import pytest

from tests.plugins.repeatable import ON_CI
from tests.simulation.planted import FAULTS, planted
from tests.simulation.run import run

WITHIN = 40
"""Seeds that may pass by a planted fault before one finds it."""
_WHERE: dict[str, dict[str, Any]] = {"a claim without compare-and-set": {"machines": 3, "is_calm": True}}
"""Where to look for one that any doubt about Slack's answers would excuse."""


@pytest.mark.skipif(not ON_CI, reason="takes many runs")
@pytest.mark.parametrize("fault", FAULTS)
def test_a_planted_fault_is_found(fault: str, sqlite_template: Path) -> None:
    template = sqlite_template.read_bytes()
    with planted(fault):
        assert any(run(seed, template, **_WHERE.get(fault, {})).complaints for seed in range(WITHIN))
