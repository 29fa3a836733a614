"""Long tests come early in what a worker takes, and what has been read is no matter for the collector of garbage."""

import gc

import pytest

LONG = ("tests/end_to_end/", "tests/faults/")
"""Folders of tests of several seconds each: one that comes last keeps the other workers waiting."""


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Move long tests from the last third of each worker's share to the front of it; the rest stays as it was shuffled."""
    workers = getattr(config, "workerinput", {}).get("workercount", 1)
    share = -(-len(items) // workers)
    items[:] = [item for at in range(0, len(items), share or 1) for item in _long_ones_first(items[at : at + share])]


def pytest_collection_finish() -> None:
    """Let the collector pass over all that stays to the end anyway: modules, and thousands of tests."""
    gc.collect()
    gc.freeze()


def _long_ones_first(items: list[pytest.Item]) -> list[pytest.Item]:
    late = [item for item in items[len(items) * 2 // 3 :] if item.nodeid.startswith(LONG)]
    moved = {item.nodeid for item in late}
    return [*late, *(item for item in items if item.nodeid not in moved)]
