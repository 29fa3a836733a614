"""The credit rule of a meeting: what minutes count, stated by its host before it begins. Pure."""

from dataclasses import dataclass
from datetime import timedelta
from typing import ClassVar

from bot.core.refusal import AllAtOnce, Refusal
from bot.meetings.rules.lengths import within
from bot.meetings.rules.values import Settings, Wishes

LEAST_SHARE, MOST_SHARE = 1, 100
"""In percent of the meeting."""
_A_MINUTE = timedelta(minutes=1)
_NONE = timedelta()


@dataclass(eq=False)
class ShareOutOfBounds(Refusal):
    """The share of a meeting from which on it is credited in full is outside its limits, all in percent."""

    field: ClassVar[str] = "credit"
    given: int
    least: int = LEAST_SHARE
    most: int = MOST_SHARE


@dataclass(eq=False)
class NotWholeMinutes(Refusal):
    """The least that counts is no whole number of minutes."""

    field: ClassVar[str] = "min"
    given: timedelta


@dataclass(frozen=True)
class CreditRule:
    """What the minutes of who is there count.

    `full_from`: who is there for so many percent of the meeting is credited all of it; None: everybody exactly their minutes.
    `minimum`: who is there for fewer minutes is credited none.
    """

    full_from: int | None = None
    minimum: int = 0

    @property
    def name(self) -> str:
        """Write the first half of it as the fact of a closed meeting carries it: `exact`, `full:80`."""
        return "exact" if self.full_from is None else f"full:{self.full_from}"

    @classmethod
    def of_fact(cls, name: str, minimum: int) -> "CreditRule":
        """Read it back from the fact of a closed meeting."""
        kind, _, share = name.partition(":")
        return cls(int(share) if kind == "full" else None, minimum)

    @property
    def is_stated(self) -> bool:
        """Tell whether it is another one than holds where nobody states any."""
        return self != CreditRule()


def credit_of(settings: Settings) -> CreditRule:
    """Return the credit rule of a meeting with these settings."""
    return CreditRule(settings.full_credit, settings.minimum // _A_MINUTE)


def settled_credit(wishes: Wishes, length: timedelta) -> tuple[int | None, timedelta]:
    """Hold what was asked of the credit rule against its limits, for a meeting of that length.

    Raise ShareOutOfBounds, NotWholeMinutes, or OutOfBounds for a minimum that is longer than the meeting; Several for two of them.
    """
    refused = AllAtOnce()
    settled = refused.read(None, _share, wishes.full_credit), refused.read(_NONE, _minimum, wishes.minimum, length)
    refused.refuse()
    return settled


def _share(asked: int | None) -> int | None:
    if asked is not None and not LEAST_SHARE <= asked <= MOST_SHARE:
        raise ShareOutOfBounds(asked)
    return asked


def _minimum(asked: timedelta | None, length: timedelta) -> timedelta:
    if asked is not None and asked % _A_MINUTE:
        raise NotWholeMinutes(asked)
    return within("min", _NONE, asked or None, _A_MINUTE, length)
