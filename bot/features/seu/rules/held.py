"""What people hold and renew, as it is kept: credentials, renewals, what they logged at the body."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from bot.core.ids import PersonId


@dataclass(frozen=True)
class Held:
    """A credential of a person: `name` is its key in `version` of `programme`, `variant` the fee that is paid where there are several.

    `issued`: the day it was issued. `entered`: the day of expiry that the person read at the body, and when they said so (UTC). With
    neither, the person prepares for it. `reminded`: the last reminder that was sent, as `expiry/days before`.
    """

    id: str
    person: PersonId
    programme: str
    version: str
    name: str
    variant: str = ""
    issued: date | None = None
    entered: date | None = None
    entered_at: datetime | None = None
    reminders: bool = True
    reminded: str | None = None
    at: datetime | None = None

    @property
    def is_prepared_for(self) -> bool:
        """Tell whether the person does not hold it yet."""
        return self.issued is None and self.entered is None


class RenewalKind(StrEnum):
    """How a credential was renewed, or that a renewal was taken back."""

    UNITS = "units"
    COURSE = "course"
    TAKEN_BACK = "taken_back"


@dataclass(frozen=True)
class Renewal:
    """A renewal on a day, from one expiry to the next; or what takes one back. Never changed.

    `version`: of the programme, in the cycle that ended.
    """

    id: str
    credential: str
    kind: RenewalKind
    day: date
    before: date
    after: date
    version: str
    undoes: str | None = None
    at: datetime | None = None


@dataclass(frozen=True)
class Claim:
    """What became of an entry in a programme, by the person's word: its category there, the day on which they logged it at the body."""

    entry: str
    programme: str
    category: str | None = None
    logged: date | None = None
    at: datetime | None = None


def standing(renewals: tuple[Renewal, ...]) -> tuple[Renewal, ...]:
    """Return the renewals that nobody has taken back, in their order."""
    undone = {one.undoes for one in renewals}
    return tuple(one for one in renewals if one.kind is not RenewalKind.TAKEN_BACK and one.id not in undone)
