"""Items as CSV, which no spreadsheet takes for formulas and which an import reads again. Pure."""

import csv
import re
from collections.abc import Iterable
from io import StringIO

from bot.features.refinement.rules.items import Item

BOM = "\ufeff"
"""Without it spreadsheets take UTF-8 for something older."""
COLUMNS = (
    *("number", "key", "title", "why", "criteria", "outcome", "size", "link"),
    *("state", "ready", "started", "done", "parked", "created"),
)
_FORMULA = re.compile(r"'*[=+\-@\t\r]")


def defused(cell: str) -> str:
    """Set an apostrophe before what a spreadsheet would take for a formula, and before what reads as if one stood there already."""
    return f"'{cell}" if _FORMULA.match(cell) else cell


def header() -> str:
    """Return the line that names the columns."""
    return _written(COLUMNS)


def row(item: Item) -> str:
    """Write an item as a line of a CSV; criteria stand one a line in their cell."""
    days = [day.isoformat() if day else "" for day in (item.ready, item.started, item.done, item.parked)]
    criteria = "\n".join(one.text for one in item.criteria)
    words = (item.key, item.title, item.why, criteria, item.outcome, item.size, item.link)
    cells = (str(item.number), *map(defused, words), item.state.value.replace("_", " "), *days, item.created.date().isoformat())
    return _written(cells)


def _written(cells: Iterable[str]) -> str:
    written = StringIO()
    csv.writer(written, lineterminator="\r\n").writerow(cells)
    return written.getvalue()
