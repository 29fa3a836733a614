"""Every limit of Slack's that the checker holds, one below and one above."""

from typing import Any

import pytest

from bot.slack.checker import check_message, check_view
from bot.slack.limits import BadSurface


def words(text: str, kind: str = "plain_text") -> dict[str, Any]:
    return {"type": kind, "text": text}


def section(text: str = "a") -> dict[str, Any]:
    return {"type": "section", "text": words(text, "mrkdwn")}


def option(number: int = 1, text: str = "One") -> dict[str, Any]:
    return {"text": words(text), "value": str(number)}


def button(**other: Any) -> dict[str, Any]:
    return {"type": "button", "action_id": "a", "text": words("Go")} | other


def actions(*elements: dict[str, Any]) -> dict[str, Any]:
    return {"type": "actions", "elements": list(elements)}


def asked(element: dict[str, Any] | None = None) -> dict[str, Any]:
    return {"type": "input", "label": words("Topic"), "element": element or {"type": "plain_text_input", "action_id": "t"}}


def modal(*blocks: dict[str, Any], **other: Any) -> dict[str, Any]:
    return {"type": "modal", "title": words("A form"), "submit": words("Save"), "blocks": list(blocks) or [section()]} | other


def menu(kind: str, many: int, **other: Any) -> dict[str, Any]:
    return {"type": kind, "action_id": "m", "options": [option(number) for number in range(many)]} | other


def message(*blocks: dict[str, Any]) -> dict[str, Any]:
    return {"text": "what it says", "blocks": list(blocks)}


FIT = [
    message(*[section()] * 50),
    message(section("x" * 3_000)),
    message({"type": "section", "fields": [words("x" * 2_000)] * 10}),
    message({"type": "header", "text": words("x" * 150)}),
    message({"type": "context", "elements": [words("x", "mrkdwn")] * 10}),
    message(actions(*[button(action_id=f"a{number}") for number in range(25)])),
    message(actions(button(text=words("x" * 75), value="x" * 2_000, style="primary"))),
    message(actions(menu("overflow", 5))),
    message(actions(button()), actions(button())),
    message({"type": "divider"}, {"type": "image", "image_url": "https://example.org/a.png", "alt_text": "a cup"}),
    modal(*[section()] * 100, private_metadata="x" * 3_000),
    modal(asked(), title=words("x" * 24)),
    modal(asked(menu("static_select", 100, initial_option=option(3)))),
    modal(asked(menu("radio_buttons", 10))),
    modal(asked({"type": "datepicker", "action_id": "d", "initial_date": "2026-12-01"})),
    {"type": "home", "blocks": [section()] * 100},
    {"type": "home", "blocks": []},
]

