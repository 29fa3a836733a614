"""Rows <-> reminders, occasions and replies; all of their SQL."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, delete, insert, select, update

from bot import schedule
from bot.core.ids import ChannelId, PersonId
from bot.features.refinement.rules import NoSuchReminder, Occasion, Reminder, Reply, Standing
from bot.features.refinement.tables import OccasionRow, ReminderRow, ReplyRow
from bot.schedule import RuleState, ScheduleId, Told
from bot.schedule.zone_changes import FARTHEST_MOVE
from bot.store.base import in_workspace
from bot.store.conflict import insert_or_nothing, upsert
from bot.store.unit import Read, Unit

_REMINDER = select(ReminderRow).where(ReminderRow.workspace == in_workspace(), ReminderRow.reminder == bindparam("reminder"))
_OF_CHANNEL = (
    select(ReminderRow)
    .where(ReminderRow.workspace == in_workspace(), ReminderRow.channel == bindparam("channel"))
    .order_by(ReminderRow.created, ReminderRow.reminder)
)
_OF_OWNER = (
    select(ReminderRow)
    .where(ReminderRow.workspace == in_workspace(), ReminderRow.owner == bindparam("owner"))
    .order_by(ReminderRow.created, ReminderRow.reminder)
)
_EVERY = select(ReminderRow).where(ReminderRow.workspace == in_workspace()).order_by(ReminderRow.created, ReminderRow.reminder)
_OFFERED = select(ReminderRow.offered).where(
    ReminderRow.workspace == in_workspace(), ReminderRow.reminder == bindparam("reminder")
)
_CHANGE = update(ReminderRow).where(ReminderRow.workspace == in_workspace(), ReminderRow.reminder == bindparam("which"))
_SET_OWNER = _CHANGE.values(owner=bindparam("to"), offered=None)
_MARK = _CHANGE.values(offered=bindparam("left"))
_KEEP = insert(ReminderRow)
_LOCK = (
    update(ReminderRow)
    .where(ReminderRow.workspace == in_workspace(), ReminderRow.reminder == bindparam("subject"))
    .values(revision=ReminderRow.revision + 1)
)
_LOCK_OCCASION = (
    update(OccasionRow)
    .where(OccasionRow.workspace == in_workspace(), OccasionRow.occasion == bindparam("subject"))
    .values(revision=OccasionRow.revision + 1)
)
_OCCASION = select(OccasionRow).where(OccasionRow.workspace == in_workspace(), OccasionRow.occasion == bindparam("occasion"))
_OCCASION_AT = select(OccasionRow).where(
    OccasionRow.workspace == in_workspace(), OccasionRow.reminder == bindparam("reminder"), OccasionRow.wall == bindparam("wall")
)
_COMING = (
    select(OccasionRow.occasion)
    .where(
        OccasionRow.workspace == in_workspace(),
        OccasionRow.reminder == bindparam("reminder"),
        OccasionRow.starts > bindparam("now", type_=OccasionRow.starts.type),
    )
    .order_by(OccasionRow.starts)
    .limit(1)
)
_MAY_MOVE = select(OccasionRow).where(
    OccasionRow.workspace == in_workspace(), OccasionRow.starts > bindparam("since", type_=OccasionRow.starts.type)
)
_MAY_MOVE_OF = _MAY_MOVE.where(OccasionRow.reminder == bindparam("of_reminder"))
_MOVE = (
    update(OccasionRow)
    .where(OccasionRow.workspace == in_workspace(), OccasionRow.occasion == bindparam("subject"))
    .values(starts=bindparam("to", type_=OccasionRow.starts.type))
)
_STANDING = {RuleState.RUNNING: Standing.COMING, RuleState.PAUSED: Standing.PAUSED, RuleState.ENDED: Standing.ENDED}
_OCCUR = insert_or_nothing(OccasionRow)
_SKIP = (
    update(OccasionRow)
    .where(
        OccasionRow.workspace == in_workspace(),
        OccasionRow.reminder == bindparam("which"),
        OccasionRow.wall == bindparam("at_wall"),
    )
    .values(skipped=True)
)
_REPLY = upsert(ReplyRow, update=("reply", "at"))
_TAKE_BACK = delete(ReplyRow).where(
    ReplyRow.workspace == in_workspace(), ReplyRow.occasion == bindparam("occasion"), ReplyRow.person == bindparam("person")
)
_REPLIES = (
    select(ReplyRow.person, ReplyRow.reply)
    .where(ReplyRow.workspace == in_workspace(), ReplyRow.occasion == bindparam("occasion"))
    .order_by(ReplyRow.at, ReplyRow.person)
)


def keep_reminder(unit: Unit, reminder: Reminder) -> None:
    """Write down a new reminder."""
    unit.run(
        _KEEP,
        {
            "reminder": reminder.id,
            "channel": reminder.channel,
            "owner": reminder.owner,
            "title": reminder.title,
            "link": reminder.link,
            "created": unit.now,
            "offered": None,
            "revision": 0,
        },
    )


def lock_reminder(unit: Unit, reminder: str) -> Reminder:
    """Lock a reminder before anything of it is read. Raise NoSuchReminder."""
    unit.run(_LOCK, {"subject": reminder})
    found = reminder_of(unit, reminder)
    if found is None:
        raise NoSuchReminder
    return found


def reminder_of(read: Read, reminder: str) -> Reminder | None:
    """Return a reminder."""
    row = read.row(_REMINDER, {"reminder": reminder})
    return _reminder(row) if row else None


def reminders_in(read: Read, channel: ChannelId) -> list[Reminder]:
    """Return the reminders of a channel, the oldest first; ended ones too, the schedule room knows which."""
    return [_reminder(row) for row in read.rows(_OF_CHANNEL, {"channel": channel})]


def reminders_by(read: Read, owner: PersonId) -> list[Reminder]:
    """Return the reminders of an owner, the oldest first."""
    return [_reminder(row) for row in read.rows(_OF_OWNER, {"owner": owner})]


def all_reminders(read: Read) -> list[Reminder]:
    """Return every reminder of the workspace; ended ones too, the schedule room knows which."""
    return [_reminder(row) for row in read.rows(_EVERY)]


def offered(read: Read, reminder: str) -> PersonId | None:
    """Return the owner who had left when others were asked to take a reminder over."""
    row = read.row(_OFFERED, {"reminder": reminder})
    return None if row is None or row.offered is None else PersonId(row.offered)


def set_owner(unit: Unit, reminder: str, to: PersonId) -> None:
    """Write another owner of a reminder down."""
    unit.run(_SET_OWNER, {"which": reminder, "to": to})


def mark_offered(unit: Unit, reminder: str, left: PersonId) -> None:
    """Note that others were asked to take a reminder over from an owner who has left."""
    unit.run(_MARK, {"which": reminder, "left": left})


def lock_occasion(unit: Unit, occasion: str) -> Occasion | None:
    """Lock an occasion before anything of it is read."""
    unit.run(_LOCK_OCCASION, {"subject": occasion})
    return occasion_of(unit, occasion)


def occasion_of(read: Read, occasion: str) -> Occasion | None:
    """Return an occasion by its id."""
    row = read.row(_OCCASION, {"occasion": occasion})
    return _occasion(row) if row else None


def occasion_at(read: Read, reminder: str, wall: datetime) -> Occasion | None:
    """Return the occasion that a card was posted for at this wall time."""
    row = read.row(_OCCASION_AT, {"reminder": reminder, "wall": wall.isoformat()})
    return _occasion(row) if row else None


def occur(unit: Unit, reminder: str, wall: datetime, starts: datetime, was_due: datetime | None) -> Occasion:
    """Return the occasion at this wall time, made now if it is new; it starts when its zone says."""
    unit.run(
        _OCCUR,
        {
            "occasion": unit.fresh(),
            "reminder": reminder,
            "wall": wall.isoformat(),
            "starts": starts,
            "skipped": False,
            "was_due": was_due,
            "revision": 0,
        },
    )
    found = occasion_at(unit, reminder, wall)
    assert found is not None  # the line above has made it where it was missing
    if found.starts == starts:
        return found
    move_occasion(unit, found.id, starts)
    return replace(found, starts=starts)


def coming_occasion(read: Read, reminder: str) -> str | None:
    """Return the id of the occasion that a card announces and that has not begun."""
    row = read.row(_COMING, {"reminder": reminder, "now": read.now})
    return row and str(row.occasion)


def told_since(read: Read) -> Sequence[Told]:
    """Return what the cards of this workspace announce that may still move."""
    rows = read.rows(_MAY_MOVE, {"since": read.now - FARTHEST_MOVE})
    return [Told(row.reminder, datetime.fromisoformat(row.wall), row.starts) for row in rows]


def may_move(read: Read, reminder: str) -> list[Occasion]:
    """Return the occasions of a reminder that may still move."""
    return [_occasion(row) for row in read.rows(_MAY_MOVE_OF, {"of_reminder": reminder, "since": read.now - FARTHEST_MOVE})]


def move_occasion(unit: Unit, occasion: str, starts: datetime) -> None:
    """Note that an occasion starts at another instant than its card has said."""
    unit.run(_MOVE, {"subject": occasion, "to": starts})


def standing(read: Read, occasion: Occasion) -> Standing:
    """Return whether an occasion will be held, by its own word and that of its reminder's rule."""
    if occasion.skipped:
        return Standing.SKIPPED
    kept = schedule.kept(read, ScheduleId(occasion.reminder))
    return Standing.ENDED if kept is None else _STANDING[kept.state]


def skip_occasion(unit: Unit, reminder: str, wall: datetime) -> None:
    """Mark an occasion that a card was posted for as skipped; nothing happens where there was none."""
    unit.run(_SKIP, {"which": reminder, "at_wall": wall.isoformat()})


def replies(read: Read, occasion: str) -> dict[PersonId, Reply]:
    """Return who answered what, in the order of answering."""
    return {PersonId(row.person): Reply(row.reply) for row in read.rows(_REPLIES, {"occasion": occasion})}


def keep_reply(unit: Unit, occasion: str, person: PersonId, reply: Reply | None) -> None:
    """Write down a person's answer; None takes it back."""
    if reply is None:
        unit.run(_TAKE_BACK, {"occasion": occasion, "person": person})
    else:
        unit.run(_REPLY, {"occasion": occasion, "person": person, "reply": reply.value, "at": unit.now})


def _reminder(row: Any) -> Reminder:
    return Reminder(row.reminder, ChannelId(row.channel), PersonId(row.owner), row.title, row.link)


def _occasion(row: Any) -> Occasion:
    wall = datetime.fromisoformat(row.wall)
    return Occasion(row.occasion, row.reminder, wall, row.starts, bool(row.skipped), row.was_due)
