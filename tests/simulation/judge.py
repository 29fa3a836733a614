"""Judges a run once all is quiet: what must be true of the database, of Slack, and of both together."""

import asyncio
import dataclasses
import json
import re
from collections import Counter
from collections.abc import Iterable
from datetime import datetime, timedelta
from itertools import zip_longest
from typing import Any

from sqlalchemy import select

from bot.core.clock import SetClock
from bot.core.ids import WorkspaceId
from bot.delivery.place import Place
from bot.delivery.screens import Screens
from bot.delivery.tables import MessageRow, StaleCopyRow
from bot.house.features import ROOMS_AND_FEATURES, draw_at, screens_of
from bot.rehearsal.records import Message
from bot.schedule.firing import AlarmOutcome
from bot.schedule.tables import AlarmRow
from bot.slack.rendering import render
from bot.store.base import in_workspace
from bot.store.unit import Read
from tests.history.judging import BrokenPromises
from tests.history.judging import judge as judge_history
from tests.simulation.acknowledged import lost
from tests.simulation.people import People
from tests.simulation.world import World

_WRITTEN = (
    ("lean_coffee_topic", "title"),
    ("lean_coffee_takeaway", "text"),
    ("action_items_item", "text"),
    ("refinement_item", "title"),
)
"""Where words of people stand, once each."""
_OVERTAKEN = re.compile(r"is told after")
_LATE = frozenset({"slow", "clock_set"})
"""Where a step takes longer than its lease a redraw may arrive after a later one, which is then drawn once more: `redrawn_late`."""
_NOT_REACHED, _EMPTY = "*Not reached, back next time*", '"text": ""'
_OF_ITS_END = re.compile(r" *\b\d+ (?:new topics? waits? for the next meeting|topics? waits? for the next one)\.")
"""What a record says of the channel and of topics that are their authors' again, as that block does: as it was when the meeting ended."""
_OF_ITS_HOUR = re.compile(r"\*(?:Sprint Goal|Product Goal|Ready|To refine next)\*")
"""What the card of a date, a record once its hour has come, says of what its team is at: as it was then."""
_ALONE = re.compile(r"\*<!date\^[^*]*>\*")
"""The hour of a date by itself: it stands there where not all whom the bot knows of its channel have the hour in its head."""
_IN_A_ZONE = re.compile(r"(?<=Present )\d\d:\d\d:\d\d to \d\d:\d\d:\d\d|(?<=\^\{time\})\|[^>]*(?=>)")
"""Times as a person's zone shows them, which may be learnt later; the instant itself stands beside them."""
_MANY = 1_000
_ALWAYS = ("once", "phase")
"""Promises that are kept whatever people do, and whatever a machine's clock says."""
LONGEST = timedelta(minutes=30)
"""After so much quiet everything has come to its end, or never will."""
_OURS = frozenset(
    {"invalid_blocks", "invalid_arguments", "msg_too_long", "no_text", "invalid_blocks_format", "invalid_metadata_format",
     "metadata_too_large", "unknown_method", "missing_scope", "invalid_payload", "invalid_response_type", "view_too_large"}
)  # fmt: skip
"""What Slack says of a call that should never have been made."""

_MESSAGES = select(*MessageRow.__table__.c).where(MessageRow.workspace == in_workspace())
_COPIES = select(*StaleCopyRow.__table__.c).where(StaleCopyRow.workspace == in_workspace())
_ALARMS = select(*AlarmRow.__table__.c).where(AlarmRow.workspace == in_workspace())


async def settled(world: World) -> None:
    """Let time pass until nothing waits, or too much of it has passed."""
    end = world.true.now() + LONGEST
    while world.true.now() < end:
        await asyncio.sleep(2)
        serving = [each for each in world.replicas if each.serves]
        if len(serving) == world.most and all([await each.house.idle() for each in serving]):
            if not _waits(world):
                return
            world.hasten(end)
    world.trace.note("never settled")


def _rows(world: World, statement: Any) -> list[Any]:
    from bot.store.sqlite_reads import on_snapshot

    replica = world.replicas[0]
    context = replica.house.store.context  # type: ignore[attr-defined]
    team = WorkspaceId(world.room.app.team_id)
    found: list[Any] = on_snapshot(world.database.raw, context, team, lambda read: list(read.rows(statement)))
    return found


