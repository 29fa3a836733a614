"""A file that names the next point of death: one process dies there as by `kill -9`, and only one."""

import os
import signal
from contextlib import suppress
from pathlib import Path


class Fuse:
    """Held by a test, which arms it, and by the processes of the bot, which pass the points."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def arm(self, point: str) -> None:
        """Let the next process that reaches this point die there."""
        fresh = self._path.with_suffix(".new")
        fresh.write_text(point)
        fresh.rename(self._path)  # nobody reads half a name

    @property
    def armed(self) -> str | None:
        """The point that nobody has reached yet."""
        with suppress(FileNotFoundError):
            return self._path.read_text()
        return None

    def reached(self, point: str) -> None:
        """Die here, if this is the point: whoever takes the file away is the one."""
        with suppress(FileNotFoundError):
            if self._path.read_text() == point:
                self._path.unlink()
                os.kill(os.getpid(), signal.SIGKILL)
