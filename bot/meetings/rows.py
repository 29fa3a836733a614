"""How values are written in columns: spans, people, who steered, a claim, an outage, settings."""

import json
from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from enum import Enum
from functools import lru_cache
from typing import Any

from bot.core.ids import PersonId
from bot.core.written_beside import with_unknown
from bot.meetings.rules.values import Claim, Meeting, Outage, S, Settings, Steered, Transition, Undone

_MICROSECOND = timedelta(microseconds=1)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
Kept = Callable[[Any], Any]
"""Write what a ceremony keeps to take a change of phase back as JSON, or read it."""


def span(value: timedelta) -> int:
    """Write a span as microseconds."""
    return value // _MICROSECOND


def read_span(value: int) -> timedelta:
    """Read a span of microseconds."""
    return timedelta(microseconds=value)


def settings(value: Settings, before: str | None = None) -> str:
    """Write settings as JSON, spans in microseconds; what another version has written beside stays."""
    return json.dumps(with_unknown(vars(value), vars(value), before), default=span)


def instant(value: datetime | None) -> int | None:
    """Write an instant within JSON, as microseconds since 1970."""
    return None if value is None else span(value - _EPOCH)


def read_instant(value: int | None) -> datetime | None:
    """Read an instant from JSON."""
    return None if value is None else _at(value)


def _at(value: int) -> datetime:
    return _EPOCH + read_span(value)


@lru_cache(maxsize=256)
def read_settings(usual: S, text: str) -> S:
    """Read settings back, each as the usual ones have it: one that was not written yet is the usual one."""
    kept = json.loads(text)
    return replace(usual, **{name: _read(like, kept[name]) for name, like in vars(usual).items() if name in kept})


def _read(like: Any, value: Any) -> Any:
    match like:
        case timedelta():
            return read_span(value)
        case ():
            return tuple(value)
        case tuple():
            return tuple(_read(like[0], one) for one in value)
        case _:
            return value


def people(value: Collection[PersonId]) -> str | None:
    """Write people as JSON, in an order; nobody as nothing."""
    return json.dumps(sorted(value)) if value else None


@lru_cache(maxsize=256)
def read_people(text: str | None) -> frozenset[PersonId]:
    """Read people back."""
    return frozenset(PersonId(one) for one in json.loads(text or "[]"))


def claim(value: Claim | None) -> dict[str, Any]:
    """Write who asked to host, as columns."""
    return {"claimed_by": None, "claimed_at": None} if value is None else {"claimed_by": value.by, "claimed_at": value.at}


def read_claim(row: Any) -> Claim | None:
    """Read who asked to host from a meeting's row."""
    return None if row.claimed_by is None else Claim(PersonId(row.claimed_by), row.claimed_at)


def steered(value: Steered | None) -> dict[str, Any]:
    """Write who steered, as columns."""
    if value is None:
        return {"steered_by": None, "steered_what": None, "steered_at": None}
    return {"steered_by": value.by, "steered_what": str(value.what), "steered_at": value.at}


def read_steered(row: Any) -> Steered | None:
    """Read who steered from a meeting's row."""
    return None if row.steered_by is None else Steered(PersonId(row.steered_by), row.steered_what, row.steered_at)


def outage(value: Outage) -> dict[str, Any]:
    """Write an outage, as columns."""
    return {"outage_began": value.began, "outage_ended": value.ended, "outage_given": span(value.given)}


def read_outage(row: Any) -> Outage | None:
    """Read an outage from a meeting's row."""
    return None if row.outage_began is None else Outage(row.outage_began, row.outage_ended, read_span(row.outage_given))


def undo(meeting: Meeting, write_kept: Kept) -> str | None:
    """Write what can be taken back in a meeting, and what was, as JSON; nothing where there is neither."""
    if not meeting.steps and meeting.undone is None:
        return None
    undone = meeting.undone and {"act": _act(meeting.undone.act), "led_to": meeting.undone.led_to.value}
    return json.dumps({"steps": [_step(step, write_kept) for step in meeting.steps], "undone": undone})


@lru_cache(maxsize=256)
def read_undo(text: str | None, stages: type[Enum], read_kept: Kept) -> tuple[tuple[Transition, ...], Undone | None]:
    """Read what can be taken back in a meeting, and what was."""
    if text is None:
        return (), None
    told = json.loads(text)
    undone = told["undone"]
    steps = tuple(_read_step(step, stages, read_kept) for step in told["steps"])
    return steps, undone and Undone(_read_act(undone["act"]), stages(undone["led_to"]))


def _step(step: Transition, write_kept: Kept) -> dict[str, Any]:
    course = {"phase": step.phase, "act": _act(step.act), "stage": step.stage.value, "led_to": step.led_to.value}
    left = None if step.left is None else span(step.left)
    return {**course, "began": instant(step.began), "left": left, "kept": write_kept(step.kept)}


def _read_step(told: Any, stages: type[Enum], read_kept: Kept) -> Transition:
    left = None if told["left"] is None else read_span(told["left"])
    stage, led_to = stages(told["stage"]), stages(told["led_to"])
    return Transition(told["phase"], _read_act(told["act"]), stage, led_to, _at(told["began"]), left, read_kept(told["kept"]))


def _act(act: Steered) -> Sequence[Any]:
    return [act.by, str(act.what), instant(act.at)]


def _read_act(told: Sequence[Any]) -> Steered:
    by, what, at = told
    return Steered(PersonId(by), what, _at(at))
