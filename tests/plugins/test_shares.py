"""Of what is slow a share is run, every test with some seed, and all of them where that is asked for."""

from typing import Any, cast

import pytest

from tests.plugins import shares
from tests.plugins.shares import LONG_WAYS, MANY, SECOND_ENGINE, pytest_collection_modifyitems


class Named:
    """A test of which only the name matters."""

    def __init__(self, nodeid: str) -> None:
        self.nodeid = nodeid


class Seeded:
    """The configuration of a run with a seed, which hears what is left out."""

    def __init__(self, seed: int) -> None:
        self.seed = seed
        self.left_out: list[str] = []
        self.hook = self

    def getoption(self, name: str, default: int) -> int:
        assert (name, default) == ("randomly_seed", 0)
        return self.seed

    def pytest_deselected(self, items: list[Named]) -> None:
        self.left_out += [item.nodeid for item in items]


ALONE = "tests/core/test_x.py::test_alone[postgresql]"
OF_STORE = "tests/store/test_x.py::test_it[postgresql]"
TWINS = [f"tests/series/test_x.py::test_{n}[{engine}]" for n in range(30) for engine in ("sqlite", "postgresql")]
LONG = [f"tests/end_to_end/test_x.py::test_{n}" for n in range(30)]
NAMES = [
    *TWINS,
    *LONG,
    ALONE,
    OF_STORE,
    OF_STORE.replace("postgresql", "sqlite"),
    *(f"tests/core/test_y.py::test_{n}" for n in range(MANY)),
]


def run(seed: int, names: list[str]) -> tuple[list[str], list[str]]:
    """Return what a run takes, in its order, and what it leaves out."""
    items: list[Any] = [Named(name) for name in names]
    config = Seeded(seed)
    pytest_collection_modifyitems(cast(pytest.Config, config), items)
    return [item.nodeid for item in items], config.left_out


def test_each_seed_takes_another_share_of_what_is_slow_and_all_of_the_rest(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shares, "ON_CI", False)
    seconds = [name for name in TWINS if "postgresql" in name]
    for slow, parts in ((seconds, SECOND_ENGINE), (LONG, LONG_WAYS)):
        runs = [run(seed, NAMES) for seed in range(parts)]
        for taken, left_out in runs:
            assert taken == [name for name in NAMES if name not in left_out]
            assert set(left_out) < {*seconds, *LONG}
        assert sorted(name for taken, _ in runs for name in taken if name in slow) == sorted(slow)


def test_nothing_is_left_out_on_ci_or_where_a_few_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shares, "ON_CI", False)
    assert run(0, TWINS) == (TWINS, [])
    monkeypatch.setattr(shares, "ON_CI", True)
    assert run(0, NAMES) == (NAMES, [])