def _waits(world: World) -> list[str]:
    """Say what waits that should not."""
    if not world.replicas:
        return ["nobody is there"]
    found = [
        f"message {row.id} ({row.screen} of {row.subject}) waits: {row.state}, due {row.due}, error {row.error}, attempts {row.attempts}"
        for row in _rows(world, _MESSAGES)
        if row.due is not None
    ]
    found += [f"copy {row.channel} {row.ts} waits" for row in _rows(world, _COPIES) if row.due is not None]
    latest = max(each.clock.now() for each in world.replicas)
    found += [f"alarm {row.kind} of {row.subject} of {row.due} waits" for row in _rows(world, _ALARMS) if row.due <= latest]
    return found


async def judge(world: World, people: People) -> list[str]:
    """Say all that is wrong."""
    found = [f"after {LONGEST} of quiet: {each}" for each in _waits(world)]
    found += _boards(world)
    found += _alarms(world)
    found += _posts(world)
    found += _doubled(world)
    found += lost(world.room, world.database.raw)
    found += _seen_from_outside(world, people)
    found += [
        f"Slack refused {call['method']}: {call['error']} {str(call['args'])[:600]}"
        for call in world.room.journal.calls()
        if call["error"] in _OURS
    ]
    return found


_DOUBTS = frozenset({"crash", "blackout", "restart", "slack_loses_answer", "slack_hangs", "slack_breaks", "slow"})
"""After these nobody knows whether a message was posted; without a history it is posted once more."""


_WORD_TAKES = 20.0
"""So many seconds at most after somebody's press they hear that it was not done: by the ways of a word that fail one after the other."""


def _seen_from_outside(world: World, people: People) -> list[str]:
    """Ask the history checker, which knows nothing of the bot; what people do beside Lean Coffee is nothing that it knows either."""
    copies = 0 if world.has_history or not _DOUBTS & set(world.weather.kinds) else _MANY
    began = world.true.now().timestamp() - world.loop.time()
    doubts = [(began + at - _WORD_TAKES, began + at) for at in world.trace.unheard]
    try:
        judge_history(world.room, within=None, copies=copies, doubts=doubts)
    except BrokenPromises as broken:
        lines = [line for line in str(broken).splitlines() if not line.startswith("once []")]  # an answer has no id
        if _LATE & set(world.weather.kinds):
            lines = [line for line in lines if not _OVERTAKEN.search(line)]
        if not people.is_plain or world.is_told_other_times:
            lines = [line for line in lines if line.startswith(_ALWAYS)]
        return [f"history: {line}" for line in lines]
    return []


def _doubled(world: World) -> list[str]:
    """Find what somebody wrote once, for nobody writes the same word twice, and what is kept twice."""
    found = []
    for table, column in _WRITTEN:
        question = (
            f"SELECT {column}, count(*) FROM {table} WHERE {column} GLOB 'word[0-9]*' GROUP BY {column} HAVING count(*) > 1"
        )
        found += [f"{table} has {count} rows of {text!r}" for text, count in world.database.raw.execute(question)]
    return found


def _posts(world: World) -> list[str]:
    """Find what was posted twice though Slack had answered each time."""
    if _DOUBTS & set(world.weather.kinds):
        return []
    posts = Counter(
        (str(told["id"]), int(told["revision"]))
        for call in world.room.journal.calls("chat.postMessage")
        if call["ok"] and (told := call["args"].get("metadata", {}).get("event_payload"))
    )
    return [
        f"message {name} was posted {count} times with revision {revision}"
        for (name, revision), count in posts.items()
        if count > 1
    ]


def _standing(world: World) -> dict[str, list[Message]]:
    """Find the messages of the bot that stand in Slack, by the id that they bear."""
    found: dict[str, list[Message]] = {}
    for messages in world.room.workspace.messages.values():
        for message in messages.values():
            if message.metadata and message.user == world.room.app.bot_user:
                found.setdefault(str(message.metadata["event_payload"].get("id")), []).append(message)
    return found


