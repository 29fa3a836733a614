"""What the memory, the tables and the caches of a busy day may come to, and what a day says of that."""

from collections.abc import Sequence
from statistics import median

from bot.store.schema import whole_schema
from tests.endurance.measures import Hour
from tests.house.test_retention import BY_HOUSEKEEPING, GO_WITH_WHAT_ENDS, ONE_EACH, RECORD

STEADY = 0.05
"""So much the memory may be larger in the last third of a day than in the third before, of what it was at the start of that."""
PER_ACT = 3.0
"""Rows that an act of a person may leave behind, in a table that people fill."""
EACH = 3
"""Rows for each person and channel, in a table that has one for each; a series counts as a channel."""
FEW = 400
"""Rows that are always allowed: what waits and what is open."""
FEWEST = 6
"""Hours before which memory says nothing: caches fill."""
CACHED = 5_000
"""The most that a list or table of the house may hold in memory."""


def complaints(hours: Sequence[Hour], people: int, channels: int) -> list[str]:
    """Say what grew that must not."""
    return [*_memory(hours), *_rows(hours, people, channels), *_kept(hours)]


def _memory(hours: Sequence[Hour]) -> list[str]:
    if len(hours) < FEWEST:
        return []
    third = len(hours) // 3
    before, after = hours[-2 * third : -third], hours[-third:]
    found = []
    was, now = (median(hour.resident for hour in some) for some in (before, after))
    if now > was * (1 + STEADY):
        found.append(f"memory grew from {was / 2**20:.1f} to {now / 2**20:.1f} MB in the last third")
    for name in ("tasks", "files"):
        most, last = (max(getattr(hour, name) for hour in some) for some in (before, after))
        if last > most + 5:
            found.append(f"{name} grew from {most} to {last} in the last third")
    return found


def _rows(hours: Sequence[Hour], people: int, channels: int) -> list[str]:
    last = hours[-1]
    series = last.rows["series_series"]
    found = []
    for table in whole_schema().sorted_tables:
        name, rows = table.name, last.rows[table.name]
        if name in ONE_EACH and name != "series_series":
            most = EACH * (people + channels + series) + 10
        elif name in GO_WITH_WHAT_ENDS or name in ("schedule_heartbeat", "schedule_outage", "delivery_budget", "delivery_lane"):
            most = FEW + EACH * (people + channels + series)
        elif name in BY_HOUSEKEEPING or name in RECORD or name == "series_series":
            most = int(PER_ACT * last.acts) + FEW
        else:
            found.append(f"nobody has said what bounds {name}")
            continue
        if rows > most:
            found.append(f"{name} has {rows} rows, and {most} at most are to be expected")
    return found


def _kept(hours: Sequence[Hour]) -> list[str]:
    return [f"{name} holds {length}" for name, length in hours[-1].kept.items() if length > CACHED]
