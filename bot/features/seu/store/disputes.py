"""Rows <-> requests to a host to mend a roster."""

from sqlalchemy import bindparam, delete, select, update

from bot.core.ids import PersonId
from bot.features.seu.rules.disputes import RosterRequest
from bot.features.seu.tables.sessions import RosterRequestRow
from bot.store.base import in_workspace
from bot.store.unit import Read, Unit
from bot.store.upserts import insert_or_nothing

_THIS = (
    RosterRequestRow.workspace == in_workspace(),
    RosterRequestRow.session == bindparam("of_session"),
    RosterRequestRow.person == bindparam("of_person"),
)
_ASK = insert_or_nothing(RosterRequestRow)
_REQUEST = select(RosterRequestRow).where(*_THIS)
_RETURNED = update(RosterRequestRow).where(*_THIS).values(returned=bindparam("now", type_=RosterRequestRow.at.type))
_CLOSE = delete(RosterRequestRow).where(*_THIS)
_FORGET = delete(RosterRequestRow).where(
    RosterRequestRow.workspace == in_workspace(), RosterRequestRow.person == bindparam("of_person")
)


def ask(unit: Unit, request: RosterRequest) -> bool:
    """Note a request; False when one of this person about this session is open."""
    wish = {"session": request.session, "person": request.person, "minutes": request.minutes, "reason": request.reason}
    return bool(unit.run(_ASK, {**wish, "at": request.asked, "returned": None}))


def request(read: Read, session: str, person: PersonId) -> RosterRequest | None:
    """Return the open request of a person about a session."""
    row = read.row(_REQUEST, {"of_session": session, "of_person": person})
    if row is None:
        return None
    return RosterRequest(row.session, PersonId(row.person), row.minutes, row.reason, row.at, row.returned)


def note_returned(unit: Unit, request: RosterRequest) -> None:
    """Note that a request has come back to its host now."""
    unit.run(_RETURNED, {"of_session": request.session, "of_person": request.person, "now": unit.now})


def close(unit: Unit, session: str, person: PersonId) -> bool:
    """Delete an open request; answer False where there is none."""
    return bool(unit.run(_CLOSE, {"of_session": session, "of_person": person}))


def forget(unit: Unit, person: PersonId) -> None:
    """Delete all requests of a person."""
    unit.run(_FORGET, {"of_person": person})
