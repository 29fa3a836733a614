"""Where the workspace is kept: one SQLite file, written in batches, each batch whole or not at all."""

import json
import sqlite3
from collections.abc import Iterator
from copy import copy
from pathlib import Path

from bot.rehearsal.shapes import Json


class Storage:
    """Things by kind and id; without a path nothing outlives the room. One of a workspace's own sees only that workspace's things."""

    def __init__(self, path: Path | None) -> None:
        self.owner = ""
        self._dirty: dict[tuple[str, str], str | None] = {}
        if path is not None:
            path.parent.mkdir(parents=True, exist_ok=True)
        self._file = sqlite3.connect(path or ":memory:", isolation_level=None, check_same_thread=False)
        self._file.execute("PRAGMA journal_mode=WAL")
        self._file.execute("PRAGMA synchronous=NORMAL")
        self._file.execute("CREATE TABLE IF NOT EXISTS thing (kind TEXT, id TEXT, doc TEXT, PRIMARY KEY (kind, id))")

    def apart(self, owner: str) -> "Storage":
        """Give a part of the same file and the same batch, in which only one owner's things are seen."""
        part = copy(self)
        part.owner = f"{owner}/"
        return part

    def read(self, kind: str) -> Iterator[tuple[str, Json]]:
        """Read all things of a kind, in the order in which they first came."""
        self.flush()
        wanted = (self.owner + kind,)
        for name, doc in self._file.execute("SELECT id, doc FROM thing WHERE kind = ? ORDER BY rowid", wanted):
            yield name, json.loads(doc)

    def put(self, kind: str, name: str, doc: Json | None) -> None:
        """Note a thing for the next batch; None takes it away."""
        self._dirty[self.owner + kind, name] = None if doc is None else json.dumps(doc)

    def empty(self) -> None:
        """Take everything away that is seen here."""
        self.flush()
        if self.owner:
            self._file.execute("DELETE FROM thing WHERE substr(kind, 1, ?) = ?", (len(self.owner), self.owner))
        else:
            self._file.execute("DELETE FROM thing WHERE instr(kind, '/') = 0")

    def flush(self) -> None:
        """Write the batch in one transaction."""
        if not self._dirty:
            return
        batch = dict(self._dirty)
        self._dirty.clear()  # the parts share it
        self._file.execute("BEGIN IMMEDIATE")
        for (kind, name), doc in batch.items():
            if doc is None:
                self._file.execute("DELETE FROM thing WHERE kind = ? AND id = ?", (kind, name))
            else:
                self._file.execute(
                    "INSERT INTO thing VALUES (?, ?, ?) ON CONFLICT (kind, id) DO UPDATE SET doc = excluded.doc",
                    (kind, name, doc),
                )
        self._file.execute("COMMIT")

    def close(self) -> None:
        """Write what is left and let the file go."""
        self.flush()
        self._file.close()
