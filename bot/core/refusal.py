"""Why something was not done: raised by rules, told to the person, never half done."""

from collections.abc import Callable
from typing import ClassVar, ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")


class Refusal(Exception):
    """A reason that a person can act on; carries values, no sentences (the views find the words)."""

    offers: tuple[str, ...] = ()
    """What the person can type instead, whole: each is understood as it stands."""

    lasting: ClassVar[bool] = False
    """Whether the same click would be refused alike whatever happens afterwards."""


class Forbidden(Refusal):
    """Somebody lacks the right: told to them like any refusal, and noted in the log by ids."""


class NotThere(Refusal):
    """What an id names is not there for this person: gone, another's, or another workspace's. Noted in the log by ids."""


class Several(Refusal):
    """Several reasons at once, each about a field of the same form."""

    def __init__(self, *refusals: Refusal) -> None:
        super().__init__(*refusals)
        self.refusals = refusals


class AllAtOnce:
    """Reads the fields of a form one by one and refuses all that is wrong with them at once."""

    def __init__(self) -> None:
        self._refused: list[Refusal] = []

    def read(self, otherwise: T, reading: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> T:
        """Return what a reading returns, or `otherwise` where it refuses a field. Raise at once what is about no field."""
        try:
            return reading(*args, **kwargs)
        except Refusal as refusal:
            self.add(refusal)
        return otherwise

    def add(self, refusal: Refusal) -> None:
        """Keep a refusal of a field, the first of each. Raise at once what is about no field."""
        each = refusal.refusals if isinstance(refusal, Several) else (refusal,)
        for one in each:
            if field_of(one) is None:
                raise one
            if field_of(one) not in map(field_of, self._refused):
                self._refused.append(one)

    def refuse(self) -> None:
        """Raise what was refused: nothing, one reason as it is, or Several."""
        if self._refused:
            raise self._refused[0] if len(self._refused) == 1 else Several(*self._refused)


def field_of(refusal: Refusal) -> str | None:
    """Return the block of a form that a refusal belongs to."""
    field: str | None = getattr(refusal, "field", None)
    return field


class AlreadyDone(Exception):
    """The same request was carried out before: nothing is done again."""
