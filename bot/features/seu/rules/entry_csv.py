"""Entries as CSV: first what the form of Scrum Alliance asks for, in its order, then the rest. Pure."""

from collections.abc import Mapping

from bot.core.csv_rows import defused, written
from bot.features.seu.rules.programmes import Programme
from bot.features.seu.rules.values import Category, Entry
from bot.features.seu.rules.whole_ledger import WholeLedger

COLUMNS = (
    *("Activity type", "Description", "Date", "Hours", "Minutes"),
    *("Kind", "Link", "Evidence", "Counted by", "Reason", "Logged on", "Id"),
)


def labels_of(programme: Programme) -> Mapping[Category, str]:
    """Return what a body calls each kind of activity, in English; empty where it does not count."""
    named = {key: category.label.in_language("en") for key, category in programme.categories.items()}
    return {category: named.get(programme.filed_under.get(category) or "", "") for category in Category}


def header() -> str:
    """Return the line that names the columns."""
    return written(COLUMNS)


def rows(ledger: WholeLedger, labels: Mapping[Category, str]) -> list[str]:
    """Return a line for each entry that stands; `labels`: what the body calls each kind of activity."""
    return [_row(ledger, entry, labels[entry.category]) for entry in ledger.standing]


def _row(ledger: WholeLedger, entry: Entry, label: str) -> str:
    hours, minutes = divmod(entry.minutes, 60)
    logged = ledger.logged(entry.id)
    said = (entry.category.value, entry.link, entry.evidence, entry.source.value, entry.reason)
    days = (logged.isoformat() if logged else "", entry.id)
    return written(
        (*map(defused, (label, entry.description)), entry.day.isoformat(), str(hours), str(minutes), *map(defused, said), *days)
    )
