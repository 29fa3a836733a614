"""The rules of programmes: as the files say them now, and as running cycles began with them."""

from collections.abc import Mapping
from contextlib import suppress

from sqlalchemy import bindparam, select

from bot.features.seu.programmes.reading import BadProgrammes, read_programme
from bot.features.seu.rules.programmes import Programme, Programmes
from bot.features.seu.tables.credentials import ProgrammeRow
from bot.store.base import in_workspace
from bot.store.unit import Read, Unit
from bot.store.upserts import insert_or_nothing

_KEEP = insert_or_nothing(ProgrammeRow)
_DOCUMENT = select(ProgrammeRow.document).where(
    ProgrammeRow.workspace == in_workspace(),
    ProgrammeRow.programme == bindparam("programme"),
    ProgrammeRow.version == bindparam("version"),
)


def current(read: Read) -> Mapping[str, Programme]:
    """Return every programme as its file says it now."""
    return read.given(Programmes).by_key


def keep(unit: Unit, programme: Programme) -> None:
    """Keep the rules that a cycle begins with; what is kept of a version once is not changed by a file of the same version."""
    written = {"programme": programme.key, "version": programme.version, "document": programme.document}
    unit.run(_KEEP, {**written, "at": unit.now})


def begun_with(read: Read, programme: str, version: str) -> Programme | None:
    """Return a programme as a cycle began with it, in this version; as it is now where this bot cannot read that any more, else None."""
    now = current(read).get(programme)
    row = read.row(_DOCUMENT, {"programme": programme, "version": version})
    if row is None or (now is not None and row.document == now.document):
        return now
    with suppress(BadProgrammes):
        return read_programme(row.document, programme)
    return now
