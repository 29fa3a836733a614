"""Rows <-> who is offered their file each quarter."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, select

from bot.core.ids import PersonId
from bot.features.seu.store.entries import OF_PERSON
from bot.features.seu.tables.entries import EntryRow
from bot.features.seu.tables.offers import OfferRow
from bot.store.base import Instant, in_workspace
from bot.store.unit import Read, Unit
from bot.store.upserts import upsert


@dataclass(frozen=True)
class Offer:
    """Whether a person wants offers, and up to when (UTC) what they have was offered."""

    wanted: bool = True
    offered: datetime | None = None


_OFFER = select(OfferRow.wanted, OfferRow.offered_at).where(
    OfferRow.workspace == in_workspace(), OfferRow.person == bindparam("person")
)
_KEEP = upsert(OfferRow, update=("wanted", "offered_at"))
_NEWER = select(EntryRow.entry).where(*OF_PERSON, EntryRow.at > bindparam("since", type_=Instant())).limit(1)
_ANY = select(EntryRow.entry).where(*OF_PERSON).limit(1)


def offer(read: Read, person: PersonId) -> Offer:
    """Return what a person has said of offers, and what was offered."""
    row = read.row(_OFFER, {"person": person})
    return Offer() if row is None else Offer(bool(row.wanted), row.offered_at)


def keep(unit: Unit, person: PersonId, offer: Offer) -> None:
    """Write down what a person wants, and up to when they were offered."""
    unit.run(_KEEP, {"person": person, "wanted": offer.wanted, "offered_at": offer.offered})


def has_new(read: Read, person: PersonId, since: datetime | None) -> bool:
    """Tell whether anything was written in a ledger after an instant (UTC), or ever."""
    if since is None:
        return read.row(_ANY, {"person": person}) is not None
    return read.row(_NEWER, {"person": person, "since": since}) is not None
