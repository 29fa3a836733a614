"""What is measured after each hour: memory, rows, files, tasks, and how much the house keeps in its own lists and tables."""

import asyncio
import gc
import os
import sys
from collections.abc import Iterator, Sized
from dataclasses import dataclass, field
from functools import _lru_cache_wrapper
from pathlib import Path
from typing import Any

from sqlalchemy import func, select

from bot.store.opening import engine_of, read_url
from bot.store.schema import whole_schema
from bot.store.sqlite_file import path_of

_WORTH_NAMING = 100


@dataclass(frozen=True)
class Hour:
    """How things stand at the end of an hour."""

    hour: int
    acts: int
    resident: int
    """Bytes that the process holds."""
    tasks: int
    files: int
    database: int
    """Bytes of the file and the log beside it; 0 on a server."""
    rows: dict[str, int] = field(default_factory=dict)
    kept: dict[str, int] = field(default_factory=dict)
    """Lengths of what objects and modules of the bot keep in memory, by where it stands."""


def look(hour: int, acts: int, url: str) -> Hour:
    """Measure."""
    gc.collect()
    return Hour(
        hour,
        acts,
        resident(),
        len(asyncio.all_tasks()),
        len(list(Path("/proc/self/fd").iterdir())),
        _bytes_of(url),
        rows_of(url),
        kept(),
    )


def resident() -> int:
    """Return the bytes that this process holds in memory."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")


def rows_of(url: str) -> dict[str, int]:
    """Count the rows of every table."""
    engine = engine_of(read_url(url))
    with engine.connect() as connection:
        found = {
            table.name: int(connection.execute(select(func.count()).select_from(table)).scalar_one())
            for table in whole_schema().sorted_tables
        }
    engine.dispose()
    return found


def _bytes_of(url: str) -> int:
    place = read_url(url)
    if place.get_backend_name() != "sqlite":
        return 0
    path = path_of(place)
    return sum(each.stat().st_size for each in (path, path.with_name(f"{path.name}-wal")) if each.exists())


def kept() -> dict[str, int]:
    """Measure every container that an object, a class or a module of the bot has, and every cache of its functions."""
    found: dict[str, int] = {}
    for name, module in list(sys.modules.items()):
        if _is_ours(name):
            _note(found, name, vars(module))
    for one in gc.get_objects():
        if _is_ours(type(one).__module__) and not isinstance(one, type):
            _note(found, f"{type(one).__module__}.{type(one).__qualname__}", dict(_fields(one)))
    return {name: length for name, length in found.items() if length >= _WORTH_NAMING}


def _is_ours(name: object) -> bool:
    return isinstance(name, str) and name.startswith("bot.") and not name.startswith("bot.rehearsal")


def _note(found: dict[str, int], place: str, fields: dict[str, Any]) -> None:
    for name, value in fields.items():
        if name.startswith("__"):
            continue
        if isinstance(value, _lru_cache_wrapper):
            _more(found, f"{place}.{name}()", value.cache_info().currsize)
        elif isinstance(value, Sized) and not isinstance(value, str | bytes | type):
            _more(found, f"{place}.{name}", len(value))


def _more(found: dict[str, int], name: str, length: int) -> None:
    found[name] = max(found.get(name, 0), length)


def _fields(one: object) -> Iterator[tuple[str, Any]]:
    yield from getattr(one, "__dict__", {}).items()
    for kind in type(one).__mro__:
        for name in getattr(kind, "__slots__", ()):
            if hasattr(one, name):
                yield name, getattr(one, name)
