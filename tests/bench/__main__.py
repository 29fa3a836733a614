"""`python -m tests.bench [--quick]`: measures speed and memory, prints the table, writes it to docs/benchmarks.md."""

import argparse
import os
import sys
import tempfile
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import uvloop

from bot.house.logs import set_up
from bot.store.schema import whole_schema
from tests.bench import attended, imported, machine, queue, scenarios, scripted, years
from tests.bench.rows import Measured, rows
from tests.bench.servers import databases, running
from tests.bench.slack import Slack
from tests.bench.stage import Stage
from tests.bench.table import in_columns, in_markdown
from tests.bench.votes import NUMBERS, RATES, Votes, samples
from tests.fakes.databases import make_file

BOARDS = 8
Kept = dict[str, tuple[str, Stage]]
OTHERS = "\n## A busy day\n"


@dataclass(frozen=True)
class Extent:
    """How much is measured: rounds and their seconds, of the comparison and of the open loop; starts; pairs."""

    rounds: int
    seconds: float
    open_rounds: int
    open_seconds: float
    starts: int
    pairs: int
    """How often a large database and a small one are asked in turns."""


WHOLE = Extent(5, 2.0, 5, 4.0, 5, 200)
QUICK = Extent(3, 0.4, 2, 1.2, 1, 40)


def say(what: str) -> None:
    """Tell how far it is, aside from the table."""
    print(f"   {what}", file=sys.stderr, flush=True)


async def measure(kept: Kept, folder: Path, extent: Extent) -> Measured:
    """Measure everything in turn."""
    slack = Slack()
    listening = await slack.start()
    say("cold starts")
    cold = {}
    for engine in ("SQLite", "PostgreSQL"):
        stage = kept[engine][1]
        asking = samples(engine, stage, slack)["stale click"]
        cold[engine] = await scenarios.cold_start(kept[engine][0], asking(next(NUMBERS)), slack, folder, extent.starts)
    say("forty ballots in ten seconds")
    shown = await scenarios.forty_ballots(folder, slack, 10.0)
    async with running(kept, slack, folder) as servers:
        votes = Votes(servers, slack, say)
        say("warming up")
        await votes.warm_up(0.3)
        await votes.compare(extent.rounds, extent.seconds)
        await votes.acks(RATES, extent.open_rounds, extent.open_seconds)
        votes.settle_accounts()
        memory = {engine: machine.resident_mb(servers[engine].process.pid) for engine in cold}
    say("a thousand alarms")
    rung = await scenarios.thousand_alarms(folder, slack)
    listening.close()
    say("five years, a hundred thousand schedules, a million entries")
    grown = await years.measure(folder, extent.pairs)
    say("a queue of a thousand items")
    queued = await queue.measure(folder, extent.pairs // 2)
    say("a file of five thousand lines")
    brought = await imported.measure(folder)
    held = {}
    for number in (1, 8):
        say(f"meetings of ten people at a time: {number}")
        held[number] = await attended.hold(make_file(whole_schema(), folder / f"held {number}.db"), number)
    say("a meeting by a script")
    played = await scripted.play(make_file(whole_schema(), folder / "scripted.db"), folder)
    return Measured(votes, shown, rung, memory, cold, grown, queued, brought, held[1], held[8], played)


def main() -> None:
    """Measure, print, write."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description="Speed and memory, as ratios of one run.")
    parser.add_argument("--quick", action="store_true", help="three minutes, for a first look; the page is not written")
    given = parser.parse_args()
    set_up("ERROR")
    where, began, before = machine.named(), time.monotonic(), machine.wanted_and_stolen()
    with tempfile.TemporaryDirectory(dir=os.environ.get("BENCH_FOLDER")) as name:
        folder = Path(name)
        say("opening meetings")
        try:
            with databases(folder, BOARDS) as kept:
                os.sched_setaffinity(0, {machine.cores()[1]})
                measured = uvloop.run(measure(kept, folder, QUICK if given.quick else WHOLE))
        except BaseException:
            sys.stderr.write(
                (folder / "servers.log").read_text(encoding="utf-8")[-4000:] if (folder / "servers.log").exists() else ""
            )
            raise
    wanted, stolen = (after - earlier for after, earlier in zip(machine.wanted_and_stolen(), before, strict=True))
    where += f"; {stolen / max(wanted, 0.01):.0%} of the processor time that was wanted went to other guests of the host"
    table = rows(measured)
    print(in_columns(table))
    print(f"\n{where}; {time.monotonic() - began:.0f} s")
    if not given.quick:
        page = in_markdown(table, command="make bench", where=where, when=f"{datetime.now(UTC):%Y-%m-%d}")
        place = machine.ROOT / "docs" / "benchmarks.md"
        _, found, others = place.read_text(encoding="utf-8").partition(OTHERS)  # what other commands have measured stays
        place.write_text(page + found + others, encoding="utf-8")
    sys.exit(0 if all(row.holds for row in table) else 1)


if __name__ == "__main__":
    main()
