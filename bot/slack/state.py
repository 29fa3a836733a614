"""What people typed and chose, read out of Slack's `state` and of a pressed element."""

from collections.abc import Mapping
from typing import Any

Chosen = str | tuple[str, ...] | None

_SINGLE = (
    "selected_date", "selected_time", "selected_user", "selected_conversation", "selected_channel", "selected_date_time"
)  # fmt: skip
_SEVERAL = ("selected_users", "selected_conversations", "selected_channels")


def chosen(element: Mapping[str, Any]) -> tuple[str, ...]:
    """Return what one pressed element says: a button's value, the values chosen in a menu, a date, a time, people."""
    options = element.get("selected_options")
    if options is not None:
        return tuple(str(option.get("value", "")) for option in options)
    option = element.get("selected_option")
    if option:
        return (str(option.get("value", "")),)
    for name in _SEVERAL:
        if element.get(name) is not None:
            return tuple(str(each) for each in element[name])
    for name in (*_SINGLE, "value"):
        if element.get(name) is not None:
            return (str(element[name]),)
    return ()


def fields(state: Mapping[str, Any]) -> dict[str, Chosen]:
    """Return block_id -> what stands in that block's field: one text, several choices, or None where it is empty."""
    read: dict[str, Chosen] = {}
    for block, held in (state.get("values") or {}).items():
        for element in held.values():
            read[str(block)] = _field(element)
    return read


def _field(element: Mapping[str, Any]) -> Chosen:
    several = element.get("selected_options") is not None or any(element.get(name) is not None for name in _SEVERAL)
    values = tuple(value.replace("\x00", "") for value in chosen(element))
    if several:
        return values
    return values[0] if values else None
