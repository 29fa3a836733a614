"""How values are written in columns: spans, who steered, an outage, plain settings."""

import json
from datetime import timedelta
from typing import Any

from bot.core.ids import PersonId
from bot.meetings.rules.values import Outage, Settings, Steered

_MICROSECOND = timedelta(microseconds=1)


def span(value: timedelta) -> int:
    """Write a span as microseconds."""
    return value // _MICROSECOND


def read_span(value: int) -> timedelta:
    """Read a span of microseconds."""
    return timedelta(microseconds=value)


def settings(value: Settings) -> str:
    """Write settings that have a length alone, as JSON."""
    return json.dumps({"length": span(value.length)})


def read_settings(text: str) -> Settings:
    """Read settings that have a length alone."""
    return Settings(read_span(json.loads(text)["length"]))


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
