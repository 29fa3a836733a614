"""What a ceremony fills in to have something come again."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from slack_sdk.models.blocks import Block

from bot.core.ids import ChannelId, PersonId
from bot.core.kinds import AlarmKind
from bot.core.refusal import Refusal
from bot.delivery.place import Place
from bot.schedule.drafts import Draft
from bot.schedule.grammar.in_words import with_zone
from bot.schedule.recurrence import Recurrence
from bot.series.kinds import Kinds
from bot.series.rules import A_DAY, REMINDED, Occurrence, Reply, Series
from bot.slack.requests import Form
from bot.slack.surfaces import Message
from bot.store.unit import Read, Unit
from bot.words.words import Words

CHANNEL = "channel"
"""The extra of a draft that says where the plan is for."""
SERIES = "series"
"""The extra that names the series which a plan changes, if it is no new one."""
SECOND = "second"
"""The extra of a plan whose author was asked whether it is to be a second one of the same."""
ZONE_OF_BEFORE = "zone_of_before"
"""The extra that names the zone which Slack gave for its author before, where it did not say it as they asked."""
HOSTS = "hosts"
"""The hint that something was announced: whoever looks after it should still be there."""


@dataclass(frozen=True)
class Terms:
    """What a plan is kept as: its texts, its rule, the ceremony's own fields as it writes them.

    `ahead`, `reminded`: how long before its hour each date is announced and reminded of, None: not at all; of a draft they are read
    from its extras.
    """

    title: str
    link: str
    recurrence: Recurrence
    ahead: timedelta | None = A_DAY
    own: str = ""
    reminded: timedelta | None = REMINDED


@dataclass(frozen=True)
class Ending:
    """What the end of a series is called: as a choice of its ⋮ menu, as the question, on the button, and once it is done."""

    choice: str
    question: str
    button: str
    done: str


@dataclass(frozen=True)
class Lost:
    """What the end of a series takes away: its next date (UTC), whether that stands announced and is the last; how many come to it."""

    following: datetime | None
    announced: bool
    last: bool
    coming: int


@dataclass(frozen=True)
class Shown:
    """An announced date as it is drawn at a moment (UTC), with the names of its owner and of those who answered or called it off."""

    series: Series
    occurrence: Occurrence
    names: Mapping[PersonId, str]
    at: datetime


@dataclass(frozen=True)
class Opening:
    """How a meeting opens by itself at the hour.

    `open` returns what the date became, or None where its channel is taken: it is tried again until the `last_chance` of what was
    to start then. `busy_until`: until when a meeting of the series is open; while it is, the next one is not announced. `lock`
    locks that meeting, if there is one.
    """

    open: Callable[[Unit, Series, Occurrence], str | None]
    last_chance: Callable[[Series, datetime], datetime]
    busy_until: Callable[[Read, Series], datetime | None]
    lock: Callable[[Unit, Series], None]


@dataclass(frozen=True)
class Recurring:
    """One kind of what comes again; `kinds.name` is what its drafts are kept under and what its ids begin with.

    A plan: `form_title` names its forms; `fields` draws the ceremony's own fields round those of the schedule, `read` reads its own
    back: the title, and the extras that they change. `note` says what saving brings. `limits` raises what a plan is refused for
    before anybody sees its preview, `terms` says what it is kept as. `saved` says so, of a rule in words, a channel, and whether it is a single date.

    Words: `placed` names a series and its channel as the beginning of a sentence. `listing` is the title of the list, and what
    stands there when it is empty; `line` begins each entry: rule in words and owner's name. `ending` names the end; `losing` says
    what goes with it and what stays. `missed` tells the owner what was not done in time (UTC), and what follows. `zone_gone` names
    what is paused, and the command that plans it anew. `comes` says in a few words what an alarm brings. `explain` says a refusal.

    What is drawn: `announcement` and `reminder`; `reminded`: where reminders go. `planned`: the line that tells the channel, None
    for what is told to nobody: rule in words, owner's name, next date.
    """

    kinds: Kinds
    form_title: Callable[[Words], str]
    fields: Callable[[Words, Draft], list[Block]]
    read: Callable[[Form], tuple[str, Mapping[str, str]]]
    note: Callable[[Words, Draft, datetime], str]
    limits: Callable[[Draft, datetime], None]
    terms: Callable[[Draft], Terms]
    saved: Callable[[Words, str, str, bool], str]

    placed: Callable[[Words, Series], str]
    listing: Callable[[Words], tuple[str, str]]
    line: Callable[[Words, Series, str, str], str]
    ending: Callable[[Words, Series], Ending]
    losing: Callable[[Read, Words, Series, Lost], Sequence[str]]
    missed: Callable[[Words, Series, datetime, datetime | None], str]
    zone_gone: Callable[[Words, Series], tuple[str, str]]
    comes: Callable[[Words, str, AlarmKind], str]
    explain: Callable[[Refusal, Words], str | None]

    announcement: Callable[[Read, Words, Shown], Message]
    reminder: Callable[[Words, Shown], Message]
    reminded: Callable[[Series, Occurrence], Sequence[Place]]
    planned: Callable[[Words, Series, str, str, datetime | None], str] | None = None

    skipped: Callable[[Words, datetime], str] = lambda words, starts: ""
    """What stands above the list once a date was skipped."""
    replies: Mapping[str, Reply] = field(default_factory=dict)
    """The buttons of an announcement, and what each of them says."""
    taken_back: Callable[[Words], str] | None = None
    """What is told to whoever takes an answer back, if anything."""
    opening: Opening | None = None
    """How it opens at the hour; what only announces and reminds opens nothing."""
    moves: bool = False
    """Whether a single date is one meeting, which is moved and cancelled, rather than skipped and ended."""
    product_owner: bool = False
    """Whether it is the team's Product Owner's too."""
    signed: Callable[[Words, Series], tuple[str, str]] | None = None
    """What people sign for who attend a date of it, and its credit rule in words; None where nobody signs."""
    of_team: bool = False
    """Whether it is the team's: who may change the team changes it too."""
    heirs: Callable[[Read, Series, frozenset[PersonId]], frozenset[PersonId]] = lambda read, series, coming: coming
    """Who can take it over besides admins, given those who come to what is announced, late or not."""
    all_placed: Callable[[Words, ChannelId], str] | None = None
    """Names, within a sentence, all of it in a channel where that is one owner's: it is offered and taken over as one."""
    extras: Callable[[Series], Mapping[str, str]] = lambda series: {}
    """The ceremony's own fields of a series, as the extras of a draft: what `terms` makes of a plan, back again."""
    hosts: Callable[[Series], Sequence[PersonId]] = lambda series: ()
    """Who hosts its dates in turn, in this order; nobody: its owner hosts them all."""
    in_turn: Callable[[Draft], Sequence[PersonId]] = lambda plan: ()
    """The same of a plan."""
    named: Callable[[Draft], Mapping[str, Collection[PersonId]]] = lambda plan: {}
    """Whom a plan names to host, by the field of its form: members of the workspace who are in its channel."""
    usual: Callable[[Read, ChannelId], Mapping[str, str]] = lambda read, channel: {}
    """The extras of a plan of this channel that says nothing of them: what its team has set."""
    followed: Callable[[Read, Series], Collection[PersonId]] = lambda read, series: ()
    """On whose Homes its next date stands, besides its owner's and of those who come."""
    called: Callable[[Words, Series], str] = lambda words, series: series.title
    """What a series is called, on one line of plain text."""
    expected: Callable[[Unit, Occurrence, datetime], None] = lambda unit, occurrence, starts: None
    """What else is set once a date that opens nothing is announced, or starts at another instant (UTC)."""
    rule: Callable[[Read, Words, Series, Recurrence], str] = lambda read, words, series, rule: with_zone(rule, words)
    """What its rule is in words."""
    redraw: Callable[[Unit, Series], None] = lambda unit, series: None
    """What else names the next date, and is drawn anew with it."""

    @property
    def name(self) -> str:
        """Return the name of the ceremony, as its rows and ids have it."""
        return self.kinds.name

    def is_one(self, series: Series) -> bool:
        """Tell whether it is one meeting, planned once."""
        return self.moves and series.one_off
