"""What is longer than Slack takes, or more, never leaves: each limit one below and one above."""

from typing import Any

import pytest

from bot.slack.limits import BadSurface, hold


def words(length: int, kind: str = "plain_text") -> dict[str, Any]:
    return {"type": kind, "text": "x" * length}


def section(length: int = 1) -> dict[str, Any]:
    return {"type": "section", "text": words(length, "mrkdwn")}


def button(**other: Any) -> dict[str, Any]:
    return {"type": "button", "action_id": "a", "text": words(2)} | other


def actions(*elements: dict[str, Any]) -> dict[str, Any]:
    return {"type": "actions", "elements": list(elements)}


def menu(kind: str, many: int, text: int = 3) -> dict[str, Any]:
    return {"type": kind, "action_id": "m", "options": [{"text": words(text), "value": str(one)} for one in range(many)]}


def asked(element: dict[str, Any], label: int = 5) -> dict[str, Any]:
    return {"type": "input", "label": words(label), "element": element}


def typed(**other: Any) -> dict[str, Any]:
    return asked({"type": "plain_text_input", "action_id": "t"} | other)


def message(*blocks: dict[str, Any]) -> dict[str, Any]:
    return {"text": "what it says", "blocks": list(blocks)}


def confirm(**other: int) -> dict[str, Any]:
    return {name: words(other.get(name, 1)) for name in ("title", "text", "confirm", "deny")}


EDGES: dict[str, tuple[str, int, Any]] = {
    "message.blocks": ("message", 50, lambda size: message(*[section()] * size)),
    "message.text": ("message", 40_000, lambda size: {"text": "x" * size}),
    "message.blocks[0].text.text": ("message", 3_000, lambda size: message(section(size))),
    "message.blocks[0].fields": ("message", 10, lambda size: message({"type": "section", "fields": [words(1)] * size})),
    "message.blocks[0].fields[0].text": ("message", 2_000, lambda size: message({"type": "section", "fields": [words(size)]})),
    "message.blocks[0].block_id": ("message", 255, lambda size: message(section() | {"block_id": "b" * size})),
    "message.blocks[1].text.text": ("message", 150, lambda size: message(section(), {"type": "header", "text": words(size)})),
    "message.blocks[0].elements": ("message", 10, lambda size: message({"type": "context", "elements": [words(1)] * size})),
    "message.blocks[0].elements[0].text": (
        "message",
        3_000,
        lambda size: message({"type": "context", "elements": [words(size)]}),
    ),
    "message.blocks[1].elements": ("message", 25, lambda size: message(section(), actions(*[button()] * size))),
    "message.blocks[0].elements[0].text.text": ("message", 75, lambda size: message(actions(button(text=words(size))))),
    "message.blocks[0].elements[0].value": ("message", 2_000, lambda size: message(actions(button(value="x" * size)))),
    "message.blocks[0].elements[0].action_id": ("message", 255, lambda size: message(actions(button(action_id="x" * size)))),
    "message.blocks[0].elements[0].confirm.title.text": (
        "message",
        100,
        lambda size: message(actions(button(confirm=confirm(title=size)))),
    ),
    "message.blocks[0].elements[0].confirm.deny.text": (
        "message",
        30,
        lambda size: message(actions(button(confirm=confirm(deny=size)))),
    ),
    "message.blocks[0].elements[0].options": ("message", 5, lambda size: message(actions(menu("overflow", size)))),
    "message.blocks[0].accessory.options[0].text.text": (
        "message",
        75,
        lambda size: message(section() | {"accessory": menu("overflow", 1, size)}),
    ),
    "modal.blocks": ("modal", 100, lambda size: {"blocks": [section()] * size}),
    "modal.title.text": ("modal", 24, lambda size: {"title": words(size)}),
    "modal.submit.text": ("modal", 24, lambda size: {"submit": words(size)}),
    "modal.private_metadata": ("modal", 3_000, lambda size: {"private_metadata": "x" * size}),
    "modal.callback_id": ("modal", 255, lambda size: {"callback_id": "x" * size}),
    "modal.blocks[0].label.text": ("modal", 2_000, lambda size: {"blocks": [asked(menu("checkboxes", 1), size)]}),
    "modal.blocks[0].element.options": ("modal", 100, lambda size: {"blocks": [asked(menu("static_select", size))]}),
    "modal.blocks[0].element.initial_option.text.text": (
        "modal",
        75,
        lambda size: {"blocks": [asked(menu("static_select", 1) | {"initial_option": {"text": words(size), "value": "0"}})]},
    ),
    "modal.blocks[0].element.initial_value": ("modal", 3_000, lambda size: {"blocks": [typed(initial_value="x" * size)]}),
    "modal.blocks[0].element.placeholder.text": ("modal", 150, lambda size: {"blocks": [typed(placeholder=words(size))]}),
    "home.blocks": ("home", 100, lambda size: {"blocks": [section()] * size}),
}


@pytest.mark.parametrize("path", EDGES)
def test_a_limit_is_held_at_its_edge_with_its_place(path: str) -> None:
    kind, most, drawn = EDGES[path]
    hold(kind, drawn(most))
    with pytest.raises(BadSurface) as refused:
        hold(kind, drawn(most + 1))
    assert (refused.value.path, refused.value.reason) == (path, f"{most + 1} of at most {most}")


@pytest.mark.parametrize("text", ["", " "])
def test_a_message_without_words_for_its_notification_never_leaves(text: str) -> None:
    with pytest.raises(BadSurface) as refused:
        hold("message", message(section()) | {"text": text})
    assert refused.value.path == "message.text"
