"""Reads what a correction leaves to be mended at the bodies of a person."""

from bot.core.ids import PersonId
from bot.features.seu.actions.at_body import programme_of
from bot.features.seu.rules.mending import Mending, mending
from bot.features.seu.store import claims, entries
from bot.features.seu.store.learning import learning_of
from bot.store.unit import Read


def to_mend(read: Read, person: PersonId, activity: str) -> tuple[Mending, ...] | None:
    """Return what is to be mended of an activity, at each body; None where its person has said nothing of having logged it.

    What was never corrected needs nothing, and is not looked into: a confirmation is drawn often.
    """
    held = entries.entries_of(read, person, activity)
    taken_back = {one.reverses for one in held}
    said = [key for one in held if one.id in taken_back for key, claim in claims.claims(read, one.id).items() if claim.logged]
    if not said:
        return None
    learning = learning_of(read, person)
    found = (mending(programme_of(read, person, key), learning.spoken(key), activity) for key in sorted({key for _, key in said}))
    return tuple(one for one in found if one is not None)
