"""What a ceremony fills in to have meetings: its name, rules, rows and board."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import Enum
from typing import Any, Generic

from bot.core.ids import MeetingId
from bot.meetings import rows
from bot.meetings.kinds import Kinds
from bot.meetings.naming import Naming
from bot.meetings.rules.course import Changes, Course
from bot.meetings.rules.credit import CreditRule
from bot.meetings.rules.values import RECORDED, M, Meeting, NewMeeting, Settings
from bot.presence.rules import Source
from bot.store.unit import Read, Unit

Rule = Callable[..., Changes]
"""A rule by which somebody here steers: `rule(meeting, person=…, phase=…, at=…)`."""


def _none(unit: Unit, meeting: Meeting) -> None:
    pass


def _half(starts: datetime, settings: Any) -> datetime:
    length: timedelta = settings.length
    return starts + length / 2


def _nothing(unit: Unit, meeting: Meeting, change: Any) -> None:
    pass


def _follows(unit: Unit, ceremony: "Ceremony[M]", meeting: M, changes: Changes, source: Source) -> None:
    pass


def _no_more(unit: Unit, before: Meeting, after: Meeting) -> None:
    pass


def _recorded(meeting: Meeting) -> bool:
    return meeting.how in RECORDED


def _always(meeting: Meeting) -> bool:
    return True


def _as_it_is(kept: Any) -> Any:
    return kept


def _exactly(meeting: Meeting) -> CreditRule:
    return CreditRule()


@dataclass(frozen=True)
class Ceremony(Generic[M]):
    """One ceremony, as this room holds its meetings.

    `find` reads a meeting whole. `begin` makes the meeting of a `NewMeeting`, not yet written. `record` writes the ceremony's own part of a
    change, given the meeting before it. `has_record`: whether a closed meeting has one to be read; `earns`: whether who attended one
    that has may keep its minutes, and `credit` by which rule, as it was stated before the meeting began.

    `asks` are stages that ask people something: the board moves to the bottom of its channel for them. `at_home` are the changes
    after which the Homes of those here tell something else. `tells` shows and posts what else its beginning or end changes. `steering` are
    its verbs, by name.

    `usual` are the settings of a meeting of which nobody says more. `last_chance`: until when one that was to begin then is worth
    opening late, given its settings; its planned end does not move.

    `follows` lets other meetings follow the changes of one, given it before them and its ceremony: those of tables and of their meeting.
    `lane`: where a channel's meetings of it are one at a time; the empty one is shared by all ceremonies whose meetings are held live.
    `shows` shows, and wakes, what else a change of a meeting concerns, given it before and after.

    `write_kept` writes as JSON what its course keeps to take a change of phase back; `find` reads it.
    """

    naming: Naming
    course: Course[M]
    find: Callable[[Read, MeetingId], M | None]
    begin: Callable[[Unit, NewMeeting[Any], MeetingId], M]
    record: Callable[[Unit, M, Any], None] = _nothing
    has_record: Callable[[M], bool] = _recorded
    earns: Callable[[M], bool] = _always
    credit: Callable[[M], CreditRule] = _exactly
    asks: frozenset[Enum] = frozenset()
    at_home: tuple[type, ...] = ()
    tells: Callable[[Unit, M], None] = _none
    steering: Mapping[str, Rule] = field(default_factory=dict)
    usual: Settings = field(default_factory=Settings)
    last_chance: Callable[[datetime, Any], datetime] = _half
    write_kept: Callable[[Any], Any] = _as_it_is
    follows: Callable[[Unit, "Ceremony[M]", M, Changes, Source], None] = _follows
    lane: str = ""
    shows: Callable[[Unit, M, M], None] = _no_more

    @property
    def name(self) -> str:
        """What its ids, screens and alarms begin with, and what stands in its rows."""
        return self.naming.name

    @property
    def kinds(self) -> Kinds:
        """The names of its screens and alarms."""
        return self.naming.kinds

    def read_settings(self, text: str) -> Any:
        """Read the settings of a meeting of it, as `rows.settings` has written them."""
        return rows.read_settings(self.usual, text)
