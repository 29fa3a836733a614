"""Small checks of blocks and views; each adds to a list of errors that names the place."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from bot.rehearsal.shapes import Json


@dataclass(frozen=True)
class Place:
    """A place in a payload, and the list that complaints about it go to."""

    pointer: str
    complaints: list[str] = field(default_factory=list)

    def __truediv__(self, step: str | int) -> "Place":
        return Place(f"{self.pointer}/{step}", self.complaints)

    def refuse(self, why: str) -> None:
        """Add a complaint about this place."""
        self.complaints.append(f"{why} [json-pointer:{self.pointer}]")


Check = Callable[[Any, Place], None]


def text(most: int, *kinds: str, least: int = 1) -> Check:
    """Check a text object: one of the kinds, not empty, not too long."""

    def check(given: Any, place: Place) -> None:
        if not isinstance(given, dict):
            place.refuse("must be an object")
            return
        if given.get("type") not in kinds:
            (place / "type").refuse(f"must be one of: {', '.join(kinds)}")
            return
        extra = {"type", "text", "emoji"} if given["type"] == "plain_text" else {"type", "text", "verbatim"}
        only(given, extra, place)
        string(most, least)(given.get("text"), place / "text")
        for flag in ("emoji", "verbatim"):
            if flag in given:
                boolean(given[flag], place / flag)

    return check


def string(most: int, least: int = 0) -> Check:
    """Check a string's length in characters."""

    def check(given: Any, place: Place) -> None:
        if not isinstance(given, str):
            place.refuse("must be a string")
        elif len(given) > most:
            place.refuse(f"must be no more than {most} characters")
        elif len(given) < least:
            place.refuse(f"must be more than {least - 1} characters")

    return check


def boolean(given: Any, place: Place) -> None:
    """Check for true or false."""
    if not isinstance(given, bool):
        place.refuse("must be a boolean")


def integer(least: int, most: int) -> Check:
    """Check a whole number and its bounds."""

    def check(given: Any, place: Place) -> None:
        if not isinstance(given, int) or isinstance(given, bool) or not least <= given <= most:
            place.refuse(f"must be an integer between {least} and {most}")

    return check


def one_of(*words: str) -> Check:
    """Check for one of some words."""

    def check(given: Any, place: Place) -> None:
        if given not in words:
            place.refuse(f"must be one of: {', '.join(words)}")

    return check


def items(most: int, each: Check, least: int = 1) -> Check:
    """Check a list: how long it is, and everything in it."""

    def check(given: Any, place: Place) -> None:
        if not isinstance(given, list):
            place.refuse("must be an array")
            return
        if len(given) > most:
            place.refuse(f"no more than {most} items allowed")
        if len(given) < least:
            place.refuse(f"must provide at least {least} items")
        for number, one in enumerate(given):
            each(one, place / number)

    return check


def only(given: Mapping[str, object], known: Collection[str], place: Place) -> None:
    """Refuse properties that Slack does not know."""
    for name in given:
        if name not in known:
            place.refuse(f"invalid additional property: {name}")


def shape(required: Mapping[str, Check], optional: Mapping[str, Check]) -> Check:
    """Check an object: all that is required, what may be there, and nothing else."""
    known = {"type", *required, *optional}

    def check(given: Any, place: Place) -> None:
        if not isinstance(given, dict):
            place.refuse("must be an object")
            return
        only(given, known, place)
        for name in required:
            if name not in given:
                place.refuse(f"missing required field: {name}")
        for name, inner in {**required, **optional}.items():
            if name in given:
                inner(given[name], place / name)

    return check


def by_type(table: Mapping[str, Check]) -> Check:
    """Check an object by its type; a type that is not in the table is not allowed at this place."""

    def check(given: Any, place: Place) -> None:
        kind = given.get("type") if isinstance(given, dict) else None
        if isinstance(kind, str) and kind in table:
            table[kind](given, place)
        else:
            place.refuse(f"unsupported type: {kind}")

    return check


def both(*checks: Check) -> Check:
    """Check several things about the same place."""

    def check(given: Any, place: Place) -> None:
        for each in checks:
            each(given, place)

    return check


def twice(names: Sequence[Any]) -> list[Any]:
    """Give what stands in a list more than once."""
    return [name for number, name in enumerate(names) if name is not None and name in names[:number]]


def as_object(given: Any) -> Json:
    """Give an object to look into, empty where something else stands."""
    return given if isinstance(given, dict) else {}
