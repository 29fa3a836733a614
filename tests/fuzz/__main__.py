"""`python -m tests.fuzz --minutes 60`: tries odd inputs on every parser in turn, and tells what came out that should not."""

import argparse
import logging
import resource
import signal
import sys
import time
from collections import Counter
from random import Random

import structlog

from tests.fuzz.parsers import Parser, all_parsers

_SLOWER = 5 if "coverage" in sys.modules else 1
"""How many times longer Python takes where each line is noted."""
SLOWEST = 2.0 * _SLOWER
"""Seconds of the processor that no input may take: what a server would stand still for."""
GIVEN_UP = 10.0 * _SLOWER
MOST_MEMORY = 3 * 1024**3
_AT_ONCE = 100


class TooSlow(Exception):
    """An input took longer than any may."""


def tried(parser: Parser, number: int, most: int, counts: Counter[str]) -> Exception | None:
    """Try so many inputs, told by a seed; return what came out first that is no refusal of the parser's own."""
    chance = Random(f"{parser.name} {number}")
    for _ in range(most):
        value = parser.inputs(chance)
        counts[parser.name] += 1
        began = time.process_time()
        signal.setitimer(signal.ITIMER_VIRTUAL, GIVEN_UP)
        try:
            parser.take(value)
        except parser.refuses:
            pass
        except Exception as fault:
            return _told(fault, value)
        finally:
            signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        if (took := time.process_time() - began) > SLOWEST:
            return _told(TooSlow(f"{took:.1f} s"), value)
    return None


def _told(fault: Exception, value: object) -> Exception:
    shown = str(value)
    fault.add_note(f"{len(shown)} characters: {shown[:300]!r} … {shown[-60:]!r}")
    return fault


def _give_up(number: int, frame: object) -> None:
    raise TooSlow(f"more than {GIVEN_UP:.0f} s")


def place(fault: BaseException) -> str:
    """Say what came out, and from where: twice the same is one finding."""
    trace = fault.__traceback__
    at = ""
    while trace is not None:
        name = trace.tb_frame.f_code.co_filename
        at = f"{name.partition('/bot/')[2]}:{trace.tb_lineno}" if "/bot/" in name else at
        trace = trace.tb_next
    return f"{type(fault).__name__} at {at or '?'}"


def main() -> None:
    """Fuzz for so long; end with 1 where something was found."""
    wanted = argparse.ArgumentParser(prog="python -m tests.fuzz")
    wanted.add_argument("--minutes", type=float, default=1.0)
    wanted.add_argument("--seed", type=int, default=0)
    wanted.add_argument("--only", default="", help="the parsers whose names hold this")
    wanted.add_argument("--tell", action="store_true", help="say which parser is at work")
    asked = wanted.parse_args()
    logging.disable(logging.CRITICAL)
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    signal.signal(signal.SIGVTALRM, _give_up)
    parsers = [parser for parser in all_parsers() if asked.only in parser.name]
    ends, number, counts = time.monotonic() + 60 * asked.minutes, asked.seed, Counter[str]()
    found: dict[tuple[str, str], BaseException] = {}
    while time.monotonic() < ends:
        for parser in parsers:
            if time.monotonic() >= ends and counts[parser.name]:
                continue
            if asked.tell:
                print(parser.name, flush=True)
            fault = tried(parser, number, _AT_ONCE, counts)
            if fault is not None and (key := (parser.name, place(fault))) not in found:
                found[key] = fault
                notes = "\n".join(getattr(fault, "__notes__", ()))
                print(f"\n{parser.name}: {key[1]}: {str(fault)[:300]}\n{notes[:1_500]}\n(seed {number})", flush=True)
        number += 1
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(
        f"{sum(counts.values())} inputs for {len(parsers)} parsers in {asked.minutes:g} min, {peak} MB at most, {len(found)} found"
    )
    for name, many in counts.most_common():
        print(f"  {many:>8}  {name}")
    sys.exit(1 if found else 0)


if __name__ == "__main__":
    main()
