"""Says which code a process runs, and which the schema still lets work with it."""

from dataclasses import dataclass

from sqlalchemy import select

from bot.store.errors import StoreUnusable
from bot.store.tables import NeedsRow
from bot.store.unit import Read

_NEEDS = select(NeedsRow.revision)


@dataclass(frozen=True)
class Build:
    """What a process runs: the newest revision that its code brings, and its version."""

    revision: str
    version: str


NO_BUILD = Build("9999", "")
"""Of who is no replica, and asks of no schema whether it may go on."""


class Outgrown(StoreUnusable):
    """The schema has changed in a way that this code cannot go on with."""

    def __init__(self, needs: str, here: str) -> None:
        super().__init__(
            f"The database needs a version that knows revision {needs}, and this one knows {here} at most.",
            "Run that newer version, or restore a backup from before it.",
        )


def refuse_outgrown(read: Read, build: Build) -> None:
    """Raise Outgrown where the schema has changed so that this code must not go on."""
    row = read.row(_NEEDS)
    if row is not None and row.revision > build.revision:
        raise Outgrown(row.revision, build.revision)
