"""Reads the body of a request over HTTP, no further than Slack sends one of its kind."""

from starlette.types import Receive

from bot.slack.decode import is_json

MOST_OF_COMMAND = 491_520
"""A command's text is a message, 40,000 characters at most: of four bytes each, and quoted, that is 480,000; the rest are ids and names."""
MOST_OF_INTERACTION = 1_048_576
"""A shortcut brings a whole message as text and as blocks, in quoted JSON 640,000 for the longest in Chinese; our largest form has 331,504."""
MOST_OF_EVENT = 1_048_576
"""A mention brings a whole message as text and as blocks: 960,000 for the longest of emoji, which JSON spells as twelve bytes each."""
MOST_PASSED_OVER = 2 * MOST_OF_INTERACTION
"""A body that is too large and says that it is no larger than this is let through to its end before it is refused."""
_PAYLOAD = b"payload="


class HungUp(Exception):
    """The connection ended before the body did: nobody waits for an answer, and nothing was forged."""


def most_bytes(content_type: str, begins: bytes) -> int:
    """Return how large a body may be, by how it is said to be written and how it begins."""
    if is_json(content_type):
        return MOST_OF_EVENT
    return MOST_OF_INTERACTION if begins.startswith(_PAYLOAD) else MOST_OF_COMMAND


async def read_body(content_type: str, announced: bytes, receive: Receive) -> bytes | None:
    """Return the raw body, or None once it is known to be larger than any of its kind that Slack sends. Raise HungUp.

    One that says how large it is comes to its end and is not kept: an answer that goes out while it still comes may be lost to a
    reset.
    """
    if not announced.isdigit() or int(announced) > MOST_PASSED_OVER:
        return None
    length, size, begins = int(announced), 0, b""
    parts: list[bytes] | None = []
    more = True
    while more:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise HungUp
        part, more = message.get("body", b""), message.get("more_body", False)
        size += len(part)
        if len(begins) < len(_PAYLOAD):
            begins += part[: len(_PAYLOAD)]
        if parts is not None:
            parts.append(part)
            is_known = len(begins) >= len(_PAYLOAD) or not more
            if is_known and max(size, length) > most_bytes(content_type, begins):
                parts = None
        if parts is None and size > length:
            return None
    return None if parts is None else b"".join(parts)
