"""How values are written in columns: spans, settings, verdicts, lists."""

import json
from collections.abc import Iterable
from datetime import UTC, datetime
from functools import lru_cache

from bot.core.ids import PersonId
from bot.features.lean_coffee.rules.stages import VerdictOutcome
from bot.features.lean_coffee.rules.values import Settings, Tally, TopicId, Verdict
from bot.meetings.rows import read_span, span

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


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
        outcome=VerdictOutcome(kept["outcome"]),
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
