"""Until when a person's credentials run, each by the rules that its cycle began with."""

from collections.abc import Iterator

from bot.core.ids import PersonId
from bot.features.seu.rules.credentials import term_of
from bot.features.seu.rules.record import Record
from bot.features.seu.rules.standings import Ruled
from bot.features.seu.store import credentials, programmes, renewals
from bot.store.unit import Read


def ruled(read: Read, person: PersonId, record: Record | None = None) -> tuple[Ruled, ...]:
    """Return what a person holds and prepares for; what nothing here can read the rules of any more is left out.

    `record`: of that person, where it was read before.
    """
    return tuple(_ruled(read, record or without_lines(read, person)))


def _ruled(read: Read, record: Record) -> Iterator[Ruled]:
    for held in record.held:
        programme = programmes.begun_with(read, held.programme, held.version)
        certification = programme.certification(held.name) if programme else None
        if programme is not None and certification is not None:
            term = term_of(programme, held, record)
            yield Ruled(held, programme, certification, None if term is None else term.expiry)


def without_lines(read: Read, person: PersonId) -> Record:
    """Return as much of a person's record as says when a credential expires."""
    of = credentials.programmes_of(read, person)
    known = {(of[one], one): several for one, several in renewals.renewals_of(read, person).items()}
    return Record(held=credentials.credentials_of(read, person), renewals=known)
