"""A queue of a thousand items with five years of done ones: shown, and one of them put elsewhere."""

import asyncio
import os
import time
from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from bot.core.chance import seeded
from bot.core.clock import SetClock
from bot.core.ids import ChannelId, ItemId, PersonId, RandomIds
from bot.core.one_at_a_time import OneAtATime
from bot.features.refinement.actions.items import new_item, order_item
from bot.features.refinement.actions.nudging import look_after
from bot.features.refinement.actions.queue import read_around, read_queue
from bot.features.refinement.rules.forecast.history import Basis
from bot.features.refinement.rules.forecast.outlook import forecast
from bot.features.refinement.rules.forecast.question import HowLong, Question
from bot.features.refinement.rules.item_texts import ItemText
from bot.features.refinement.rules.items import Item, ItemState
from bot.features.refinement.rules.nudges import SprintAhead
from bot.features.refinement.rules.ordering import GAP, Where
from bot.features.refinement.store import forecasts, items, items_written
from bot.slack.rendering import render_message
from bot.store.opening import open_store
from bot.store.schema import whole_schema
from bot.store.unit import Read, RunningStore, Unit
from bot.teams.team import Team
from bot.teams.team_store import keep_team
from bot.words.words import words_for
from tests.bench.stage import HERE
from tests.bench.watched import watch
from tests.fakes.databases import make_file, postgres_database

OPEN, DONE, READY = 1_000, 2_600, 40
"""Ten items are done in each week of five years."""
GUILD, ANA = ChannelId("C0"), PersonId("U0")
_NOW = datetime(2026, 11, 23, 10, tzinfo=UTC)
_WORDS = words_for("en-US", "UTC")
_FORECASTS = 10
_WHERE = (Where.TOP, Where.UP, Where.DOWN, Where.BOTTOM)


@dataclass(frozen=True)
class Took:
    """Seconds of processor time, round by round: to show a page of the queue, to put an item elsewhere and show where it stands,
    to nudge its Product Owner, to forecast twenty items. `held_up`: of the bot's own work between two turns of the loop, while people
    ask for forecasts at the same time.
    """

    shown: list[float]
    moved: list[float]
    nudged: list[float]
    forecast: list[float]
    held_up: list[float]


async def measure(folder: Path, rounds: int) -> Mapping[str, Took]:
    """Fill a database of each engine and measure in it; threads may use all cores meanwhile."""
    schema, ours = whole_schema(), os.sched_getaffinity(0)
    os.sched_setaffinity(0, range(os.cpu_count() or 1))
    try:
        with ExitStack() as kept:
            urls = {"SQLite": make_file(schema, folder / "queue.db")}
            urls["PostgreSQL"] = kept.enter_context(postgres_database(schema, "queue"))
            return {name: await _took(url, rounds) for name, url in urls.items()}
    finally:
        os.sched_setaffinity(0, ours)


async def _took(url: str, rounds: int) -> Took:
    clock = SetClock(_NOW)
    kept: RunningStore = open_store(url, clock=clock, real=clock, ids=RandomIds(), answers={}, on_commit=lambda rooms: None)
    await kept.start()
    try:
        await kept.write(_fill, HERE)
        ids = [one.id for one in await kept.read(items.order, HERE, GUILD)]
        found = Took([], [], [], [], [])
        for number in range(-5, rounds):
            began = time.process_time()
            await kept.read(_shown, HERE, number % (OPEN // 20))
            shown = time.process_time()
            await kept.write(_move, HERE, None, ids[number * 37 % OPEN], _WHERE[number % len(_WHERE)])
            await kept.read(_shown_around, HERE, ids[number * 37 % OPEN])
            if number >= 0:
                found.shown.append(shown - began)
                found.moved.append(time.process_time() - shown)
                found.nudged.append(await _nudged(kept))
            if number >= rounds - _FORECASTS:
                found.forecast.append(await _forecast(kept, number))
        found.held_up.extend(await _held_up(kept))
        return found
    finally:
        await kept.stop()


async def _nudged(kept: RunningStore) -> float:
    began = time.process_time()
    await kept.write(_nudge, HERE)
    return time.process_time() - began


async def _forecast(kept: RunningStore, seed: int, aside: OneAtATime | None = None) -> float:
    began = time.process_time()
    known = await kept.read(forecasts.known, HERE, GUILD, _NOW.date(), Basis.WORKING)
    asked = Question(HowLong(20, 20)), known, _NOW.date(), seeded(str(seed))
    _ = forecast(*asked) if aside is None else await aside.run(forecast, *asked)
    return time.process_time() - began


async def _held_up(kept: RunningStore) -> list[float]:
    """Return by how much work of its own the loop was held up, each time, while six people asked for a forecast at once, as a replica draws them."""
    aside, blocks = OneAtATime(), list[tuple[float, float, float]]()
    watching = asyncio.create_task(watch(blocks))
    await asyncio.gather(*(_forecast(kept, seed, aside) for seed in range(6)))
    watching.cancel()
    return [own for _, _, own in blocks] or [0.0]


def _nudge(unit: Unit) -> None:
    look_after(unit, GUILD, SprintAhead(_NOW.date() + timedelta(days=3)))


def _shown(read: Read, page: int) -> None:
    render_message(read_queue(read, GUILD, _WORDS, by=ANA, page=page))


def _shown_around(read: Read, item: ItemId) -> None:
    render_message(read_around(read, item, GUILD, _WORDS, "It stands there now.", by=ANA))


def _move(unit: Unit, item: ItemId, where: Where) -> None:
    order_item(unit, item=item, person=ANA, is_admin=True, where=where)


def _fill(unit: Unit) -> None:
    keep_team(unit, Team(GUILD, product_owner=ANA))
    items_written.lock_queue(unit, GUILD)
    numbers = items_written.take_numbers(unit, GUILD, OPEN + DONE)
    items_written.add(unit, *(_item(unit, number) for number in numbers))


def _item(unit: Unit, number: int) -> Item:
    text = ItemText(
        f"As a buyer I can save card {number}", "fewer baskets are left", (f"criterion {number}", "another"), size="5"
    )
    made = new_item(unit, GUILD, ANA, text, number, number * GAP)
    if number <= OPEN:
        return replace(made, state=ItemState.READY) if number <= READY else made
    done = date(2026, 11, 20) - timedelta(days=(number - OPEN) * 1_826 // DONE)
    return replace(made, state=ItemState.DONE, started=done - timedelta(days=3), done=done)
