"""Verifies Slack's signature v0 on the raw bytes; at most five minutes old."""

from slack_sdk.signature import Clock as SdkClock
from slack_sdk.signature import SignatureVerifier

from bot.core.clock import Clock

_FIVE_MINUTES = 300
_LONGEST_TIMESTAMP = 20


class _Seconds(SdkClock):
    """Our clock as the SDK reads one."""

    def __init__(self, real: Clock) -> None:
        self._real = real

    def now(self) -> float:
        return self._real.now().timestamp()


class Signature:
    """Checks signatures with one signing secret, on the real clock."""

    def __init__(self, secret: str, real: Clock) -> None:
        if not secret.strip():
            raise ValueError("The signing secret is empty.")
        self._verifier = SignatureVerifier(secret, _Seconds(real))
        self._real = real

    def may_hold(self, timestamp: str | None, signature: str | None) -> bool:
        """Say whether a request can be Slack's by its head alone: signed, and no older (or newer) than five minutes."""
        if (
            not signature
            or not timestamp
            or len(timestamp) > _LONGEST_TIMESTAMP
            or not (timestamp.isascii() and timestamp.isdigit())
        ):
            return False
        return abs(self._real.now().timestamp() - int(timestamp)) <= _FIVE_MINUTES

    def holds(self, body: bytes, timestamp: str | None, signature: str | None) -> bool:
        """Say whether the signature is Slack's for these bytes. Raise UnicodeDecodeError for bytes that are no text: none of Slack's."""
        if not self.may_hold(timestamp, signature):
            return False
        try:
            return self._verifier.is_valid(body, timestamp, signature)
        except TypeError:
            return False  # a signature outside ASCII
