"""All that an act comes to: its own changes, that the host gave a sign, what is kept to take it back."""

from collections.abc import Iterable
from typing import Any

from bot.meetings.rules.changes import Steer
from bot.meetings.rules.course import Changes, Course, applied
from bot.meetings.rules.hosting import signs_of_host
from bot.meetings.rules.undo import kept
from bot.meetings.rules.values import M


def acted(course: Course[M], meeting: M, changes: Iterable[Any]) -> Changes:
    """Return all changes that some changes of a meeting come to, before anything falls due."""
    changes = tuple(changes)
    both = (*changes, *signs_of_host(meeting, changes))
    act = next((change.steered for change in changes if isinstance(change, Steer) and change.steered is not None), None)
    return (*both, *kept(course, meeting, applied(course, meeting, both), act))
