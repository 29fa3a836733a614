"""Inserts that meet a row which is already there; PostgreSQL's form of them compiles for SQLite too (a test holds it)."""

from typing import Any

from sqlalchemy import inspect
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.sql.dml import ReturningInsert

from bot.store.base import Base


def upsert(table: type[Base], *columns: str) -> ReturningInsert[Any]:
    """Return an INSERT that overwrites `columns` of the row with the same primary key; it returns the primary key."""
    statement = insert(table)
    keys = list(inspect(table).primary_key)
    overwritten = {column: statement.excluded[column] for column in columns}
    return statement.on_conflict_do_update(index_elements=keys, set_=overwritten).returning(*keys)


def insert_or_nothing(table: type[Base]) -> ReturningInsert[Any]:
    """Return an INSERT that leaves a conflicting row alone; it returns the primary key of the new row, or no row at all."""
    return insert(table).on_conflict_do_nothing().returning(*inspect(table).primary_key)
