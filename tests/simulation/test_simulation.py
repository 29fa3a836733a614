"""Seeds of the simulation: some each time, a thousand on CI; and that a seed is the whole of a run."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.plugins.repeatable import ON_CI
from tests.simulation.__main__ import _outcomes
from tests.simulation.run import run


@pytest.fixture(scope="module")
def template(sqlite_template: Path) -> bytes:
    return sqlite_template.read_bytes()


@pytest.mark.parametrize("seed", range(4))
def test_whatever_goes_wrong_nothing_is_lost_and_nothing_is_doubled(seed: int, template: bytes) -> None:
    outcome = run(seed, template)
    assert outcome.complaints == (), f"again: make simulate SEEDS=1 FROM={seed}"


def test_a_seed_is_the_whole_of_a_run(template: bytes) -> None:
    assert run(7, template).digest == run(7, template).digest
    assert run(8, template).digest != run(7, template).digest


def test_a_run_in_a_process_that_ends_without_clearing_up_is_the_same(template: bytes) -> None:
    found = {outcome.seed: outcome.digest for outcome in _outcomes(range(7, 10), 1, template)}
    assert found == {seed: run(seed, template).digest for seed in range(7, 10)}


@pytest.mark.skipif(not ON_CI, reason="starts two processes of its own")
def test_a_seed_is_the_whole_of_a_run_in_any_process(template: bytes, tmp_path: Path) -> None:
    file = tmp_path / "template.db"
    file.write_bytes(template)
    ask = (
        "import sys, pathlib; from tests.simulation.run import run; print(run(7, pathlib.Path(sys.argv[1]).read_bytes()).digest)"
    )
    found = {run(7, template).digest}
    for hashes in ("11", "12"):
        command = [sys.executable, "-c", ask, str(file)]
        told = subprocess.run(command, env=os.environ | {"PYTHONHASHSEED": hashes}, capture_output=True, text=True, check=True)
        found.add(told.stdout.split()[-1])
    assert len(found) == 1
