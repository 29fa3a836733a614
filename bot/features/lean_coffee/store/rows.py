"""How values are written in columns: verdicts, tallies, lists."""

import json
from datetime import UTC, datetime
from functools import lru_cache

from bot.core.ids import PersonId
from bot.features.lean_coffee.rules.stages import VerdictOutcome
from bot.features.lean_coffee.rules.values import Given, Tally, TopicId, Verdict
from bot.meetings.rows import read_span, span

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


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
        outcome=VerdictOutcome(kept["outcome"]),
        at=_EPOCH + read_span(kept["at"]),
        granted=read_span(kept["granted"]),
        room=None if kept["room"] is None else PersonId(kept["room"]),
        box=kept.get("box", 0),  # written by no version before revision 0005
    )


def named(value: tuple[Given, ...]) -> str | None:
    """Write who gave how many dots as JSON; nobody as nothing."""
    return json.dumps(value) if value else None


def read_named(text: str | None) -> tuple[Given, ...]:
    """Read who gave how many dots."""
    return tuple((PersonId(who), dots) for who, dots in json.loads(text or "[]"))


def tally(value: Tally) -> str:
    """Write a tally as `more,neutral,next`."""
    return f"{value.more},{value.neutral},{value.next}"


def read_tally(text: str) -> Tally:
    """Read a tally from `more,neutral,next`."""
    more, neutral, following = map(int, text.split(","))
    return Tally(more, neutral, following)
