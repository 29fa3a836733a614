"""Holds that what is drawn can be read: a word on each button, a text for each message, no colour."""

from collections.abc import Iterator
from typing import Any

_COLOURS = frozenset({"color", "attachments"})


def unlabelled(payload: dict[str, Any]) -> list[str]:
    """Return what of a payload only a picture or a colour would tell; nothing where all of it can be read."""
    return [*_of_message(payload), *(found for node in _nodes(payload) for found in _of_node(node))]


def _of_message(payload: dict[str, Any]) -> Iterator[str]:
    # a title that is an emoji alone is what people wrote, so a text for notifications only has to be there
    if "type" not in payload and not str(payload.get("text") or "").strip():
        yield "a message without a text for notifications and screen readers"


def _of_node(node: dict[str, Any]) -> Iterator[str]:
    kind = node.get("type")
    yield from (f"{name}: told by colour" for name in node.keys() & _COLOURS)
    if kind == "button" and not _says((node.get("text") or {}).get("text")):
        yield f"a button without a label: {node.get('action_id')}"
    if kind == "image" and not _says(node.get("alt_text")):
        yield "an image without a text"
    if kind == "data_visualization" and not _says(node.get("title")):
        yield "a chart without a title"


def _nodes(part: Any) -> Iterator[dict[str, Any]]:
    if isinstance(part, dict):
        yield part
    for each in part.values() if isinstance(part, dict) else part if isinstance(part, list) else ():
        yield from _nodes(each)


def _says(text: Any) -> bool:
    """Tell whether there is a letter or a figure in a text: what is only emoji or signs tells nothing to who does not see it."""
    return isinstance(text, str) and any(letter.isalnum() for letter in text)
