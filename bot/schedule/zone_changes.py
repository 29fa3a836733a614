"""What a feature does when a schedule's zone changes its rules or disappears."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.store.unit import Read, Unit

FARTHEST_MOVE = timedelta(days=2)
"""Further than any zone has ever moved a date: one that was to start so long ago cannot be still to come."""


@dataclass(frozen=True)
class Told:
    """What people were told of a date that has not begun: the occurrence `wall` of a rule (its id), said to start at `starts` (UTC)."""

    rule: str
    wall: datetime
    starts: datetime


@dataclass(frozen=True)
class ZoneChanges:
    """How a feature follows its rules' zones. `follow` and `lost` are called once `lock` has locked what the rule is kept for.

    `told` names all dates of a workspace that people were told of and that may still move. `follow` brings what was told in line
    with the rule: instants, messages, alarms of its own. `lost` tells the owner that the rule was paused: its zone is gone.
    """

    lock: Callable[[Unit, str], None]
    told: Callable[[Read], Sequence[Told]]
    follow: Callable[[Unit, str], None]
    lost: Callable[[Unit, str], None]
