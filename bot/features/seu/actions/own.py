"""Entries that people correct or add themselves."""

from collections.abc import Sequence
from dataclasses import replace

from bot.core.ids import PersonId
from bot.features.seu.actions.showing import key_of, show_session
from bot.features.seu.rules import activities, own
from bot.features.seu.rules.activities import Activity
from bot.features.seu.rules.audit import Act
from bot.features.seu.rules.refusals import (
    AlreadyLogged,
    GuestUnanswered,
    LooksLike,
    NoSuchSession,
    NotYourEntry,
)
from bot.features.seu.rules.values import Category, Entry, Keeping, Source
from bot.features.seu.store import audit, sessions
from bot.features.seu.store import entries as entries_store
from bot.store.once import once
from bot.store.unit import Unit


def correct_entry(
    unit: Unit,
    *,
    person: PersonId,
    entry: str,
    minutes: int,
    reason: str,
    category: Category | None = None,
    link: str | None = None,
    evidence: str | None = None,
) -> None:
    """Let a person mend their own entry of a session at once: reversal and new entry, self-reported (seu.md case 10).

    What is None stays as it is. Raise NotYourEntry, AlreadyReversed, NothingChanged, ReasonMissing or ReasonTooLong.
    """
    once(unit)
    wrong, held = own_entry(unit, person, entry)
    before = activities.of_entry(wrong)
    activity = replace(
        before,
        minutes=minutes,
        category=category or before.category,
        link=before.link if link is None else link,
        evidence=before.evidence if evidence is None else evidence,
    )
    lines = activities.attended_anew(held, wrong, activity, reason, ids=(unit.fresh(), unit.fresh()))
    write_lines(unit, wrong, held, lines, activity)


def own_entry(unit: Unit, person: PersonId, entry: str) -> tuple[Entry, list[Entry]]:
    """Lock a person's ledger and return an entry of theirs, with all that stands of its activity. Raise NotYourEntry."""
    entries_store.lock_ledger(unit, person)
    found = entries_store.entry(unit, entry)
    if found is None or found.person != person:
        raise NotYourEntry
    return found, entries_store.entries_of(unit, person, found.activity)


def write_lines(unit: Unit, entry: Entry, held: Sequence[Entry], lines: Sequence[Entry], activity: Activity) -> None:
    """Write what takes the place of an entry, or other words beside it where there are no lines, and show it."""
    if lines:
        entries_store.write(unit, *lines, key=key_of(unit, Source.SELF, entry.activity, entry.person, len(held)))
    else:
        title, link, evidence = activities.words_of(activity)
        entries_store.reword(unit, replace(entry, description=title, link=link, evidence=evidence))
    audit.note(unit, entry.person, Act.CORRECTED, by=entry.person)
    show_session(unit, entry.activity, entry.person)


def add_entry(
    unit: Unit, *, person: PersonId, session: str, minutes: int, reason: str, shown: str = "", is_guest: bool = False
) -> Entry:
    """Let a person add a session to their own minutes, self-reported, and return the entry; the roster stays (seu.md cases 7, 22, 23).

    `shown`: the entry that was shown to them as a similar one. Raise GuestUnanswered, NoSuchSession, AlreadyLogged, LooksLike, BadMinutes, NoMinutes,
    ReasonMissing or ReasonTooLong.
    """
    once(unit)
    if entries_store.lock_ledger(unit, person) is Keeping.UNDECIDED and is_guest:
        raise GuestUnanswered
    attended, held = sessions.session(unit, session), entries_store.entries_of(unit, person, session)
    if attended is None:
        raise NoSuchSession
    if held:
        raise AlreadyLogged
    beside = sessions.held_beside(unit, person, attended)
    added = own.self_report(attended, person, minutes, reason, entry_id=unit.fresh())
    like = own.looks_like(added, entries_store.standing_on(unit, person, attended.day), beside)
    if like is not None and like.id != shown:
        raise LooksLike(like)
    entries_store.write(unit, added, key=key_of(unit, Source.SELF, session, person, len(held)))
    audit.note(unit, person, Act.LOGGED, by=person)
    show_session(unit, session, person)
    return added
