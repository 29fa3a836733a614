"""An advisory lock on a file, released by the system when its process dies."""

import fcntl
import os
from pathlib import Path
from types import TracebackType
from typing import IO


class LockHeld(Exception):
    """Another process has the right; `told` is what it left in the lock file, its process id first."""

    def __init__(self, told: str) -> None:
        super().__init__(told)
        self.process, _, self.more = told.strip().partition(" ")


class FileLock:
    """A lock file; it stays when the right is given back, for removing it would let two processes in."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock: IO[str] | None = None

    def __enter__(self) -> "FileLock":
        """Take the right. Raise LockHeld."""
        lock = self._path.open("a+", encoding="utf-8")
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            with lock:
                lock.seek(0)
                raise LockHeld(lock.read() or "unknown") from None
        self._lock = lock
        self.tell("")
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        if self._lock is not None:
            self._lock.close()

    def tell(self, more: str) -> None:
        """Leave word for whoever comes: this process, and more."""
        if self._lock is not None:
            self._lock.truncate(0)
            self._lock.write(f"{os.getpid()} {more}".strip())
            self._lock.flush()
