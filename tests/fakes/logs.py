"""What is logged while something runs, without what only says that this machine was busy."""

from collections.abc import Iterator
from contextlib import contextmanager

from structlog import testing
from structlog.typing import EventDict

BUSY = "slow action"


@contextmanager
def capture_logs() -> Iterator[list[EventDict]]:
    """Lend the list of what is logged; at its end actions that took longer than they should are left out."""
    with testing.capture_logs() as lines:
        try:
            yield lines
        finally:
            lines[:] = [line for line in lines if line["event"] != BUSY]
