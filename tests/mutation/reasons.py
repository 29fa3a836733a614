"""Mutants that nobody can tell from the original, each with the reason why."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from re import search

FILE = Path(__file__).with_name("equivalent.toml")


@dataclass(frozen=True)
class Reason:
    """The mutants that it is about, and what it says of them. `was` and `now` are patterns of the changed lines."""

    why: str
    path: str = ""
    function: str = ""
    was: str = ""
    now: str = ""

    def is_about(self, path: str, function: str, was: str, now: str) -> bool:
        """Tell whether a mutant is one of those."""
        return (
            path.endswith(self.path)
            and self.function in {"", function}
            and search(self.was, was) is not None
            and search(self.now, now) is not None
        )


@cache
def reasons() -> tuple[Reason, ...]:
    """Read them."""
    return tuple(Reason(**one) for one in tomllib.loads(FILE.read_text(encoding="utf-8")).get("equivalent", []))


def reason(path: str, function: str, was: str, now: str) -> str:
    """Say why a mutant is equivalent; empty where nobody has."""
    return next((one.why for one in reasons() if one.is_about(path, function, was, now)), "")
