"""Slack's limits of length and number: what is over one never leaves."""

from collections.abc import Iterator, Mapping
from typing import Any

Payload = Mapping[str, Any]
_BLOCKS = {"message": 50, "modal": 100, "home": 100}
_TEXTS: Mapping[tuple[str, str], int] = {
    ("section", "text"): 3_000,
    ("section", "fields"): 2_000,
    ("context", "elements"): 3_000,
    ("header", "text"): 150,
    ("input", "label"): 2_000,
    ("input", "hint"): 2_000,
    ("image", "title"): 2_000,
    ("button", "text"): 75,
    ("options", "text"): 75,
    ("options", "description"): 75,
    ("option_groups", "label"): 75,
    ("confirm", "title"): 100,
    ("confirm", "text"): 300,
    ("confirm", "confirm"): 30,
    ("confirm", "deny"): 30,
    ("modal", "title"): 24,
    ("modal", "submit"): 24,
    ("modal", "close"): 24,
}
"""Characters of a text object, by what it stands in and where."""
_PLACEHOLDER = 150
_STRINGS: Mapping[tuple[str, str], int] = {
    ("message", "text"): 40_000,
    ("modal", "private_metadata"): 3_000,
    ("button", "value"): 2_000,
    ("options", "value"): 150,
    ("plain_text_input", "initial_value"): 3_000,
    ("data_visualization", "title"): 50,
    ("series", "name"): 20,
    ("data", "label"): 20,
    ("axis_config", "categories"): 20,
    ("axis_config", "x_label"): 50,
    ("axis_config", "y_label"): 50,
}
_IDS = {"action_id": 255, "block_id": 255, "callback_id": 255, "url": 3_000, "image_url": 3_000, "alt_text": 2_000}
_LISTS: Mapping[tuple[str, str], int] = {
    ("section", "fields"): 10,
    ("context", "elements"): 10,
    ("actions", "elements"): 25,
    ("overflow", "options"): 5,
    ("static_select", "options"): 100,
    ("radio_buttons", "options"): 10,
    ("checkboxes", "options"): 10,
    ("bar", "series"): 6,
    ("series", "data"): 20,
    ("axis_config", "categories"): 20,
}
_CHARTS = 2
"""Of one message."""
_ONE_OF_MANY = {"initial_option": "options", "initial_options": "options"}


class BadSurface(Exception):
    """Slack would not take this payload; `path` says where, `reason` why. Our own mistake, never a person's."""

    def __init__(self, path: str, reason: str) -> None:
        super().__init__(f"{path}: {reason}")
        self.path = path
        self.reason = reason


def hold(kind: str, payload: Payload) -> None:
    """Raise BadSurface where something of a `message`, `modal` or `home` is more than Slack takes, or a message says nothing."""
    if kind == "message" and not payload["text"].strip():
        raise BadSurface("message.text", "it is empty")
    for path, size, most in _sizes(kind, kind, payload):
        if size > most:
            raise BadSurface(path, f"{size} of at most {most}")
    charts = sum(block.get("type") == "data_visualization" for block in payload.get("blocks", ()))
    if charts > _CHARTS:
        raise BadSurface(f"{kind}.blocks", f"{charts} charts of at most {_CHARTS}")


def _sizes(kind: str, path: str, node: Payload) -> Iterator[tuple[str, int, int]]:
    """Yield place, size and limit of all that a limit is known for, in a node of this kind and below it."""
    for name, value in node.items():
        here = f"{path}.{name}"
        if isinstance(value, str):
            most = _STRINGS.get((kind, name), _IDS.get(name))
            if most is not None:
                yield here, len(value), most
        elif isinstance(value, Mapping):
            yield from _size_of(kind, name, here, value)
        elif isinstance(value, list):
            most = _BLOCKS.get(kind) if name == "blocks" else _LISTS.get((kind, name))
            if most is not None:
                yield here, len(value), most
            for index, one in enumerate(value):
                if isinstance(one, Mapping):
                    yield from _size_of(kind, name, f"{here}[{index}]", one)
                elif isinstance(one, str) and (kind, name) in _STRINGS:
                    yield f"{here}[{index}]", len(one), _STRINGS[kind, name]


def _size_of(kind: str, name: str, path: str, node: Payload) -> Iterator[tuple[str, int, int]]:
    """Yield the sizes of what stands under a name: a text object, or a block, element or option."""
    if node.get("type") in ("plain_text", "mrkdwn"):
        most = _PLACEHOLDER if name == "placeholder" else _TEXTS.get((kind, name))
        if most is not None:
            yield f"{path}.text", len(node.get("text", "")), most
        return
    yield from _sizes(node.get("type") or _ONE_OF_MANY.get(name, name), path, node)
