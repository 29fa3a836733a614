"""Values of the ledger: sessions, entries, answers to its question."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from bot.core.ids import ChannelId, PersonId
from bot.core.zones import zone_or_utc
from bot.presence.rules import whole_minutes


class Kind(StrEnum):
    """What an entry does to the balance."""

    CREDIT = "credit"
    REVERSAL = "reversal"


class Source(StrEnum):
    """Whose word an entry rests on."""

    ATTENDANCE = "attendance"
    HOST = "host"
    SELF = "self"
    IMPORT = "import"
    """A file that the person brought along."""


class Category(StrEnum):
    """What kind of learning an activity is; each programme says what it calls it."""

    EVENT = "event"
    COURSE = "course"
    READING = "reading"
    WATCHING = "watching"
    PREPARING = "preparing"
    VOLUNTEERING = "volunteering"
    WORK = "work"
    OTHER = "other"


class Keeping(StrEnum):
    """A person's answer to the one question."""

    UNDECIDED = "undecided"
    YES = "yes"
    NO = "no"


@dataclass(frozen=True)
class Session:
    """What people attended: its window as it ran (UTC), its zone, the credit rule that was shown before it.

    `claim_link`: where the body gives the units by itself, as the host has pasted it.
    """

    id: str
    title: str
    ceremony: str
    channel: ChannelId
    host: PersonId
    began: datetime
    ended: datetime
    zone: str
    rule: str = "exact"
    minimum: int = 0
    claim_link: str = ""

    @property
    def minutes(self) -> int:
        """Return the whole minutes that the session lasted."""
        return whole_minutes(self.ended - self.began)

    @property
    def day(self) -> date:
        """Return the activity date: the local date of its start in its own zone, never UTC's."""
        return self.began.astimezone(zone_or_utc(self.zone)).date()


@dataclass(frozen=True)
class Entry:
    """One line of a ledger: signed whole minutes on an activity date. Never changed, only reversed.

    `activity`: the session that was attended, or what was done alone. `category`, `description`, `link`, `evidence`: of the activity;
    `reason` and `actor`: of this line.
    """

    id: str
    person: PersonId
    kind: Kind
    minutes: int
    day: date
    description: str
    source: Source
    activity: str
    rule: str
    actor: PersonId
    category: Category = Category.EVENT
    link: str = ""
    evidence: str = ""
    reason: str = ""
    reverses: str | None = None
    overlap: int = 0
    at: datetime | None = None

    @property
    def left(self) -> int:
        """Return the minutes that this leaves to log while it is the last word on its activity: none where it takes back."""
        return self.minutes if self.kind is Kind.CREDIT else 0


@dataclass(frozen=True)
class Worth:
    """What a person's presence is worth: `present` raw minutes, `shared` of them counted elsewhere, `credited`."""

    present: int
    shared: int
    credited: int


@dataclass(frozen=True)
class Word:
    """On whose word an entry is written, and why; `actor` has said it."""

    source: Source
    actor: PersonId
    reason: str = ""
