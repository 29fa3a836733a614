"""Passes over what a copy of a database that is put back still had to post: it has been posted since."""

from sqlalchemy import bindparam, update

from bot.core.kinds import ScreenKind
from bot.delivery.tables import MessageRow
from bot.store.base import in_workspace
from bot.store.unit import Unit

_WAITS = (
    MessageRow.workspace == in_workspace(),
    MessageRow.state == "live",
    MessageRow.place != "home",
    MessageRow.bottom > MessageRow.posted,
)
_OF = (MessageRow.screen == bindparam("of_screen"), MessageRow.subject == bindparam("of_subject"))
_STANDS = {"bottom": MessageRow.posted, "posting": None, "attempts": 0, "error": None}
_GONE = {"state": "gone", "due": None, "posting": None, "leased": None, "holder": None}
_LEAVE = (
    update(MessageRow).where(*_WAITS, MessageRow.ts.is_not(None)).values(**_STANDS),
    update(MessageRow).where(*_WAITS, MessageRow.ts.is_(None)).values(**_GONE),
)
_LEAVE_ONE = tuple(statement.where(*_OF) for statement in _LEAVE)


def post_nothing_old(unit: Unit) -> int:
    """Change what stands where it stands, and take what was never posted for posted; return how many posts that spares."""
    return sum(unit.run(statement) for statement in _LEAVE)


def leave_in_place(unit: Unit, screen: ScreenKind, subject: str) -> None:
    """Have one message changed where it stands, and not posted anew."""
    for statement in _LEAVE_ONE:
        unit.run(statement, {"of_screen": screen.name, "of_subject": subject})
