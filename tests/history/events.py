"""What can be seen of a bot from outside: acts and their answers, what Slack was given, and the clock."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import Enum
from math import inf


class Answer(Enum):
    """What became of an act, as far as its person was told."""

    ACKNOWLEDGED = "acknowledged"
    REFUSED = "refused"
    NONE = "none"
    """Nobody answered: it may be there or not, but wholly."""


@dataclass(frozen=True, slots=True)
class Act:
    """One thing that somebody did: `verb` of `what` to `subject` (a meeting or a channel), as of `phase` where it named one.

    `began`, `ended`: real seconds between which it was done, if it was; `ended` is infinite where nobody answered.
    """

    began: float
    ended: float
    request: str
    person: str
    verb: str
    subject: str
    phase: int = 0
    what: tuple[str, ...] = ()
    answer: Answer = Answer.ACKNOWLEDGED

    @property
    def counts(self) -> bool:
        """Whether it may have done anything."""
        return self.answer is not Answer.REFUSED


@dataclass(frozen=True, slots=True)
class Board:
    """What a board of Lean Coffee shows. What it does not show is None, or not there."""

    meeting: str
    phase: int
    stage: str
    dots: Mapping[str, int] = field(default_factory=dict)
    """By topic, where totals are shown."""
    topics: tuple[str, ...] | None = None
    """All that wait, where all are listed."""
    gone_by: frozenset[str] = frozenset()
    """What was, or is, talked about."""
    here: int | None = None
    here_names: frozenset[str] = frozenset()
    voted: frozenset[str] | None = None
    answered: int | None = None
    tallies: tuple[tuple[str, tuple[int, int, int]], ...] = ()
    """How thumbs fell, the topic first ("" where it is not named): more, neutral, next."""
    each: int | None = None
    """How many dots each person has."""
    watches: str | None = None
    """Who hosts without voting."""
    due: float | None = None
    """The business instant at which this stage says that it ends (seconds)."""
    takeaways: tuple[str, ...] | None = None
    """All of them, where all are shown."""


@dataclass(frozen=True, slots=True)
class Posted:
    """A post that Slack took. `business`: when, by the clock of the workspace (seconds). `marks`: what its elements carry."""

    at: float
    business: float
    message: str
    revision: int
    channel: str
    ts: str
    thread: str | None = None
    text: str = ""
    marks: tuple[tuple[str, str], ...] = ()
    board: Board | None = None


@dataclass(frozen=True, slots=True)
class Updated:
    """A redraw that Slack took."""

    at: float
    business: float
    channel: str
    ts: str
    text: str = ""
    board: Board | None = None


@dataclass(frozen=True, slots=True)
class Deleted:
    """A message that Slack has no longer."""

    at: float
    channel: str
    ts: str


@dataclass(frozen=True, slots=True)
class Served:
    """From here on somebody serves (`up`), or nobody does; of a bot of whom nothing is said it is taken that it always does."""

    at: float
    up: bool


@dataclass(frozen=True, slots=True)
class Due:
    """What was promised: in `channel`, by a post whose text has `text`, once, not before `business` and at most `late` after it."""

    at: float
    business: float
    channel: str
    text: str
    late: float = inf


Event = Act | Posted | Updated | Deleted | Served | Due


@dataclass(frozen=True)
class History:
    """Everything that was seen, in the order of real time, until `ends` (real seconds), when all was quiet.

    `names`: how people are shown, by id. `handles`: whose id each is, as who Slack could not be asked for is shown. `topics`: what a topic's id is called. `copies`: how many of one message may stand at the end
    beside the live one (none where the bot may look for what it has posted). `quiet`: whether nothing was left to be done at the end.
    """

    events: tuple[Event, ...]
    ends: float
    names: Mapping[str, str] = field(default_factory=dict)
    topics: Mapping[str, str] = field(default_factory=dict)
    copies: int = 0
    quiet: bool = True
    handles: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Fault:
    """One promise that was broken: which, about what, and in a sentence how."""

    promise: str
    subject: str
    told: str

    def __str__(self) -> str:
        return f"{self.promise} [{self.subject}]: {self.told}"


def in_order(events: Iterable[Event]) -> tuple[Event, ...]:
    """Give events in the order of real time: an act by when it began."""
    return tuple(sorted(events, key=lambda event: event.began if isinstance(event, Act) else event.at))
