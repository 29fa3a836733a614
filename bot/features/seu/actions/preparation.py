"""What a host has prepared, added to their own ledger."""

from datetime import date

from bot.core.ids import PersonId
from bot.features.seu.actions.hosts import hosted
from bot.features.seu.actions.showing import key_of, show_session
from bot.features.seu.rules import preparation
from bot.features.seu.rules.audit import Act
from bot.features.seu.rules.host_refusals import AlreadyPrepared
from bot.features.seu.rules.refusals import LooksLike
from bot.features.seu.rules.values import Entry, Session, Source
from bot.features.seu.store import audit
from bot.features.seu.store import entries as entries_store
from bot.store.once import once
from bot.store.unit import Read, Unit


def add_preparation(
    unit: Unit, *, person: PersonId, session: str, minutes: int, what: str, day: date, today: date, shown: str = ""
) -> Entry:
    """Let the host of a session add what they prepared for it, self-reported, and return the entry.

    `shown`: the entry that was shown to them as a similar one. Raise NoSuchSession, NotTheHost, AlreadyPrepared, LooksLike, NoMinutes,
    FutureDay or PreparationTooLong, or Several.
    """
    once(unit)
    entries_store.lock_ledger(unit, person)
    prepared = to_prepare(unit, person, session)
    added = preparation.preparation(prepared, person, minutes, what, day, today=today, entry_id=unit.fresh())
    like = preparation.prepared_like(added, prepared, entries_store.standing_on(unit, person, day))
    if like is not None and like.id != shown:
        raise LooksLike(like)
    entries_store.write(unit, added, key=key_of(unit, Source.SELF, added.activity, person, 0))
    audit.note(unit, person, Act.LOGGED, by=person)
    show_session(unit, session, person)
    return added


def to_prepare(read: Read, person: PersonId, session: str) -> Session:
    """Return a session whose host may add what they prepared. Raise NoSuchSession, NotTheHost or AlreadyPrepared."""
    found = hosted(read, person, session)
    if is_prepared(read, person, session):
        raise AlreadyPrepared
    return found


def is_prepared(read: Read, person: PersonId, session: str) -> bool:
    """Tell whether a person has ever added their preparation of a session."""
    return bool(entries_store.entries_of(read, person, preparation.activity_of(session)))
