"""Writes the rows of a workspace into a file: a zip of JSON lines, whole or not at all."""

import json
import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import IO, Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from sqlalchemy import Connection, Table, select

from bot.core.ids import WorkspaceId
from bot.core.version import VERSION
from bot.store.archive.cells import columns_of, plain
from bot.store.archive.manifest import NAME, BadArchive, Manifest, TableOf, path_in

AT_ONCE = 500
"""Rows that are in memory at a time."""
Emptied = Mapping[str, Mapping[str, Any]]
"""Of a table: what is written in some columns, whatever stands there."""


def write_archive(
    connection: Connection,
    path: Path,
    workspace: WorkspaceId,
    tables: Sequence[Table],
    *,
    revision: str,
    made: datetime,
    emptied: Emptied,
) -> Manifest:
    """Write these tables' rows of a workspace, as one transaction of the connection sees them. Raise BadArchive.

    The file is there once it is whole, for its owner alone to read.
    """
    with _whole_file(path) as file, ZipFile(file, "w", ZIP_DEFLATED) as archive:
        written = [_write_table(connection, archive, workspace, table, emptied.get(table.name, {})) for table in tables]
        manifest = Manifest(workspace, revision, made, VERSION, tuple(written))
        archive.writestr(_member(NAME), manifest.written())
    return manifest


def _write_table(
    connection: Connection, archive: ZipFile, workspace: WorkspaceId, table: Table, emptied: Mapping[str, Any]
) -> TableOf:
    columns, cells = columns_of(table), plain(table)
    key = [cells.c[column.name] for column in table.primary_key.columns]
    asked = select(*(cells.c[name] for name in columns)).where(cells.c.workspace == workspace).order_by(*key)
    instead = {columns.index(name): value for name, value in emptied.items()}
    digest, count = sha256(), 0
    with archive.open(_member(path_in(table.name)), "w", force_zip64=True) as out:
        for rows in connection.execution_options(yield_per=AT_ONCE).execute(asked).partitions():
            text = b"".join(_line([instead.get(at, cell) for at, cell in enumerate(row)]) for row in rows)
            digest.update(text)
            out.write(text)
            count += len(rows)
    return TableOf(table.name, columns, count, digest.hexdigest())


def _line(cells: Sequence[Any]) -> bytes:
    return json.dumps(cells, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def _member(name: str) -> ZipInfo:
    member = ZipInfo(name)
    member.compress_type = ZIP_DEFLATED
    return member


@contextmanager
def _whole_file(path: Path) -> Iterator[IO[bytes]]:
    """Lend a file of another name that gets its own once all is written and on the disk. Raise BadArchive."""
    if path.exists():
        raise BadArchive(f"{path} is there already. Name another file, or move this one away.")
    beside = path.with_name(f"{path.name}.{os.getpid()}.part")
    try:
        with open(os.open(beside, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:  # noqa: PTH123 - of a descriptor
            yield file
            file.flush()
            os.fsync(file.fileno())
        beside.rename(path)
    except OSError as fault:
        raise BadArchive(f"{path} cannot be written: {fault.strerror}.") from fault
    finally:
        beside.unlink(missing_ok=True)
