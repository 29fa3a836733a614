"""Decides how far a database is migrated while replicas of an older version run."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, inspect, text

from bot.store.errors import StoreUnusable
from bot.store.revisions import At, after, contracts, is_known, needs_of, refuse_unfit

_HEARTBEATS = "schedule_heartbeat"
_LIVING = (
    f" FROM {_HEARTBEATS} WHERE beat > (extract(epoch FROM clock_timestamp()) - 10) * 1000000"
    " AND beat <= (extract(epoch FROM clock_timestamp()) + 10) * 1000000"
)
_BUILDS = text(f"SELECT revision{_LIVING}")
_COUNT = text(f"SELECT count(*){_LIVING}")
_BEFORE = "0056"
"""What a replica runs at most that does not say what it runs."""


@dataclass(frozen=True)
class NextStep:
    """To which revision a database may be brought now, None where it stays; and which wait for replicas to end."""

    to: str | None
    waits: tuple[str, ...] = ()


def living_replicas(connection: Connection) -> list[str]:
    """Return the newest revision that each replica knows which runs beside us, the oldest first."""
    looked = inspect(connection)
    if connection.dialect.name == "sqlite" or not looked.has_table(_HEARTBEATS):
        return []  # one process works with a file, and it is we
    if "revision" not in {column["name"] for column in looked.get_columns(_HEARTBEATS)}:
        return [_BEFORE] * int(connection.execute(_COUNT).scalar_one())
    return sorted(found or _BEFORE for found in connection.execute(_BUILDS).scalars())


def next_step(found: At, living: Sequence[str]) -> NextStep:
    """Return how far to go in one transaction: to the end where no replica runs, else to the next revision that all of them allow.

    Raise StoreUnusable where a newer version has made the database and lets this one do nothing with it.
    """
    if found.revision is not None and not is_known(found.revision):
        refuse_unfit(found)
        return NextStep(None)
    pending = after(found.revision)
    if not pending or not living:
        return NextStep(pending[-1] if pending else None)
    return NextStep(pending[0]) if needs_of(pending[0]) <= min(living) else NextStep(None, tuple(pending))


def told_of(found: At, step: NextStep, living: Sequence[str]) -> str:
    """Say where a database stands that is not brought further. Raise StoreUnusable where this version cannot run there."""
    if not step.waits:
        newer = found.revision is not None and not is_known(found.revision)
        return f"The database is at revision {found.revision}{', of a newer version: it stays so' if newer else ''}."
    older = [one for one in living if one < needs_of(step.waits[0])]
    number = "a replica" if len(older) == 1 else f"{len(older)} replicas"
    runs = f"{number} of an older version (revision {older[0]}) still {'runs' if len(older) == 1 else 'run'}"
    if all(contracts(one) for one in step.waits):
        return (
            f"The database is at revision {found.revision}, with which this version runs. Revision {step.waits[0]} waits: {runs}."
            " Start them as this version, then run `python -m bot migrate` again."
        )
    raise StoreUnusable(
        f"Revision {step.waits[0]} cannot be made: {runs}, and could not go on with it.",
        "Stop them, then run `python -m bot migrate` again; with --force it is made, and they end within seconds.",
    )
