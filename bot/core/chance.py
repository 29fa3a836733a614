"""Chance, which is handed in as the moment is, so that a test can repeat it."""

import random
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


def seeded(seed: str) -> Chance:
    """Return chance that falls alike for the same seed, whenever and wherever it is asked: for draws, never for secrets."""
    return random.Random(seed)  # noqa: S311 - it simulates a team's weeks and guards nothing
