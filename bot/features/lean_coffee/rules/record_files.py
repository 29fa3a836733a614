"""The record of a meeting for programs: CSV and JSON, in English whoever reads it. Pure."""

import json
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from bot.core import csv_rows
from bot.features.lean_coffee.rules.values import Tally
from bot.features.lean_coffee.rules.whole_record import Record, RecordedTopic

FORMAT, VERSION = "lean-coffee-record", 1
"""What a JSON file says that it is; docs/lean-coffee-record.schema.json describes it."""
COLUMNS = (
    *("kind", "number", "text", "details", "person", "proposed_by", "carried", "dots", "voters", "seconds", "boxes", "thumbs"),
    *("parked", "minutes", "due", "state", "from", "to", "table", "table_host", "votes", "windows", "window_seconds"),
)
"""A line of the CSV is a thing of the record; `kind` says which: meeting, outage, table, topic, takeaway, action, not_reached, person."""


def as_csv(record: Record) -> bytes:
    """Write a record as a CSV that every spreadsheet opens, with no cell that one would take for a formula."""
    lines = (csv_rows.written(csv_rows.defused(str(row.get(name, ""))) for name in COLUMNS) for row in _rows(record))
    return "".join([csv_rows.BOM, csv_rows.written(COLUMNS), *lines]).encode()


def as_json(record: Record) -> bytes:
    """Write a record as JSON, instants in UTC."""
    meeting = {
        "id": record.meeting,
        "title": record.title,
        "channel": record.channel,
        "zone": record.zone,
        "host": record.host,
        "cohosts": record.cohosts,
        "began": instant(record.began),
        "ended": instant(record.ended),
        "end": record.how.value,
        "cancelled_by": record.cancelled_by or None,
        "closed_by_itself": record.closed and instant(record.closed),
        "seconds_discussed": record.seconds,
        "asynchronous": bool(record.window),
        "window_seconds": record.window or None,
    }
    away = record.outage
    outage = away and {
        "from": instant(away.began),
        "to": instant(away.ended),
        "seconds": away.seconds,
        "seconds_given_back": away.given,
    }
    promises = [
        {
            "text": one.text,
            "owner": one.owner or None,
            "due": one.due and one.due.isoformat(),
            "state": one.state.value,
            "topic": one.topic,
        }
        for one in record.promises
    ]
    told = {
        "format": FORMAT,
        "version": VERSION,
        "meeting": meeting | {"outage": outage},
        "discussed": [_topic(one) for one in record.discussed],
        "takeaways": list(record.takeaways),
        "actions": promises,
        "not_reached": [_topic(one) for one in record.not_reached],
        "tables": [{"number": one.number, "host": one.host or None, "came": one.came} for one in record.tables],
        "came": [{"name": one.name, "minutes": one.minutes} for one in record.came],
    }
    return (json.dumps(told, ensure_ascii=False, indent=2) + "\n").encode()


def instant(at: datetime) -> str:
    """Write an instant as ISO 8601 in UTC, to the second."""
    return at.strftime("%Y-%m-%dT%H:%M:%SZ")


def _topic(topic: RecordedTopic) -> dict[str, Any]:
    return {
        "number": topic.number,
        "title": topic.title,
        "context": topic.context,
        "link": topic.link,
        "proposed_by": topic.proposed_by or None,
        "anonymous": topic.anonymous,
        "carried": topic.carried,
        "dots": topic.dots,
        "voters": topic.voters,
        "seconds": topic.seconds,
        "boxes": list(topic.boxes),
        "thumbs": [{"more": each.more, "neutral": each.neutral, "next": each.next} for each in topic.tallies],
        "parked": topic.parked,
        "takeaways": list(topic.takeaways),
        "votes": [{"name": name, "dots": dots} for name, dots in topic.named],
        "table": topic.table and {"number": topic.table.number, "host": topic.table.host or None},
        "windows": topic.windows,
    }


def _rows(record: Record) -> Iterator[dict[str, Any]]:
    window = {"from": instant(record.began), "to": instant(record.ended)}
    end = {"state": record.how.value, "seconds": record.seconds, "window_seconds": record.window or ""}
    yield {"kind": "meeting", "text": record.title, "details": record.channel, "person": record.host} | end | window
    if away := record.outage:
        window = {"from": instant(away.began), "to": instant(away.ended)}
        yield {"kind": "outage", "seconds": away.seconds, "details": f"{away.given} given back"} | window
    for table in record.tables:
        yield {"kind": "table", "number": table.number, "person": table.host, "details": ", ".join(table.came)}
    for topic in record.discussed:
        yield _row("topic", topic)
        yield from (
            {"kind": "takeaway", "number": topic.number, "text": text, "details": topic.title} for text in topic.takeaways
        )
    yield from ({"kind": "takeaway", "text": text} for text in record.takeaways)
    for one in record.promises:
        named = {"text": one.text, "person": one.owner, "details": one.topic}
        yield {"kind": "action", "due": one.due.isoformat() if one.due else "", "state": one.state.value} | named
    yield from (_row("not_reached", topic) for topic in record.not_reached)
    for person in record.came:
        yield {"kind": "person", "person": person.name, "minutes": "" if person.minutes is None else person.minutes}


def _row(kind: str, topic: RecordedTopic) -> dict[str, Any]:
    return {
        "kind": kind,
        "number": topic.number,
        "text": topic.title,
        "details": topic.context,
        "proposed_by": ", ".join(filter(None, (topic.proposed_by, "anonymous" if topic.anonymous else ""))),
        "carried": topic.carried,
        "dots": topic.dots,
        "voters": topic.voters,
        "seconds": topic.seconds,
        "boxes": " + ".join(map(str, topic.boxes)),
        "thumbs": "; ".join(map(_thumbs, topic.tallies)),
        "parked": "yes" if topic.parked else "no",
        "table": topic.table.number if topic.table else "",
        "table_host": topic.table.host if topic.table else "",
        "votes": "; ".join(f"{name} {dots}" for name, dots in topic.named),
        "windows": topic.windows or "",
    }


def _thumbs(tally: Tally) -> str:
    return f"{tally.more} more, {tally.neutral} neutral, {tally.next} next"
