"""What a ceremony offers the house, and what it is given for one request."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from enum import Enum
from typing import Any, Concatenate, ParamSpec, TypeVar

from sqlalchemy import Delete

from bot.core.facts import Fact
from bot.core.ids import ChannelId, PersonId, SeriesId, WorkspaceId
from bot.core.kinds import AlarmKind, ScreenKind
from bot.core.one_at_a_time import OneAtATime
from bot.core.refusal import Refusal
from bot.schedule.alarms import AlarmHandler
from bot.schedule.heartbeat import Outage
from bot.slack.answers import Answer
from bot.slack.files import FileApi
from bot.slack.requests import Click, Command, Event, Form, Shortcut
from bot.slack.surfaces import Surface
from bot.slack.view_calls import A_MINUTE
from bot.store.unit import Read, Store, Unit
from bot.teams.directory import Directory
from bot.teams.people import Person
from bot.teams.sprint_events import ScrumEvent, TeamSprints
from bot.teams.sprints import Sprint
from bot.words.words import Words, words_for

P = ParamSpec("P")
T = TypeVar("T")


@dataclass(frozen=True)
class RequestStore:
    """The store, bound to the workspace and the key of one request: a request delivered twice writes once."""

    store: Store
    workspace: WorkspaceId
    key: str | None

    async def write(self, action: Callable[Concatenate[Unit, P], T], /, *args: P.args, **kwargs: P.kwargs) -> T:
        """Run an action and return its answer once durable. Raise AlreadyDone for a request delivered again.

        The key is the request's and the action's, so that a request may carry out two different actions.
        """
        key = None if self.key is None else f"{self.key}/{action.__name__}"
        return await self.store.write(action, self.workspace, key, *args, **kwargs)

    async def read(self, query: Callable[Concatenate[Read, P], T], /, *args: P.args, **kwargs: P.kwargs) -> T:
        """Run a query on one snapshot of the workspace."""
        return await self.store.read(query, self.workspace, *args, **kwargs)


@dataclass(frozen=True)
class Deps:
    """What a listener is given for one request."""

    store: RequestStore
    words: Words
    person: Person
    directory: Directory
    now: datetime
    files: FileApi
    aside: OneAtATime
    """Does what computes for longer than the loop may wait."""
    has_calendars: bool = False
    """Whether calendar apps reach this bot."""
    view_calls_left: int = A_MINUTE
    """How many calls for forms Slack still allows the workspace in this minute."""

    @property
    def today(self) -> date:
        """The day of the request where the person is."""
        return self.words.local_date(self.now)

    async def as_host(self) -> "Deps":
        """Return the same for who is about to plan or host something, with the person and their zone as Slack says now.

        Where Slack is silent, as it said before: `person.heard` tells. Raise GuestsDoNotHost.
        """
        person = await self.directory.host(self.person.id)
        return replace(self, person=person, words=words_for(person.locale, person.zone).at(self.now))


HOME = ScreenKind("house:home")
"""One person's App Home, put together from the rows of all features; its subject is the person. An action that changes what a row
tells has it shown: nothing is drawn for who never looked."""

ADD_TO_MINUTES = "seu:add"
"""The click by which whoever was at a session adds it to their own minutes, or corrects it there; its value names the session."""

CLAIM_LINK = "seu:claim_link"
"""The click by which the host of a meeting gives its claim link, which leads to units of learning; its value names the session."""

ADD_TO_CALENDAR = "calendars:add"
"""The click by which somebody puts what comes again in a channel into their own calendar; its value is the channel."""

CALENDAR_FILE = "calendar_files:date"
"""The click by which somebody has one announced date as a file for their calendar; its value is the date."""

AGENDA = "refinement:agenda"
"""The click by which somebody opens the agenda of what comes again in a channel; its value is the series."""

SPRINT_EVENTS = "sprint"
"""The ceremony of the events of a Sprint, whose next dates have an agenda too."""

SAY_AWAY = "refinement:away"
"""The click by which a person says when they are away, or takes that back."""

Draw = Callable[[Read, str, Words], Surface | None]
"""Read a subject on one snapshot and draw it; None when there is nothing left to show."""


@dataclass(frozen=True)
class NotedEvent:
    """The date of a Sprint's event for which somebody else has a note: its channel, its Sprint, all Sprints of that team.

    `series` and `wall`: the event among what comes again, and the wall time that names its date.
    """

    channel: ChannelId
    series: SeriesId
    wall: datetime
    sprints: TeamSprints
    sprint: Sprint


SprintNotes = Mapping[ScrumEvent, Callable[[Read, Words, NotedEvent], Sequence[str]]]
"""What other features know of a Sprint, as lines on the cards of its events."""
NO_SPRINT_NOTES: SprintNotes = {}


@dataclass(frozen=True)
class WithSprintNotes:
    """How a screen is drawn that carries such lines; the house hands them in."""

    draw: Callable[[Read, str, Words, SprintNotes], Surface | None]

    def __call__(self, read: Read, subject: str, words: Words) -> Surface | None:
        """Draw it without any."""
        return self.draw(read, subject, words, NO_SPRINT_NOTES)

    def given(self, notes: SprintNotes) -> Draw:
        """Return how it is drawn with these."""
        return lambda read, subject, words: self.draw(read, subject, words, notes)


class Slot(Enum):
    """A part of everybody's App Home, in the order in which they stand."""

    WAITING = "waiting"
    NEXT = "next"
    TEAM = "team"
    MINE = "mine"


