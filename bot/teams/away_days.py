"""Days away as values, and why they are not set or taken back. Pure."""

from dataclasses import dataclass

from bot.core.ids import PersonId
from bot.core.refusal import Refusal
from bot.teams.day_range import DayRange

MOST = 40
"""So many times of one's own that are not over are kept at once."""


@dataclass(frozen=True)
class Away:
    """Days on which a person said that they are away, or somebody said so of them."""

    id: str
    person: PersonId
    days: DayRange
    set_by: PersonId


@dataclass(eq=False)
class DaysAreOver(Refusal):
    """Who is to be away on days that are over would be so for nobody. `field`: the block of a form; None where it was typed."""

    days: DayRange
    field: str | None = None


class NotAway(Refusal):
    """On none of these days the person has said that they are away: there is nothing to take back."""


@dataclass(eq=False)
class AwayTooOften(Refusal):
    """A person has set MOST times away already."""

    field: str | None = None
