"""Rules of installations: is a state good, is a token due, is news of a removal of now."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import Enum
from hashlib import sha256
from hmac import compare_digest

STATE_LASTS = timedelta(minutes=15)
"""From "Add to Slack" to Slack's answer: time to sign in, and to ask somebody."""
MOST_STATES = 20_000
"""So many installations that were begun are kept, those that have ended among them until others need the room."""
REFRESHED_AHEAD = timedelta(hours=2)
"""So long before a token ends it is refreshed, as slack_sdk does: replicas that have the old one go on meanwhile."""
LEASE = timedelta(seconds=60)
"""So long one replica has for the call that refreshes a token; the call itself ends after 5 s."""
DOUBTFUL = timedelta(minutes=2)
"""News that is no younger than an installation by so much may be of the one before it: two clocks tell the two instants."""
LATE = timedelta(minutes=10)
"""News that comes so late may be of an installation that is over by now."""


class Verdict(Enum):
    """What a `state` that comes back from Slack is."""

    GOOD = "good"
    UNKNOWN = "unknown"
    OLD = "old"
    USED = "used"
    ELSEWHERE = "elsewhere"


@dataclass(frozen=True)
class Begun:
    """An installation that somebody has begun; `browser` is a digest of their cookie."""

    browser: str
    begun: datetime
    is_used: bool


def digest_of(secret: str) -> str:
    """Return what is kept in the place of a secret that only has to be recognised."""
    return sha256(secret.encode()).hexdigest()


def judge(found: Begun | None, browser: str, now: datetime) -> Verdict:
    """Say whether a `state` is good: begun here, in this browser, a short while ago, and not used yet."""
    if found is None:
        return Verdict.UNKNOWN
    if not browser or not compare_digest(found.browser, digest_of(browser)):
        return Verdict.ELSEWHERE
    if found.is_used:
        return Verdict.USED
    if now - found.begun > STATE_LASTS:
        return Verdict.OLD
    return Verdict.GOOD


def is_due(expires: datetime | None, now: datetime) -> bool:
    """Say whether a token is to be refreshed; one that never ends is not."""
    return expires is not None and expires - now <= REFRESHED_AHEAD


def is_over(expires: datetime | None, now: datetime) -> bool:
    """Say whether a token has ended."""
    return expires is not None and expires <= now


def is_of_now(at: datetime | None, installed: datetime, now: datetime) -> bool:
    """Say whether news of a removal, told by Slack as of `at`, surely means the installation of now; else Slack is asked."""
    return at is not None and at - installed > DOUBTFUL and now - at <= LATE


@dataclass(frozen=True)
class Tokens:
    """What Slack has given for an installation: a token and, where tokens end, what the next one is asked for with."""

    access: str = field(repr=False)
    refresh: str = field(default="", repr=False)
