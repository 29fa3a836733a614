"""Years of rows out of a few: what the bot has written itself is copied within the database, under other names and at other times."""

import contextlib
import sqlite3
from collections.abc import Mapping
from datetime import timedelta

import psycopg
from sqlalchemy import Column, String, Table

from bot.store.base import Instant
from bot.store.schema import whole_schema

Names = Mapping[str, str]
"""For each mark in a text the SQL of what a copy says instead; `nth_copy` is the copy's number."""


def multiply(url: str, marked: str, numbers: range, names: Names, apart: timedelta = timedelta()) -> None:
    """Copy every row that has the text `marked` in it, in all tables, once for each number; each lies `apart` further back in time."""
    tables = whole_schema().sorted_tables
    run(url, *(_copy(table, marked, numbers, names, apart) for table in tables if _texts(table)))


def run(url: str, *statements: str) -> None:
    """Run statements that both engines understand, in one transaction."""
    if url.startswith("sqlite"):
        with contextlib.closing(sqlite3.connect(url.removeprefix("sqlite:///"))) as raw, raw:
            for statement in statements:
                raw.execute(statement)
        return
    with psycopg.connect(url) as connection:
        connection.execute("SET session_replication_role = replica")  # each foreign key of a million rows looked up takes long
        for statement in statements:
            connection.execute(statement.encode())


def settle_down(url: str) -> None:
    """Do what PostgreSQL does by itself within a minute of so many rows; SQLite does nothing by itself."""
    if url.startswith("postgres"):
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute("VACUUM (ANALYZE)")


def _texts(table: Table) -> list[Column[str]]:
    return [column for column in table.columns if isinstance(column.type, String)]


def _copy(table: Table, marked: str, numbers: range, names: Names, apart: timedelta) -> str:
    columns = ", ".join(f'"{column.name}"' for column in table.columns)
    copied = ", ".join(_copied(column, names, apart) for column in table.columns)
    found = " OR ".join(f"\"{column.name}\" LIKE '%{marked}%'" for column in _texts(table))
    return (
        f'INSERT INTO "{table.name}" ({columns}) '
        f"WITH RECURSIVE numbers (nth_copy) AS (SELECT CAST({numbers.start} AS BIGINT) "
        f"UNION ALL SELECT nth_copy + {numbers.step} FROM numbers WHERE nth_copy + {numbers.step} < {numbers.stop}), "
        f'original AS MATERIALIZED (SELECT * FROM "{table.name}" WHERE {found}) '
        f"SELECT {copied} FROM numbers CROSS JOIN original"
    )


def _copied(column: Column[object], names: Names, apart: timedelta) -> str:
    said = f'"{column.name}"'
    if isinstance(column.type, Instant) and apart:
        return f"{said} - nth_copy * {apart // timedelta(microseconds=1)}"
    if isinstance(column.type, String):
        for mark, sql in names.items():
            said = f"replace({said}, '{mark}', CAST({sql} AS TEXT))"
    return said
