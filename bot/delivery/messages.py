"""The verbs by which an action says what Slack should show: show, post, hide, move to the bottom."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from sqlalchemy import bindparam, case, func, or_, select, update
from sqlalchemy.sql.dml import Update

from bot.core.ids import ChannelId, PersonId
from bot.core.kinds import ScreenKind
from bot.delivery.failures import PASSING
from bot.delivery.place import Place
from bot.delivery.tables import MessageRow, StaleCopyRow
from bot.store.base import Instant, in_workspace
from bot.store.unit import Read, Unit
from bot.store.upserts import insert_or_nothing

HINT = "delivery"


_OF_SUBJECT = (
    MessageRow.workspace == in_workspace(),
    MessageRow.screen == bindparam("of_screen"),
    MessageRow.subject == bindparam("of_subject"),
)
_NOW = bindparam("now", type_=Instant())
_LAST_MADE = select(func.coalesce(func.max(MessageRow.made), 0).label("last")).where(MessageRow.workspace == in_workspace())
_INSERT = insert_or_nothing(MessageRow)
_INSERT_STALE_COPY = insert_or_nothing(StaleCopyRow)


_AT_ONCE = case((MessageRow.attempts == 0, _NOW), else_=func.coalesce(MessageRow.due, _NOW))
"""Now, also where it was to be shown a little later; a pause after a fault is kept."""


def _changed(*, urgent: bool = False, within: bool = False) -> Update:
    change = update(MessageRow).where(*_OF_SUBJECT, MessageRow.state == "live")
    due = func.coalesce(MessageRow.due, bindparam("then", type_=Instant())) if within else _AT_ONCE
    change = change.values(wanted=MessageRow.wanted + 1, due=due, touched=_NOW)
    return change.values(urgent=MessageRow.wanted + 1) if urgent else change


def _anew(*states: str) -> Update:
    """Ask for a fresh copy; what failed before is forgotten, but not a lease nor a post whose outcome is open."""
    return (
        update(MessageRow)
        .where(*_OF_SUBJECT, MessageRow.state.in_(states))
        .values(
            state="live",
            wanted=MessageRow.wanted + 1,
            bottom=MessageRow.wanted + 1,
            urgent=MessageRow.wanted + 1,
            made=bindparam("next_made"),
            due=_AT_ONCE,
            attempts=0,
            error=None,
            touched=_NOW,
        )
    )


REVIVED = timedelta(hours=1)
"""So old a message is taken up again that Slack took nowhere while its channel got another id."""
_REVIVE = (
    update(MessageRow)
    .where(
        MessageRow.workspace == in_workspace(),
        MessageRow.place == "channel",
        MessageRow.place_id == bindparam("at_id"),
        MessageRow.state == "failed",
        MessageRow.error == "channel_not_found",
        MessageRow.touched > bindparam("since", type_=Instant()),
    )
    .values(state="live", due=_NOW, attempts=0, error=None)
)
BACK_WITHIN = timedelta(days=1)
"""So old a message is taken up again that Slack refused while its channel was archived, or the bot was not in it."""
_BACK = (
    update(MessageRow)
    .where(
        MessageRow.workspace == in_workspace(),
        MessageRow.place.in_(["channel", "thread"]),
        MessageRow.place_id == bindparam("at_id"),
        MessageRow.state == "failed",
        MessageRow.error.in_(PASSING),
        MessageRow.touched > bindparam("since", type_=Instant()),
    )
    .values(state="live", wanted=MessageRow.wanted + 1, due=_NOW, attempts=0, error=None, touched=_NOW)
)
_COPIES_BACK = (
    update(StaleCopyRow)
    .where(StaleCopyRow.workspace == in_workspace(), StaleCopyRow.channel == bindparam("at_id"))
    .values(due=_NOW)
)
_SHOW_ABOUT = (
    update(MessageRow)
    .where(
        MessageRow.workspace == in_workspace(),
        or_(MessageRow.subject == bindparam("about"), MessageRow.subject.like(bindparam("begins"))),
        MessageRow.state == "live",
    )
    .values(wanted=MessageRow.wanted + 1, due=_AT_ONCE, touched=_NOW)
)
_SHOW = _changed()
_SHOW_URGENT = _changed(urgent=True)
_SHOW_WITHIN = _changed(within=True)
_SHOW_AT = _SHOW.where(MessageRow.place == bindparam("at_place"), MessageRow.place_id == bindparam("at_id"))
_POST_ANEW = _anew("hidden", "gone", "failed").where(
    MessageRow.place == bindparam("at_place"), MessageRow.place_id == bindparam("at_id")
)
_TO_BOTTOM = _anew("live", "gone", "failed").where(MessageRow.place != "home")
_HIDE = (
    update(MessageRow)
    .where(*_OF_SUBJECT, MessageRow.state != "hidden")
    .values(state="hidden", touched=_NOW)
    .returning(MessageRow.id, MessageRow.channel, MessageRow.ts)
)
_REFUSED = select(MessageRow.id).where(*_OF_SUBJECT, MessageRow.state == "failed").limit(1)
_SHOWN_AT = (
    select(MessageRow.id)
    .where(
        *_OF_SUBJECT,
        MessageRow.place == bindparam("at_place"),
        MessageRow.place_id == bindparam("at_id"),
        MessageRow.state == "live",
    )
    .limit(1)
)
_WAS_WANTED_AT = (
    select(MessageRow.id)
    .where(*_OF_SUBJECT, MessageRow.place == bindparam("at_place"), MessageRow.place_id == bindparam("at_id"))
    .limit(1)
)
_WITH_PEOPLE = (
    select(MessageRow.subject, MessageRow.place_id)
    .where(
        MessageRow.workspace == in_workspace(),
        MessageRow.screen == bindparam("of_screen"),
        MessageRow.place == "person",
        MessageRow.state == "live",
    )
    .order_by(MessageRow.made)
)
_FORGET_COPY = (
    update(MessageRow)
    .where(MessageRow.workspace == in_workspace(), MessageRow.id == bindparam("message"))
    .values(ts=None, error=None)
)


def post(unit: Unit, screen: ScreenKind, subject: str, to: Place) -> None:
    """Want a message that shows `subject` from now on; posting the same again at the same place is `show`.

    What was hidden, taken away or refused before is posted anew.
    """
    here = {"of_screen": screen.name, "of_subject": subject, "at_place": to.kind, "at_id": to.id, "now": unit.real_now}
    if not unit.run(_SHOW_AT, here):
        made = _next_made(unit)
        if not unit.run(_POST_ANEW, here | {"next_made": made}) and not _inserted(unit, screen, subject, to, made):
            unit.run(_SHOW_AT, here)  # somebody else's insert came first and may be drawn without what this action changed
    unit.hint(HINT)


def show(unit: Unit, screen: ScreenKind, subject: str, *, urgent: bool = False) -> None:
    """Say that what `screen` shows of `subject` has changed; nothing happens where no such message is wanted.

    `urgent` marks a change of phase: it goes out at once and may use the reserved third of the budget.
    """
    there = {"of_screen": screen.name, "of_subject": subject, "now": unit.real_now}
    if unit.run(_SHOW_URGENT if urgent else _SHOW, there):
        unit.hint(HINT)


def show_within(unit: Unit, screen: ScreenKind, subject: str, span: timedelta) -> None:
    """Say that what `screen` shows of `subject` has changed a little: it is shown within a span, with what else comes until then."""
    there = {"of_screen": screen.name, "of_subject": subject, "now": unit.real_now, "then": unit.real_now + span}
    if unit.run(_SHOW_WITHIN, there):
        unit.hint(HINT)


def to_bottom(unit: Unit, screen: ScreenKind, subject: str) -> None:
    """Want the message posted anew at the bottom of its channel and the old one deleted; urgent."""
    there = {"of_screen": screen.name, "of_subject": subject, "now": unit.real_now}
    if unit.run(_TO_BOTTOM, there | {"next_made": _next_made(unit)}):
        unit.hint(HINT)


def revive(unit: Unit, channel: ChannelId) -> None:
    """Take up again what Slack has just refused, to show and to delete, in a channel that it did not find: it has another id now."""
    now = unit.real_now
    revived = unit.run(_REVIVE, {"at_id": channel, "since": now - REVIVED, "now": now})
    if unit.run(_COPIES_BACK, {"at_id": channel, "now": now}) or revived:
        unit.hint(HINT)


def take_up_again(unit: Unit, channel: ChannelId) -> None:
    """Take up again what Slack refused in a channel in the last day, to show and to delete: it is open to the bot once more."""
    now = unit.real_now
    back = unit.run(_BACK, {"at_id": channel, "since": now - BACK_WITHIN, "now": now})
    if unit.run(_COPIES_BACK, {"at_id": channel, "now": now}) or back:
        unit.hint(HINT)


def show_all_about(unit: Unit, channel: ChannelId) -> None:
    """Say that every message about a channel has changed: its buttons name the channel by the id that it has now."""
    if unit.run(_SHOW_ABOUT, {"about": channel, "begins": f"{channel}/%", "now": unit.real_now}):
        unit.hint(HINT)


def hide(unit: Unit, screen: ScreenKind, subject: str) -> None:
    """Want the message gone: deleted where it was posted, never posted where it was not."""
    there = {"of_screen": screen.name, "of_subject": subject, "now": unit.real_now}
    hidden: Sequence[Any] = unit.rows(_HIDE, there)
    for row in hidden:
        if row.ts is not None:
            delete_later(unit, row.channel, row.ts)
            unit.run(_FORGET_COPY, {"message": row.id})
    if hidden:
        unit.hint(HINT)


def delete_later(unit: Unit, channel: str, ts: str) -> None:
    """Want a copy that no longer counts deleted."""
    unit.run(_INSERT_STALE_COPY, {"channel": channel, "ts": ts, "due": unit.real_now, "attempts": 0})


def is_refused(read: Read, screen: ScreenKind, subject: str) -> bool:
    """Tell whether Slack has refused a message for good, so that nobody sees it where it should stand."""
    return read.row(_REFUSED, {"of_screen": screen.name, "of_subject": subject}) is not None


def is_shown_at(read: Read, screen: ScreenKind, subject: str, at: Place) -> bool:
    """Tell whether a message that shows `subject` stands at a place, or is on its way there."""
    here = {"of_screen": screen.name, "of_subject": subject, "at_place": at.kind, "at_id": at.id}
    return read.row(_SHOWN_AT, here) is not None


def was_wanted_at(read: Read, screen: ScreenKind, subject: str, at: Place) -> bool:
    """Tell whether a message that shows `subject` stands at a place or ever did, or Slack has refused it there."""
    here = {"of_screen": screen.name, "of_subject": subject, "at_place": at.kind, "at_id": at.id}
    return read.row(_WAS_WANTED_AT, here) is not None


def with_people(read: Read, screen: ScreenKind) -> list[tuple[str, PersonId]]:
    """Name the subjects of a screen that stand in direct messages, each with the person."""
    return [(row.subject, PersonId(row.place_id)) for row in read.rows(_WITH_PEOPLE, {"of_screen": screen.name})]


def _next_made(unit: Unit) -> int:
    last = unit.row(_LAST_MADE)
    return 1 if last is None else int(last.last) + 1


def _inserted(unit: Unit, screen: ScreenKind, subject: str, to: Place, made: int) -> bool:
    thread_screen, thread_subject = (None, None) if to.thread_of is None else (to.thread_of[0].name, to.thread_of[1])
    row = {
        "id": unit.fresh(),
        "screen": screen.name,
        "subject": subject,
        "place": to.kind,
        "place_id": to.id,
        "thread_screen": thread_screen,
        "thread_subject": thread_subject,
        "broadcast": int(to.broadcast),
        "state": "live",
        "made": made,
        "wanted": 1,
        "bottom": 1,
        "urgent": 0,
        "posted": 0,
        "shown": 0,
        "channel": to.id if to.kind == "channel" else None,
        "due": unit.real_now,
        "attempts": 0,
        "touched": unit.real_now,
    }
    return bool(unit.run(_INSERT, row))
