"""Rows <-> action items, their owners, and the weekly lists of channels; all of their SQL."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, time, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Integer, SQLColumnExpression, Update, bindparam, delete, insert, select, update

from bot.action_items.rules.changes import Change, HandedOn, applied
from bot.action_items.rules.digests import Digest
from bot.action_items.rules.refusals import NoSuchActionItem
from bot.action_items.rules.values import NOBODYS, OPEN, OVER, About, ActionItem, State, Turn
from bot.action_items.tables import ActionItemRow, DigestRow, TurnRow
from bot.core.ids import ActionItemId, ChannelId, MeetingId, PersonId
from bot.core.texts import folded
from bot.store.base import Instant, in_workspace
from bot.store.searching import holds, patterns
from bot.store.unit import Read, Unit
from bot.store.upserts import upsert
from bot.teams.away_store import away

_HERE = ActionItemRow.workspace == in_workspace()
_THIS = (_HERE, ActionItemRow.id == bindparam("this"))
_IN_ORDER = (ActionItemRow.due.is_(None), ActionItemRow.due, ActionItemRow.noted, ActionItemRow.id)
_IS_OPEN = ActionItemRow.state.in_([state.value for state in OPEN])
_IS_NOBODYS = ActionItemRow.state.in_([state.value for state in NOBODYS])
_ONE = select(ActionItemRow).where(*_THIS)
_EVERY = select(ActionItemRow).where(_HERE).order_by(*_IN_ORDER)
_OPEN_OF = _EVERY.where(ActionItemRow.owner == bindparam("of_owner"), _IS_OPEN)
_RETURNED_TO = _EVERY.where(ActionItemRow.noted_by == bindparam("of_noter"), _IS_NOBODYS)
_OF_CHANNEL = _EVERY.where(ActionItemRow.channel == bindparam("of_channel"), _IS_OPEN | _IS_NOBODYS)
_ABOUT = (
    select(ActionItemRow)
    .where(_HERE, ActionItemRow.about == bindparam("of_about"))
    .order_by(ActionItemRow.noted, ActionItemRow.id)
)
_IN_MEETING = (
    select(ActionItemRow)
    .where(_HERE, ActionItemRow.meeting_id == bindparam("of_meeting"))
    .order_by(ActionItemRow.noted, ActionItemRow.id)
)
_OWNERS = select(ActionItemRow.owner).where(_HERE, _IS_OPEN).distinct().order_by(ActionItemRow.owner)
_NOTERS = select(ActionItemRow.noted_by).where(_HERE, _IS_NOBODYS).distinct().order_by(ActionItemRow.noted_by)
_SET = update(ActionItemRow).where(*_THIS)
_LOCK = _SET.values(revision=ActionItemRow.revision + 1)
_NEW = insert(ActionItemRow)
_TURN = insert(TurnRow)
_SEARCH = (
    select(ActionItemRow)
    .where(_HERE, holds(ActionItemRow.folded), ActionItemRow.channel.in_(bindparam("channels", expanding=True)))
    .order_by(ActionItemRow.noted.desc(), ActionItemRow.id)
    .limit(bindparam("most", type_=Integer()))
)
KEPT = timedelta(days=365)
"""So long an action item is kept that is done or was dropped, with whose it has been; that of a meeting is part of its record."""
_LONG_OVER = (
    _HERE,
    ActionItemRow.state.in_([state.value for state in OVER]),
    ActionItemRow.ended < bindparam("before", type_=Instant()),
    ActionItemRow.meeting_id.is_(None),
)
_FORGET_TURNS = delete(TurnRow).where(
    TurnRow.workspace == in_workspace(), TurnRow.item.in_(select(ActionItemRow.id).where(*_LONG_OVER))
)
_FORGET = delete(ActionItemRow).where(*_LONG_OVER)
_TURNS = (
    select(TurnRow.owner, TurnRow.since, TurnRow.given_by)
    .where(TurnRow.workspace == in_workspace(), TurnRow.item == bindparam("this"))
    .order_by(TurnRow.turn)
)

_OF_DIGEST = (DigestRow.workspace == in_workspace(), DigestRow.channel == bindparam("this"))
_DIGEST = select(DigestRow).where(*_OF_DIGEST)
_LOCK_DIGEST = update(DigestRow).where(*_OF_DIGEST).values(revision=DigestRow.revision + 1)
_KEEP_DIGEST = upsert(DigestRow, update=("weekday", "at", "zone", "set_by"))
_FORGET_DIGEST = delete(DigestRow).where(*_OF_DIGEST)


def add(unit: Unit, item: ActionItem) -> None:
    """Write a new action item, with its first owner."""
    text = {"text": item.text, "folded": folded(item.text)}
    written = {"id": item.id, "channel": item.channel, **text, "noted_by": item.noted_by, "noted": item.noted}
    about = item.about
    came_from = {"about": about.subject, "title": about.title, "meeting": about.meeting}
    held = {"meeting_id": about.meeting_id, "host": about.host}
    stands = {"owner": item.owner, "turn": 0, "accepted": item.accepted, "due": _written(item.due), "state": item.state.value}
    unit.run(_NEW, {**written, **came_from, **held, **stands, "ended": None, "reminded": None, "snoozed": None, "revision": 1})
    _add_turn(unit, item.id, 0, Turn(item.owner, item.noted, item.noted_by))


def lock(unit: Unit, item: str) -> ActionItem:
    """Lock an action item, then read it. Raise NoSuchActionItem."""
    hold(unit, item)
    found = named(unit, item)
    if found is None:
        raise NoSuchActionItem
    return found


def hold(unit: Unit, item: str) -> None:
    """Lock an action item, if there is one of this id."""
    unit.run(_LOCK, {"this": item})


def named(read: Read, item: str) -> ActionItem | None:
    """Return an action item; None where this workspace has none of this id."""
    row = read.row(_ONE, {"this": item})
    return None if row is None else _item(row)


def turns(read: Read, item: ActionItemId) -> tuple[Turn, ...]:
    """Return the owners that an action item has had, the first one first."""
    rows = read.rows(_TURNS, {"this": item})
    return tuple(Turn(PersonId(row.owner), row.since, PersonId(row.given_by)) for row in rows)


def open_of(read: Read, person: PersonId) -> tuple[ActionItem, ...]:
    """Return what a person is to do or is asked to do, what is due first at first."""
    return _items(read.rows(_OPEN_OF, {"of_owner": person}))


def returned_to(read: Read, person: PersonId) -> tuple[ActionItem, ...]:
    """Return what a person has noted and nobody has, what is due first at first."""
    return _items(read.rows(_RETURNED_TO, {"of_noter": person}))


def in_channel(read: Read, channel: ChannelId) -> tuple[ActionItem, ...]:
    """Return what is to be done of a channel, also what nobody has, what is due first at first."""
    return _items(read.rows(_OF_CHANNEL, {"of_channel": channel}))


def about(read: Read, subject: str) -> tuple[ActionItem, ...]:
    """Return what came from one subject, whatever became of it, the oldest first."""
    return _items(read.rows(_ABOUT, {"of_about": subject}))


def in_meeting(read: Read, meeting: MeetingId) -> tuple[ActionItem, ...]:
    """Return what was promised in a meeting, or noted for it afterwards, whatever became of it, the oldest first."""
    return _items(read.rows(_IN_MEETING, {"of_meeting": meeting}))


def search(read: Read, channels: Sequence[ChannelId], words: Sequence[str], most: int) -> tuple[ActionItem, ...]:
    """Return what was promised in these channels that has all of these words (folded), the latest first, at most so many."""
    return _items(read.rows(_SEARCH, {"channels": [*channels], "most": most, **patterns(words)})) if channels else ()


def owners(read: Read) -> list[PersonId]:
    """Name everybody of the workspace who is to do something, or is asked to."""
    return [PersonId(row.owner) for row in read.rows(_OWNERS)]


def noters(read: Read) -> list[PersonId]:
    """Name everybody of the workspace who has noted what nobody has now."""
    return [PersonId(row.noted_by) for row in read.rows(_NOTERS)]


def is_away(read: Read, item: ActionItem, day: date) -> bool:
    """Tell whether an item's owner has said that they are away on a day, or their status says so."""
    return bool(away(read, [item.owner], day, day, item.channel))


