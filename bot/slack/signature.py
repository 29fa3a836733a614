"""Whether a request over HTTP is Slack's own: signature v0 over the raw bytes, at most five minutes old."""

from slack_sdk.signature import Clock as SdkClock
from slack_sdk.signature import SignatureVerifier

from bot.core.clock import Clock


class _Seconds(SdkClock):
    """Our clock as the SDK reads one."""

    def __init__(self, real: Clock) -> None:
        self._real = real

    def now(self) -> float:
        return self._real.now().timestamp()


class Signature:
    """Checks signatures with one signing secret, on the real clock."""

    def __init__(self, secret: str, real: Clock) -> None:
        self._verifier = SignatureVerifier(secret, _Seconds(real))

    def holds(self, body: bytes, timestamp: str | None, signature: str | None) -> bool:
        """Say whether the signature is Slack's for these bytes and no older (or newer) than five minutes."""
        try:
            return self._verifier.is_valid(body, timestamp, signature)
        except (ValueError, TypeError, OverflowError):
            return False  # a timestamp that is no number, a body that is no text, a signature outside ASCII
