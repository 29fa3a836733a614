"""Mutates rules, alarms and the ledger, and tells how many of the mutants the tests kill."""

import argparse
import json
import os
import random
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import pytest

from tests.mutation.areas import AREAS, ROOT
from tests.mutation.rates import Stratum, rate
from tests.mutation.reasons import reason
from tests.mutation.session import Session

RESULTS = ROOT / "build" / "mutation"
OPTIONS = ["-q", "-s", "-p", "no:randomly", "-p", "no:xdist", "-p", "no:cacheprovider", "--tb=no", "--import-mode=importlib"]


def try_area(name: str, sample: int, seed: int, only: str) -> int:
    """Try mutants of one area and write down what became of them."""
    from tests.mutation.mutants import Mutant, Places

    area, chance = AREAS[name], random.Random(seed)
    rows: list[dict[str, object]] = []
    began = time.monotonic()

    def judge(session: Session) -> None:
        print(f"{name}: tests run after {time.monotonic() - began:.0f} s, of them broken: {session.broken}", flush=True)
        for path in area.files():
            places = Places(path)
            chosen = sorted(chance.sample(range(len(places)), min(sample or len(places), len(places))))
            if only in places.path:
                rows.extend(_row(session, places[at], len(places)) for at in chosen)
                (RESULTS / f"{name}.json").write_text(
                    json.dumps(rows, indent=1), encoding="utf-8"
                )  # who ends it keeps what it knows
        print(f"{name}: {len(rows)} mutants after {time.monotonic() - began:.0f} s; unsound: {session.unsound}", flush=True)

    def _row(session: Session, mutant: Mutant, of: int) -> dict[str, object]:
        verdict = session.verdict(mutant)
        why = "" if verdict.outcome == "killed" else reason(mutant.path, mutant.function, mutant.was, mutant.now)
        if verdict.outcome != "killed" and not why:
            print(f"{verdict.outcome}: {mutant.name}\n  - {mutant.was}\n  + {mutant.now}", flush=True)
        return {
            **vars(verdict),
            "name": mutant.name,
            "path": mutant.path,
            "of": of,
            "was": mutant.was,
            "now": mutant.now,
            "why": why,
        }

    asked = Session(area.files(), judge, seed)
    code = int(pytest.main([*OPTIONS, *area.asked()], plugins=[asked]))
    if not rows:
        print(f"{name}: no mutant was tried (pytest ended with {code})")
        return 1
    return 0


def table(names: list[str]) -> None:
    """Print the rate of each area."""
    print(f"{'area':20} {'mutants':>8} {'tried':>6} {'killed':>7} {'lived':>6} {'timeout':>8} {'other':>6} {'same':>5}  rate")
    for name in names:
        if not (file := RESULTS / f"{name}.json").exists():
            continue
        rows = json.loads(file.read_text(encoding="utf-8"))
        counted = [row for row in rows if not row["why"]]
        outcomes = Counter(row["outcome"] for row in counted)
        strata = [_stratum([row for row in counted if row["path"] == path]) for path in {row["path"] for row in counted}]
        share, half = rate(strata)
        other = len(counted) - outcomes["killed"] - outcomes["survived"] - outcomes["timeout"]
        print(
            f"{name:20} {sum(one.mutants for one in strata):8} {len(counted):6} {outcomes['killed']:7} {outcomes['survived']:6} "
            f"{outcomes['timeout']:8} {other:6} {len(rows) - len(counted):5}  {share:.1%} ± {half:.1%}"
        )


def _stratum(rows: list[dict[str, object]]) -> Stratum:
    of = rows[0]["of"]
    assert isinstance(of, int)
    return Stratum(max(of, len(rows)), len(rows), sum(row["outcome"] == "killed" for row in rows))


def main() -> int:
    """Try the areas asked for, each in a process of its own; 1 where one could not be tried."""
    parser = argparse.ArgumentParser(prog="python -m tests.mutation", description=__doc__)
    parser.add_argument("areas", nargs="*", help=f"of {', '.join(AREAS)}; all where none is named")
    parser.add_argument("--sample", type=int, default=20, help="mutants of each module, 0 for all")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", default="", help="modules with this in their path")
    parser.add_argument("--table", action="store_true", help="only tell of the last results")
    asked = parser.parse_args()
    names = asked.areas or list(AREAS)
    if unknown := [name for name in names if name not in AREAS]:
        parser.error(f"no area is called {', '.join(unknown)}: there are {', '.join(AREAS)}")
    failed = 0
    if len(names) == 1 and not asked.table:
        failed = try_area(names[0], asked.sample, asked.seed, asked.only)
    elif not asked.table:
        words = ["--sample", str(asked.sample), "--seed", str(asked.seed), "--only", asked.only]
        for name in names:
            failed |= subprocess.run([sys.executable, "-m", "tests.mutation", name, *words], check=False).returncode
    table(names)
    return failed


if __name__ == "__main__":
    os.chdir(ROOT)
    Path.mkdir(RESULTS, parents=True, exist_ok=True)
    sys.exit(main())
