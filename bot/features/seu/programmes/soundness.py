"""Whether the parts of a programme's file agree with one another."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from bot.features.seu.programmes.converting import in_order
from bot.features.seu.programmes.schema import CategoryModel, LevelModel, LimitsModel, ProgrammeModel
from bot.features.seu.rules.values import Category

Fault = tuple[tuple[str | int, ...], str]
"""Where, and what is wrong there."""


def faults_of(model: ProgrammeModel, document: Mapping[str, Any]) -> list[Fault]:
    """Return where the parts of a file do not agree; `document` is the file as it was written."""
    parts = (_levels(model), _certifications(model), _categories(model), _amounts(model), _second_hand(model, document))
    found = [fault for part in parts for fault in part]
    return found or list(_reachable(model))  # what can be reached is only asked of what is whole


def _levels(model: ProgrammeModel) -> Iterator[Fault]:
    together = model.renewed == "together"
    if model.lifelong and (model.cycle or any(level.cycle for level in model.levels.values())):
        yield ("lifelong",), "what never expires has no cycle; leave one of them out"
    for key, level in model.levels.items():
        cycle = level.cycle or model.cycle
        if level.need is not None and cycle is None:
            yield ("levels", key, "need"), "there is no cycle in which it would be needed; give one in cycle, or leave it out"
        if together and level.add_on is None:
            yield ("levels", key, "add_on"), "is missing; what is renewed together says what a further track adds"
        if not together and level.add_on is not None:
            yield (
                ("levels", key, "add_on"),
                "there is none where each is renewed apart; write `renewed: together`, or leave it out",
            )
        for name in level.limits:
            if name not in model.categories:
                yield ("levels", key, "limits", name), _unknown("category", model.categories)
    for path, cycle in (
        (("cycle",), model.cycle),
        *((("levels", key, "cycle"), level.cycle) for key, level in model.levels.items()),
    ):
        carry = cycle and cycle.carry_over
        if cycle and carry and carry.months > cycle.months:
            yield (*path, "carry_over", "months"), f"is longer than the cycle; the most are {cycle.months}"
        if carry and carry.category is not None and carry.category not in model.categories:
            yield (*path, "carry_over", "category"), _unknown("category", model.categories)


def _certifications(model: ProgrammeModel) -> Iterator[Fault]:
    if not model.certifications and not model.open:
        yield ("certifications",), "is empty; name one, or write `open: true` for a programme that takes any name"
    for key, one in model.certifications.items():
        if one.level not in model.levels:
            yield ("certifications", key, "level"), _unknown("level", model.levels)
        for at, way in enumerate(one.onward):
            if way.to not in model.certifications or way.to == key:
                yield ("certifications", key, "onward", at, "to"), _unknown("other certification", model.certifications)


def _categories(model: ProgrammeModel) -> Iterator[Fault]:
    placed = in_order(model.categories)
    for key, one in model.categories.items():
        if one.parent is not None and one.parent not in model.categories:
            yield ("categories", key, "parent"), _unknown("category", model.categories)
        elif key not in placed:
            yield ("categories", key, "parent"), "it would be a part of itself"
    for category in Category:
        if model.categories and category not in model.filed_under:
            said = "is missing; name the category that it is filed under, or write null where it does not count by itself"
            yield ("filed_under", category.value), said
    for category, name in model.filed_under.items():
        if name is not None and name not in model.categories:
            yield ("filed_under", category.value), _unknown("category", model.categories)
    yield from _names(model.categories)


def _names(categories: Mapping[str, CategoryModel]) -> Iterator[Fault]:
    """Find names that would mean two categories."""
    taken: dict[str, str] = {}
    for key, one in categories.items():
        for name in {key, *one.label.values(), *one.old_names}:
            other = taken.setdefault(name.casefold(), key)
            if other != key:
                yield ("categories", key), f"“{name}” is a name of {other} too"


def _amounts(model: ProgrammeModel) -> Iterator[Fault]:
    """Find amounts that the body could not count: no whole number of its steps."""
    for path, amount in _every_amount(model):
        if (amount * model.unit.minutes) % model.unit.step:
            yield path, f"{amount} {model.unit.many} are no whole number of steps of {model.unit.step} minutes"


def _every_amount(model: ProgrammeModel) -> Iterator[tuple[tuple[str | int, ...], Decimal]]:
    for key, level in model.levels.items():
        yield from _given(("levels", key), level, "need", "add_on")
        for name, limits in level.limits.items():
            yield from _given(("levels", key, "limits", name), limits, "minimum", "maximum")
        if level.cycle and level.cycle.carry_over:
            yield ("levels", key, "cycle", "carry_over", "most"), level.cycle.carry_over.most
    for key, one in model.categories.items():
        yield from _given(("categories", key), one, "minimum", "maximum")
    if model.cycle and model.cycle.carry_over:
        yield ("cycle", "carry_over", "most"), model.cycle.carry_over.most


def _given(path: tuple[str | int, ...], part: object, *names: str) -> Iterator[tuple[tuple[str | int, ...], Decimal]]:
    for name in names:
        amount = getattr(part, name)
        if amount is not None:
            yield (*path, name), amount


def _second_hand(model: ProgrammeModel, document: Mapping[str, Any]) -> Iterator[Fault]:
    for at, path in enumerate(model.second_hand):
        found: Any = document
        for part in path.split("."):
            found = found.get(part) if isinstance(found, Mapping) else None
        if found is None:
            yield ("second_hand", at), f"“{path}” is no part of this file"


def _reachable(model: ProgrammeModel) -> Iterator[Fault]:
    """Find levels that nobody could ever renew: minimums over what counts, or a need over it."""
    for key, level in model.levels.items():
        least, most = _bounds(model, level, None)
        for name in model.categories:
            low, high = _bounds(model, level, name)
            if high is not None and low > high:
                yield ("levels", key), f"the minimums in {name} are {low} {model.unit.many}, and only {high} count"
        need = level.need
        if need is not None and least > need:
            yield ("levels", key, "need"), f"the minimums of its categories are {least} {model.unit.many}, which is more"
        if need is not None and most is not None and most < need:
            yield ("levels", key, "need"), f"no more than {most} {model.unit.many} can count in its categories"


def _bounds(model: ProgrammeModel, level: LevelModel, parent: str | None) -> tuple[Decimal, Decimal | None]:
    """Return how much has to be in a category with its parts, and how much counts (None: any amount); of all for None."""
    parts = [_bounds(model, level, key) for key, one in model.categories.items() if one.parent == parent]
    low = sum((each for each, _ in parts), Decimal())
    if parent is None:
        highs = [high for _, high in parts]
        return low, sum((high for high in highs if high is not None), Decimal()) if highs and None not in highs else None
    own = limits_of(model.categories[parent], level.limits.get(parent))
    return max(low, own.minimum or Decimal()), own.maximum


def limits_of(category: CategoryModel, of_level: LimitsModel | None) -> LimitsModel:
    """Return the limits of a category at a level: the level's own where it has some."""
    return of_level or category


def _unknown(what: str, known: Sequence[str] | Mapping[str, Any]) -> str:
    return f"there is no such {what}; it may be {', '.join(known)}" if known else f"there is no such {what}, for none is named"
