"""Blocks and views as an app would send them, for tests of how the page shows them."""

from typing import Any

from tests.rehearsal_page.fake_room import Json


def text(words: str) -> Json:
    return {"type": "plain_text", "text": words}


def option(value: str) -> Json:
    return {"text": text(value.title()), "value": value}


def field(block_id: str, kind: str, label: str, *, optional: bool = False, **element: Any) -> Json:
    return {
        "type": "input",
        "block_id": block_id,
        "label": text(label),
        "optional": optional,
        "element": {"type": kind, "action_id": f"{block_id}_a", **element},
    }


def modal(view_id: str, *blocks: Json, title: str = "Propose a topic", **more: Any) -> Json:
    return {"id": view_id, "type": "modal", "hash": "h", "callback_id": "propose", "title": text(title), "submit": text("Propose"), "close": text("Not now"),
            "blocks": list(blocks), "errors": None, "busy": False, "state": {}, **more}  # fmt: skip


TOPIC = modal(
    "V1", field("topic", "plain_text_input", "Topic"), field("why", "plain_text_input", "Why", optional=True, multiline=True)
)


def button(action: str, **more: Any) -> Json:
    return {"type": "button", "action_id": action, "text": text(more.pop("label", "Press")), "value": "m_1:4", **more}
