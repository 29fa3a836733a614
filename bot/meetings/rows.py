"""How values are written in columns: spans, people, who steered, a claim, an outage, settings."""

import json
from collections.abc import Collection
from dataclasses import replace
from datetime import timedelta
from functools import lru_cache
from typing import Any

from bot.core.ids import PersonId
from bot.meetings.rules.values import Claim, Outage, S, Settings, Steered

_MICROSECOND = timedelta(microseconds=1)


def span(value: timedelta) -> int:
    """Write a span as microseconds."""
    return value // _MICROSECOND


def read_span(value: int) -> timedelta:
    """Read a span of microseconds."""
    return timedelta(microseconds=value)


def settings(value: Settings) -> str:
    """Write settings as JSON, spans in microseconds."""
    return json.dumps(vars(value), default=span)


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
