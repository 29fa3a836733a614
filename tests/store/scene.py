"""A table that only the store's own tests know, and actions on it."""

from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, Column, MetaData, String, Table, UniqueConstraint, bindparam, insert, select, update

from bot.core.ids import WorkspaceId
from bot.core.refusal import Refusal
from bot.store.base import Instant, in_workspace
from bot.store.unit import Read, Unit

TABLES = MetaData()
CUP = Table(
    "test_cup",
    TABLES,
    Column("workspace", String(32), primary_key=True),
    Column("id", String, primary_key=True),
    Column("fill", BigInteger, nullable=False),
    Column("label", String),
    Column("at", Instant),
    UniqueConstraint("workspace", "label"),
)
POUR = insert(CUP)
TOP_UP = (
    update(CUP).where(CUP.c.workspace == in_workspace(), CUP.c.id == bindparam("cup")).values(fill=CUP.c.fill + bindparam("more"))
)
ONE = select(CUP.c.id, CUP.c.fill, CUP.c.label, CUP.c.at).where(CUP.c.workspace == in_workspace(), CUP.c.id == bindparam("cup"))
ALL = select(CUP.c.id, CUP.c.fill).where(CUP.c.workspace == in_workspace()).order_by(CUP.c.id)

HERE = WorkspaceId("T0COFFEE")
THERE = WorkspaceId("T0OTHER")


class TooHot(Refusal):
    """What a rule of this scene says no with."""


def pour(unit: Unit, cup: str, fill: int = 0, label: str | None = None, at: datetime | None = None) -> str:
    """Insert a cup and return its id."""
    unit.run(POUR, {"id": cup, "fill": fill, "label": label, "at": at})
    return cup


def top_up(unit: Unit, cup: str, more: int = 1) -> int:
    """Add to a cup and return how many were found."""
    return unit.run(TOP_UP, {"cup": cup, "more": more})


def pour_and_refuse(unit: Unit, cup: str) -> None:
    """Insert a cup, then think better of it."""
    pour(unit, cup)
    unit.hint("delivery")
    raise TooHot(cup)


def cups(read: Read) -> list[tuple[str, int]]:
    """List the cups of the workspace."""
    return [tuple(row) for row in read.rows(ALL)]


def cup(read: Read, name: str) -> Any:
    """Find one cup, or None."""
    return read.row(ONE, {"cup": name})
