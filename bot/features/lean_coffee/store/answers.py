"""Reads as much of a meeting as one ballot or thumb needs."""

from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from sqlalchemy import ColumnElement, Integer, Select, SQLColumnExpression, String, and_, bindparam, exists, func, or_, select

from bot.core.ids import MeetingId, PersonId
from bot.features.lean_coffee.rules.stages import Choice, Column
from bot.features.lean_coffee.rules.values import Ballot, Meeting, Thumb, TopicId, TopicMeeting
from bot.features.lean_coffee.store.meetings import meeting_of_row, read_dots
from bot.features.lean_coffee.tables import AgendaRow, BallotRow, CourseRow, ThumbRow
from bot.meetings.rules.refusals import NoMeeting
from bot.meetings.store.meetings import joined, lock
from bot.presence.store import somebody_here
from bot.store.base import in_workspace
from bot.store.unit import Unit

T = TypeVar("T", bound=TopicMeeting)


@dataclass(frozen=True)
class Asked(Generic[T]):
    """A locked meeting as one person who answers sees it: `here`, `thumbs` and `ballots` hold that person alone, if at all.

    `waits`: somebody else here has still to answer, so this answer cannot end the question. `on_board`: the topics that a ballot
    may name.
    """

    meeting: T
    waits: bool
    on_board: frozenset[TopicId] = frozenset()


# One round trip after the lock, whatever the number of people: reading forty thumbs and forty people for each thumb took longer
# than all the rest. Both rows of the meeting come with it.
_THIS = bindparam("this", type_=String())
_ME = bindparam("me", type_=String())
_OF_THUMBS = and_(ThumbRow.workspace == in_workspace(), ThumbRow.meeting == _THIS)
_OF_BALLOTS = and_(BallotRow.workspace == in_workspace(), BallotRow.meeting == _THIS)
_AM_HERE = somebody_here(_THIS, lambda person: person == _ME)
_NO_THUMB = somebody_here(_THIS, lambda person: and_(person != _ME, ~exists().where(_OF_THUMBS, ThumbRow.person == person)))


_HOST = bindparam("host", type_=String())
_GIVEN = func.length(BallotRow.dots) - func.length(func.replace(BallotRow.dots, " ", "")) + 1
"""As many dots as a ballot names: those on topics that are gone too, so that whoever has such is looked at with the whole meeting."""


def _chosen(person: SQLColumnExpression[str], budget: SQLColumnExpression[int]) -> ColumnElement[bool]:
    complete = or_(BallotRow.done, and_(BallotRow.dots != "", budget <= _GIVEN))
    return exists().where(_OF_BALLOTS, BallotRow.voter == person, complete).correlate_except(BallotRow)


_NO_BALLOT = somebody_here(_THIS, lambda person: and_(person != _ME, ~_chosen(person, CourseRow.dots))).correlate(CourseRow)
_BUDGET = bindparam("budget", type_=Integer())
_NO_BALLOT_BUT_HOSTS = somebody_here(_THIS, lambda person: and_(person.not_in([_ME, _HOST]), ~_chosen(person, _BUDGET)))
_MINE = and_(_OF_BALLOTS, BallotRow.voter == _ME)
_THUMBS = joined(
    CourseRow,
    _AM_HERE.label("am_here"),
    _NO_THUMB.label("waits"),
    select(ThumbRow.choice).where(_OF_THUMBS, ThumbRow.person == _ME).scalar_subquery().label("choice"),
    select(ThumbRow.ts).where(_OF_THUMBS, ThumbRow.person == _ME).scalar_subquery().label("ts"),
)
_ON_BOARD = select(func.aggregate_strings(AgendaRow.topic, " ")).where(
    AgendaRow.workspace == in_workspace(), AgendaRow.meeting == _THIS, AgendaRow.stands == Column.TO_DISCUSS.value
)
_BALLOTS = joined(
    CourseRow,
    _AM_HERE.label("am_here"),
    _NO_BALLOT.label("waits"),
    select(BallotRow.dots).where(_MINE).scalar_subquery().label("given"),
    select(BallotRow.at).where(_MINE).scalar_subquery().label("given_at"),
    select(BallotRow.done).where(_MINE).scalar_subquery().label("given_done"),
    _ON_BOARD.scalar_subquery().label("on_board"),
)
_BUT_HOST = select(_NO_BALLOT_BUT_HOSTS.label("waits"))


def lock_for_thumb(unit: Unit, meeting: MeetingId, person: PersonId) -> Asked[Meeting]:
    """Lock a meeting for a person's thumb. Raise NoMeeting."""
    seen = _locked(unit, meeting, _THUMBS, person)
    thumbs = () if seen.ts is None else (Thumb(person, Choice(seen.choice), seen.ts),)
    return Asked(meeting_of_row(seen, thumbs=thumbs, here=_present(seen, person)), bool(seen.waits))


def lock_for_ballot(unit: Unit, meeting: MeetingId, voter: PersonId) -> Asked[Meeting]:
    """Lock a meeting for a person's ballot. Raise NoMeeting."""
    seen = _locked(unit, meeting, _BALLOTS, voter)
    mine = () if seen.given is None else (Ballot(voter, read_dots(seen.given), seen.given_at, seen.given_done),)
    asked, waits = meeting_of_row(seen, ballots=mine, here=_present(seen, voter)), bool(seen.waits)
    if waits and not asked.settings.host_votes:  # few hosts only watch: theirs is a statement more
        rest = unit.row(_BUT_HOST, {"this": meeting, "me": voter, "host": asked.host, "budget": asked.dots})
        waits = rest is not None and bool(rest.waits)
    on_board = frozenset(read_dots(seen.on_board or ""))
    return Asked(asked, waits, on_board.intersection(asked.run_off) if asked.run_off else on_board)


def _locked(unit: Unit, meeting: MeetingId, seen: Select[Any], person: PersonId) -> Any:
    lock(unit, meeting)
    row = unit.row(seen, {"this": meeting, "me": person})
    if row is None:
        raise NoMeeting
    return row


def _present(seen: Any, person: PersonId) -> frozenset[PersonId]:
    return frozenset([person]) if seen.am_here else frozenset()
