"""Slack's request signature, version v0."""

import hashlib
import hmac


def sign(secret: str, timestamp: str, body: bytes) -> str:
    """Give the signature of a body at a time, in seconds since 1970."""
    base = b"v0:" + timestamp.encode() + b":" + body
    return "v0=" + hmac.new(secret.encode(), base, hashlib.sha256).hexdigest()


def signed_headers(secret: str, timestamp: int, body: bytes) -> dict[str, str]:
    """Give the two headers that prove that a request is Slack's."""
    stamp = str(timestamp)
    return {"X-Slack-Request-Timestamp": stamp, "X-Slack-Signature": sign(secret, stamp, body)}
