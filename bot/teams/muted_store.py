"""Rows <-> who wants no direct messages about coming dates."""

from collections.abc import Iterable

from sqlalchemy import bindparam, delete, select

from bot.core.ids import PersonId
from bot.store.base import in_workspace
from bot.store.unit import Read, Unit
from bot.store.upserts import insert_or_nothing
from bot.teams.tables import MutedRow

_AMONG = select(MutedRow.person).where(
    MutedRow.workspace == in_workspace(), MutedRow.person.in_(bindparam("people", expanding=True))
)
_MUTE = insert_or_nothing(MutedRow)
_UNMUTE = delete(MutedRow).where(MutedRow.workspace == in_workspace(), MutedRow.person == bindparam("who"))


def not_muted(read: Read, people: Iterable[PersonId]) -> list[PersonId]:
    """Return who of these people hears of coming dates by direct messages, in their order."""
    asked = list(dict.fromkeys(people))
    muted = {row.person for row in read.rows(_AMONG, {"people": asked})} if asked else set()
    return [person for person in asked if person not in muted]


def mute(unit: Unit, *, person: PersonId) -> None:
    """Send a person no direct messages about coming dates from now on."""
    unit.run(_MUTE, {"person": person})


def unmute(unit: Unit, *, person: PersonId) -> None:
    """Send a person direct messages about coming dates again."""
    unit.run(_UNMUTE, {"who": person})
