"""How minutes add up in nested categories with minimums and maximums (seu.md, cases 18 and 19)."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from bot.features.seu.rules.programmes import BodyCategory, Level, Limits, Programme, Rounding

Minutes = Mapping[str | None, int]
"""Minutes by the category they are filed under itself, not one of its parts; None where a programme has no categories."""


@dataclass(frozen=True)
class CategoryTally:
    """How a category stands, in minutes. `had`: all that was filed in it and in its parts; `counted`: what of it counts.

    `over`: what came in and was over its own maximum; a part's is the part's. `depth`: 0 for one that is no part of another.
    """

    category: BodyCategory
    limits: Limits
    depth: int
    had: int
    counted: int
    over: int

    @property
    def missing(self) -> int:
        """Return the minutes that its minimum still lacks."""
        return max(0, (self.limits.minimum or 0) - self.counted)


@dataclass(frozen=True)
class Tally:
    """What counts in all, and how each category stands, parents before their parts."""

    counted: int
    categories: tuple[CategoryTally, ...]

    @property
    def lacking(self) -> tuple[CategoryTally, ...]:
        """Return the categories whose minimum is not reached."""
        return tuple(one for one in self.categories if one.missing)

    def reaches(self, need: int) -> bool:
        """Tell whether enough counts, in all and in each category."""
        return self.counted >= need and not self.lacking

    def to_reach(self, need: int) -> int:
        """Return the fewest minutes that would have to be added: those of a part are its parent's too."""
        least: Counter[str | None] = Counter()
        for one in reversed(self.categories):
            least[one.category.parent] += max(one.missing, least[one.category.key])
        return max(0, need - self.counted, least[None])


def tally(programme: Programme, level: Level, minutes: Minutes) -> Tally:
    """Add minutes up, from the parts to their parents; a programme without categories counts whatever there is."""
    unit = programme.unit
    if unit.rounded is Rounding.TOTAL:
        minutes = {key: unit.whole_steps(each) for key, each in minutes.items()}
    if not programme.categories:
        return Tally(minutes.get(None, 0), ())
    had = {key: minutes.get(key, 0) for key in programme.categories}
    came_in = dict(had)
    counted: dict[str, int] = {}
    for key, category in reversed(list(programme.categories.items())):
        most = limits_of(category, level).maximum
        counted[key] = came_in[key] if most is None else min(came_in[key], most)
        if category.parent is not None:
            had[category.parent] += had[key]
            came_in[category.parent] += counted[key]
    categories = tuple(
        CategoryTally(
            category,
            limits_of(category, level),
            len(path_of(programme, key)) - 1,
            had[key],
            counted[key],
            came_in[key] - counted[key],
        )
        for key, category in programme.categories.items()
    )
    return Tally(sum(one.counted for one in categories if not one.depth), categories)


def limits_of(category: BodyCategory, level: Level) -> Limits:
    """Return the limits of a category at a level: the level's own where it has some."""
    return level.limits.get(category.key, category.limits)


def path_of(programme: Programme, key: str) -> tuple[str, ...]:
    """Return a category and what it is a part of, up to the top."""
    parent = programme.categories[key].parent
    return (key,) if parent is None else (key, *path_of(programme, parent))
