"""What was measured, as the rows of the table."""

from collections.abc import Mapping
from dataclasses import dataclass
from statistics import median

from tests.bench.attended import Held
from tests.bench.imported import LINES, Import
from tests.bench.queue import Took
from tests.bench.scenarios import Rung, Shown
from tests.bench.scripted import Scripted
from tests.bench.table import Row
from tests.bench.votes import AGAIN, FIRST, PRESS, RATES, STALE, VOTES, Rounds, Votes
from tests.bench.years import ENGINES, Grown, Seconds

_BOLT, _BARE = "bare Bolt, storing nothing", "bare sqlite3, same statements"


@dataclass(frozen=True)
class Measured:
    """Everything that one run has found; `memory` (MB) and `cold` (seconds) by engine."""

    votes: Votes
    shown: Shown
    rung: Rung
    memory: Mapping[str, float]
    cold: Mapping[str, float]
    grown: Grown
    queue: Mapping[str, Took]
    """A queue of a thousand items, by engine."""
    imported: Mapping[str, Import]
    """A file brought into a ledger, by engine."""
    alone: Held
    """One meeting in its workspace."""
    at_once: Held
    """Eight of them."""
    scripted: Scripted
    """One whose host leaves and whose bot is killed."""


def rows(found: Measured) -> list[Row]:
    """Lay the rows out in the order of the promise."""
    return [
        *_speed(found.votes),
        *_cost(found.votes),
        *_acks(found.votes),
        *_moments(found),
        *_years(found.grown),
        *_queue(found.queue),
        *_imported(found.imported),
        *_meetings(found),
        *_scripted(found.scripted),
    ]


def _speed(votes: Votes) -> list[Row]:
    def row(
        measure: str, name: str, against: str, reference: str, reach: float | None, stretch: float | None, *whats: str
    ) -> Row:
        told = ", ".join(
            f"{what} {_per_second(votes, name, what)} : {_per_second(votes, against, what)} /s ({_spread(votes, name, against, what)})"
            for what in whats
        )
        return Row(measure, reference, votes.ratio(name, against, whats), reach, "", True, stretch, told)

    return [
        row("durable vote, SQLite", "SQLite", "bolt", _BOLT, 0.85, 1.1, *VOTES),
        row("durable vote, SQLite", "SQLite", "bare SQLite", _BARE, 0.36, 0.5, *VOTES),
        row("durable vote, PostgreSQL", "PostgreSQL", "bolt", _BOLT, 0.40, 0.6, *VOTES),
        row("durable press of “+ dot”, SQLite", "SQLite", "bolt", _BOLT, None, None, PRESS),
        row("durable press of “+ dot”, PostgreSQL", "PostgreSQL", "bolt", _BOLT, None, None, PRESS),
        row("nothing to write: a stale click", "SQLite", "bolt", _BOLT, 1.3, 2.0, STALE),
        row("nothing to write: a stale click for the first time", "SQLite", "bolt", _BOLT, None, None, FIRST),
        row("nothing to write or say: the same click again", "SQLite", "bolt", _BOLT, None, None, AGAIN),
    ]


def _cost(votes: Votes) -> list[Row]:
    def row(name: str, reach: float) -> Row:
        told = ", ".join(
            f"{what} {_micros(votes, name, what)} : {_micros(votes, 'bolt', what)} µs ({_spread(votes, name, 'bolt', what, votes.cpu)})"
            for what in VOTES
        )
        ratio = votes.ratio(name, "bolt", VOTES, votes.cpu)
        return Row(f"processor time of a durable vote, {name}", "ack of bare Bolt", ratio, reach, told=told)

    return [row("SQLite", 1.2), row("PostgreSQL", 2.6)]


def _acks(votes: Votes) -> list[Row]:
    return [
        Row(
            f"ack of a thumb, p99 at {rate}/s, {name}",
            "–",
            median(votes.p99[name, str(rate)]),
            reach,
            " ms",
            told=_all(votes, name, rate),
        )
        for name, reach in (("SQLite", 15.0), ("PostgreSQL", 60.0))
        for rate in RATES
    ]


def _moments(found: Measured) -> list[Row]:
    shown, rung = found.shown, found.rung
    return [
        Row("40 ballots in 10 s: last state shown after", "last ack", shown.behind, 1.5, " s", told=f"{shown.updates} updates"),
        Row(
            "40 ballots in 10 s: updates in any second",
            "–",
            shown.most_in_a_second,
            1,
            told=f"shortest gap {shown.shortest_gap:.2f} s",
        ),
        Row(
            "1,000 alarms at once: longest hold-up of the loop",
            "–",
            rung.own_ms,
            50,
            " ms",
            told=f"{rung.block_ms:.0f} ms late in all",
        ),
        Row("1,000 alarms at once: all handled after", "their instant", rung.seconds, 5, " s"),
        *(Row(f"memory of one replica, {name}", "–", most, 150, " MB") for name, most in found.memory.items()),
        *(Row(f"cold start to the first ack, {name}", "–", took, 2, " s") for name, took in found.cold.items()),
    ]


