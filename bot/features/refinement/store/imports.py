"""Lists and CSVs that somebody was shown and has not imported yet."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import bindparam, delete, insert, select

from bot.core.ids import ChannelId, PersonId
from bot.features.refinement.rules.import_refusals import ImportGone
from bot.features.refinement.rules.importing import Line
from bot.features.refinement.rules.item_texts import ItemText
from bot.features.refinement.rules.items import ItemState
from bot.features.refinement.tables.items import ImportRow
from bot.store.base import in_workspace
from bot.store.unit import Read, Unit

WAITS = timedelta(days=1)
_THIS = (ImportRow.workspace == in_workspace(), ImportRow.id == bindparam("this"), ImportRow.person == bindparam("who"))
_NEW = insert(ImportRow)
_READ = select(ImportRow.channel, ImportRow.body).where(*_THIS, ImportRow.at >= bindparam("since", type_=ImportRow.at.type))
_DROP = delete(ImportRow).where(*_THIS)


@dataclass(frozen=True)
class Waiting:
    """Lines that wait to be imported into a channel."""

    channel: ChannelId
    lines: tuple[Line, ...]


def keep(unit: Unit, person: PersonId, channel: ChannelId, lines: Sequence[Line]) -> str:
    """Keep lines for a day and return their id."""
    named = unit.fresh()
    body = json.dumps([_written(line) for line in lines], ensure_ascii=False)
    unit.run(_NEW, {"id": named, "person": person, "channel": channel, "body": body, "at": unit.now})
    return named


def waiting(read: Read, person: PersonId, named: str) -> Waiting:
    """Return the lines that a person was shown. Raise ImportGone."""
    row = read.row(_READ, {"this": named, "who": person, "since": read.now - WAITS})
    if row is None:
        raise ImportGone
    return Waiting(ChannelId(row.channel), tuple(map(_line, json.loads(row.body))))


def take(unit: Unit, person: PersonId, named: str) -> None:
    """Forget what a person was shown, for it is imported: once. Raise ImportGone."""
    if not unit.run(_DROP, {"this": named, "who": person}):
        raise ImportGone


def _written(line: Line) -> list[Any]:
    text = line.text
    words = [text.title, text.why, list(text.criteria), text.outcome, text.size, text.link, text.key]
    return [
        line.number,
        words,
        line.state.value,
        *(day.isoformat() if day else None for day in (line.started, line.done)),
        line.mark,
    ]


def _line(told: list[Any]) -> Line:
    number, (title, why, criteria, outcome, size, link, key), state, *days = told[:5]
    started, done = (date.fromisoformat(day) if day else None for day in days)
    mark = "".join(told[5:])  # what an earlier version kept has none
    return Line(number, ItemText(title, why, tuple(criteria), outcome, size, link, key), ItemState(state), started, done, mark)
