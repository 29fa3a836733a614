"""The statements of one real vote, as the driver gets them: what the bare reference repeats by hand."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from bot.core.clock import RealClock
from bot.core.ids import MeetingId, PersonId, RandomIds
from bot.features.lean_coffee.actions import talk
from bot.features.lean_coffee.rules.stages import Choice
from bot.features.lean_coffee.rules.values import TopicId
from bot.store import sqlite_file
from bot.store.opening import dialect_of, read_url
from bot.store.statements import Statements
from bot.store.transaction import Transaction, TransactionContext
from bot.store.work import Work, run_action
from tests.bench.stage import HERE, PEOPLE, Stage

Cell = tuple[str | None, Any]
"""The name of what differs from vote to vote, or None and the fixed value."""
Plan = list[tuple[str, list[Cell]]]
_KEY, _STAMP = "bench-key", "1795303200.000100"


def record(path: Path, stage: Stage) -> dict[str, Plan]:
    """Carry out a thumb and a ballot in a file that nobody else uses, undo them, and return their statements by action."""
    real = RealClock()
    context = TransactionContext(real, real, RandomIds(), {}, Statements(dialect_of(read_url(f"sqlite:///{path}"))))
    thumb, ballot = stage.thumbs[0], stage.ballots[0]
    dots = tuple(TopicId(topic) for topic in ballot.topics[:3])
    given: Mapping[str, Any] = {"phase": thumb.phase, "person": PEOPLE[1], "choice": Choice.MORE, "ts": _STAMP}
    cast: Mapping[str, Any] = {"phase": ballot.phase, "voter": PEOPLE[1], "dots": dots}
    return {
        "thumb": _plan(path, context, talk.give_thumb, {"meeting": MeetingId(thumb.meeting), **given}, ()),
        "ballot": _plan(path, context, talk.cast_ballot, {"meeting": MeetingId(ballot.meeting), **cast}, dots),
    }


def _plan(path: Path, context: TransactionContext, action: Any, values: Mapping[str, Any], dots: Sequence[str]) -> Plan:
    raw = sqlite_file.connect(path, writes=True)
    said: Plan = []
    names: dict[Any, str] = {_KEY: "key", values["meeting"]: "meeting", PersonId(PEOPLE[1]): "person", _STAMP: "ts"}
    if dots:
        names[" ".join(dots)] = "dots"

    def execute(sql: str, cells: Sequence[Any] = ()) -> Any:
        said.append((sql, [(names[cell], None) if cell in names else (None, cell) for cell in cells]))
        return raw.execute(sql, cells)

    raw.execute("BEGIN IMMEDIATE")
    try:
        run_action(Transaction(execute, context, HERE), Work(action, HERE, _KEY, (), values, None))  # type: ignore[arg-type]
    finally:
        raw.execute("ROLLBACK")
        raw.close()
    return said
