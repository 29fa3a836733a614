"""What people log by themselves: written, changed, taken back."""

from bot.core.ids import PersonId
from bot.features.seu.actions.own import own_entry, write_lines
from bot.features.seu.actions.showing import key_of, show_total
from bot.features.seu.rules import activities, own
from bot.features.seu.rules.activities import Activity
from bot.features.seu.rules.audit import Act
from bot.features.seu.rules.refusals import GuestUnanswered, LooksLike, NotYourEntry
from bot.features.seu.rules.values import Entry, Keeping, Source
from bot.features.seu.store import audit, sessions
from bot.features.seu.store import entries as entries_store
from bot.store.once import once
from bot.store.unit import Unit


def log_activity(unit: Unit, *, person: PersonId, activity: Activity, shown: str = "", is_guest: bool = False) -> Entry:
    """Log what a person learned by themselves, whatever they said of their meetings, and return the entry (seu.md cases 22 and 23).

    `shown`: the entry that was shown to them as a similar one. Raise GuestUnanswered or LooksLike.
    """
    once(unit)
    if entries_store.lock_ledger(unit, person) is Keeping.UNDECIDED and is_guest:
        raise GuestUnanswered
    named = unit.fresh()
    entry = activities.logged(activity, person, named=named, entry_id=unit.fresh())
    like = own.looks_like(entry, entries_store.standing_on(unit, person, activity.day), ())
    if like is not None and like.id != shown:
        raise LooksLike(like)
    entries_store.write(unit, entry, key=key_of(unit, Source.SELF, named, person, 0))
    audit.note(unit, person, Act.LOGGED, by=person)
    show_total(unit, person)
    return entry


def correct_activity(unit: Unit, *, person: PersonId, entry: str, activity: Activity) -> None:
    """Let a person mend what they logged: its time, day or kind by a reversal and a new entry, its words where they stand.

    Raise NotYourEntry, AlreadyReversed or NothingChanged.
    """
    once(unit)
    wrong, held = own_entry(unit, person, entry)
    if sessions.session(unit, wrong.activity) is not None:
        raise NotYourEntry
    write_lines(unit, wrong, held, activities.corrected(held, wrong, activity, ids=(unit.fresh(), unit.fresh())), activity)


def take_back(unit: Unit, *, person: PersonId, entry: str) -> None:
    """Let a person take back what they logged. Raise NotYourEntry or AlreadyReversed."""
    once(unit)
    wrong, held = own_entry(unit, person, entry)
    if sessions.session(unit, wrong.activity) is not None:
        raise NotYourEntry
    line = activities.taken_back(held, wrong, entry_id=unit.fresh())
    write_lines(unit, wrong, held, [line], activities.of_entry(wrong))
