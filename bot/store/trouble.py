"""Something in a workspace's rows that is not as it should be, as a room tells it to `doctor`."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.store.unit import Unit

PATIENCE = timedelta(minutes=5)
"""So long something may be late while the bot is alive: it may be tried again, or wait for its turn."""
Mend = Callable[[Unit], object]
"""What mends it, in a transaction of its own that looks again before it changes anything."""


@dataclass(frozen=True)
class Trouble:
    """What was found: of a kind, about what (ids, kinds and counts, never anybody's words), in a sentence, and the way out.

    `since` (UTC): how long it has been so. `mend` is None where people have to see to it. `asks`: people see what mending does, or
    something goes for good, so that whoever runs the bot has to agree.
    """

    kind: str
    about: str
    said: str
    way_out: str
    since: datetime | None = None
    mend: Mend | None = field(default=None, compare=False)
    asks: bool = False
