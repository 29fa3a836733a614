"""Acts on what is kept of a person that the audit tells."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.core.ids import PersonId


class Act(StrEnum):
    """What somebody did with what is kept of a person."""

    KEPT = "kept"
    DECLINED = "declined"
    LOGGED = "logged"
    CORRECTED = "corrected"
    ROSTER_CORRECTED = "roster_corrected"
    ROSTER_READ = "roster_read"
    EXPORTED = "exported"
    IMPORTED = "imported"
    CREDENTIAL_CHANGED = "credential_changed"
    RENEWED = "renewed"


@dataclass(frozen=True)
class Noted:
    """One act as it was noted, at an instant (UTC)."""

    actor: PersonId
    act: Act
    at: datetime
