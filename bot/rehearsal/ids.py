"""Ids that look like Slack's, and the secrets of the room."""

import secrets
import string
from collections.abc import Callable

ALPHABET = string.ascii_uppercase + string.digits

Ids = Callable[[str], str]


def fresh_id(prefix: str) -> str:
    """Make an id of Slack's look: its prefix and ten capitals or digits."""
    return prefix + "".join(secrets.choice(ALPHABET) for _ in range(10))
