"""The ids that rooms pass to one another, and where fresh ones come from."""

import uuid
from itertools import count
from typing import NewType, Protocol

WorkspaceId = NewType("WorkspaceId", str)
"""Slack's team id."""
MACHINE = WorkspaceId("")
"""No workspace: what looks over all of them, or is of none."""
PersonId = NewType("PersonId", str)
"""Slack's user id; means a person only together with a workspace."""
ChannelId = NewType("ChannelId", str)
"""Slack's conversation id; means a channel only together with a workspace."""
MeetingId = NewType("MeetingId", str)
"""A meeting that people hold, whatever the ceremony; presence names its session by it."""
SeriesId = NewType("SeriesId", str)
"""What comes again, of whatever ceremony; its rule in the schedule room has the same id."""
OccurrenceId = NewType("OccurrenceId", str)
"""One announced date of a series."""
ItemId = NewType("ItemId", str)
"""An item that a team refines, of whatever state."""
ActionItemId = NewType("ActionItemId", str)
"""What somebody is to do, whatever it came from."""


class Ids(Protocol):
    """A source of ids that nobody has used before."""

    def fresh(self) -> str:
        """Return a new opaque id: letters and digits, at most 32 characters."""
        ...


class RandomIds:
    """Ids from the operating system's randomness."""

    def fresh(self) -> str:
        """Return 32 hexadecimal digits."""
        return uuid.uuid4().hex


class CountedIds:
    """Ids that count up, so that two runs of a test name the same things alike."""

    def __init__(self, prefix: str = "id") -> None:
        self._prefix = prefix
        self._numbers = count(1)  # one step of the interpreter: the threads of a store share it

    def fresh(self) -> str:
        """Return the prefix and the next number."""
        return f"{self._prefix}{next(self._numbers)}"
