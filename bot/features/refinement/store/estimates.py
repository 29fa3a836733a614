"""Estimates read back and written, but for what people said: that is sealed."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import and_, bindparam, delete, insert, select, update

from bot.core.ids import ChannelId, ItemId, MeetingId, PersonId
from bot.features.refinement.rules.estimate_refusals import NoEstimate
from bot.features.refinement.rules.estimation import (
    Agreed,
    AskedNoMore,
    Change,
    Estimation,
    EstimationId,
    HandedOver,
    PersonAsked,
    Revealed,
    RevealUndone,
    Round,
    RoundOpened,
    SizeAgreed,
    TakenBack,
    VoteGiven,
)
from bot.features.refinement.store.sealed import keep_vote
from bot.features.refinement.tables.estimates import AskedRow, EstimationRow, RoundRow
from bot.meetings.rows import read_span, span
from bot.store.base import in_workspace
from bot.store.unit import Read, Unit
from bot.store.upserts import insert_or_nothing

_IN = EstimationRow.workspace == in_workspace()
_IS = (_IN, EstimationRow.id == bindparam("this"))
_ITS_ROUND = and_(
    RoundRow.workspace == EstimationRow.workspace,
    RoundRow.estimation == EstimationRow.id,
    RoundRow.number == EstimationRow.number,
)
_BOTH = select(
    EstimationRow.id,
    EstimationRow.channel,
    EstimationRow.item,
    EstimationRow.title,
    EstimationRow.host,
    EstimationRow.zone,
    EstimationRow.deck,
    EstimationRow.session,
    EstimationRow.lasts,
    EstimationRow.opened,
    EstimationRow.number,
    EstimationRow.size,
    EstimationRow.agreed_by,
    EstimationRow.agreed,
    EstimationRow.ended,
    RoundRow.opened.label("round_opened"),
    RoundRow.due,
    RoundRow.revealed,
    RoundRow.held,
).join(RoundRow, _ITS_ROUND)
_ONE = _BOTH.where(*_IS)
_OPEN = (EstimationRow.agreed.is_(None), EstimationRow.ended.is_(None))
_OF_ITEM = _BOTH.where(
    _IN, EstimationRow.item == bindparam("of_item"), EstimationRow.session == "", RoundRow.revealed.is_(None), *_OPEN
)
_OF_SESSION = _BOTH.where(_IN, EstimationRow.session == bindparam("of_session")).order_by(EstimationRow.opened, EstimationRow.id)
_ASKED_OF_IT = and_(
    AskedRow.workspace == EstimationRow.workspace,
    AskedRow.estimation == EstimationRow.id,
    AskedRow.number == EstimationRow.number,
)
_WAITING = (
    _BOTH.join(AskedRow, _ASKED_OF_IT)
    .where(_IN, AskedRow.person == bindparam("who"), ~AskedRow.answered, RoundRow.revealed.is_(None), *_OPEN)
    .order_by(RoundRow.due, EstimationRow.opened, EstimationRow.id)
)
_LOCK = update(EstimationRow).where(*_IS).values(revision=EstimationRow.revision + 1)
_SET = update(EstimationRow).where(*_IS)
_SET_ROUND = update(RoundRow).where(
    RoundRow.workspace == in_workspace(), RoundRow.estimation == bindparam("this"), RoundRow.number == bindparam("round")
)
_OF_ROUND = (
    AskedRow.workspace == in_workspace(),
    AskedRow.estimation == bindparam("this"),
    AskedRow.number == bindparam("round"),
)
_ASKED = select(AskedRow.person, AskedRow.answered).where(*_OF_ROUND)
_ANSWERED = update(AskedRow).where(*_OF_ROUND, AskedRow.person == bindparam("who")).values(answered=True)
_NOT_ASKED = delete(AskedRow).where(*_OF_ROUND, AskedRow.person == bindparam("who"), ~AskedRow.answered)
_NEW = insert(EstimationRow)
_NEW_ROUND = insert(RoundRow)
_ASK = insert_or_nothing(AskedRow)


def lock_estimation(unit: Unit, estimation: EstimationId) -> None:
    """Lock an estimate: what is read in the statements that follow is what was committed. Raise NoEstimate."""
    if not unit.run(_LOCK, {"this": estimation}):
        raise NoEstimate


def estimation(read: Read, estimation: EstimationId) -> Estimation | None:
    """Return an estimate as everybody may see it; None where this workspace has none of this id."""
    row = read.row(_ONE, {"this": estimation})
    return None if row is None else _read(read, row)


def locked_estimation(unit: Unit, named: EstimationId) -> Estimation:
    """Lock an estimate, then read it. Raise NoEstimate."""
    lock_estimation(unit, named)
    found = estimation(unit, named)
    assert found is not None  # it is locked
    return found


def waiting_for(read: Read, person: PersonId) -> tuple[Estimation, ...]:
    """Return the estimates that wait for a person's answer, what reveals itself first first."""
    return tuple(_read(read, row) for row in read.rows(_WAITING, {"who": person}))


