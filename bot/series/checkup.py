"""Finds what comes again and has lost its rule, or its owner, and how to mend that."""

from collections.abc import Iterator
from functools import partial
from typing import Any

from sqlalchemy import bindparam, select, update

from bot.core.ids import SeriesId
from bot.core.nobody import is_nobody
from bot.schedule.schedules import RuleState, ScheduleId, find_schedule
from bot.series.store import mark_ended
from bot.series.tables import SeriesRow
from bot.store.base import in_workspace
from bot.store.trouble import Trouble
from bot.store.unit import Read, Unit

NO_RULE, NO_OWNER = "series without dates", "series without owner"
_GOING_ON = (
    select(SeriesRow.id, SeriesRow.ceremony, SeriesRow.channel, SeriesRow.owner, SeriesRow.offered, SeriesRow.created)
    .where(SeriesRow.workspace == in_workspace(), SeriesRow.ended.is_(None))
    .order_by(SeriesRow.created, SeriesRow.id)
)
_OFFER_ANEW = (
    update(SeriesRow)
    .where(SeriesRow.workspace == in_workspace(), SeriesRow.id == bindparam("this"), SeriesRow.offered == SeriesRow.owner)
    .values(offered=None)
)


def troubles(read: Read) -> Iterator[Trouble]:
    """Tell which series of a workspace nobody looks after, or have no rule."""
    for row in read.rows(_GOING_ON):
        about = f"{row.ceremony} {row.id} in {row.channel}"
        try:
            rule = find_schedule(read, ScheduleId(row.id))
        except (ValueError, KeyError, TypeError):
            continue  # the room of schedules tells of a rule that cannot be read
        if rule is None:
            yield Trouble(
                NO_RULE,
                about,
                f"What comes again in {row.channel} has no rule: it has no dates.",
                "It is ended; its owner plans it anew.",
                row.created,
                partial(_end, series=row.id),
                asks=True,
            )
        elif rule.state is RuleState.RUNNING and (is_nobody(row.owner) or row.offered == row.owner):
            yield _no_owner(row, about)


def _no_owner(row: Any, about: str) -> Trouble:
    erased = is_nobody(row.owner)
    return Trouble(
        NO_OWNER,
        about,
        f"Who looked after what comes again in {row.channel} {'was erased' if erased else 'has left, and nobody has taken it over'}.",
        "An admin hands it over, or ends it."
        if erased
        else "The bot asks the admins of the channel and who is coming once more, within the hour.",
        mend=None if erased else partial(_offer_anew, series=row.id),
        asks=True,
    )


def _offer_anew(unit: Unit, *, series: str) -> None:
    unit.run(_OFFER_ANEW, {"this": series})


def _end(unit: Unit, *, series: str) -> None:
    if find_schedule(unit, ScheduleId(series)) is None:
        mark_ended(unit, SeriesId(series))