UNFIT = [
    (message(*[section()] * 51), "message.blocks"),
    ({"text": "", "blocks": [section()]}, "message.text"),
    ({"blocks": [section()]}, "message.text"),
    ({"text": "x" * 40_001}, "message.text"),
    (message({"type": "section"}), "message.blocks[0]"),
    (message(section("")), "message.blocks[0].text.text"),
    (message(section("x" * 3_001)), "message.blocks[0].text.text"),
    (message({"type": "section", "fields": [words("x" * 2_001)]}), "message.blocks[0].fields[0].text"),
    (message({"type": "section", "fields": [words("x")] * 11}), "message.blocks[0].fields"),
    (
        message({"type": "section", "text": words("x"), "accessory": {"type": "plain_text_input", "action_id": "t"}}),
        "message.blocks[0].accessory.type",
    ),
    (message({"type": "header", "text": words("x" * 151)}), "message.blocks[0].text.text"),
    (message({"type": "header", "text": words("x", "mrkdwn")}), "message.blocks[0].text.type"),
    (message({"type": "context", "elements": [words("x")] * 11}), "message.blocks[0].elements"),
    (message({"type": "context", "elements": []}), "message.blocks[0].elements"),
    (message(actions(*[button(action_id=f"a{number}") for number in range(26)])), "message.blocks[0].elements"),
    (message(actions(button(), button())), "message.blocks[0].elements"),
    (message(actions(button(text=words("x" * 76)))), "message.blocks[0].elements[0].text.text"),
    (message(actions(button(value="x" * 2_001))), "message.blocks[0].elements[0].value"),
    (message(actions(button(action_id="x" * 256))), "message.blocks[0].elements[0].action_id"),
    (message(actions(button(action_id=None))), "message.blocks[0].elements[0].action_id"),
    (message(actions(button(style="green"))), "message.blocks[0].elements[0].style"),
    (message(actions(button(confirm={"title": words("x" * 101)}))), "message.blocks[0].elements[0].confirm.title.text"),
    (message(actions(menu("overflow", 6))), "message.blocks[0].elements[0].options"),
    (message(actions(menu("checkboxes", 11))), "message.blocks[0].elements[0].options"),
    (message(section() | {"block_id": "b"}, section() | {"block_id": "b"}), "message.blocks"),
    (message(section() | {"block_id": "b" * 256}), "message.blocks[0].block_id"),
    (message({"type": "table"}), "message.blocks[0].type"),
    (message({"type": "divider", "text": words("x")}), "message.blocks[0]"),
    (modal(*[section()] * 101), "modal.blocks"),
    (modal() | {"blocks": []}, "modal.blocks"),
    (modal(title=words("x" * 25)), "modal.title.text"),
    (modal(title=None), "modal.title"),
    (modal(close=words("x" * 25)), "modal.close.text"),
    (modal(asked()) | {"submit": None}, "modal.submit"),
    (modal(private_metadata="x" * 3_001), "modal.private_metadata"),
    (modal(callback_id="x" * 256), "modal.callback_id"),
    (modal(asked() | {"label": words("x" * 2_001)}), "modal.blocks[0].label.text"),
    (modal(asked(button())), "modal.blocks[0].element.type"),
    (modal(asked(menu("static_select", 101))), "modal.blocks[0].element.options"),
    (modal(asked(menu("static_select", 0))), "modal.blocks[0].element.options"),
    (modal(asked(menu("static_select", 2, option_groups=[]))), "modal.blocks[0].element"),
    (modal(asked(menu("static_select", 2, initial_option=option(1, "Uno")))), "modal.blocks[0].element.initial_option"),
    (modal(asked(menu("radio_buttons", 11))), "modal.blocks[0].element.options"),
    (
        modal(asked({"type": "static_select", "action_id": "m", "options": [option(1, "x" * 76)]})),
        "modal.blocks[0].element.options.[0].text.text",
    ),
    (
        modal(asked({"type": "plain_text_input", "action_id": "t", "initial_value": "x" * 9, "max_length": 8})),
        "modal.blocks[0].element.initial_value",
    ),
    (modal(asked({"type": "plain_text_input", "action_id": "t", "max_length": 3_001})), "modal.blocks[0].element.max_length"),
    (
        modal(asked({"type": "plain_text_input", "action_id": "t", "placeholder": words("x" * 151)})),
        "modal.blocks[0].element.placeholder.text",
    ),
    (modal(asked({"type": "datepicker", "action_id": "d", "initial_date": "1 Dec"})), "modal.blocks[0].element.initial_date"),
    (modal(*[asked({"type": "plain_text_input", "action_id": "t", "focus_on_load": True})] * 2), "modal.blocks"),
    ({"type": "home", "blocks": [section()] * 101}, "home.blocks"),
    ({"type": "page", "blocks": []}, "view.type"),
]


def check(payload: dict[str, Any]) -> None:
    (check_view if "type" in payload else check_message)(payload)


@pytest.mark.parametrize("payload", FIT)
def test_what_slack_takes_passes(payload: dict[str, Any]) -> None:
    check(payload)


@pytest.mark.parametrize(("payload", "path"), UNFIT, ids=[f"{number} {path}" for number, (_, path) in enumerate(UNFIT)])
def test_what_slack_refuses_is_refused_here_with_its_place(payload: dict[str, Any], path: str) -> None:
    with pytest.raises(BadSurface) as refused:
        check(payload)
    assert refused.value.path == path
    assert refused.value.reason
