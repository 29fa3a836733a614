"""Whether a request over HTTP is Slack's own: signature v0 over the raw bytes, at most five minutes old."""

import hmac

from bot.core.clock import Clock

_FIVE_MINUTES = 300
_LONGEST_TIMESTAMP = 20


class Signature:
    """Checks signatures with one signing secret, on the real clock.

    Over the bytes as they came: slack_sdk's verifier reads them as text first, and takes what is no text for a forgery.
    """

    def __init__(self, secret: str, real: Clock) -> None:
        if not secret.strip():
            raise ValueError("The signing secret is empty.")
        self._secret = secret.encode()
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
        """Say whether the signature is Slack's for these bytes; takes the same time for every wrong one."""
        if timestamp is None or signature is None or not self.may_hold(timestamp, signature):
            return False
        made = hmac.digest(self._secret, b"v0:%b:%b" % (timestamp.encode(), body), "sha256").hex()
        return hmac.compare_digest(f"v0={made}".encode(), signature.encode())
