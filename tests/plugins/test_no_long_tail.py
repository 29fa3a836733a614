"""Long tests of the last third come first in each worker's share, and none is lost."""

from typing import Any, cast

import pytest

from tests.plugins.no_long_tail import pytest_collection_modifyitems


class Named:
    """A test of which only the name matters."""

    def __init__(self, nodeid: str) -> None:
        self.nodeid = nodeid


class OfWorker:
    """The configuration that one of several workers gets."""

    def __init__(self, workers: int | None) -> None:
        if workers is not None:
            self.workerinput = {"workercount": workers}


def ordered(names: str, workers: int | None) -> str:
    """Order tests: a capital letter is a long one."""
    items: list[Any] = [Named(f"tests/{'faults' if name.isupper() else 'core'}/test_x.py::{name}") for name in names]
    pytest_collection_modifyitems(cast(pytest.Config, OfWorker(workers)), items)
    return "".join(item.nodeid[-1] for item in items)


@pytest.mark.parametrize(
    ("names", "workers", "said"),
    [
        ("abcdefghI", None, "Iabcdefgh"),
        ("aBcdefGhI", 1, "GIaBcdefh"),
        ("abcdeFghijkL", 2, "FabcdeLghijk"),
        ("Abc", 5, "Abc"),
        ("", 3, ""),
    ],
)
def test_long_tests_of_the_last_third_come_first_in_each_share(names: str, workers: int | None, said: str) -> None:
    assert ordered(names, workers) == said
