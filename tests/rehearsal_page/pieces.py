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


def chart(*series: str) -> Json:
    days = ["Mon 4 Jan", "Mon 11 Jan", "Mon 18 Jan 2027"]
    data = [{"label": day, "value": value} for day, value in zip(days, (3, 72, 25), strict=True)]
    axes = {"categories": days, "x_label": "Week of", "y_label": "% of the draws"}
    shown = {"type": "bar", "series": [{"name": name, "data": data} for name in series], "axis_config": axes}
    return {"type": "data_visualization", "title": "How 10,000 draws came out", "chart": shown}


def button(action: str, **more: Any) -> Json:
    return {"type": "button", "action_id": action, "text": text(more.pop("label", "Press")), "value": "m_1:4", **more}
