"""Lives a busy day on made-up time and says each hour what it has come to; 1 where something grew that must not."""

import argparse
import logging
import sys
import time
import tracemalloc
from pathlib import Path
from tempfile import TemporaryDirectory

import structlog

from bot.store.schema import whole_schema
from tests.endurance.bounds import complaints
from tests.endurance.day import Day, live_through
from tests.endurance.measures import Hour
from tests.fakes.databases import make_file, postgres_database

_KINDS = ("sqlite", "postgresql")


def main() -> int:
    """Live what was asked for."""
    parser = argparse.ArgumentParser(prog="python -m tests.endurance", description=__doc__)
    parser.add_argument("--engine", choices=_KINDS, default="sqlite")
    parser.add_argument("--hours", type=int, default=24)
    parser.add_argument("--acts", type=int, default=400, help="of people, in an hour")
    parser.add_argument("--trace", action="store_true", help="say which files allocate what stays")
    asked = parser.parse_args()
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR))
    logging.getLogger("apscheduler").setLevel(logging.CRITICAL)
    began, of = time.monotonic(), Day(asked.hours, asked.acts)
    snapshots: list[tracemalloc.Snapshot] = []

    def told(hour: Hour) -> None:
        rows = sum(hour.rows.values())
        print(
            f"hour {hour.hour:2}: {hour.acts:6} acts, {hour.resident / 2**20:6.1f} MB, {rows:7} rows, {hour.database / 2**20:6.1f} MB on disk,"
            f" {hour.tasks} tasks, {hour.files} files, {time.monotonic() - began:5.0f} s",
            flush=True,
        )
        if asked.trace:
            snapshots.append(tracemalloc.take_snapshot())

    if asked.trace:
        tracemalloc.start()
    with TemporaryDirectory() as folder:
        if asked.engine == "sqlite":
            hours = live_through(of, make_file(whole_schema(), Path(folder) / "day.db"), told)
        else:
            with postgres_database(whole_schema(), "day") as url:
                hours = live_through(of, url, told)
    for line in snapshots[-1].compare_to(snapshots[len(snapshots) // 2], "lineno")[:25] if snapshots else ():
        print(line)
    print("largest in memory:", *(f"  {name}: {length}" for name, length in _largest(hours[-1].kept)), sep="\n")
    print("largest tables:", *(f"  {name}: {rows}" for name, rows in _largest(hours[-1].rows)), sep="\n")
    found = complaints(hours, of.people, of.channels)
    print(*(found or ["nothing grew that must not"]), sep="\n")
    return 1 if found else 0


def _largest(found: dict[str, int]) -> list[tuple[str, int]]:
    return sorted(found.items(), key=lambda one: -one[1])[:15]


if __name__ == "__main__":
    sys.exit(main())
