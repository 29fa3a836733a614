"""Holds what people were told is kept against what is kept: none of it is lost."""

import re
import sqlite3
from collections.abc import Iterator, Mapping
from typing import Any

from bot.rehearsal.room import Room

_TOLD = (
    (re.compile(r"^“(word\d+)” .*`/coffee mine`"), "lean_coffee_topic", "title"),
    (re.compile(r"^Added: (word\d+)$"), "refinement_item", "title"),
    (re.compile(r"^Noted\. ☑️ [^\n]*\b(word\d+)"), "action_items_item", "text"),
)
"""What an answer to a command says that it has kept, and where that stands."""
_WORD = re.compile(r"\bword\d+\b")


def lost(room: Room, database: sqlite3.Connection) -> list[str]:
    """Find what somebody was told is kept, and is not; a word that a form has shown for a change may have been written over."""
    rewritten, found = _rewritten(room), []
    for word, table, column in _kept(room):
        standing = {each for (text,) in database.execute(f"SELECT {column} FROM {table}") for each in _WORD.findall(text or "")}
        if word not in standing and word not in rewritten:
            found.append(f"{word} was told to be kept, and stands nowhere in {table}")
    return found


def _kept(room: Room) -> Iterator[tuple[str, str, str]]:
    for line in room.journal.requests():
        answer = line.get("answer")
        said = str(answer.get("text", "")) if isinstance(answer, Mapping) and line.get("kind") == "slash_commands" else ""
        for told, table, column in _TOLD:
            if line.get("outcome") == "ok" and (named := told.search(said)):
                yield named[1], table, column


def _rewritten(room: Room) -> set[str]:
    found: set[str] = set()
    for line in room.journal.requests():
        payload = line.get("payload")
        if isinstance(payload, Mapping) and payload.get("type") == "view_submission":
            for block in payload["view"]["blocks"]:
                element: Any = block.get("element") or {}
                found |= set(_WORD.findall(str(element.get("initial_value", ""))))
    return found
