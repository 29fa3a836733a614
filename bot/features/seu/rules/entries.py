"""Crediting, reversing and correcting entries (seu.md, cases 8 to 10)."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from bot.core.ids import PersonId
from bot.core.refusal import AllAtOnce, Refusal
from bot.core.texts import trimmed
from bot.features.seu.rules.refusals import (
    LONGEST_REASON,
    AlreadyReversed,
    BadMinutes,
    LongerThanSession,
    NothingChanged,
    ReasonMissing,
    ReasonTooLong,
)
from bot.features.seu.rules.values import Category, Entry, Kind, Session, Source, Word, Worth

MINUTES_OF_A_DAY = timedelta(days=1) // timedelta(minutes=1)

Ids = tuple[str, str]
"""The id of a reversal and that of the credit which takes its place."""


def live_credit(held: Sequence[Entry], activity: str) -> Entry | None:
    """Return the credit for an activity that has not been reversed: there is one at most."""
    taken_back = {entry.reverses for entry in held}
    standing = (e for e in held if e.activity == activity and e.kind is Kind.CREDIT and e.id not in taken_back)
    return next(standing, None)


def last_word(held: Sequence[Entry], activity: str) -> Entry | None:
    """Return what a ledger says of an activity now: the credit that stands, else the reversal that nothing came after."""
    backs = [entry for entry in held if entry.activity == activity and entry.kind is Kind.REVERSAL]
    return live_credit(held, activity) or (backs[-1] if backs else None)


def agreement(
    session: Session, person: PersonId, held: Sequence[Entry], worth: Worth, *, word: Word, ids: Ids
) -> tuple[Entry, ...]:
    """Return the entries that make a ledger say what a session says: none where it does, or where the person has spoken."""
    live = live_credit(held, session.id)
    if any(entry.source is Source.SELF for entry in held) or (live.minutes if live else 0) == worth.credited:
        return ()
    back = (reversal(held, live, entry_id=ids[0], word=word),) if live else ()
    anew = credit(session, person, worth, entry_id=ids[1], word=word)
    if live:
        anew = replace(anew, link=live.link, evidence=live.evidence)
    return (*back, anew) if worth.credited else back


def credit(session: Session, person: PersonId, worth: Worth, *, entry_id: str, word: Word) -> Entry:
    """Return the entry for having attended a session; the meeting's title describes it, for topics may be private."""
    return Entry(
        id=entry_id,
        person=person,
        kind=Kind.CREDIT,
        minutes=worth.credited,
        day=session.day,
        description=session.title,
        source=word.source,
        activity=session.id,
        rule=session.rule,
        actor=word.actor,
        reason=word.reason,
        overlap=worth.shared,
    )


def reversal(held: Sequence[Entry], entry: Entry, *, entry_id: str, word: Word) -> Entry:
    """Return the entry that takes another back, on its activity date. Raise AlreadyReversed."""
    if not stands(held, entry):
        raise AlreadyReversed
    return _after(entry, Kind.REVERSAL, -entry.minutes, entry_id, word, reverses=entry.id)


def stands(held: Sequence[Entry], entry: Entry) -> bool:
    """Say whether an entry is a credit that nobody has taken back."""
    return entry.kind is Kind.CREDIT and all(other.reverses != entry.id for other in held)


def self_correction(
    held: Sequence[Entry], entry: Entry, minutes: int, reason: str, *, ids: Ids, category: Category | None = None
) -> tuple[Entry, ...]:
    """Return what a person's own word makes of their entry: a reversal, and a self-reported credit unless it is for nothing.

    What was taken back is credited anew in the same way; `category`: another kind than it has, perhaps. Raise ReasonMissing, ReasonTooLong,
    AlreadyReversed or NothingChanged.
    """
    refuse_unless_last(held, entry)
    kind = category or entry.category
    unchanged = minutes == entry.left and (kind == entry.category or not minutes)
    word = Word(Source.SELF, entry.person, _with_reason(reason, NothingChanged() if unchanged else None))
    back = (reversal(held, entry, entry_id=ids[0], word=word),) if entry.left else ()
    return (*back, replace(_after(entry, Kind.CREDIT, minutes, ids[1], word), category=kind)) if minutes else back


def refuse_unless_last(held: Sequence[Entry], entry: Entry) -> None:
    """Raise AlreadyReversed unless an entry is what a ledger says of its activity now."""
    last = last_word(held, entry.activity)
    if last is None or last.id != entry.id:
        raise AlreadyReversed


def roster_wish(session: Session, recorded: int, minutes: int, reason: str) -> str:
    """Check what an attendee asks the host to write down and return the reason. Raise what is wrong with it."""
    too_long = LongerThanSession(session.minutes) if minutes > session.minutes else None
    return _with_reason(reason, too_long or (NothingChanged() if minutes == recorded else None))


def _with_reason(reason: str, wrong: Refusal | None) -> str:
    """Return a reason as it is kept. Raise what is wrong with the minutes, and ReasonMissing, at once."""
    refused = AllAtOnce()
    if wrong is not None:
        refused.add(wrong)
    kept = refused.read("", a_reason, reason)
    refused.refuse()
    return kept


def a_reason(text: str) -> str:
    """Return a reason as it is kept. Raise ReasonMissing or ReasonTooLong."""
    reason = trimmed(text)
    if not reason:
        raise ReasonMissing
    if len(reason) > LONGEST_REASON:
        raise ReasonTooLong(len(reason))
    return reason


def read_minutes(hours: str, minutes: str) -> int:
    """Read what was typed as hours and minutes of one activity: at most 24 h, minutes to 59. Raise BadMinutes, or Several."""
    refused = AllAtOnce()
    whole_hours = refused.read(0, _whole, hours, "hours", MINUTES_OF_A_DAY // 60)
    total = whole_hours * 60 + refused.read(0, _whole, minutes, "minutes", 59)
    if total > MINUTES_OF_A_DAY:
        refused.add(BadMinutes("hours"))
    refused.refuse()
    return total


def read_correction(hours: str, minutes: str, reason: str) -> int:
    """Read the time of a form; where that cannot be read, its reason is held too, so that all is told at once. Raise Several."""
    refused = AllAtOnce()
    total = refused.read(None, read_minutes, hours, minutes)
    if total is None:
        refused.read("", a_reason, reason)
    refused.refuse()
    return total or 0


def _after(entry: Entry, kind: Kind, minutes: int, entry_id: str, word: Word, reverses: str | None = None) -> Entry:
    """Return an entry about the same activity as another."""
    return Entry(
        id=entry_id,
        person=entry.person,
        kind=kind,
        minutes=minutes,
        day=entry.day,
        category=entry.category,
        description=entry.description,
        link=entry.link,
        evidence=entry.evidence,
        source=word.source,
        activity=entry.activity,
        rule=entry.rule,
        actor=word.actor,
        reason=word.reason,
        reverses=reverses,
    )


def _whole(text: str, field: str, most: int) -> int:
    typed = text.strip() or "0"
    if not (typed.isascii() and typed.isdigit() and len(typed) <= 4 and int(typed) <= most):
        raise BadMinutes(field)
    return int(typed)
