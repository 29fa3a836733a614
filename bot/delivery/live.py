"""Where the live copy of a message stands, and what to do about a click on another."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import bindparam, select
from sqlalchemy.orm import aliased

from bot.core.ids import PersonId
from bot.core.kinds import ScreenKind
from bot.delivery.messages import HINT, delete_later
from bot.delivery.tables import MessageRow, thread_of
from bot.store.base import in_workspace
from bot.store.unit import Read, Unit


@dataclass(frozen=True)
class Live:
    """The copy of a message that counts."""

    channel: str
    ts: str
    thread: str | None = None
    """The head of the thread that it stands in."""

    def link(self, workspace_url: str) -> str:
        """Return its permalink; `workspace_url` is what `auth.test` answers, as in `https://team.slack.com/`."""
        link = f"{workspace_url.rstrip('/')}/archives/{self.channel}/p{self.ts.replace('.', '')}"
        return link if self.thread is None else f"{link}?thread_ts={self.thread}&cid={self.channel}"


_NEWEST = (
    select(MessageRow.screen, MessageRow.subject)
    .where(
        MessageRow.workspace == in_workspace(),
        MessageRow.place == "person",
        MessageRow.place_id == bindparam("whose"),
        MessageRow.state == "live",
        MessageRow.screen.in_(bindparam("screens", expanding=True)),
    )
    .order_by(MessageRow.made.desc())
    .limit(1)
)
_HEAD = aliased(MessageRow)
_COPIES = (
    select(MessageRow.made, MessageRow.channel, MessageRow.ts, MessageRow.posting, _HEAD.ts.label("thread"))
    .outerjoin(_HEAD, thread_of(MessageRow, _HEAD))
    .where(
        MessageRow.workspace == in_workspace(),
        MessageRow.screen == bindparam("of_screen"),
        MessageRow.subject == bindparam("of_subject"),
        MessageRow.state == "live",
        MessageRow.place != "home",
    )
)
_AT = select(MessageRow.id).where(
    MessageRow.workspace == in_workspace(),
    MessageRow.channel == bindparam("in_channel"),
    MessageRow.ts == bindparam("of_ts"),
    MessageRow.state == "live",
)
"""What stands there: the value of a click may be forged, and name another message than the one that was pressed."""


def _copies(read: Read, screen: ScreenKind, subject: str) -> Sequence[Any]:
    """Read where a message stands, in the order of posting: sorted here, or SQLite would go through all messages in that order."""
    return sorted(read.rows(_COPIES, {"of_screen": screen.name, "of_subject": subject}), key=lambda row: row.made)


def live_message(read: Read, screen: ScreenKind, subject: str) -> Live | None:
    """Return where a message stands, the first of its places; None while it stands nowhere."""
    rows = _copies(read, screen, subject)
    return next((Live(row.channel, row.ts, row.thread) for row in rows if row.channel is not None and row.ts is not None), None)


def newest_for(read: Read, person: PersonId, *screens: ScreenKind) -> tuple[ScreenKind, str] | None:
    """Return which of these screens stands lowest in a person's direct messages, and its subject; None while none does."""
    named = {screen.name: screen for screen in screens}
    row = read.row(_NEWEST, {"whose": person, "screens": list(named)})
    return None if row is None else (named[row.screen], row.subject)


def superseded_by(read: Read, screen: ScreenKind, subject: str, *, channel: str, ts: str) -> Live | None:
    """Return the live copy where the one at `ts` is an old one; None where it counts, may yet turn out to count, or is another message's."""
    rows = _copies(read, screen, subject)
    here = [row for row in rows if row.channel == channel or row.channel is None]
    if any(row.ts == ts or row.posting is not None for row in here):
        return None
    live = next((Live(row.channel, row.ts, row.thread) for row in here if row.ts is not None), None)
    return None if live is None or read.row(_AT, {"in_channel": channel, "of_ts": ts}) is not None else live


def remove_stale_copy(unit: Unit, screen: ScreenKind, subject: str, *, channel: str, ts: str) -> Live | None:
    """Want an old copy deleted and return the live one; None, and nothing is done, where the copy at `ts` counts."""
    live = superseded_by(unit, screen, subject, channel=channel, ts=ts)
    if live is not None:
        delete_later(unit, channel, ts)
        unit.hint(HINT)
    return live