def _boards(world: World) -> list[str]:
    found = []
    standing = _standing(world)
    rows = {row.id: row for row in _rows(world, _MESSAGES)}
    for name, copies in standing.items():
        row = rows.get(name)
        wanted = 1 if row is not None and row.state == "live" and row.ts is not None else 0
        if row is None:
            found += _forgotten(world, name, copies)
        elif len(copies) > wanted and (world.has_history or not _DOUBTS & set(world.weather.kinds)):
            found.append(
                f"{len(copies)} copies of {row.screen} of {row.subject} stand, state {row.state}: {[each.ts for each in copies]}"
            )
    for row in rows.values():
        if row.state == "live" and row.place != "home":
            copies = standing.get(row.id, [])
            if row.error is None and not any(each.ts == row.ts for each in copies):
                found.append(f"{row.screen} of {row.subject} stands nowhere: ts {row.ts}")
            elif copies:
                found += _as_drawn(world, row, next((each for each in copies if each.ts == row.ts), copies[-1]))
    return found


def _forgotten(world: World, name: str, copies: list[Message]) -> list[str]:
    """Judge what stands and is known no more: housekeeping forgets what nothing has touched for a month, and only that."""
    then = world.database.forgotten.get(name)
    if then is None:
        return [f"a message stands that nobody knows: {name} in {copies[0].channel}"]
    if [each.ts for each in copies] == [then.ts] or _DOUBTS & set(world.weather.kinds):
        return []
    return [f"{len(copies)} copies of {then.screen} of {then.subject} stand, which was forgotten with {then.ts}"]


def _as_drawn(world: World, row: Any, message: Message) -> list[str]:
    """Draw a message anew and hold it against what stands."""
    then = _bare(world, message.blocks)
    other: Any = None
    for instant in reversed(world.database.drawn.get(row.id, ())):
        drawn = _sketch(world, row, instant)
        if drawn is None:
            return []
        now = _bare(world, drawn.get("blocks", []))
        if now == then:
            return []
        other = other or next((one, two) for one, two in zip_longest(then, now) if one != two)
    told = "it was never drawn" if other is None else f"{json.dumps(other[0])} instead of {json.dumps(other[1])}"
    return [f"{row.screen} of {row.subject} stands as it was, not as it is: shown {row.shown} of {row.wanted}: {told}"]


def _bare(world: World, blocks: Iterable[Any]) -> list[Any]:
    """Leave out what Slack adds by itself, and what people are called and where: it is shown with the next change where it is learnt later."""
    bare: list[Any] = [{name: value for name, value in block.items() if name != "block_id"} for block in blocks]
    if not any(block["type"] == "actions" for block in bare):
        bare = [block for block in bare if not _OF_ITS_HOUR.search(str(block))]
    told = [_OF_ITS_END.sub("", json.dumps(block, ensure_ascii=False)) for block in bare if not _ALONE.fullmatch(_text(block))]
    text = f"[{', '.join(block for block in told if _NOT_REACHED not in block and _EMPTY not in block)}]"
    for person in world.room.workspace.people.values():
        text = text.replace(person.real_name, person.name).replace(person.real_name.split()[0], person.name)
    return list(json.loads(_IN_A_ZONE.sub("", text)))


def _text(block: Any) -> str:
    return str(block["text"]["text"]) if block["type"] == "section" and "text" in block else ""


def _sketch(world: World, row: Any, instant: datetime) -> Any:
    """Draw a message from what the database holds now, as of an instant."""
    from bot.store.sqlite_reads import on_snapshot

    kinds = screens_of(ROOMS_AND_FEATURES)
    screens = Screens(kinds, draw_at(kinds))
    replica = world.replicas[0]
    context = dataclasses.replace(replica.house.store.context, clock=SetClock(instant))  # type: ignore[attr-defined]
    team = WorkspaceId(world.room.app.team_id)

    def sketched(read: Read) -> Any:
        return screens.sketch_of(row.screen)(read, row.id, row.subject, Place(row.place, row.place_id), world.true.now())

    sketch = on_snapshot(world.database.raw, context, team, sketched)
    return None if sketch.surface is None or not sketch.wanted else render(sketch.surface)


def _alarms(world: World) -> list[str]:
    found = [f"alarm {due.kind} of {due.subject} rang at {at}, before {due.due}" for due, at, _ in world.rung if at < due.due]
    if world.is_told_other_times:
        return found
    times = Counter(
        (due.workspace, due.kind, due.subject, due.due) for due, _, outcome in world.rung if outcome is AlarmOutcome.RUNG
    )
    found += [
        f"alarm {kind} of {subject} at {due} rang {count} times" for (_, kind, subject, due), count in times.items() if count > 1
    ]
    return found
