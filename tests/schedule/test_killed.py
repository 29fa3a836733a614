"""kill -9 while an alarm rings: it rings again if it was not committed, and never if it was."""

import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.core.clock import SetClock
from bot.core.ids import WorkspaceId
from bot.schedule.tick import Tick
from bot.store.unit import RunningStore
from tests.schedule.scene import BELL, Feature, alarms, set_bells, traces

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize(("point", "rings"), [("before the commit", 1), ("after the commit", 0)])
async def test_a_killed_process_neither_loses_an_alarm_nor_rings_it_twice(
    point: str,
    rings: int,
    database_url: str,
    make_store: Callable[[], RunningStore],
    clock: SetClock,
    workspace: WorkspaceId,
) -> None:
    first = make_store()
    await first.start()
    await set_bells(first, workspace, clock.now(), "m1")
    await first.stop()

    died = subprocess.run(  # noqa: ASYNC221 - nothing else runs here while it dies
        [sys.executable, "-m", "tests.schedule.dying", database_url, clock.now().isoformat(), point],
        cwd=ROOT,
        check=False,
        timeout=120,
    )
    assert died.returncode == -signal.SIGKILL

    second = make_store()
    await second.start()
    feature = Feature()
    assert await Tick(second, {BELL: feature.handler}, clock=clock, real=clock).run() == rings
    assert len(await second.read(traces, workspace)) == 1
    assert await second.read(alarms, workspace) == []
    await second.stop()
