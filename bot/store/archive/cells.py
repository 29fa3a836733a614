"""The cells of a table as both engines keep them; an instant is its microseconds."""

import re
from typing import Any

from sqlalchemy import BigInteger, Boolean, Column, Integer, String, Table, TableClause, column, table
from sqlalchemy.types import TypeEngine

from bot.store.base import Instant

_LARGEST = 2**63 - 1
_LATEST = 253_402_300_799_999_999
_EARLIEST = -62_135_596_800_000_000
"""Microseconds of the last instant that there is, and of the first."""
_NO_TEXT = re.compile("[\0\ud800-\udfff]")
"""What no database keeps in a text."""


def plain(of: Table) -> TableClause:
    """Return a table whose cells come and go as they are kept, without what the bot makes of them."""
    return table(of.name, *(column(one.name, _kind(one)) for one in of.columns))


def columns_of(of: Table) -> tuple[str, ...]:
    """Name the columns of a table, but for the workspace: it is the same in all rows."""
    return tuple(one.name for one in of.columns if one.name != "workspace")


def fits(one: Column[Any], value: Any) -> bool:
    """Tell whether a cell may hold a value; SQLite itself would take any."""
    if value is None:
        return bool(one.nullable)
    kind = _kind(one)
    if isinstance(kind, Boolean):
        return isinstance(value, bool)
    if isinstance(one.type, Instant):
        return isinstance(value, int) and not isinstance(value, bool) and _EARLIEST <= value <= _LATEST
    if isinstance(kind, BigInteger):
        return isinstance(value, int) and not isinstance(value, bool) and abs(value) <= _LARGEST
    longest = getattr(one.type, "length", None)
    return isinstance(value, str) and not _NO_TEXT.search(value) and (longest is None or len(value) <= longest)


def _kind(one: Column[Any]) -> TypeEngine[Any]:
    if isinstance(one.type, Boolean):
        return Boolean()
    return BigInteger() if isinstance(one.type, Instant | Integer) else String()
