"""An action item that Ana notes and Ben is to do, by Tuesday 8 December 2026; it is Tuesday 1 December."""

from datetime import UTC, date, datetime
from typing import Any

from bot.action_items import actions, store
from bot.action_items.rules.values import About, ActionItem
from bot.core.ids import ActionItemId, ChannelId, PersonId
from tests.features.desk import ANA, BEN, Desk

GUILD = ChannelId("C0GUILD")
TUESDAY = datetime(2026, 12, 1, 10, tzinfo=UTC)
DUE = date(2026, 12, 8)
ABOUT = About("refinement:item:7", "Flaky tests", "Platform guild")


def december(day: int, hour: int = 9, minute: int = 0) -> datetime:
    """Return an instant of December 2026; in London it is the same hour."""
    return datetime(2026, 12, day, hour, minute, tzinfo=UTC)


def item(**other: Any) -> ActionItem:
    """Return an item as a value: offered to Ben by Ana."""
    told: dict[str, Any] = {"id": ActionItemId("a1"), "channel": GUILD, "text": "Write the quarantine rule", "owner": BEN}
    return ActionItem(**(told | {"noted_by": ANA, "noted": TUESDAY, "due": DUE, "about": ABOUT} | other))


async def noted(desk: Desk, owner: PersonId = BEN, **other: Any) -> str:
    """Let Ana note an item for somebody."""
    told: dict[str, Any] = {"text": "Write the quarantine rule", "due": DUE, "channel": GUILD, "about": ABOUT, "noted_by": ANA}
    return (await desk.store.write(actions.note, desk.workspace, None, **(told | {"owner": owner} | other))).id


async def the_item(desk: Desk, named: str) -> ActionItem:
    found = await desk.store.read(store.named, desk.workspace, named)
    assert found is not None
    return found


async def rings(desk: Desk, *moments: datetime) -> list[str]:
    """Let time pass to each of these moments, and say what direct messages came meanwhile: screen, to whom, first line."""
    before = {(one.screen, one.subject, one.place) for one in await desk.shown()}
    came = []
    for moment in moments:
        desk.clock.instant = moment
        await desk.tick.run()
        for one in await desk.shown():
            name = one.screen, one.subject, one.place
            if name not in before:
                before.add(name)
                came.append(f"{moment:%a %H:%M} {one.place}: {one.text.splitlines()[0]}")
    return came
