"""Reads what renewals have used up of an activity that is corrected."""

from collections import Counter
from datetime import date

from bot.core.ids import PersonId
from bot.features.seu.rules.used_up import UsedUp
from bot.features.seu.store import credentials, entries, programmes, renewals
from bot.store.unit import Read


def used_up(read: Read, person: PersonId, activity: str) -> tuple[UsedUp, ...]:
    """Return what renewals that stand have used up of an activity, whichever of its entries stood then: one for each body and day."""
    ids = {one.id for one in entries.entries_of(read, person, activity)}
    uses = [(renewal, minutes) for renewal, entry, minutes in renewals.used_up(read, person) if entry in ids]
    if not uses:
        return ()
    of_credential, rules = credentials.programmes_of(read, person), programmes.current(read)
    found: Counter[tuple[str, str]] = Counter()
    for renewal, minutes in uses:
        one = renewals.renewal(read, renewal)
        assert one is not None  # it was read from the same snapshot
        key = of_credential[one.credential]
        found[one.day.isoformat(), rules[key].body if key in rules else key] += minutes
    return tuple(UsedUp(body, date.fromisoformat(day), minutes) for (day, body), minutes in sorted(found.items()))
