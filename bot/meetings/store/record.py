"""Writes the changes of any meeting, each with statements of its own."""

from typing import Any

from sqlalchemy import BigInteger, bindparam, type_coerce, update
from sqlalchemy.orm import InstrumentedAttribute

from bot.core.texts import folded
from bot.meetings import rows
from bot.meetings.rules.apply import apply
from bot.meetings.rules.changes import (
    Change,
    ClaimAnswered,
    ClockFollowed,
    CohostsNamed,
    DueMoved,
    HostChanged,
    HostClaimed,
    MeetingEnded,
    OutageBridged,
    PersonCheckedIn,
    PersonLeft,
    PhaseUndone,
    StageBegun,
    Steer,
)
from bot.meetings.rules.values import CLOSED, Meeting
from bot.meetings.tables import MeetingRow
from bot.presence.rules import Source
from bot.presence.store import check_in, end, leave, move_all
from bot.store.base import in_workspace
from bot.store.unit import Unit
from bot.store.upserts import insert_or_nothing

_SET = update(MeetingRow).where(MeetingRow.workspace == in_workspace(), MeetingRow.id == bindparam("this"))
_STEP = _SET.values(phase=MeetingRow.phase + 1)
_NEW = insert_or_nothing(MeetingRow)
_BY = bindparam("by", type_=BigInteger())


def set_by(column: InstrumentedAttribute[Any]) -> Any:
    """Return an instant so many microseconds (`by`) later; none stays none."""
    return type_coerce(column, BigInteger) + _BY


MOVES_WITH_THE_CLOCK = (
    MeetingRow.opened,
    MeetingRow.planned_end,
    MeetingRow.began,
    MeetingRow.due,
    MeetingRow.regrouped,
    MeetingRow.steered_at,
    MeetingRow.claimed_at,
    MeetingRow.outage_began,
    MeetingRow.outage_ended,
)
"""Every instant of a meeting that is open."""
_SET_BY = _SET.values({column: set_by(column) for column in MOVES_WITH_THE_CLOCK})


def open_meeting(unit: Unit, meeting: Meeting, ceremony: str, lane: str = "") -> bool:
    """Write a meeting that begins; answer False, having written nothing, when one is open in its lane, whatever the ceremony."""
    row = {
        "id": meeting.id,
        "ceremony": ceremony,
        "channel": meeting.channel,
        "title": meeting.title,
        "folded": folded(meeting.title),
        "host": meeting.host,
        "cohosts": rows.people(meeting.cohosts),
        **rows.claim(None),
        "zone": meeting.zone,
        "lane": meeting.id if meeting.in_thread else lane,
        "link": meeting.link,
        "series": meeting.series,
        "parent": meeting.parent,
        "opened": meeting.opened,
        "planned_end": meeting.planned_end,
        "began": meeting.began,
        "due": meeting.due,
        "stage": meeting.stage.value,
        "phase": meeting.phase,
        "revision": 1,
        "regrouped": None,
        **rows.steered(None),
        "outage_began": None,
        "outage_ended": None,
        "outage_given": None,
        "undo": None,
        "closed": None,
        "how": None,
    }
    return unit.run(_NEW, row) > 0


def record(unit: Unit, before: Meeting, change: Change, source: Source) -> None:
    """Write this room's part of a change of a meeting that the caller has locked, given as it was before.

    `source`: what told us that a person is here.
    """
    meeting = before.id
    match change:
        case PersonCheckedIn():
            check_in(unit, meeting, change.person, source)
        case PersonLeft():
            leave(unit, meeting, change.person)
            unit.run(_SET, {"this": meeting, "regrouped": change.at, **_claim_after(before, change)})
        case HostClaimed() | ClaimAnswered():
            unit.run(_SET, {"this": meeting, **_claim_after(before, change)})
        case OutageBridged():
            unit.run(_SET, {"this": meeting, "due": change.due, **rows.outage(change.outage), **_claim_after(before, change)})
        case ClockFollowed():
            unit.run(_SET_BY, {"this": meeting, "by": rows.span(change.by)})
            move_all(unit, meeting, change.by)
        case Steer():
            _steer(unit, before, change)


def record_steps(unit: Unit, meeting: Meeting, write_kept: rows.Kept) -> None:
    """Write what can be taken back in a meeting that the caller has locked, and what was."""
    unit.run(_SET, {"this": meeting.id, "undo": rows.undo(meeting, write_kept)})


def _claim_after(before: Meeting, change: Change) -> dict[str, Any]:
    return rows.claim(apply(before, change).claim)


def _steer(unit: Unit, before: Meeting, change: Steer) -> None:
    meeting = before.id
    told = {} if change.steered is None else rows.steered(change.steered)
    match change:
        case StageBegun():
            begins = {"stage": change.stage.value, "began": change.at, "due": change.due}
            unit.run(_STEP, {"this": meeting, **begins, **told})
        case PhaseUndone():
            step = change.step
            back = {"stage": step.stage.value, "began": step.began, "due": change.due, "regrouped": change.at}
            unit.run(_STEP, {"this": meeting, **back, **told})
        case DueMoved():
            unit.run(_SET, {"this": meeting, "due": change.due, **told})
        case HostChanged():
            hosts = {"host": change.host, "cohosts": rows.people(apply(before, change).cohosts), **rows.claim(None)}
            unit.run(_SET, {"this": meeting, **hosts, "regrouped": change.at, **told})
        case CohostsNamed():
            unit.run(_SET, {"this": meeting, "cohosts": rows.people(change.cohosts), **told})
        case MeetingEnded():
            over = {
                "stage": CLOSED,
                "began": change.noticed or change.at,
                "due": None,
                "closed": change.at,
                "how": change.how.value,
            }
            unit.run(_STEP, {"this": meeting, **over, **rows.claim(None), **told})
            end(unit, meeting, change.at)
        case _ if told:
            unit.run(_SET, {"this": meeting, **told})
