"""What people typed and chose, read out of Slack's `state` and of a pressed element."""

import re
from collections.abc import Mapping
from typing import Any

from bot.slack.text import storable

Chosen = str | tuple[str, ...] | None

_ID = re.compile(r"[A-Za-z0-9_.-]{1,32}")
"""Slack's ids as far as they are promised, and as long as our columns: what is longer could not be kept."""
_PICKED = ("selected_user", "selected_conversation", "selected_channel")
_SINGLE = (*_PICKED, "selected_date", "selected_time", "selected_date_time")
_SEVERAL = tuple(f"{name}s" for name in _PICKED)


def slack_id(found: object) -> str:
    """Return an id of Slack's. Raise ValueError for what cannot be one."""
    if not isinstance(found, str) or not _ID.fullmatch(found):
        raise ValueError("this is no id of Slack's")
    return found


def chosen(element: Mapping[str, Any]) -> tuple[str, ...]:
    """Return what one pressed element says: a button's value, the values chosen in a menu, a date, a time, people."""
    options = element.get("selected_options")
    if options is not None:
        return tuple(str(option.get("value", "")) for option in options)
    files = element.get("files")
    if files is not None:
        return tuple(slack_id(file.get("id")) for file in files)
    option = element.get("selected_option")
    if option:
        return (str(option.get("value", "")),)
    for name in _SEVERAL:
        if element.get(name) is not None:
            return tuple(slack_id(each) for each in element[name])
    for name in (*_SINGLE, "value"):
        if element.get(name) is not None:
            return (slack_id(element[name]) if name in _PICKED else str(element[name]),)
    return ()


def fields(state: Mapping[str, Any]) -> dict[str, Chosen]:
    """Return block_id -> what stands in that block's field: one text, several choices, or None where it is empty."""
    read: dict[str, Chosen] = {}
    for block, held in (state.get("values") or {}).items():
        for element in held.values():
            read[str(block)] = _field(element)
    return read


def _field(element: Mapping[str, Any]) -> Chosen:
    several = any(element.get(name) is not None for name in ("selected_options", "files")) or any(
        element.get(name) is not None for name in _SEVERAL
    )
    values = tuple(storable(value) for value in chosen(element))
    if several:
        return values
    return values[0] if values else None
