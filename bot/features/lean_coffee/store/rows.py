"""How values are written in columns: spans, settings, verdicts, lists."""

import json
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Any

from bot.core.ids import PersonId
from bot.features.lean_coffee.rules import Outcome, Settings, Steered, Steering, Tally, TopicId, Verdict

_MICROSECOND = timedelta(microseconds=1)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def span(value: timedelta) -> int:
    """Write a span as microseconds."""
    return value // _MICROSECOND


def read_span(value: int) -> timedelta:
    """Read a span of microseconds."""
    return timedelta(microseconds=value)


def settings(value: Settings) -> str:
    """Write settings as JSON, spans in microseconds."""
    return json.dumps(
        {
            "length": span(value.length),
            "collect": span(value.collect),
            "vote": span(value.vote),
            "boxes": [span(box) for box in value.boxes],
            "thumbs": span(value.thumbs),
            "last_call": span(value.last_call),
            "dots": value.dots,
            "host_votes": value.host_votes,
        }
    )


@lru_cache(maxsize=256)
def read_settings(text: str) -> Settings:
    """Read settings from JSON."""
    kept = json.loads(text)
    return Settings(
        length=read_span(kept["length"]),
        collect=read_span(kept["collect"]),
        vote=read_span(kept["vote"]),
        boxes=tuple(read_span(box) for box in kept["boxes"]),
        thumbs=read_span(kept["thumbs"]),
        last_call=read_span(kept["last_call"]),
        dots=kept["dots"],
        host_votes=kept["host_votes"],
    )


def verdict(value: Verdict) -> str:
    """Write a verdict as JSON."""
    return json.dumps(
        {
            "topic": value.topic,
            "tally": tally(value.tally),
            "outcome": value.outcome.value,
            "at": span(value.at - _EPOCH),
            "granted": span(value.granted),
            "room": value.room,
            "box": value.box,
        }
    )


@lru_cache(maxsize=256)
def read_verdict(text: str | None) -> Verdict | None:
    """Read a verdict from JSON."""
    if text is None:
        return None
    kept = json.loads(text)
    return Verdict(
        topic=TopicId(kept["topic"]),
        tally=read_tally(kept["tally"]),
        outcome=Outcome(kept["outcome"]),
        at=_EPOCH + read_span(kept["at"]),
        granted=read_span(kept["granted"]),
        room=None if kept["room"] is None else PersonId(kept["room"]),
        box=kept.get("box", 0),  # written by no version before revision 0005
    )


def tally(value: Tally) -> str:
    """Write a tally as `more,neutral,next`."""
    return f"{value.more},{value.neutral},{value.next}"


def read_tally(text: str) -> Tally:
    """Read a tally from `more,neutral,next`."""
    more, neutral, following = map(int, text.split(","))
    return Tally(more, neutral, following)


def joined(parts: Iterable[str]) -> str:
    """Write a list parted by blanks."""
    return " ".join(parts)


def steered(value: Steered | None) -> dict[str, Any]:
    """Write who steered, as columns."""
    if value is None:
        return {"steered_by": None, "steered_what": None, "steered_at": None}
    return {"steered_by": value.by, "steered_what": value.what.value, "steered_at": value.at}


def read_steered(row: Any) -> Steered | None:
    """Read who steered from a meeting's row."""
    return None if row.steered_by is None else Steered(PersonId(row.steered_by), Steering(row.steered_what), row.steered_at)
