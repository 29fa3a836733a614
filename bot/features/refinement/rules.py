"""Reminders of refinement: who may change one, and what people answer to a card. Pure."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from bot.core.ids import ChannelId, PersonId
from bot.core.refusal import Refusal

AHEAD = timedelta(days=1)
"""The card comes so long before the refinement."""
SHORTLY = timedelta(minutes=10)
"""The line comes so long before the refinement."""
LATE = timedelta(minutes=5)
"""A card that comes later than this says when it was due."""


class Reply(StrEnum):
    """What a person answers to a card; silence means coming."""

    LATE = "late"
    ABSENT = "absent"


@dataclass(frozen=True)
class Reminder:
    """A reminder that comes again: where, whose, and what the call's link is. Its id is that of its rule in the schedule room."""

    id: str
    channel: ChannelId
    owner: PersonId
    title: str
    link: str


@dataclass(frozen=True)
class Occasion:
    """One refinement of a reminder: `starts` (UTC) of the wall time that names it; `was_due` when its card came late."""

    id: str
    reminder: str
    wall: datetime
    starts: datetime
    skipped: bool = False
    was_due: datetime | None = None


class NotOwner(Refusal):
    """Only the reminder's owner, or an admin of the workspace, changes it."""

    def __init__(self, owner: PersonId) -> None:
        super().__init__(owner)
        self.owner = owner


class NoSuchReminder(Refusal):
    """There is no such reminder, or it has ended."""


class Begun(Refusal):
    """The refinement has begun: nobody can be late or absent any more."""


class SkippedAlready(Refusal):
    """This refinement was skipped: there is nothing to answer."""


def may_change(reminder: Reminder, person: PersonId, *, is_admin: bool) -> None:
    """Raise NotOwner unless the person may skip, pause or end the reminder."""
    if person != reminder.owner and not is_admin:
        raise NotOwner(reminder.owner)


def reply(occasion: Occasion, before: Reply | None, said: Reply, at: datetime) -> Reply | None:
    """Return what a person's answer is after pressing a button: the same one twice takes it back.

    Raise Begun or SkippedAlready.
    """
    if occasion.skipped:
        raise SkippedAlready
    if at >= occasion.starts:
        raise Begun
    return None if before is said else said


def due_late(due: datetime, late: timedelta) -> datetime | None:
    """Return when a card was due if it comes noticeably late."""
    return due if late > LATE else None
