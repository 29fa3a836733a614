"""How often Slack lets an app call: a bucket for each method, for posting one for each channel."""

import math
from dataclasses import dataclass

from bot.rehearsal.clock import RealTime
from bot.rehearsal.shapes import Json


@dataclass(frozen=True)
class Rate:
    """So many calls a minute, with a burst that may come at once."""

    per_minute: float
    burst: float
    per_channel: bool = False


def _tier(per_minute: float) -> Rate:
    return Rate(per_minute, max(per_minute / 5, 3))


TIER_3, TIER_4 = _tier(50), _tier(100)
POSTING = Rate(60, 4, per_channel=True)
RATES = {
    "apps.connections.open": Rate(30, 20),
    "apps.uninstall": TIER_3,
    "auth.revoke": TIER_3,
    "auth.teams.list": _tier(20),
    "auth.test": Rate(300, 60),
    "blocks.validate": TIER_3,  # Slack says that special limits apply, and not which
    "chat.delete": TIER_3,
    "chat.getPermalink": Rate(300, 60),
    "chat.postEphemeral": TIER_4,
    "chat.postMessage": POSTING,
    "chat.update": TIER_3,
    "conversations.history": TIER_3,
    "conversations.info": TIER_3,
    "conversations.members": TIER_4,
    "conversations.open": TIER_3,
    "conversations.replies": TIER_3,
    "files.completeUploadExternal": TIER_4,
    "files.getUploadURLExternal": TIER_4,
    "oauth.v2.access": TIER_4,
    "users.conversations": TIER_3,
    "users.info": TIER_4,
    "views.open": TIER_4,
    "views.publish": TIER_4,
    "views.push": TIER_4,
    "views.update": TIER_4,
}


class Rates:
    """Buckets that fill with real time."""

    def __init__(self, real: RealTime, on: bool = True) -> None:
        self.on = on
        self._real = real
        self._left: dict[tuple[str, str], tuple[float, float]] = {}

    def retry_after(self, method: str, args: Json) -> int | None:
        """Take one call out of its bucket, or say after how many seconds there is one again."""
        rate = RATES.get(method)
        if not self.on or rate is None:
            return None
        key = (method, str(args.get("channel", "")) if rate.per_channel else "")
        now = self._real.monotonic()
        left, then = self._left.get(key, (rate.burst, now))
        left = min(rate.burst, left + (now - then) * rate.per_minute / 60)
        if left < 1:
            self._left[key] = (left, now)
            return max(1, math.ceil((1 - left) * 60 / rate.per_minute))
        self._left[key] = (left - 1, now)
        return None
