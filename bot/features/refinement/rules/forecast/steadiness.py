"""Whether a team's pace is the same in both halves of a window: a permutation test."""

from collections.abc import Sequence

from bot.core.chance import Chance

LEVEL = 0.05
SHUFFLES = 1_000


def is_steady(counts: Sequence[int], chance: Chance) -> bool:
    """Tell whether the halves of a window differ no more than chance lets them at 5 %."""
    return likelihood(counts, chance) > LEVEL


def likelihood(counts: Sequence[int], chance: Chance, shuffles: int = SHUFFLES) -> float:
    """Return how likely the halves of a window are to differ in their mean as much as they do, were its days in any order.

    Only days on which something was done are laid out anew: the others add nothing to either half. The order that there is counts
    as one of the orders, so that the test keeps its level with few shuffles too.
    """
    days, half = len(counts), len(counts) // 2
    if not half:
        return 1.0
    busy, everywhere = [count for count in counts if count], range(days)

    def apart(first: int) -> float:
        return abs(first / half - (sum(busy) - first) / (days - half))

    seen = apart(sum(counts[:half])) - 1e-9
    far = sum(
        apart(sum(count for count, place in zip(busy, chance.sample(everywhere, len(busy)), strict=True) if place < half)) >= seen
        for _ in range(shuffles)
    )
    return (far + 1) / (shuffles + 1)
