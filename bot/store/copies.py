"""What a copy of a database holds, and why there is none."""

from collections.abc import Mapping
from dataclasses import dataclass

SQLITE, POSTGRES = "SQLite", "PostgreSQL"


@dataclass(frozen=True)
class Copy:
    """What a copy of a database holds: of which engine, at which revision, how many rows in each table."""

    engine: str
    revision: str | None
    rows: Mapping[str, int]

    @property
    def total(self) -> int:
        """How many rows all tables have together."""
        return sum(self.rows.values())


class CopyFailed(Exception):
    """Why there is no copy, or none that can be used: a sentence, and the way out."""

    def __init__(self, said: str, mend: str = "") -> None:
        super().__init__(f"{said} {mend}".strip())
