"""What people are called among those who are named beside them. Pure."""

from collections import Counter
from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from typing import TypeVar

P = TypeVar("P", bound=Hashable)


@dataclass(frozen=True)
class Called:
    """What Slack calls a person: the name that people see, the full name, the handle that nobody else has."""

    name: str
    real_name: str = ""
    handle: str = ""

    @property
    def forms(self) -> tuple[str, ...]:
        """Return the ways to name this person, the shortest first, the one that no other person has last."""
        full = self.real_name or self.name
        return self.name, full, f"{full} (@{self.handle})" if self.handle else full


def told_apart(people: Mapping[P, Called], *, full: bool = False) -> dict[P, str]:
    """Name each as shortly as nobody else of them is named; `full`: never shorter than the full name."""
    forms = {person: called.forms[1:] if full else called.forms for person, called in people.items()}
    length = dict.fromkeys(people, 0)
    while True:
        named = {person: forms[person][length[person]] for person in people}
        times = Counter(_seen(name) for name in named.values())
        alike = [each for each in people if times[_seen(named[each])] > 1 and length[each] < len(forms[each]) - 1]
        if not alike:
            return named
        for person in alike:
            length[person] += 1


def _seen(name: str) -> str:
    """Return what a reader tells names apart by: no case, no width of a gap."""
    return " ".join(name.casefold().split())
