"""Looks whether a database is whole: pages and indexes, what refers to what or to nothing."""

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing
from functools import cache, partial

from sqlalchemy import Delete, Select, Table, delete, exists, func, select, text

from bot.store import sqlite_file
from bot.store.base import Base, in_workspace
from bot.store.diagnosis import why_not
from bot.store.opening import read_url
from bot.store.preflight import is_so
from bot.store.revisions import connected
from bot.store.trouble import Trouble
from bot.store.unit import Read, Unit

DAMAGED, UNREFERRED, ALONE = "damaged", "broken reference", "rows of nothing"
BELONGS: Mapping[tuple[str, str], str] = {
    **{
        (table, "meeting"): "meetings_meeting"
        for table in (
            "lean_coffee_course",
            "lean_coffee_windows",
            "lean_coffee_ballot",
            "lean_coffee_thumb",
            "lean_coffee_topic_thumb",
            "lean_coffee_agenda",
            "refinement_session",
            "refinement_visit",
        )
    },
    **{(table, "estimation"): "refinement_estimation" for table in ("refinement_round", "refinement_vote", "refinement_asked")},
}
"""What no foreign key holds and the rules want: a row belongs to one of that table by its id, and is read with it alone."""
_UNFIT = text(
    "SELECT c.relname FROM pg_index AS i JOIN pg_class AS c ON c.oid = i.indexrelid"
    " JOIN pg_namespace AS n ON n.oid = c.relnamespace WHERE NOT i.indisvalid AND n.nspname = current_schema()"
    " UNION ALL SELECT conname FROM pg_constraint AS k JOIN pg_namespace AS n ON n.oid = k.connamespace"
    " WHERE NOT k.convalidated AND n.nspname = current_schema() ORDER BY 1"
)


def damages(url: str) -> list[Trouble]:
    """Look through the whole database, beside whoever works with it. Raise StoreUnavailable or StoreUnusable."""
    place = read_url(url)
    if place.get_backend_name() == "sqlite":
        path = sqlite_file.path_of(place)
        try:
            with closing(sqlite_file.connect(path, writes=False)) as raw:
                return list(_of_file(raw))
        except sqlite3.Error as error:
            raise why_not(error, path) from error
    with connected(url, changes=False) as connection:
        return [_unfit(name) for name in connection.execute(_UNFIT).scalars()]


def _of_file(raw: sqlite3.Connection) -> Iterator[Trouble]:
    found = [str(told) for (told,) in raw.execute("PRAGMA integrity_check")]
    wrong = [] if found == ["ok"] else [told for told in found if is_so(raw, told)]
    if wrong:
        way_out = "Restore it from a backup: `python -m bot restore FILE`; `sqlite3 FILE .recover` may save the rest."
        yield _damaged("file", f"The database file is damaged ({len(wrong)} faults of its pages and indexes).", way_out)
    broken: dict[tuple[str, str], int] = {}
    for table, _, parent, _ in raw.execute("PRAGMA foreign_key_check"):
        broken[table, parent] = broken.get((table, parent), 0) + 1
    for (table, parent), number in broken.items():
        said = f"{number} rows of {table} refer to rows of {parent} that are not there."
        yield Trouble(UNREFERRED, f"{table} {number}", said, "Restore a backup from before it was written to by hand.")


def _unfit(name: str) -> Trouble:
    said = f"{name} does not hold what it should: it was never finished, or never checked."
    return _damaged(name, said, "Ask for it again in PostgreSQL: REINDEX INDEX, or ALTER TABLE … VALIDATE CONSTRAINT.")


def _damaged(about: str, said: str, way_out: str) -> Trouble:
    return Trouble(DAMAGED, about, said, way_out)


def rows_alone(read: Read) -> Iterator[Trouble]:
    """Tell which rows of a workspace belong to nothing."""
    for (name, column), parent in BELONGS.items():
        counted, orphans = _alone(name, column, parent)
        row = read.row(counted)
        if row is not None and row.number:
            yield Trouble(
                ALONE,
                f"{name} {row.number}",
                f"{row.number} rows of {name} belong to a row of {parent} that is not there: nobody ever reads them.",
                "They are deleted.",
                mend=partial(_delete, statement=orphans),
                asks=True,
            )


@cache
def _alone(name: str, column: str, parent: str) -> tuple[Select[int], Delete]:
    table, owner = Base.metadata.tables[name], Base.metadata.tables[parent]
    without = ~exists().where(owner.c.workspace == table.c.workspace, owner.c.id == table.c[column])
    here = (table.c.workspace == in_workspace(), without)
    return select(func.count().label("number")).select_from(table).where(*here), delete(table).where(*here)


def _delete(unit: Unit, *, statement: Delete) -> None:
    unit.run(statement)


def workspaces_with_rows(read: Read) -> list[str]:
    """Name every workspace that has a row anywhere."""
    return sorted({row.workspace for statement in _workspaces() for row in read.rows(statement)})


@cache
def _workspaces() -> tuple[Select[tuple[str]], ...]:
    tables: list[Table] = [table for table in Base.metadata.sorted_tables if "workspace" in table.c]
    return tuple(select(table.c.workspace).distinct() for table in tables)
