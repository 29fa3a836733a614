"""Items as CSV, which no spreadsheet takes for formulas and which an import reads again. Pure."""

from bot.core.csv_rows import defused, written
from bot.features.refinement.rules.items import Item

COLUMNS = (
    *("number", "key", "title", "why", "criteria", "outcome", "size", "link"),
    *("state", "ready", "started", "done", "parked", "created"),
)


def header() -> str:
    """Return the line that names the columns."""
    return written(COLUMNS)


def row(item: Item) -> str:
    """Write an item as a line of a CSV; criteria stand one a line in their cell."""
    days = [day.isoformat() if day else "" for day in (item.ready, item.started, item.done, item.parked)]
    criteria = "\n".join(one.text for one in item.criteria)
    words = (item.key, item.title, item.why, criteria, item.outcome, item.size, item.link)
    cells = (str(item.number), *map(defused, words), item.state.value.replace("_", " "), *days, item.created.date().isoformat())
    return written(cells)
