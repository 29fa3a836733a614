"""Runs seeds of the simulation, on all cores; one alone is told as it goes."""

import argparse
import gc
import sys
import time
from collections import Counter
from collections.abc import Iterator
from functools import partial
from math import inf
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory

import tests.plugins.quick_models  # noqa: F401 - drawing takes a fifth less
from bot.store.schema import whole_schema
from tests.fakes.databases import make_file
from tests.simulation.run import Outcome, run


def template() -> bytes:
    """Make an empty database with every table."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "empty.db"
        make_file(whole_schema(), path)
        return path.read_bytes()


_LEARNED, _AT_ONCE = 16, 20
"""So many seeds bring nearly every statement and every text once; after so many a process ends, instead of clearing up after each."""


def _some(seeds: range, empty: bytes) -> list[Outcome]:
    return [run(seed, empty, is_last=True) for seed in seeds]


def _outcomes(seeds: range, jobs: int, empty: bytes) -> Iterator[Outcome]:
    """Run seeds in processes that are forked from this one once it has learned all that they share."""
    learned = seeds[: min(_LEARNED, len(seeds) // 10 + 1)]
    for seed in learned:
        yield run(seed, empty)
    rest = seeds[len(learned) :]
    gc.collect()
    gc.freeze()
    chunks = [rest[at : at + _AT_ONCE] for at in range(0, len(rest), _AT_ONCE)]
    with get_context("fork").Pool(jobs, maxtasksperchild=1) as pool:
        for some in pool.imap(partial(_some, empty=empty), chunks):
            yield from some


def main() -> int:
    """Run what was asked for; 1 where a seed has failed."""
    parser = argparse.ArgumentParser(prog="python -m tests.simulation", description=__doc__)
    parser.add_argument("--seeds", type=int, default=100)
    parser.add_argument("--from", type=int, default=0, dest="first")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--minutes", type=float, default=inf, help="end by then, however many seeds are left")
    parser.add_argument("--digests", action="store_true")
    asked = parser.parse_args()
    empty = template()
    if asked.seeds == 1:
        outcome = run(asked.first, empty, told=print)
        print(outcome.digest, *outcome.complaints, sep="\n")
        return 1 if outcome.complaints else 0
    began, failed, kinds = time.monotonic(), 0, Counter[str]()
    ran = acts = steps = 0
    for outcome in _outcomes(range(asked.first, asked.first + asked.seeds), asked.jobs, empty):
        ran, acts, steps = ran + 1, acts + outcome.acts, steps + outcome.steps
        if asked.digests:
            print(outcome.seed, outcome.digest)
        if outcome.complaints:
            failed += 1
            kinds[outcome.complaints[0][:90]] += 1
            print(
                f"seed {outcome.seed} failed; again: make simulate SEEDS=1 FROM={outcome.seed}",
                *outcome.complaints[:5],
                sep="\n  ",
                flush=True,
            )
        if time.monotonic() - began > asked.minutes * 60:
            break
    took = time.monotonic() - began
    print(f"{ran} seeds, {acts} acts, {steps} steps in {took:.0f} s ({ran / took:.1f} a second); {failed} failed")
    for what, count in kinds.most_common():
        print(f"  {count} × {what}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
