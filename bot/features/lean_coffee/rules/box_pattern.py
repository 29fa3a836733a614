"""The boxes of a topic: one length from which the others follow, or each of them as asked for."""

from dataclasses import dataclass
from datetime import timedelta
from itertools import pairwise
from typing import ClassVar

from bot.core.refusal import Refusal

MOST_BOXES = 6
"""A topic that got more time five times over is a meeting of its own."""
USUAL = (timedelta(minutes=5), timedelta(minutes=3), timedelta(minutes=1))
Boxes = timedelta | tuple[timedelta, ...]
"""The first box alone, or each of them."""


@dataclass(eq=False)
class BoxGrows(Refusal):
    """A box is longer than the one before it. `nearest`: the same boxes, the longest first."""

    field: ClassVar[str] = "box"
    box: timedelta
    before: timedelta
    nearest: tuple[timedelta, ...]


@dataclass(eq=False)
class TooManyBoxes(Refusal):
    """More boxes than so many. `nearest`: as many as can be, from the first on."""

    field: ClassVar[str] = "box"
    given: int
    most: int
    nearest: tuple[timedelta, ...]


@dataclass(eq=False)
class BoxOutOfBounds(Refusal):
    """One of several boxes is outside its limits. `nearest`: with that one, and each like it, brought within."""

    field: ClassVar[str] = "box"
    box: timedelta
    least: timedelta
    most: timedelta
    nearest: tuple[timedelta, ...]


def derived(first: timedelta) -> tuple[timedelta, ...]:
    """Return the boxes of a topic: the first one and its shrinking extensions."""
    _, second, third = USUAL
    return (first, min(second, first * 3 // 5), min(third, first // 5))


def asked_as(boxes: tuple[timedelta, ...]) -> Boxes:
    """Return boxes as they are asked for: the first alone, where the others follow from it."""
    return boxes[0] if boxes == derived(boxes[0]) else boxes


def checked(boxes: tuple[timedelta, ...], least: timedelta, most: timedelta) -> tuple[timedelta, ...]:
    """Return boxes that were asked for one by one. Raise BoxOutOfBounds, BoxGrows or TooManyBoxes."""
    nearest = tuple(sorted((min(max(box, least), most) for box in boxes), reverse=True))[:MOST_BOXES]
    for box in boxes:
        if not least <= box <= most:
            raise BoxOutOfBounds(box, least, most, nearest)
    for before, box in pairwise(boxes):
        if box > before:
            raise BoxGrows(box, before, nearest)
    if len(boxes) > MOST_BOXES:
        raise TooManyBoxes(len(boxes), MOST_BOXES, nearest)
    return boxes
