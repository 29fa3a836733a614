"""A CSV becomes resources: shown to its author first, then written in one transaction."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.core.csv_rows import RefusedLine
from bot.core.ids import PersonId
from bot.features.seu.rules import library_import as rules
from bot.features.seu.rules.library import Resource
from bot.features.seu.rules.library_import import Line, Preview
from bot.features.seu.store import imports, library
from bot.store.unit import Read, Unit


@dataclass(frozen=True)
class Imported:
    """What an import did: resources added, resources changed, lines that were there as they are."""

    added: int
    changed: int
    there: int


def compare(read: Read, lines: Sequence[Line], refused: Sequence[RefusedLine]) -> Preview:
    """Say what an import would do."""
    return rules.compared(lines, library.resources(read), refused)


def keep_import(unit: Unit, *, person: PersonId, lines: Sequence[Line]) -> str:
    """Keep what a person is shown, until they say that it is to be imported."""
    return imports.keep(unit, person, lines)


def import_resources(unit: Unit, *, named: str, person: PersonId) -> Imported:
    """Import what a person was shown, beside what is kept by now: all of it or nothing. Raise ImportGone."""
    preview = rules.compared(imports.take(unit, person, named), library.resources(unit))
    library.add(unit, *(Resource(unit.fresh(), line.about) for line in preview.new))
    for line, same in preview.changed:
        library.write(unit, rules.imported(line, same))
    return Imported(len(preview.new), len(preview.changed), len(preview.there))
