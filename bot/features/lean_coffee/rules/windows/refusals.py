"""Why an asynchronous Lean Coffee says no."""

from dataclasses import dataclass
from datetime import timedelta
from typing import ClassVar

from bot.core.ids import PersonId
from bot.core.refusal import Refusal


@dataclass(eq=False)
class WindowOutOfBounds(Refusal):
    """The window asked for is too short or too long."""

    field: ClassVar[str] = "window"
    given: timedelta
    least: timedelta
    most: timedelta


@dataclass(eq=False)
class NotIn(Refusal):
    """Only who is in it may do this."""


@dataclass(eq=False)
class HostIsIn(Refusal):
    """The host is in it: only they give the role away."""

    host: PersonId


@dataclass(eq=False)
class LastWindow(Refusal):
    """A topic is in its second window: thumbs decide about no other."""
