"""What renewals have used up of one activity, for whoever corrects it afterwards."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class UsedUp:
    """Minutes of an activity that a renewal at a body has used up, on the day of the renewal."""

    body: str
    day: date
    minutes: int
