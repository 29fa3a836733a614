"""Logs a resource of the library in a person's own ledger; again only where they know that they have."""

from dataclasses import replace
from datetime import date

from bot.core.ids import PersonId
from bot.features.seu.actions.library import one
from bot.features.seu.actions.logging import log_activity
from bot.features.seu.rules.activities import Activity
from bot.features.seu.rules.entries import live_credit
from bot.features.seu.rules.shelf import known_to_have_seen
from bot.features.seu.rules.values import Entry
from bot.features.seu.store import entries, shelf
from bot.store.once import once
from bot.store.unit import Read, Unit


def log_resource(
    unit: Unit,
    *,
    person: PersonId,
    resource: str,
    activity: Activity,
    seen: date | None = None,
    shown: str = "",
    is_guest: bool = False,
) -> Entry:
    """Log what a person did with a resource, under its title and with its link as they are now, and return the entry.

    `seen`: on which day they know that they have seen it; `shown`: the entry that was shown to them as a similar one. Raise NoSuchResource,
    SeenAlready, GuestUnanswered or LooksLike.
    """
    once(unit)
    about = one(unit, resource).about
    entries.lock_ledger(unit, person)
    known_to_have_seen(shelf.seen_on(unit, person, resource), seen)
    told = replace(activity, category=about.category, title=about.title, link=about.link)
    known = shown or _same_day(unit, person, resource, told)
    entry = log_activity(unit, person=person, activity=told, shown=known, is_guest=is_guest)
    shelf.note_logged(unit, person, resource, entry.activity)
    return entry


def _same_day(read: Read, person: PersonId, resource: str, activity: Activity) -> str:
    """Return the entry of a resource that stands of the same day: its person was told of it; empty where there is none."""
    held = (entries.entries_of(read, person, named) for named in shelf.activities(read, person, resource))
    standing = (live_credit(lines, lines[0].activity) for lines in held if lines)
    return next((one.id for one in standing if one is not None and one.day == activity.day), "")
