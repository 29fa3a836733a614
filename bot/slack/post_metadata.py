"""The metadata that each of our posts bears, by which it is known again."""

import re
from typing import Any

MARK = "cortado_message"
"""The type of our metadata: `app.yaml` subscribes to it."""
METADATA = "metadata.message:read"
"""The scope with which Slack tells of it by an event."""
_ID, _REVISION = re.compile(r"[A-Za-z0-9_-]{1,32}"), re.compile(r"[0-9]{1,9}")


def marked(message: str, revision: int) -> dict[str, Any]:
    """Return the `metadata` of a post of this message as it was at a revision."""
    return {"event_type": MARK, "event_payload": {"id": message, "revision": revision}}


def mark_of(metadata: Any) -> tuple[str, int] | None:
    """Read which message a post shows and at which revision; None for what is not marked so."""
    payload = metadata.get("event_payload") if isinstance(metadata, dict) and metadata.get("event_type") == MARK else None
    if not isinstance(payload, dict):
        return None
    message, revision = payload.get("id"), payload.get("revision")
    if not isinstance(message, str) or not _ID.fullmatch(message) or not _REVISION.fullmatch(str(revision)):
        return None
    return message, int(str(revision))
