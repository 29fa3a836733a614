"""Reads an archive, and says of a file that is none, cut or changed what is wrong with it."""

import json
import lzma
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import Any
from zipfile import BadZipFile, ZipFile

from sqlalchemy import Table

from bot.store.archive.cells import columns_of, fits
from bot.store.archive.manifest import NAME, BadArchive, Manifest, TableOf, path_in, read_manifest

_LONGEST = 64 * 2**20
"""Bytes of one line, or of the manifest: no row of ours comes near."""
_UNREADABLE = (BadZipFile, zlib.error, lzma.LZMAError, EOFError, OSError, ValueError, RuntimeError)
"""What a zip raises that is damaged, encrypted or packed as none of ours is, and JSON that is none or nested without end."""
_CUT = "The file is damaged: {what}. Copy it anew, or export once more."


class Archive:
    """An archive that is open."""

    def __init__(self, file: ZipFile) -> None:
        self._file = file
        self.manifest: Manifest = read_manifest(self._member(NAME))
        self._tables = {table.name: table for table in self.manifest.tables}

    def rows(self, table: Table) -> Iterator[dict[str, Any]]:
        """Yield the rows of a table, none where the archive has no such table. Raise BadArchive, at the last row for what was changed."""
        told = self._tables.get(table.name)
        if told is None:
            return
        if set(told.columns) != set(columns_of(table)):
            raise BadArchive(f"The file is no export of this bot: its table {table.name} has other columns.")
        columns = [table.c[name] for name in told.columns]
        for number, cells in enumerate(self._lines(told), 1):
            if not isinstance(cells, list) or len(cells) != len(columns):
                raise BadArchive(_CUT.format(what=f"row {number} of {table.name} has other columns than the table"))
            wrong = [one.name for one, value in zip(columns, cells, strict=True) if not fits(one, value)]
            if wrong:
                raise BadArchive(_CUT.format(what=f"{wrong[0]} in row {number} of {table.name} is nothing that can stand there"))
            yield dict(zip(told.columns, cells, strict=True))

    def _lines(self, told: TableOf) -> Iterator[Any]:
        digest, count = sha256(), 0
        try:
            with self._file.open(path_in(told.name)) as lines:
                while line := lines.readline(_LONGEST):
                    digest.update(line)
                    count += 1
                    yield json.loads(line)
        except KeyError:
            raise BadArchive(_CUT.format(what=f"the rows of {told.name} are missing")) from None
        except _UNREADABLE:
            raise BadArchive(_CUT.format(what=f"the rows of {told.name} cannot be read")) from None
        if (count, digest.hexdigest()) != (told.rows, told.sha256):
            raise BadArchive(_CUT.format(what=f"the rows of {told.name} are not those that were exported"))

    def _member(self, name: str) -> bytes:
        try:
            with self._file.open(name) as file:
                return file.read(_LONGEST)
        except KeyError:
            raise BadArchive(f"The file is no export of a workspace: it has no {NAME}.") from None
        except _UNREADABLE:
            raise BadArchive(_CUT.format(what=f"its {NAME} cannot be read")) from None


@contextmanager
def opened(path: Path) -> Iterator[Archive]:
    """Open an archive. Raise BadArchive."""
    try:
        file = ZipFile(path)
    except (BadZipFile, NotImplementedError, ValueError):
        raise BadArchive(
            f"{path} is no whole export of a workspace: it is another kind of file, or its end is missing."
        ) from None
    except OSError as fault:
        raise BadArchive(f"{path} cannot be read: {fault.strerror}.") from None
    with file:
        yield Archive(file)
