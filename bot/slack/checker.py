"""Holds every outgoing message, form and Home against Slack's limits before Slack does."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from bot.slack import elements
from bot.slack.limits import BadSurface, Path, one_of, some, unique, within

_MESSAGE_BLOCKS, _VIEW_BLOCKS = 50, 100

Payload = Mapping[str, Any]


def check_message(message: Payload) -> None:
    """Raise BadSurface unless Slack takes this message: text, blocks."""
    path = Path("message")
    within(path / "text", message.get("text"), 1, 40_000)
    blocks = message.get("blocks") or ()
    _count(path / "blocks", blocks, 0, _MESSAGE_BLOCKS)
    _check_blocks(path, blocks)


def check_view(view: Payload) -> None:
    """Raise BadSurface unless Slack takes this form or Home."""
    one_of(Path("view") / "type", view.get("type"), ("modal", "home"))
    path = Path(str(view["type"]))
    blocks = view.get("blocks") or ()
    _count(path / "blocks", blocks, 1 if path.name == "modal" else 0, _VIEW_BLOCKS)
    within(path / "private_metadata", view.get("private_metadata"), 0, 3_000)
    within(path / "callback_id", view.get("callback_id"), 0, 255)
    within(path / "external_id", view.get("external_id"), 0, 255)
    if path.name == "modal":
        _check_frame(path, view, blocks)
    _check_blocks(path, blocks)
    focused = sum(1 for element in _elements(blocks) if element.get("focus_on_load"))
    some(path / "blocks", focused <= 1, f"{focused} elements ask for the focus, one may have it")


def _check_frame(path: Path, view: Payload, blocks: Sequence[Payload]) -> None:
    elements.plain(path / "title", view.get("title"), 24)
    for part in ("submit", "close"):
        if view.get(part) is not None:
            elements.plain(path / part, view[part], 24)
    asks = any(block.get("type") == "input" for block in blocks)
    some(path / "submit", not asks or view.get("submit") is not None, "a form with inputs needs a submit button")


def _check_blocks(path: Path, blocks: Sequence[Payload]) -> None:
    for index, block in enumerate(blocks):
        here = path / f"blocks[{index}]"
        kind = str(block.get("type"))
        some(here / "type", kind in _BLOCKS, f"{kind!r} is none of the classic blocks")
        within(here / "block_id", block.get("block_id"), 0, 255)
        _BLOCKS[kind](here, block)
    unique(path / "blocks", "block_id", [block["block_id"] for block in blocks if block.get("block_id")])


def _check_section(path: Path, block: Payload) -> None:
    text, fields = block.get("text"), block.get("fields")
    some(path, text is not None or bool(fields), "a section needs text or fields")
    if text is not None:
        elements.text(path / "text", text, 3_000)
    if fields is not None:
        _count(path / "fields", fields, 1, 10)
        for index, field in enumerate(fields):
            elements.text(path / f"fields[{index}]", field, 2_000)
    if block.get("accessory") is not None:
        elements.element(path / "accessory", block["accessory"], elements.IN_SECTIONS)


def _check_actions(path: Path, block: Payload) -> None:
    held = block.get("elements") or ()
    _count(path / "elements", held, 1, 25)
    for index, held_element in enumerate(held):
        elements.element(path / f"elements[{index}]", held_element, elements.IN_ACTIONS)
    unique(path / "elements", "action_id", [each["action_id"] for each in held if each.get("action_id")])


def _check_context(path: Path, block: Payload) -> None:
    held = block.get("elements") or ()
    _count(path / "elements", held, 1, 10)
    for index, part in enumerate(held):
        here = path / f"elements[{index}]"
        if part.get("type") == "image":
            _check_picture(here, part)
        else:
            elements.text(here, part, 3_000)


def _check_input(path: Path, block: Payload) -> None:
    elements.plain(path / "label", block.get("label"), 2_000)
    if block.get("hint") is not None:
        elements.plain(path / "hint", block["hint"], 2_000)
    elements.element(path / "element", block.get("element") or {}, elements.IN_INPUTS)


def _check_header(path: Path, block: Payload) -> None:
    elements.plain(path / "text", block.get("text"), 150)


def _check_image(path: Path, block: Payload) -> None:
    _check_picture(path, block)
    if block.get("title") is not None:
        elements.plain(path / "title", block["title"], 2_000)


def _check_picture(path: Path, picture: Payload) -> None:
    within(path / "image_url", picture.get("image_url"), 1, 3_000)
    within(path / "alt_text", picture.get("alt_text"), 1, 2_000)


def _check_divider(path: Path, block: Payload) -> None:
    some(path, set(block) <= {"type", "block_id"}, "a divider holds nothing")


_BLOCKS: Mapping[str, Callable[[Path, Payload], None]] = {
    "section": _check_section,
    "actions": _check_actions,
    "context": _check_context,
    "input": _check_input,
    "header": _check_header,
    "image": _check_image,
    "divider": _check_divider,
}


def _count(path: Path, held: Sequence[object], least: int, most: int) -> None:
    some(path, least <= len(held) <= most, f"{len(held)} of {least} to {most}")


def _elements(blocks: Iterable[Payload]) -> Iterable[Payload]:
    for block in blocks:
        if block.get("element"):
            yield block["element"]
        if block.get("type") == "actions":
            yield from block.get("elements") or ()


__all__ = ["BadSurface", "check_message", "check_view"]
