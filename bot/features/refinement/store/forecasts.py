"""What a forecast is drawn from, and forecasts as they were found."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy import bindparam, func, insert, select

from bot.core.ids import ChannelId, PersonId
from bot.features.refinement.rules.forecast.backtest import ENDS, Backtest
from bot.features.refinement.rules.forecast.history import Basis, EveryDay, Sample
from bot.features.refinement.rules.forecast.outlook import Bar, Counts, Dates, Forecast, Known
from bot.features.refinement.rules.forecast.question import WEEKS, HowLong, HowMany, Question
from bot.features.refinement.store import items
from bot.features.refinement.tables.forecasts import ForecastRow
from bot.features.refinement.tables.items import ItemRow
from bot.store.base import in_workspace
from bot.store.unit import Read, Unit
from bot.teams.team_store import working_days

_KEEP = insert(ForecastRow)
_ONE = select(ForecastRow.channel, ForecastRow.person, ForecastRow.body).where(
    ForecastRow.workspace == in_workspace(), ForecastRow.id == bindparam("this")
)
_FIRST = select(func.min(ItemRow.created).label("added"), func.min(ItemRow.done).label("done")).where(
    ItemRow.workspace == in_workspace(), ItemRow.channel == bindparam("of_channel")
)
KEPT = timedelta(days=90)
"""So long a forecast can be shared, and asked anew."""
_REACH = timedelta(weeks=max(WEEKS) + ENDS + 1)


@dataclass(frozen=True)
class Kept:
    """A forecast that was kept: of which channel, and who asked."""

    channel: ChannelId
    person: PersonId
    forecast: Forecast


def known(read: Read, channel: ChannelId, today: date, basis: Basis) -> Known:
    """Return what a forecast of a channel's team rests on, as far back as any is drawn from."""
    since = today - _REACH
    first = read.row(_FIRST, {"of_channel": channel})
    begun = [] if first is None or first.added is None else [first.added.date()]
    begun += [] if first is None or first.done is None else [date.fromisoformat(first.done)]
    splits = [at.date() for at, is_split in items.added_since(read, channel, _midnight(since)) if is_split]
    calendar = EveryDay() if basis is Basis.CALENDAR else working_days(read, channel)
    return Known(items.done_days(read, channel, since), max(since, min(begun, default=today)), calendar, splits)


def _midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=UTC)


def keep(unit: Unit, channel: ChannelId, person: PersonId, found: Forecast) -> str:
    """Keep a forecast and return its id."""
    named = unit.fresh()
    unit.run(_KEEP, {"id": named, "channel": channel, "person": person, "at": unit.now, "body": json.dumps(_written(found))})
    return named


def kept(read: Read, forecast: str) -> Kept | None:
    """Return a forecast that was kept; None where there is none of this id."""
    row = read.row(_ONE, {"this": forecast})
    return None if row is None else Kept(ChannelId(row.channel), PersonId(row.person), _read(json.loads(row.body)))


def _written(found: Forecast) -> dict[str, Any]:
    of = found.question.of
    bars = [[bar.first, bar.last, bar.share] for bar in found.found.bars]
    answers = (
        {"by": [day.isoformat() for day in found.found.by]}
        if isinstance(found.found, Dates)
        else {"at_least": list(found.found.at_least)}
    )
    return {
        "of": [of.least, of.most] if isinstance(of, HowLong) else of.by.isoformat(),
        "weeks": found.question.weeks,
        "basis": found.question.basis.value,
        "splits": found.question.splits,
        "asked": found.asked.isoformat(),
        "sample": {
            "first": found.sample.first.isoformat(),
            "last": found.sample.last.isoformat(),
            "counts": list(found.sample.counts),
            "left_out": [[first.isoformat(), last.isoformat()] for first, last in found.sample.left_out],
        },
        "bars": bars,
        "steady": found.steady,
        "backtest": [found.backtest.made, found.backtest.held],
        "growth": found.growth,
        **answers,
    }


def _read(kept: Mapping[str, Any]) -> Forecast:
    day = date.fromisoformat
    of, sampled = kept["of"], kept["sample"]
    bars = tuple(Bar(first, last, share) for first, last, share in kept["bars"])
    left_out = tuple((day(first), day(last)) for first, last in sampled["left_out"])
    return Forecast(
        Question(
            HowLong(*of) if isinstance(of, list) else HowMany(day(of)), kept["weeks"], Basis(kept["basis"]), splits=kept["splits"]
        ),
        day(kept["asked"]),
        Sample(day(sampled["first"]), day(sampled["last"]), tuple(sampled["counts"]), left_out),
        Dates(tuple(map(day, kept["by"])), bars) if "by" in kept else Counts(tuple(kept["at_least"]), bars),
        kept["steady"],
        Backtest(*kept["backtest"]),
        kept["growth"],
    )
