"""The team of a channel: who holds what, who may order, change and estimate, what is set. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from statistics import median

from bot.core.ids import ChannelId, PersonId
from bot.schedule.working_days import MONDAY_TO_FRIDAY, WorkingDays
from bot.teams.day_range import DayRange
from bot.teams.people import NotAllowed, Person

FIBONACCI = ("1", "2", "3", "5", "8", "13", "21")
T_SHIRT = ("XS", "S", "M", "L", "XL", "XXL")
POWERS_OF_TWO = ("1", "2", "4", "8", "16", "32", "64")
UNSURE, BREAK = "?", "☕"
"""In every deck: who cannot say, and who needs a break."""
INVEST = ("Independent", "Negotiable", "Valuable", "Estimable", "Small", "Testable")
AWAY_WORDS = ("vacation", "vacationing", "holiday", "on leave", "out of office", "ooo", "out sick", ":palm_tree:")
UNTIL_KNOWN = 6
"""Items in range of a Sprint until three Sprints are over."""
_SPRINTS = 3


@dataclass(frozen=True)
class Team:
    """Who holds what for the team of a channel. Nobody among `developers`: all of the channel who hold nothing else and are no guests."""

    channel: ChannelId
    product_owner: PersonId | None = None
    deputy: PersonId | None = None
    scrum_master: PersonId | None = None
    developers: frozenset[PersonId] = frozenset()
    observers: frozenset[PersonId] = frozenset()

    @property
    def in_charge(self) -> tuple[PersonId, ...]:
        """Name who changes the team and its settings; while it is nobody, anyone of the channel does."""
        return _named(self.product_owner, self.scrum_master)

    @property
    def ordering(self) -> tuple[PersonId, ...]:
        """Name who orders what the team refines next."""
        return _named(self.product_owner, self.deputy)

    @property
    def everybody(self) -> frozenset[PersonId]:
        """Name all who are named, whatever they hold."""
        return self.developers | self.observers | {*self.in_charge, *self.ordering}

    def may_order(self, person: PersonId, *, is_admin: bool = False) -> bool:
        """Say whether a person orders: the Product Owner, their deputy, an admin of the workspace."""
        return is_admin or person in self.ordering

    def may_change(self, person: PersonId, *, is_admin: bool = False) -> bool:
        """Say whether a person of the channel changes the team and what it has set."""
        return is_admin or not self.in_charge or person in self.in_charge

    def estimates(self, person: PersonId, *, is_guest: bool = False) -> bool:
        """Say whether a person of the channel is one of the Developers: they size the work."""
        if self.developers:
            return person in self.developers
        return not is_guest and person not in self.everybody

    def developers_among(self, people: Iterable[Person]) -> frozenset[PersonId]:
        """Name the Developers among the people of the channel; apps and those who have left are none."""
        here = [person for person in people if not (person.is_app or person.is_gone)]
        return frozenset(person.id for person in here if self.estimates(person.id, is_guest=person.is_guest))


@dataclass(frozen=True)
class TeamSettings:
    """What a team has set for itself. `deck` is without what every deck has; `weekdays` are worked on (0: Monday).

    `country` and `region` name whose holidays are free, `free` the team's own free days. `card_ahead` and `line_ahead`: so long before
    an event it is announced and reminded of; None: not at all. `in_range`: items that a Sprint takes; None: by what was done.
    `enough`: as many ready items are enough; None: twice that. An item is `untouched` so long before it is asked about; `timebox` is for
    one item.
    """

    deck: tuple[str, ...] = FIBONACCI
    ready: tuple[str, ...] = INVEST
    weekdays: frozenset[int] = MONDAY_TO_FRIDAY
    country: str = ""
    region: str = ""
    free: tuple[DayRange, ...] = ()
    card_ahead: timedelta | None = timedelta(days=1)
    line_ahead: timedelta | None = timedelta(minutes=10)
    away_words: tuple[str, ...] = AWAY_WORDS
    is_backlog: bool = False
    in_range: int | None = None
    enough: int | None = None
    untouched: timedelta = timedelta(days=60)
    timebox: timedelta = timedelta(minutes=10)

    @property
    def working_days(self) -> WorkingDays:
        """Return the team's calendar: the days on which it works."""
        return WorkingDays(self.weekdays, self.country, self.region, tuple(day for days in self.free for day in days))

    @property
    def cards(self) -> tuple[str, ...]:
        """Return what an estimate is chosen from."""
        return (*self.deck, UNSURE, BREAK)

    def items_in_range(self, done: Sequence[int]) -> int:
        """Return how many items are in range of a Sprint, given how many were done in each Sprint that is over, the oldest first."""
        if self.in_range is not None:
            return self.in_range
        return max(1, round(median(done[-_SPRINTS:]))) if len(done) >= _SPRINTS else UNTIL_KNOWN

    def enough_ready(self, done: Sequence[int]) -> int:
        """Return how many ready items are enough, given the same."""
        return 2 * self.items_in_range(done) if self.enough is None else self.enough


DEFAULTS = TeamSettings()


class NotInCharge(NotAllowed):
    """Only who is in charge of the team changes it; `team` says who that is."""

    def __init__(self, team: Team) -> None:
        super().__init__(team)
        self.team = team


class NotOrdering(NotAllowed):
    """Only the Product Owner or their deputy orders; `team` says who that is."""

    def __init__(self, team: Team) -> None:
        super().__init__(team)
        self.team = team


def in_charge(team: Team, person: PersonId, *, is_admin: bool) -> None:
    """Let a person of the channel change the team and what it has set. Raise NotInCharge."""
    if not team.may_change(person, is_admin=is_admin):
        raise NotInCharge(team)


def ordering(team: Team, person: PersonId, *, is_admin: bool) -> None:
    """Let a person order what the team refines next. Raise NotOrdering."""
    if not team.may_order(person, is_admin=is_admin):
        raise NotOrdering(team)


def _named(*people: PersonId | None) -> tuple[PersonId, ...]:
    return tuple(dict.fromkeys(person for person in people if person is not None))
