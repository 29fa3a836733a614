"""Reads the meetings of a series that were held, with who was there."""

from collections.abc import Iterable

from sqlalchemy import bindparam, select

from bot.core.ids import SeriesId
from bot.meetings.rules.totals import Attended, Totals, totals
from bot.meetings.rules.values import RECORDED
from bot.meetings.tables import MeetingRow
from bot.presence.rules import Guest, known_by
from bot.presence.store import guests, minutes_there
from bot.store.base import in_workspace
from bot.store.unit import Read

_HELD = (
    select(MeetingRow.id, MeetingRow.opened, MeetingRow.closed)
    .where(
        MeetingRow.workspace == in_workspace(),
        MeetingRow.series == bindparam("of_series"),
        MeetingRow.how.in_([how.value for how in RECORDED]),
    )
    .order_by(MeetingRow.opened, MeetingRow.id)
)


def totals_of(read: Read, series: SeriesId) -> Totals:
    """Return how the meetings of a series went that ended with a record; who was taken off a roster was not there."""
    held = read.rows(_HELD, {"of_series": series})
    there = minutes_there(read, {row.id: (row.opened, row.closed) for row in held})
    beside = guests(read, [row.id for row in held])
    return totals(
        Attended(row.opened, {person: minutes for person, minutes in there[row.id].items() if minutes}, _by_name(beside[row.id]))
        for row in held
    )


def _by_name(on_the_call: Iterable[Guest]) -> dict[str, int]:
    """Return the minutes of who is not in Slack; whoever has the same name at two dates is one of the people."""
    return {known_by(one.name): one.minutes for one in on_the_call}