@dataclass(frozen=True)
class HomeButton:
    """A button of the App Home: the click of the feature that it is, and its value; `seldom`: it stands after the others of its entry."""

    text: str
    action: str
    value: str
    primary: bool = False
    seldom: bool = False


@dataclass(frozen=True)
class HomeRow:
    """What one person sees in a slot, sorted by `at` (UTC): a text (mrkdwn), and at most two buttons; two of one click are a ⋮ menu.

    `team`: whose channel this is about; what all features say of a team stands together, below its name, which the text leaves out.
    """

    slot: Slot
    at: datetime
    text: str
    buttons: Sequence[HomeButton] = ()
    team: ChannelId | None = None

    def __post_init__(self) -> None:
        """Raise ValueError for more buttons than a row has room for."""
        if len(self.buttons) > 2:
            raise ValueError("a row of the Home has at most two buttons")


class Takes(Enum):
    """What may follow a command."""

    NOTHING = "nothing"
    WORDS = "words"
    PERSON = "person"


@dataclass(frozen=True)
class HomeCommand:
    """A command that the App Home offers: what is typed (`line`), its button, what it does (a half sentence).

    `channel`: whether it is about a channel, which is asked for. `example`: of the words that it takes, none of which is needed.
    `slot`: where it stands as a button, besides the form of all commands.
    """

    line: str
    text: str
    told: str
    channel: bool = True
    takes: Takes = Takes.NOTHING
    example: str = ""
    slot: Slot | None = None


@dataclass(frozen=True)
class AtHome:
    """What a feature has on everybody's App Home: what can be done where a slot is empty, buttons below it, its commands."""

    empty: Mapping[Slot, str] = field(default_factory=dict)
    buttons: Mapping[Slot, Sequence[HomeButton]] = field(default_factory=dict)
    commands: Sequence[HomeCommand] = ()


HomeRows = Callable[[Read, PersonId, Words], Sequence[HomeRow]]
"""Read a feature's rows of one person's App Home."""


@dataclass(frozen=True)
class Ends:
    """A button that ends what comes again, wherever it is pressed: the click of the feature that it is, and its value."""

    action: str
    value: str


@dataclass(frozen=True)
class Owned:
    """A message of a channel: who is told when it cannot stand there, and what it is about (empty: a reminder without a title).

    `ends`: the way out for who can type nothing in that channel any more. `once`: what comes again is told of once, by this subject.
    `shared`: it is the whole channel's; the admins hear of it where that person cannot be written to.
    """

    person: PersonId
    channel: ChannelId
    title: str
    ends: Ends | None = None
    once: str | None = None
    shared: Callable[[Words, ChannelId], str] | None = None


@dataclass(frozen=True)
class Feature:
    """A ceremony as explicit tables; tests hold them against the folder and against `app.yaml`."""

    name: str
    commands: Mapping[str, Callable[[Command, Deps], Awaitable[Answer]]] = field(default_factory=dict)
    clicks: Mapping[str, Callable[[Click, Deps], Awaitable[Answer]]] = field(default_factory=dict)
    forms: Mapping[str, Callable[[Form, Deps], Awaitable[Answer]]] = field(default_factory=dict)
    shortcuts: Mapping[str, Callable[[Shortcut, Deps], Awaitable[Answer]]] = field(default_factory=dict)
    events: Mapping[str, Callable[[Event, Deps], Awaitable[Answer]]] = field(default_factory=dict)
    screens: Mapping[ScreenKind, Draw] = field(default_factory=dict)
    alarms: Mapping[AlarmKind, AlarmHandler] = field(default_factory=dict)
    answers: Mapping[type[Fact], Callable[[Unit, Any], None]] = field(default_factory=dict)
    home: HomeRows | None = None
    at_home: Callable[[Words], AtHome] = lambda words: AtHome()
    ahead: Callable[[Read, AlarmKind, str, Words], str | None] | None = None
    """Say in a few words what an alarm of this feature brings to its subject, for who goes there with the demo's clock."""
    explain: Callable[[Refusal, Words], str | None] = lambda refusal, words: None
    after_outage: Callable[[Unit, Outage], None] | None = None
    after_jump: Callable[[Unit, timedelta], None] | None = None
    """What it moves when the machine's time was set while the bot was at work: forward, or back (negative)."""
    forget_old: Callable[[Unit], object] | None = None
    """What it forgets of its own accord in each round of housekeeping, of one workspace."""
    of_old_meetings: Sequence[Delete] = ()
    """What of its own goes with a meeting that is forgotten, by the condition of `meetings.store.retention`."""
    owner: Callable[[Read, ScreenKind, str], Owned | None] | None = None
    """Whose a message of this feature is: asked when Slack will never take it; None for a message that nobody misses."""
    instead: Callable[[Unit, ScreenKind, str], None] | None = None
    """What is sent in the place of a message that Slack will never take."""
    asked: Callable[[Read], Sequence[PersonId]] | None = None
    """Whom it has asked something that another answers in their place, once they have left the workspace (`ask_another`)."""
    ask_another: Callable[[Unit, PersonId], None] | None = None
