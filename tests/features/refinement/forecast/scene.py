"""Items that a team has, and those that it has done, written at once."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta

from bot.core.ids import ChannelId, ItemId
from bot.features.refinement.rules.items import Item, ItemState
from bot.features.refinement.store import items_written as written
from bot.store.unit import Unit
from tests.features.desk import ANA, Desk

GUILD = ChannelId("C0GUILD")
TODAY = date(2026, 12, 1)
"""The day of the clock that stands still, a Tuesday."""
NOON = datetime.combine(TODAY, time(12), UTC)


def weekdays_before(day: date, weeks: int) -> list[date]:
    """Return the weekdays of so many weeks before a day, the day itself not among them."""
    days = (day - timedelta(days=ahead) for ahead in range(7 * weeks, 0, -1))
    return [one for one in days if one.weekday() < 5]


async def has_items(desk: Desk, *items: Item) -> None:
    """Let a channel have items."""

    def add(unit: Unit) -> None:
        written.lock_queue(unit, GUILD)
        written.take_numbers(unit, GUILD, 5_000)
        for one in items:
            written.add(unit, one)

    await desk.store.write(add, desk.workspace)


def item(number: int, state: ItemState = ItemState.TO_REFINE, **other: object) -> Item:
    """Return an item of the guild."""
    made = datetime.combine(TODAY - timedelta(days=200), time(9), UTC)
    told = {"title": f"Item {number}", "author": ANA, "created": made, "changed": made, "place": number} | other
    return Item(id=ItemId(f"item{number}"), channel=GUILD, number=number, state=state, **told)  # type: ignore[arg-type]


def done_on(days: Iterable[date]) -> list[Item]:
    """Return an item that was done on each of these days, the items added just before."""
    return [
        item(
            number,
            ItemState.DONE,
            done=day,
            created=datetime.combine(day, time(7), UTC),
            changed=datetime.combine(day, time(9), UTC),
        )
        for number, day in enumerate(days, 1_001)
    ]
