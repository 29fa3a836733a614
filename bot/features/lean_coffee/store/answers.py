"""A ballot or a thumb at full speed: a meeting read only as far as one person's answer needs it."""

from dataclasses import dataclass

from sqlalchemy import String, and_, bindparam, exists, select

from bot.core.ids import PersonId
from bot.features.lean_coffee.rules import Choice, Column, Meeting, MeetingId, Thumb, TopicId
from bot.features.lean_coffee.store import rows
from bot.features.lean_coffee.store.meetings import lock_row, meeting_of_row
from bot.features.lean_coffee.tables import AgendaRow, BallotRow, ThumbRow
from bot.presence import somebody_here
from bot.store.base import in_workspace
from bot.store.unit import Unit


@dataclass(frozen=True)
class Asked:
    """A locked meeting as one person who answers sees it: `here` and `thumbs` hold that person alone, if at all.

    `waits`: somebody else here has still to answer, so this answer cannot end the question. `on_board`: the topics that a ballot
    may name.
    """

    meeting: Meeting
    waits: bool
    on_board: frozenset[TopicId] = frozenset()


# One round trip after the lock, whatever the number of people: reading forty thumbs and forty people for each thumb took longer
# than all the rest.
_THIS = bindparam("this", type_=String())
_ME = bindparam("me", type_=String())
_NOT_VOTING = bindparam("not_voting", type_=String())
_OF_THUMBS = and_(ThumbRow.workspace == in_workspace(), ThumbRow.meeting == _THIS)
_OF_BALLOTS = and_(BallotRow.workspace == in_workspace(), BallotRow.meeting == _THIS)
_AM_HERE = somebody_here(_THIS, lambda person: person == _ME)
_NO_THUMB = somebody_here(_THIS, lambda person: and_(person != _ME, ~exists().where(_OF_THUMBS, ThumbRow.person == person)))
_NO_BALLOT = somebody_here(
    _THIS, lambda person: and_(person.not_in([_ME, _NOT_VOTING]), ~exists().where(_OF_BALLOTS, BallotRow.voter == person))
)
_THUMBS = select(
    _AM_HERE.label("here"),
    _NO_THUMB.label("waits"),
    select(ThumbRow.choice).where(_OF_THUMBS, ThumbRow.person == _ME).scalar_subquery().label("choice"),
    select(ThumbRow.ts).where(_OF_THUMBS, ThumbRow.person == _ME).scalar_subquery().label("ts"),
)
_BALLOTS = select(_AM_HERE.label("here"), _NO_BALLOT.label("waits"))
_ON_BOARD = select(AgendaRow.topic).where(
    AgendaRow.workspace == in_workspace(), AgendaRow.meeting == _THIS, AgendaRow.stands == Column.TO_DISCUSS.value
)


def lock_for_thumb(unit: Unit, meeting: MeetingId, person: PersonId) -> Asked:
    """Lock a meeting for a person's thumb. Raise NoMeeting."""
    row = lock_row(unit, meeting)
    seen = unit.row(_THUMBS, {"this": meeting, "me": person})
    assert seen is not None  # a row of scalars is always there
    thumbs = () if seen.ts is None else (Thumb(person, Choice(seen.choice), seen.ts),)
    present = frozenset([person]) if seen.here else frozenset[PersonId]()
    return Asked(meeting_of_row(row, thumbs=thumbs, here=present), bool(seen.waits))


def lock_for_ballot(unit: Unit, meeting: MeetingId, voter: PersonId) -> Asked:
    """Lock a meeting for a person's ballot. Raise NoMeeting."""
    row = lock_row(unit, meeting)
    not_voting = "" if rows.read_settings(row.settings).host_votes else row.host
    seen = unit.row(_BALLOTS, {"this": meeting, "me": voter, "not_voting": not_voting})
    assert seen is not None  # as above
    present = frozenset([voter]) if seen.here else frozenset[PersonId]()
    on_board = frozenset(TopicId(found.topic) for found in unit.rows(_ON_BOARD, {"this": meeting}))
    return Asked(meeting_of_row(row, here=present), bool(seen.waits), on_board)
