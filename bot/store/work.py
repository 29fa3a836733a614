"""An action on its way from the event loop through a transaction and back."""

import asyncio
import time
from collections import deque
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

import structlog

from bot.core.ids import WorkspaceId
from bot.core.refusal import AlreadyDone
from bot.store.requests import remember
from bot.store.transaction import Transaction

_log = structlog.get_logger("store")


@dataclass(slots=True)
class Work:
    """One action that waits for its turn."""

    action: Callable[..., Any]
    workspace: WorkspaceId
    key: str | None
    args: tuple[Any, ...]
    kwargs: Mapping[str, Any]
    future: asyncio.Future[Any]


class ActionResult(NamedTuple):
    """What became of an action: an answer, or the error that undid it."""

    future: asyncio.Future[Any]
    answer: Any = None
    error: BaseException | None = None
    hints: Iterable[str] = ()


def run_action(unit: Transaction, work: Work) -> Any:
    """Run an action once for its request. Raise AlreadyDone, what the action raises, or the fault that the action passed over."""
    if work.key is not None and not remember(unit, work.key, unit.machine_now()):
        raise AlreadyDone(work.key)
    unit.request = work.key
    answer = work.action(unit, *work.args, **work.kwargs)
    # PostgreSQL has given the transaction up by now: on both engines a failed statement ends the action, caught or not
    if unit.fault is not None:
        raise unit.fault
    return answer


class Answers:
    """Brings outcomes back into the loop's thread: one wake-up for all that wait, results first, then the hints."""

    def __init__(self, loop: asyncio.AbstractEventLoop, on_commit: Callable[[frozenset[str]], None]) -> None:
        self._loop = loop
        self._on_commit = on_commit
        self._waiting: deque[ActionResult] = deque()
        self._called = False

    def give(self, outcomes: Iterable[ActionResult]) -> None:
        """Hand over outcomes from any thread."""
        self._waiting.extend(outcomes)
        # A second wake-up by a race is harmless, a missing one would not be: `_tell` lowers the flag before it reads the deque
        if not self._called:
            self._called = True
            try:
                self._loop.call_soon_threadsafe(self._tell)
            except RuntimeError:
                self._waiting.clear()  # the loop was closed under us: nobody is left to hear

    def _tell(self) -> None:
        self._called = False
        hints: set[str] = set()
        while self._waiting:
            outcome = self._waiting.popleft()
            if outcome.error is None:
                hints.update(outcome.hints)
            if not outcome.future.done():
                _settle(outcome)
        if hints:
            self._on_commit(frozenset(hints))


def _settle(outcome: ActionResult) -> None:
    if outcome.error is None:
        outcome.future.set_result(outcome.answer)
    else:
        outcome.future.set_exception(outcome.error)


class SlowActions:
    """Says which actions keep others waiting: the name alone, and each at most once a minute."""

    def __init__(self, longest: float) -> None:
        self._longest = longest
        self._said: dict[str, float] = {}

    def note(self, action: Callable[..., Any], began: float) -> None:
        """Log an action that began at this `perf_counter` and has taken longer than allowed."""
        now = time.perf_counter()
        if now - began <= self._longest:
            return
        name = getattr(action, "__qualname__", type(action).__name__)
        if now - self._said.get(name, -60.0) >= 60.0:
            self._said[name] = now
            _log.warning("slow action", action=name, ms=round((now - began) * 1000, 1))
