"""Every test once, for what it reaches, then a fork for each mutant, within one pytest session."""

import os
import random
import resource
import select
import signal
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import coverage
import pytest
from hypothesis import HealthCheck, Phase, settings

from tests.mutation.areas import ROOT
from tests.mutation.swapping import Living, NotApplied, caches
from tests.plugins import repeatable

SECONDS = 12.0
"""Tests of so many seconds of processor time are asked about a mutant, the quickest first; what is left unasked is told."""
MEMORY = 6 * 2**30
_PASSED, _FAILED, _NOT_APPLIED, _BROKE = 0, 1, 2, 3


class Changed(Protocol):
    """What the session wants to know of a mutant."""

    @property
    def path(self) -> str: ...
    @property
    def source(self) -> str: ...
    @property
    def lines(self) -> range: ...


@dataclass(frozen=True)
class Verdict:
    """What became of a mutant: killed, survived, timeout, unreached, not-applied or broke; by which test, after how many."""

    outcome: str
    by: str = ""
    asked: int = 0
    unasked: int = 0


class Session:
    """A plugin that runs the tests its own way."""

    def __init__(self, files: Iterable[Path], judge: Callable[["Session"], None], seed: int = 0) -> None:
        self._files = {str(path) for path in files}
        self._judge = judge
        self._seed = seed
        self._reached: dict[str, dict[int, set[str]]] = defaultdict(lambda: defaultdict(set))
        self._sound: dict[str, bool] = {}
        self._failed = False
        self._took: dict[str, float] = {}
        self._items: dict[str, pytest.Item] = {}
        self.broken: list[str] = []
        self.failed = False

    @pytest.hookimpl(tryfirst=True)
    def pytest_collection(self) -> None:
        """Let every run try the same few examples of a property, and look for no smaller one."""
        random.seed(self._seed)
        vars(repeatable)["_FEWER"] = 8
        few = settings(
            deadline=None,
            derandomize=True,
            max_examples=12,
            database=None,
            phases=(Phase.explicit, Phase.generate),
            suppress_health_check=list(HealthCheck),
        )
        settings.register_profile("mutation", few)
        settings.load_profile("mutation")

    @pytest.hookimpl(trylast=True)
    def pytest_collection_modifyitems(self, config: pytest.Config, items: list[pytest.Item]) -> None:
        """Ask the tests on SQLite."""
        items[:] = [item for item in items if "postgres" not in item.nodeid]

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Note what failed."""
        self._failed = self._failed or report.failed

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Run all tests without a mutant, then let the judge ask."""
        self._items = {item.nodeid: item for item in session.items}
        if session.testsfailed or not session.items:
            self.failed = True
            return True
        session.config.pluginmanager.unregister(name="terminalreporter")  # thousands of forks would each tell their dots
        with _in_silence():
            self._reach(session.items)
        self._living = Living(self._files)
        self._judge(self)
        return True

    def _reach(self, items: list[pytest.Item]) -> None:
        cover = coverage.Coverage(data_file=None, include=sorted(self._files), config_file=False)
        remembered = caches(self._files)
        cover.start()
        for item, following in zip(items, [*items[1:], items[0]], strict=True):  # never None: what the session has set up stays
            for one in remembered:
                one.cache_clear()
            cover.switch_context(item.nodeid)
            began = time.process_time()
            if not self._passes(item, following):
                self.broken.append(item.nodeid)
            self._took[item.nodeid] = time.process_time() - began
        cover.stop()
        found = cover.get_data()
        for path in found.measured_files():
            for line, tests in found.contexts_by_lineno(path).items():
                self._reached[path][line].update(set(tests) - set(self.broken))

    def _passes(self, item: pytest.Item, following: pytest.Item) -> bool:
        self._failed = False
        item.ihook.pytest_runtest_protocol(item=item, nextitem=following)
        return not self._failed

    def verdict(self, mutant: Changed) -> Verdict:
        """Ask the tests that reach a mutant's lines; what has killed must pass in a fork without a mutant too."""
        path = str(ROOT / mutant.path)
        tests = {test for line in mutant.lines for test in self._reached[path].get(line, ()) if self._sound.get(test, True)}
        asked = self._within(sorted(tests, key=lambda test: (self._took[test], test)))
        if not asked:
            return Verdict("unreached")
        verdict = self._forked(asked, lambda: self._living.become(path, Path(path).read_text(encoding="utf-8"), mutant.source))
        if verdict.outcome == "killed" and verdict.by not in self._sound:
            self._sound[verdict.by] = self._forked([verdict.by], lambda: None).outcome == "survived"
            if not self._sound[verdict.by]:
                return self.verdict(mutant)
        return Verdict(verdict.outcome, verdict.by, len(asked), len(tests) - len(asked))

    @property
    def unsound(self) -> list[str]:
        """Name the tests that fail in a fork by themselves: they kill nobody."""
        return [test for test, sound in self._sound.items() if not sound]

    def _within(self, tests: list[str]) -> list[str]:
        chosen: list[str] = []
        seconds = 0.0
        for test in tests:
            seconds += self._took[test]
            if chosen and seconds > SECONDS:
                break
            chosen.append(test)
        return chosen

    def _forked(self, tests: list[str], change: Callable[[], None]) -> Verdict:
        seconds = sum(self._took[test] for test in tests)
        reading, writing = os.pipe()
        sys.stdout.flush()
        child = os.fork()
        if child == 0:
            os._exit(self._in_child(tests, change, writing, int(5 + 2 * seconds)))
        os.close(writing)
        ended, _, _ = select.select([reading], [], [], 240 + 20 * seconds)  # on a busy machine too: processor time ends a loop
        if not ended:
            with suppress(ProcessLookupError):
                os.kill(child, signal.SIGKILL)
        by = os.read(reading, 4096).decode() if ended else ""
        os.close(reading)
        status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        return Verdict(_outcome(status) if ended else "timeout", by)

    def _in_child(self, tests: list[str], change: Callable[[], None], writing: int, seconds: int) -> int:
        try:
            resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 2))
            resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
            change()
            items = [self._items[test] for test in tests]
            with _in_silence():
                items[0].session._setupstate.teardown_exact(items[0])
                for item, following in zip(items, [*items[1:], items[0]], strict=True):
                    if not self._passes(item, following):
                        os.write(writing, item.nodeid.encode()[:4096])
                        return _FAILED
        except NotApplied:
            return _NOT_APPLIED
        except BaseException:
            return _BROKE
        return _PASSED


@contextmanager
def _in_silence() -> Iterator[None]:
    sys.stdout.flush()
    kept, quiet = [os.dup(1), os.dup(2)], os.open(os.devnull, os.O_RDWR)
    os.dup2(quiet, 1)
    os.dup2(quiet, 2)
    try:
        yield
    finally:
        sys.stdout.flush()
        os.dup2(kept[0], 1)
        os.dup2(kept[1], 2)
        for one in (*kept, quiet):
            os.close(one)


def _outcome(status: int) -> str:
    if status in {-signal.SIGXCPU, -signal.SIGKILL}:
        return "timeout"
    return {_PASSED: "survived", _FAILED: "killed", _NOT_APPLIED: "not-applied"}.get(status, "broke")
