"""Reminders of refinement: who may change one, and what people answer to a card. Pure."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from bot.core.ids import ChannelId, PersonId
from bot.core.refusal import AllAtOnce, Refusal
from bot.series import rules as rights

AHEAD = timedelta(days=1)
"""The card comes so long before the refinement."""
SHORTLY = timedelta(minutes=10)
"""The line comes so long before the refinement."""
LATE = timedelta(minutes=5)
"""A card that comes later than this says when it was due."""
LONGEST_TITLE = 100
SHORTEST, LONGEST = timedelta(minutes=1), timedelta(hours=8)
"""So long a refinement can last."""


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


class Standing(StrEnum):
    """Whether a refinement that was announced will be held."""

    COMING = "coming"
    SKIPPED = "skipped"
    PAUSED = "paused"
    ENDED = "ended"


class NotOwner(rights.NotOwner):
    """Only the reminder's owner, the team's Product Owner, or an admin of the workspace, changes it."""


class NoSuchReminder(Refusal):
    """There is no such reminder, or it has ended."""


class Begun(Refusal):
    """The refinement has begun: nobody can be late or absent any more."""


class NotHeld(Refusal):
    """The refinement was skipped, or its reminder is paused or ended: there is nothing to answer."""

    def __init__(self, standing: Standing) -> None:
        super().__init__(standing)
        self.standing = standing


class NothingComing(Refusal):
    """The reminder is paused, or its last date is over: there is nothing to skip."""


class NextIsAnother(Refusal):
    """The date that was to be skipped is not the next one any more: it is over, or skipped already."""


class NotProductOwner(rights.NotOwner):
    """The team has a Product Owner, one person: that person, or an admin, hands the accountability on."""


class NobodyNamed(Refusal):
    """The text names nobody by a mention."""


class TitleTooLong(Refusal):
    """The title of a reminder is over LONGEST_TITLE, both in characters."""

    field = "title"

    def __init__(self, length: int) -> None:
        super().__init__(length)
        self.length = length


class LengthOutOfBounds(Refusal):
    """A refinement lasts from SHORTEST to LONGEST."""

    field = "length"

    def __init__(self, given: timedelta) -> None:
        super().__init__(given)
        self.given = given


def may_remind(title: str, lasts: timedelta | None) -> None:
    """Hold a reminder against its limits; `lasts` is None where nothing was said. Raise TitleTooLong or LengthOutOfBounds."""
    refused = AllAtOnce()
    if len(title) > LONGEST_TITLE:
        refused.add(TitleTooLong(len(title)))
    if lasts is not None and not SHORTEST <= lasts <= LONGEST:
        refused.add(LengthOutOfBounds(lasts))
    refused.refuse()


def may_change(reminder: Reminder, person: PersonId, *, is_admin: bool, product_owner: PersonId | None = None) -> None:
    """Raise NotOwner unless the person may skip, pause or end the reminder: its owner, the team's Product Owner, an admin."""
    rights.may_change(reminder.owner, person, product_owner, is_admin=is_admin, refusal=NotOwner)


def may_name(product_owner: PersonId | None, person: PersonId, *, is_admin: bool) -> None:
    """Raise NotProductOwner unless the person may say who the Product Owner is: anyone while nobody is."""
    rights.may_change(product_owner or person, person, is_admin=is_admin, refusal=NotProductOwner)


def reply(occasion: Occasion, standing: Standing, before: Reply | None, said: Reply, at: datetime) -> Reply | None:
    """Return what a person's answer is after pressing a button: the same one twice takes it back.

    Raise NotHeld or Begun.
    """
    if standing is not Standing.COMING:
        raise NotHeld(standing)
    if at >= occasion.starts:
        raise Begun
    return None if before is said else said


def may_skip(coming: datetime | None, meant: datetime) -> None:
    """Raise NothingComing, or NextIsAnother unless the next refinement is the one that was meant (both UTC)."""
    if coming is None:
        raise NothingComing
    if coming != meant:
        raise NextIsAnother


def too_late(starts: datetime, at: datetime) -> bool:
    """Say whether there is nothing left to announce."""
    return at >= starts


def due_late(due: datetime, late: timedelta) -> datetime | None:
    """Return when a card was due if it comes noticeably late."""
    return due if late > LATE else None
