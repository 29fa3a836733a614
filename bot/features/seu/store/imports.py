"""Lists and CSVs that somebody was shown and has not imported yet."""

import json
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from sqlalchemy import bindparam, delete, insert, select

from bot.core.ids import PersonId
from bot.features.seu.rules.library import About
from bot.features.seu.rules.library_import import ImportGone, Line
from bot.features.seu.rules.values import Category
from bot.features.seu.tables.library import ImportRow
from bot.store.base import Instant, in_workspace
from bot.store.unit import Read, Unit

WAITS = timedelta(days=1)
_THIS = (ImportRow.workspace == in_workspace(), ImportRow.named == bindparam("this"), ImportRow.person == bindparam("who"))
_NEW = insert(ImportRow)
_READ = select(ImportRow.body).where(*_THIS, ImportRow.at >= bindparam("since", type_=Instant()))
_DROP = delete(ImportRow).where(*_THIS)
_OLD = delete(ImportRow).where(ImportRow.workspace == in_workspace(), ImportRow.at < bindparam("before", type_=Instant()))


def keep(unit: Unit, person: PersonId, lines: Sequence[Line]) -> str:
    """Keep lines for a day and return under which name."""
    named = unit.fresh()
    body = json.dumps([_written(line) for line in lines], ensure_ascii=False)
    unit.run(_NEW, {"named": named, "person": person, "body": body, "at": unit.now})
    return named


def waiting(read: Read, person: PersonId, named: str) -> tuple[Line, ...]:
    """Return the lines that a person was shown. Raise ImportGone."""
    row = read.row(_READ, {"this": named, "who": person, "since": read.now - WAITS})
    if row is None:
        raise ImportGone
    return tuple(map(_line, json.loads(row.body)))


def take(unit: Unit, person: PersonId, named: str) -> tuple[Line, ...]:
    """Return the lines that a person was shown and forget them, for they are imported: once. Raise ImportGone."""
    lines = waiting(unit, person, named)
    if not unit.run(_DROP, {"this": named, "who": person}):
        raise ImportGone
    return lines


def forget_old(unit: Unit) -> None:
    """Forget what waits for longer than a day. Housekeeping, of one workspace."""
    unit.run(_OLD, {"before": unit.now - WAITS})


def _written(line: Line) -> list[Any]:
    about = line.about
    return [line.number, about.title, about.minutes, about.category.value, about.link, about.language]


def _line(told: list[Any]) -> Line:
    number, title, minutes, category, link, language = told
    return Line(number, About(title, minutes, Category(category), link, language))