def of_session(read: Read, session: MeetingId) -> tuple[Estimation, ...]:
    """Return the estimates that a refinement has asked for, the first first."""
    return tuple(_read(read, row) for row in read.rows(_OF_SESSION, {"of_session": session}))


def asks_for(read: Read, item: ItemId) -> bool:
    """Tell whether a channel is being asked for an estimate of an item, outside a refinement."""
    return read.row(_OF_ITEM, {"of_item": item}) is not None


def add_estimation(unit: Unit, new: Estimation) -> None:
    """Write an estimate that begins, with its first round."""
    unit.run(
        _NEW,
        {
            "id": new.id,
            "channel": new.channel,
            "item": new.item,
            "title": new.title,
            "host": new.host,
            "zone": new.zone,
            "deck": "\n".join(new.deck),
            "session": new.session or "",
            "lasts": None if new.lasts is None else span(new.lasts),
            "opened": new.opened,
            "number": new.round.number,
            "size": None,
            "agreed_by": None,
            "agreed": None,
            "ended": None,
            "revision": 1,
        },
    )
    _open_round(unit, new.id, new.round)


def record(unit: Unit, estimation: Estimation, change: Change) -> None:
    """Write a change of an estimate that the caller has locked, given as it was before."""
    of_round = {"this": estimation.id, "round": estimation.round.number}
    match change:
        case PersonAsked():
            _ask(unit, estimation.id, estimation.round.number, [change.person])
        case AskedNoMore():
            unit.run(_NOT_ASKED, {**of_round, "who": change.person})
        case HandedOver():
            unit.run(_SET, {"this": estimation.id, "host": change.host})
        case VoteGiven():
            keep_vote(unit, estimation.id, estimation.round.number, change.vote)
            unit.run(_ANSWERED, {**of_round, "who": change.vote.person})
            if estimation.round.held:
                unit.run(_SET_ROUND, {**of_round, "held": False})
        case Revealed():
            unit.run(_SET_ROUND, {**of_round, "revealed": change.at, "held": False})
        case RevealUndone():
            unit.run(_SET_ROUND, {**of_round, "revealed": None, "held": True, "due": change.due})
        case RoundOpened():
            unit.run(_SET, {"this": estimation.id, "number": change.round.number})
            _open_round(unit, estimation.id, change.round)
        case SizeAgreed():
            agreed = change.agreed
            unit.run(_SET, {"this": estimation.id, "size": agreed.size, "agreed_by": agreed.by, "agreed": agreed.at})
        case TakenBack():
            unit.run(_SET, {"this": estimation.id, "ended": change.at})


def _open_round(unit: Unit, estimation: EstimationId, new: Round) -> None:
    row = {"estimation": estimation, "number": new.number, "opened": new.opened, "due": new.due, "revealed": None, "held": False}
    unit.run(_NEW_ROUND, row)
    _ask(unit, estimation, new.number, new.asked)


def _ask(unit: Unit, estimation: EstimationId, number: int, people: Iterable[PersonId]) -> None:
    for person in sorted(people):
        unit.run(_ASK, {"estimation": estimation, "number": number, "person": person, "answered": False})


def _read(read: Read, row: Any) -> Estimation:
    people = {PersonId(one.person): one.answered for one in read.rows(_ASKED, {"this": row.id, "round": row.number})}
    answered = frozenset(person for person, has in people.items() if has)
    current = Round(row.number, row.round_opened, row.due, frozenset(people), answered, row.revealed, bool(row.held))
    return Estimation(
        EstimationId(row.id),
        ChannelId(row.channel),
        ItemId(row.item),
        row.title,
        PersonId(row.host),
        row.zone,
        tuple(row.deck.split("\n")),
        row.opened,
        current,
        lasts=None if row.lasts is None else read_span(row.lasts),
        session=MeetingId(row.session) if row.session else None,
        agreed=None if row.agreed is None else Agreed(row.size, PersonId(row.agreed_by), row.agreed),
        ended=row.ended,
    )
