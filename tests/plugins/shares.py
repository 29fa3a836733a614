"""A developer's run of everything takes a share of what is slow, another one with each seed."""

from zlib import crc32

import pytest

from tests.plugins.repeatable import ON_CI

SECOND_ENGINE = 5
"""Of so many tests on PostgreSQL that have a twin on SQLite one is run."""
LONG_WAYS = 3
"""Of so many tests in the folders below one is run."""
MANY = 2_000
"""A run of fewer tests than this is of chosen ones: nothing of it is left out."""
WHOLE = ("tests/store/", "tests/upgrade/")
"""Folders whose tests are about what differs between the engines."""
FAR = (
    "tests/adding_a_ceremony/",
    "tests/command_line/",
    "tests/end_to_end/",
    "tests/faults/",
    "tests/install/",
    "tests/rehearsal_page/",
    "tests/upgrade/",
    "tests/words/test_extraction.py",
)
"""Where tests go through whole processes, a browser or all sources, most of them over what others have tried closer by."""


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out the shares that are another seed's; CI runs everything, and so does who names a few tests."""
    if ON_CI or len(items) < MANY:
        return
    there = {item.nodeid for item in items}
    seed = int(config.getoption("randomly_seed", 0))
    left_out = [item for item in items if is_of_another_seed(item.nodeid, there, seed)]
    gone = {item.nodeid for item in left_out}
    items[:] = [item for item in items if item.nodeid not in gone]
    config.hook.pytest_deselected(items=left_out)


def is_of_another_seed(nodeid: str, there: set[str], seed: int) -> bool:
    """Tell whether a test is in a share that this seed's run does not take."""
    parts = SECOND_ENGINE if is_second(nodeid, there) else LONG_WAYS if nodeid.startswith(FAR) else 1
    return crc32(nodeid.encode()) % parts != seed % parts


def is_second(nodeid: str, there: set[str]) -> bool:
    """Tell whether a test is the twin on PostgreSQL of one on SQLite."""
    return not nodeid.startswith(WHOLE) and "postgresql" in nodeid and nodeid.replace("postgresql", "sqlite") in there
