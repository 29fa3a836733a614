"""Chance, which is handed in as the moment is, so that a test can repeat it."""

import random
import time
from collections.abc import Sequence
from typing import Protocol


class Chance(Protocol):
    """A source of chance."""

    def random(self) -> float:
        """Return a number from 0 up to, not with, 1."""
        ...

    def randbytes(self, n: int, /) -> bytes:
        """Return that many bytes, all as likely as one another."""
        ...

    def sample(self, population: Sequence[int], k: int) -> list[int]:
        """Return k of these, none of them twice."""
        ...


class _Considerate(random.Random):
    """Chance that lets the other threads of the process have their turn before each larger portion.

    Draws in a thread hold the interpreter for 5 ms at a time otherwise, and whoever waits for the loop would wait so long, again and
    again; with a pause each half millisecond nobody notices them.
    """

    def randbytes(self, n: int) -> bytes:
        """Return that many bytes."""
        time.sleep(0)
        return super().randbytes(n)

    def sample(self, population: Sequence[int], k: int) -> list[int]:  # type: ignore[override]  # of numbers, and without counts
        """Return k of these, none of them twice."""
        time.sleep(0)
        return super().sample(population, k)


def seeded(seed: str) -> Chance:
    """Return chance that falls alike for the same seed, whenever and wherever it is asked: for draws, never for secrets."""
    return _Considerate(seed)
