"""Moments that come once: forty people vote at a time, a thousand deadlines fall due, a process starts cold."""

import asyncio
import json
import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from statistics import median

from bot.features.lean_coffee.kinds import DEADLINE
from bot.store.schema import whole_schema
from tests.bench import machine
from tests.bench.load import open_line
from tests.bench.servers import ask, bot, until_open
from tests.bench.slack import Slack
from tests.bench.stage import PEOPLE, Board, lay, lay_deadlines
from tests.bench.votes import NUMBERS, ballot_of, chosen
from tests.fakes.databases import make_file

ALARMS = 1_000
_START = timedelta(seconds=6)
"""What a bot has to get up before the alarms fall due."""


@dataclass(frozen=True)
class Shown:
    """How a board followed its vote: seconds from the last ack to the last update, how many updates came and how close together."""

    behind: float
    updates: int
    most_in_a_second: int
    shortest_gap: float


@dataclass(frozen=True)
class Rung:
    """How a thousand alarms went: seconds until all were handled, the longest hold-up of the loop, and of that the bot's own work."""

    seconds: float
    block_ms: float
    own_ms: float


async def forty_ballots(folder: Path, slack: Slack, seconds: float) -> Shown:
    """Let forty people vote on the one board of a workspace, spread over some seconds, and see how the board follows.

    A bot of its own: elsewhere sixteen boards share the workspace's forty updates a minute, and this one would wait for the others.
    """
    url = make_file(whole_schema(), folder / "forty.db")
    stage = await asyncio.to_thread(lay, url, 1)
    port, process = bot(url, slack, folder)
    try:
        await until_open(port)
        await asyncio.sleep(3.0)  # until the boards stand
        return await _voted(port, stage.ballots[0], slack, seconds)
    finally:
        await asyncio.to_thread(machine.stop, process)


async def _voted(port: int, board: Board, slack: Slack, seconds: float) -> Shown:
    template, line, first = ballot_of(board), await open_line(port), next(NUMBERS)
    slack.changes.clear()
    began = time.monotonic()
    for place, person in enumerate(PEOPLE[1:]):
        await asyncio.sleep(max(began + place * seconds / 40 - time.monotonic(), 0.0))
        await line.ask(template.request(str(first + place), person, board.meeting, board.phase, **chosen(board, place)))
    voted = time.monotonic()
    line.close()
    await asyncio.sleep(3.0)
    updates = [(at, text) for at, channel, text in slack.changes if channel == board.channel]
    full = [at for at, text in updates if "40 of 41 here" in text]
    assert full, "the board never showed all forty votes"
    times = [at for at, _ in updates]
    # A window a little shorter than a second: two updates that left 1.00 s apart may arrive 0.99 s apart.
    most = max(sum(1 for other in times if at <= other < at + 0.95) for at in times)
    gap = min((later - sooner for sooner, later in pairwise(times)), default=0.0)
    return Shown(full[0] - voted, len(updates), most, gap)


async def thousand_alarms(folder: Path, slack: Slack) -> Rung:
    """Let the gathering of a thousand meetings end in the same instant, in a bot whose loop is watched."""
    url = make_file(whole_schema(), folder / "alarms.db")
    due = datetime.now(UTC) + timedelta(minutes=1)
    await asyncio.to_thread(lay_deadlines, url, ALARMS, due)
    sooner = (due - datetime.now(UTC) - _START) // timedelta(microseconds=1)
    _move(folder / "alarms.db", sooner)
    due -= timedelta(microseconds=sooner)
    port, process = bot(url, slack, folder, how="watched")
    try:
        await until_open(port)
        left = f"SELECT count(*) FROM schedule_alarm WHERE kind = '{DEADLINE.name}' AND due <= {int(due.timestamp() * 1e6)}"
        assert ask(url, left) == ALARMS, "the alarms rang before their time"
        await asyncio.sleep((due - datetime.now(UTC)).total_seconds())
        began = time.monotonic()
        while ask(url, left):
            assert time.monotonic() - began < 60, "a minute, and not all have rung"
            await asyncio.sleep(0.05)
        took = time.monotonic() - began
        await asyncio.sleep(1.0)
    finally:
        told = await asyncio.to_thread(machine.stop, process)
    blocks = [block for block in json.loads(told.splitlines()[-1]) if began - 0.1 <= block[0] <= began + took + 1.0]
    late, own = (max((block[place] for block in blocks), default=0.0) * 1000 for place in (1, 2))
    return Rung(took, late, own)


def _move(path: Path, microseconds: int) -> None:
    """Bring the alarms and what they end forward: laying the meetings has taken as long as it did."""
    import contextlib
    import sqlite3

    with contextlib.closing(sqlite3.connect(path)) as raw, raw:
        raw.execute("UPDATE schedule_alarm SET due = due - ?", [microseconds])
        raw.execute(
            "UPDATE meetings_meeting SET due = due - ?, began = began - ?, opened = opened - ?, planned_end = planned_end - ?",
            [microseconds] * 4,
        )


async def cold_start(url: str, request: bytes, slack: Slack, folder: Path, times: int) -> float:
    """Return the seconds from the start of a process to its first ack; the median of some starts."""
    took = []
    for _ in range(times):
        began = time.monotonic()
        port, process = bot(url, slack, folder)
        try:
            await _first_ack(port, request)
            took.append(time.monotonic() - began)
        finally:
            await asyncio.to_thread(machine.stop, process)
    return median(took)


async def _first_ack(port: int, request: bytes) -> None:
    for _ in range(3_000):
        try:
            line = await open_line(port)
            await line.ask(request)
        except (OSError, RuntimeError):  # nobody listens, or 503: not ready
            await asyncio.sleep(0.01)
        else:
            line.close()
            return
    raise TimeoutError("no ack within 30 s")
