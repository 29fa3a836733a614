"""All that stands in one person's ledger, of a period or of all time. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from bot.core.ids import PersonId, WorkspaceId
from bot.core.refusal import Refusal
from bot.features.seu.rules.held import Claim, Held, Renewal
from bot.features.seu.rules.values import Entry, Keeping, Kind, Session, Worth

_FIRST, _LAST = "0001-01-01", "9999-12-31"


class PeriodReversed(Refusal):
    """A period ends before it begins."""

    field = "until"


class NothingThere(Refusal):
    """Nothing stands in the ledger of what was chosen."""

    field = "since"


@dataclass(frozen=True)
class Chosen:
    """What of a ledger is meant: a period by activity dates, both days included and either left open, and one activity or all."""

    since: date | None = None
    until: date | None = None
    activity: str = ""

    def __post_init__(self) -> None:
        """Raise PeriodReversed for a period that ends before it begins."""
        if self.since and self.until and self.until < self.since:
            raise PeriodReversed

    @property
    def first(self) -> str:
        """Return the first day as dates are written, before all others where it is open."""
        return self.since.isoformat() if self.since else _FIRST

    @property
    def last(self) -> str:
        """Return the last day as dates are written, after all others where it is open."""
        return self.until.isoformat() if self.until else _LAST


@dataclass(frozen=True)
class Allocated:
    """The minutes of an entry that a renewal used up."""

    renewal: str
    entry: str
    minutes: int


@dataclass(frozen=True)
class Resource:
    """What of the library an activity was: its title and link there."""

    activity: str
    title: str
    link: str


@dataclass(frozen=True)
class Attended:
    """A session that a person attended, and what it was worth to them; `by_host`: on the host's word."""

    session: Session
    worth: Worth
    by_host: bool


@dataclass(frozen=True)
class WholeLedger:
    """What stands of one person, as of `made` (UTC): entries in the order of their activity dates and of writing, and what rests on them.

    `origins`: by entry, where it was written first, which another workspace's bot knows it by. `removed`: credentials
    that are kept only for what their renewals have used up. `steps`: by credential, the day of each.
    """

    workspace: WorkspaceId
    person: PersonId
    name: str
    made: datetime
    chosen: Chosen
    keeping: Keeping
    entries: tuple[Entry, ...]
    origins: Mapping[str, str] = field(default_factory=dict)
    attended: tuple[Attended, ...] = ()
    credentials: tuple[Held, ...] = ()
    removed: frozenset[str] = frozenset()
    steps: Mapping[str, Mapping[str, date]] = field(default_factory=dict)
    renewals: tuple[Renewal, ...] = ()
    allocations: tuple[Allocated, ...] = ()
    claims: tuple[Claim, ...] = ()
    resources: tuple[Resource, ...] = ()

    @property
    def standing(self) -> tuple[Entry, ...]:
        """Return the credits that nobody has taken back, in their order."""
        return standing(self.entries)

    @property
    def minutes(self) -> int:
        """Return the minutes that stand: the sum of all entries."""
        return sum(entry.minutes for entry in self.entries)

    @property
    def sessions(self) -> Mapping[str, Session]:
        """Return the sessions that were attended, by their ids."""
        return {one.session.id: one.session for one in self.attended}

    def logged(self, entry: str) -> date | None:
        """Return the day on which an entry was logged at a body by its person's word, the first where there are several."""
        days = [claim.logged for claim in self.claims if claim.entry == entry and claim.logged]
        return min(days, default=None)


def standing(entries: Sequence[Entry]) -> tuple[Entry, ...]:
    """Return the credits among a person's entries that nobody has taken back."""
    taken_back = {entry.reverses for entry in entries}
    return tuple(entry for entry in entries if entry.kind is Kind.CREDIT and entry.id not in taken_back)
