"""How fast Slack may be called: lanes of channels, budgets of methods, pauses after faults. Pure."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

LANE = timedelta(seconds=1)
LEASE = timedelta(seconds=8)
CALL_SECONDS = 5.0
TOLD_WITHIN = LEASE
"""So long after a post began an event may tell where it stands, before it is made again: what a post of a killed process waits anyway."""
RETRY_AFTER = timedelta(seconds=5)
"""The pause where Slack limits the rate and does not say for how long."""
KEEPS_ITS_TURN = 5
"""After so many attempts in vain a post lets those that were made later pass."""
LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)
LONGEST_WAIT = timedelta(minutes=1)
"""Longer than any pause, lease or lane: what lies further ahead was written before a clock was set back, and binds nobody."""
LONGEST_HOLD = timedelta(minutes=10)
"""The longest Retry-After that is believed: Slack counts by the minute."""
SHORTEST_HOLD = timedelta(seconds=1)
"""A limit that asks for no pause at all, or for a negative one, is not tried at once again."""
_PAUSES = tuple(timedelta(seconds=seconds) for seconds in (1, 2, 5, 10, 20, 30))


def pause(attempts: int) -> timedelta:
    """Return how long to wait after so many attempts in vain."""
    return _PAUSES[min(attempts, len(_PAUSES)) - 1]


def bound(instant: datetime | None, now: datetime, longest: timedelta = LONGEST_WAIT) -> datetime:
    """Return the instant that has to be waited for, or one long ago."""
    return LONG_AGO if instant is None or instant > now + longest else instant


@dataclass(frozen=True)
class Budget:
    """A bucket of `burst` tokens that fills at `per_minute`; `reserved` ones are for what is urgent.

    `burst` and `per_minute` together stay within what Slack allows in any one minute.
    """

    per_minute: int
    burst: int
    reserved: int = 0

    def free_at(self, full: datetime | None, now: datetime, *, urgent: bool) -> datetime:
        """Return when a token may be taken from a bucket that will be full at `full`."""
        usable = self.burst if urgent else self.burst - self.reserved
        return max(bound(full, now), now) - self._token * (usable - 1)

    def taken(self, full: datetime | None, now: datetime) -> datetime:
        """Return when the bucket will be full again once a token has been taken now."""
        return max(bound(full, now), now) + self._token

    @property
    def _token(self) -> timedelta:
        return timedelta(minutes=1) / self.per_minute


BUDGETS = {
    "chat.update": Budget(per_minute=41, burst=9, reserved=3),
    "chat.delete": Budget(per_minute=41, burst=9),
    "conversations.open": Budget(per_minute=41, burst=9),
    "views.publish": Budget(per_minute=82, burst=18),
}
"""Tier 3 is about 50 calls a minute and workspace, tier 4 about 100; what is not here is limited by lanes and Retry-After alone."""
