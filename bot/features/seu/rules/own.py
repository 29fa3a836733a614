"""What people add to their own ledger, in good faith (seu.md, cases 7, 22 and 23)."""

from collections.abc import Collection, Iterable
from difflib import SequenceMatcher

from bot.core.ids import PersonId
from bot.core.refusal import AllAtOnce
from bot.features.seu.rules.entries import a_reason, credit
from bot.features.seu.rules.refusals import NoMinutes
from bot.features.seu.rules.values import Entry, Session, Source, Word, Worth

ALIKE = 0.75
"""From this share on two titles are alike, of the letters and digits that they have in common."""


def self_report(session: Session, person: PersonId, minutes: int, reason: str, *, entry_id: str) -> Entry:
    """Return the entry by which a person says that they were at a session. Raise NoMinutes, ReasonMissing or ReasonTooLong, or Several."""
    refused = AllAtOnce()
    if not minutes:
        refused.add(NoMinutes())
    kept = refused.read("", a_reason, reason)
    refused.refuse()
    return credit(session, person, Worth(minutes, 0, minutes), entry_id=entry_id, word=Word(Source.SELF, person, kept))


def looks_like(added: Entry, standing: Iterable[Entry], beside: Collection[str]) -> Entry | None:
    """Return what stands of the same day and looks like the same activity: as long and of a similar title, or one of `beside`.

    `beside`: the entries of sessions that ran at the same time.
    """
    return next((one for one in standing if one.id in beside or _alike(one, added)), None)


def _alike(one: Entry, other: Entry) -> bool:
    if one.minutes != other.minutes:
        return False
    first, second = _letters(one.description), _letters(other.description)
    return first in second or second in first or SequenceMatcher(None, first, second).ratio() >= ALIKE


def _letters(title: str) -> str:
    return "".join(letter for letter in title.casefold() if letter.isalnum())
