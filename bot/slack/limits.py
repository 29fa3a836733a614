"""How a limit is held: where in a payload, what is wrong, said in one exception."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass


class BadSurface(Exception):
    """Slack would not take this payload; `path` says where, `reason` why. Our own mistake, never a person's."""

    def __init__(self, path: str, reason: str) -> None:
        super().__init__(f"{path}: {reason}")
        self.path = path
        self.reason = reason


@dataclass(frozen=True)
class Path:
    """A place in a payload, written as `modal.blocks[2].label`."""

    name: str

    def __truediv__(self, part: str) -> "Path":
        """Return the place one step further in."""
        return Path(f"{self.name}.{part}")


def some(path: Path, holds: bool, reason: str) -> None:
    """Raise BadSurface with the reason unless it holds."""
    if not holds:
        raise BadSurface(path.name, reason)


def within(path: Path, text: object, least: int, most: int) -> None:
    """Hold a text between two lengths in characters; where none is asked for, it may be missing."""
    if text is None and least == 0:
        return
    some(path, isinstance(text, str), "a text is missing" if text is None else f"{type(text).__name__} is no text")
    length = len(str(text))
    some(path, length >= least, "the text is empty")
    some(path, length <= most, f"{length} characters of at most {most}")


def one_of(path: Path, value: object, allowed: Collection[object]) -> None:
    """Hold a value among those that Slack knows there."""
    some(path, value in allowed, f"{value!r} is none of {', '.join(map(str, sorted(allowed, key=str)))}")


def unique(path: Path, name: str, ids: Sequence[str]) -> None:
    """Hold ids apart from one another."""
    twice = [each for each, times in Counter(ids).items() if times > 1]
    some(path, not twice, f"{name} {twice[0] if twice else ''!r} stands there twice")
