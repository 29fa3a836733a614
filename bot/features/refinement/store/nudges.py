"""What Product Owners were told of their queues, and which items were named for their age."""

import json
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Integer, bindparam, func, insert, select

from bot.core.ids import ChannelId, ItemId, PersonId
from bot.features.refinement.rules.items import Gap, Item
from bot.features.refinement.rules.nudges import Aged, Named, Nudge, Readiness
from bot.features.refinement.store import items
from bot.features.refinement.tables.nudges import AgedRow, NudgeRow
from bot.store.base import in_workspace
from bot.store.unit import Read, Unit
from bot.store.upserts import insert_or_nothing

CYCLES = timedelta(weeks=26)
"""So far back the times from started to done are looked at."""
_ADD = insert(NudgeRow)
_ONE = select(NudgeRow.channel, NudgeRow.body).where(NudgeRow.workspace == in_workspace(), NudgeRow.id == bindparam("this"))
_TOLD = select(func.count(NudgeRow.day.distinct(), type_=Integer).label("n")).where(
    NudgeRow.workspace == in_workspace(), NudgeRow.channel == bindparam("of_channel"), NudgeRow.sprint == bindparam("of_sprint")
)
_NAMED = select(AgedRow.item, AgedRow.started).where(
    AgedRow.workspace == in_workspace(), AgedRow.item.in_(bindparam("these", expanding=True))
)
_NAME = insert_or_nothing(AgedRow)


def told_before(read: Read, channel: ChannelId, planning: date) -> int:
    """Return how often the Product Owner of a channel was nudged before a Sprint Planning."""
    row = read.row(_TOLD, {"of_channel": channel, "of_sprint": planning.isoformat()})
    return 0 if row is None else int(row.n)


def add_nudge(unit: Unit, channel: ChannelId, person: PersonId, day: date, planning: date | None, told: Nudge) -> str:
    """Write down what a person is told on a day, before a Sprint Planning or for no such reason; return its id."""
    named = unit.fresh()
    row = {"id": named, "channel": channel, "person": person, "day": day.isoformat(), "at": unit.now}
    sprint = planning.isoformat() if planning is not None and told.found is not None else ""
    unit.run(_ADD, row | {"sprint": sprint, "body": json.dumps(_written(told))})
    return named


def nudge(read: Read, nudge: str) -> tuple[ChannelId, Nudge] | None:
    """Return what a person was told, and of which channel."""
    row = read.row(_ONE, {"this": nudge})
    return None if row is None else (ChannelId(row.channel), _read(json.loads(row.body)))


def cycles(read: Read, channel: ChannelId, today: date) -> list[tuple[date, date]]:
    """Return from when to when each item was in progress that was done of late, where both days are known."""
    found = items.finished(read, channel, today - CYCLES)
    return [(one.started, one.done) for one in found if one.started is not None and one.started <= one.done]


def not_named(read: Read, several: Iterable[Item]) -> list[Item]:
    """Return those items in progress that were not named for their age since they were started."""
    started = list(several)
    if not started:
        return []
    named = {(row.item, row.started) for row in read.rows(_NAMED, {"these": [one.id for one in started]})}
    return [one for one in started if one.started and (one.id, one.started.isoformat()) not in named]


def name_aged(unit: Unit, found: Iterable[Aged]) -> None:
    """Write down that items were named for their age."""
    for one in found:
        assert one.item.started is not None  # its age is counted from there
        unit.run(_NAME, {"item": one.item.id, "started": one.item.started.isoformat(), "at": unit.now})


def _written(told: Nudge) -> dict[str, Any]:
    return {
        "ahead": told.ahead,
        "found": None if told.found is None else vars(told.found),
        "lacking": [[one.item, one.title, [gap.value for gap in one.gaps]] for one in told.lacking],
        "old": [[one.item, one.title, one.days, one.usual] for one in told.old],
    }


def _read(kept: Mapping[str, Any]) -> Nudge:
    lacking = tuple(Named(ItemId(item), title, tuple(map(Gap, gaps))) for item, title, gaps in kept["lacking"])
    old = tuple(Named(ItemId(item), title, (), days, usual) for item, title, days, usual in kept["old"])
    return Nudge(kept["ahead"], Readiness(**kept["found"]) if kept["found"] else None, lacking, old)