def mark_reminded(unit: Unit, item: ActionItem, day: date) -> ActionItem:
    """Note on which day somebody was reminded."""
    unit.run(_SET, {"this": item.id, "reminded": _written(day)})
    return replace(item, reminded=day)


def record(unit: Unit, item: ActionItem, change: Change) -> ActionItem:
    """Write one change of an action item, which is locked, and return it as it stands now."""
    after = applied(item, change)
    columns: dict[str, Any] = {
        "state": after.state.value,
        "owner": after.owner,
        "noted_by": after.noted_by,
        "turn": after.turn,
        "accepted": after.accepted,
        "due": _written(after.due),
        "ended": after.ended,
        "reminded": _written(after.reminded),
        "snoozed": _written(after.snoozed),
    }
    unit.run(_SET, {"this": item.id, **columns})
    if isinstance(change, HandedOn):
        _add_turn(unit, item.id, after.turn, Turn(change.to, change.at, change.by))
    return after


def _add_turn(unit: Unit, item: ActionItemId, number: int, turn: Turn) -> None:
    unit.run(_TURN, {"item": item, "turn": number, "owner": turn.owner, "since": turn.since, "given_by": turn.given_by})


def _written(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _read(day: str | None) -> date | None:
    return None if day is None else date.fromisoformat(day)


def _items(rows: Sequence[Any]) -> tuple[ActionItem, ...]:
    return tuple(map(_item, rows))


def _item(row: Any) -> ActionItem:
    return ActionItem(
        id=ActionItemId(row.id),
        channel=ChannelId(row.channel),
        text=row.text,
        owner=PersonId(row.owner),
        noted_by=PersonId(row.noted_by),
        noted=row.noted,
        due=_read(row.due),
        about=About(
            row.about,
            row.title,
            row.meeting,
            None if row.meeting_id is None else MeetingId(row.meeting_id),
            None if row.host is None else PersonId(row.host),
        ),
        state=State(row.state),
        turn=row.turn,
        accepted=bool(row.accepted),
        ended=row.ended,
        reminded=_read(row.reminded),
        snoozed=_read(row.snoozed),
    )


def forget_old(unit: Unit) -> int:
    """Forget action items that have been over for KEPT; return how many."""
    before = {"before": unit.now - KEPT}
    unit.run(_FORGET_TURNS, before)
    return unit.run(_FORGET, before)


def let_go(is_forgotten: Callable[[SQLColumnExpression[str | None]], ColumnElement[bool]]) -> Update:
    """Return what lets the action items of meetings that are forgotten be of no meeting: done or dropped, they go as such do."""
    return update(ActionItemRow).where(_HERE, is_forgotten(ActionItemRow.meeting_id)).values(meeting_id=None)


def hold_digest(unit: Unit, channel: str) -> None:
    """Lock what a channel has asked for, if anything."""
    unit.run(_LOCK_DIGEST, {"this": channel})


def digest_of(read: Read, channel: str) -> Digest | None:
    """Return when a channel wants its list; None where it does not."""
    row: Any = read.row(_DIGEST, {"this": channel})
    if row is None:
        return None
    return Digest(ChannelId(row.channel), row.weekday, time.fromisoformat(row.at), row.zone, PersonId(row.set_by))


def keep_digest(unit: Unit, digest: Digest) -> None:
    """Write down when a channel wants its list, in the place of what it wanted before."""
    when = {"weekday": digest.weekday, "at": digest.at.isoformat("minutes"), "zone": digest.zone}
    unit.run(_KEEP_DIGEST, {"channel": digest.channel, **when, "set_by": digest.set_by, "revision": 1})


def forget_digest(unit: Unit, channel: ChannelId) -> None:
    """Forget that a channel wanted its list."""
    unit.run(_FORGET_DIGEST, {"this": channel})
