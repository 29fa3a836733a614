"""Errors of the store; each ends its action, and nothing of it is written."""


class StoreError(Exception):
    """The store could not do what it was asked."""


class StoreUnavailable(StoreError):
    """The database cannot be reached, is locked, full or stopping.

    `undone` is True where surely nothing was written; False where the connection was lost during the commit itself, so that nobody
    knows. The same request asked again with its key writes once in either case.
    """

    def __init__(self, reason: str, *, undone: bool = True) -> None:
        super().__init__(reason)
        self.undone = undone


class StoreUnusable(StoreUnavailable):
    """The database cannot be used as it stands, and waiting mends nothing; `said` is what is wrong, `mend` the way out."""

    def __init__(self, said: str, mend: str) -> None:
        super().__init__(f"{said} {mend}")
        self.said = said
        self.mend = mend


class StoreHeld(StoreError):
    """Another process works on this SQLite file."""


class UniqueViolation(StoreError):
    """A unique constraint says that such a row stands already; `constraint` is what the engine calls it."""

    def __init__(self, constraint: str) -> None:
        super().__init__(f"A row like this stands already ({constraint}).")
        self.constraint = constraint


class ConstraintViolation(StoreError):
    """Another constraint of the schema, or a trigger, forbids the row: a fault of ours, for the rules should have refused it."""
