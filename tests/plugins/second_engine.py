"""A developer's run of everything takes SQLite whole, and of what runs on PostgreSQL too another fifth with each seed."""

from zlib import crc32

import pytest

from tests.plugins.repeatable import ON_CI

PARTS = 5
"""Of so many tests on the second engine one is run; CI runs them all, and so does who names a few tests."""
MANY = 2_000
"""A run of fewer tests than this is of chosen ones: nothing of it is left out."""
WHOLE = ("tests/store/", "tests/upgrade/")
"""Folders whose tests are about what differs between the engines."""


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out four fifths of the tests on PostgreSQL that have a twin on SQLite."""
    if ON_CI or len(items) < MANY:
        return
    there = {item.nodeid for item in items}
    turn = int(config.getoption("randomly_seed", 0)) % PARTS
    left_out = [item for item in items if is_second(item.nodeid, there) and crc32(item.nodeid.encode()) % PARTS != turn]
    gone = {item.nodeid for item in left_out}
    items[:] = [item for item in items if item.nodeid not in gone]
    config.hook.pytest_deselected(items=left_out)


def is_second(nodeid: str, there: set[str]) -> bool:
    """Tell whether a test is the twin on PostgreSQL of one on SQLite that is run as well."""
    return not nodeid.startswith(WHOLE) and "postgresql" in nodeid and nodeid.replace("postgresql", "sqlite") in there