def _years(grown: Grown) -> list[Row]:
    def rows(measure: str, reference: str, found: Seconds, reach: float) -> list[Row]:
        return [
            Row(
                f"{measure}, {engine}",
                reference,
                found[engine].ratio,
                reach,
                told=found[engine].told,
            )
            for engine in ENGINES
        ]

    return [
        *rows("a thumb and its redraw, after 5 years", "in an empty workspace", grown.thumb, 1.2),
        *rows("a tick, 10 of 100,000 schedules due", "10 of 100", grown.tick, 1.5),
        *rows("progress of a person, 1,000,000 entries", "the same person alone", grown.progress, 1.5),
    ]


def _queue(queue: Mapping[str, Took]) -> list[Row]:
    def row(what: str, engine: str, took: list[float], most: float = 50) -> Row:
        told = f"longest {max(took) * 1e3:.3g} ms"
        return Row(f"processor time, a queue of 1,000: {what}, {engine}", "–", median(took) * 1e3, most, " ms", told=told)

    def held_up(engine: str, found: Took) -> Row:
        return Row(f"6 forecasts at once: longest hold-up of the loop, {engine}", "–", max(found.held_up) * 1e3, 50, " ms")

    return [
        each
        for engine, found in queue.items()
        for each in (
            row("shown", engine, found.shown),
            row("one moved and shown", engine, found.moved),
            row("its Product Owner nudged", engine, found.nudged),
            row("20 items forecast", engine, found.forecast, 1_000),
            held_up(engine, found),
        )
    ]


def _imported(found: Mapping[str, Import]) -> list[Row]:
    measure = f"import of {LINES:,} lines into a ledger"
    return [
        row
        for engine, one in found.items()
        for row in (
            Row(f"{measure}, {engine}", "–", one.took, 10, " s"),
            Row(f"{measure}: another's longest act meanwhile, {engine}", "–", one.act * 1e3, 50, " ms"),
            Row(f"{measure}: longest hold-up of the loop, {engine}", "–", one.loop * 1e3, 50, " ms"),
        )
    ]


def _meetings(found: Measured) -> list[Row]:
    alone, eight = found.alone, found.at_once
    counted = ", ".join(f"{method} {number}" for method, number in sorted(alone.calls.items()))
    return [
        Row("a meeting of 10, 7 topics: calls for messages", "–", alone.messages, 130, told=counted),
        Row(
            "a meeting of 10, 7 topics: of them chat.update", "–", alone.calls["chat.update"], 90, told=f"{alone.minutes:.0f} min"
        ),
        Row("a meeting of 10, 7 topics: forms", "–", alone.forms, None, told="10 ballots of 3 dots, by rows"),
        Row("a meeting of 10, 7 topics: forms of one person in a second", "–", alone.most_forms, 1),
        Row(
            "8 meetings at once: a change of phase shown after",
            "its commit",
            max(eight.shown),
            2,
            " s",
            told=f"{len(eight.shown)} changes, median {median(eight.shown):.2g} s; {eight.refused} calls refused by the limits",
        ),
        Row("8 meetings at once: presses lost", "–", len(eight.lost), 0, told=f"of {eight.presses}"),
    ]


def _scripted(found: Scripted) -> list[Row]:
    """Lay out the meeting by a script: six people, seven topics, the host leaves at minute 12, a kill at minute 20."""
    took_part = sum(found.of_host.values()) - found.to_run_it
    return [
        Row(
            "a meeting by a script: presses of its host to run it",
            "–",
            found.to_run_it,
            1,
            told=f"{took_part} more as anybody: {', '.join(f'{what} {n}' for what, n in sorted(found.of_host.items()))}",
        ),
        Row(
            "a meeting by a script: longest from a box's end to what followed",
            "its end",
            max(found.decisions),
            30,
            " s",
            told=f"{len(found.decisions)} questions, median {median(found.decisions):.3g} s; {found.discussed} of 7 topics had dots and were discussed",
        ),
        Row(
            "a meeting by a script: dots and thumbs lost",
            "–",
            len(found.lost),
            0,
            told=f"of {found.given}, with {found.presses} presses in all; over after {found.minutes:.0f} of 45 min",
        ),
        Row("a meeting by a script: board right again after kill -9", "its start", found.came_back, 10, " s"),
    ]


def _spread(votes: Votes, name: str, against: str, what: str, of: Rounds | None = None) -> str:
    found = votes.ratios(name, against, what, votes.rates if of is None else of)
    return f"{min(found):.2f}–{max(found):.2f}"


def _per_second(votes: Votes, name: str, what: str) -> str:
    return f"{median(votes.rates[name, what]):.0f}"


def _micros(votes: Votes, name: str, what: str) -> str:
    return f"{median(votes.cpu[name, what]) * 1e6:.0f}"


def _all(votes: Votes, name: str, rate: int) -> str:
    return "rounds: " + ", ".join(f"{each:.0f}" for each in sorted(votes.p99[name, str(rate)]))
