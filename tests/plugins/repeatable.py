"""What is tried out of many: all of it and the same again on CI, a sample that is another one each time elsewhere."""

import os
import random
from collections.abc import Sequence
from typing import TypeVar

from hypothesis import settings

T = TypeVar("T")
ON_CI = bool(os.environ.get("CI"))
_FEWER = 3
"""How many times fewer examples a developer's run tries: it looks elsewhere each time, and CI tries them all."""


def examples(number: int) -> int:
    """Return how many examples this run tries of a property that CI tries `number` of."""
    return number if ON_CI else max(5, number // _FEWER)


def sample(many: Sequence[T], every: int) -> Sequence[T]:
    """Give all of many on CI, elsewhere one of `every`, from another one on with each seed of the run."""
    return many if ON_CI else many[random.randrange(every) :: every]


# No deadline: how long one example takes says more about the machine's other work than about the code.
settings.register_profile("search", deadline=None, print_blob=True, max_examples=examples(100))
settings.register_profile("repeat", deadline=None, print_blob=True, derandomize=True)
settings.load_profile("repeat" if ON_CI else "search")
