"""What is longer than Slack takes, or more, never leaves: each limit one below and one above."""

from collections.abc import Sequence
from typing import Any

import pytest

from bot.rehearsal.blocks import message_complaints
from bot.slack.charts import bar_chart
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


POINT = {"label": "a", "value": 1}


def chart(labels: Sequence[str] = ("a",), *, title: str = "t", series: Any = (), **axes: str) -> dict[str, Any]:
    drawn = {"type": "bar", "series": list(series), "axis_config": {"categories": list(labels)} | axes}
    return {"type": "data_visualization", "title": title, "chart": drawn}


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
    "message.blocks[0].title": ("message", 50, lambda size: message(chart(title="x" * size))),
    "message.blocks[0].chart.axis_config.categories": ("message", 20, lambda size: message(chart(["x"] * size))),
    "message.blocks[0].chart.axis_config.categories[0]": ("message", 20, lambda size: message(chart(["x" * size]))),
    "message.blocks[0].chart.axis_config.x_label": ("message", 50, lambda size: message(chart(x_label="x" * size))),
    "message.blocks[0].chart.series": ("message", 6, lambda size: message(chart(series=[{"name": "n", "data": []}] * size))),
    "message.blocks[0].chart.series[0].name": ("message", 20, lambda size: message(chart(series=[{"name": "n" * size}]))),
    "message.blocks[0].chart.series[0].data": ("message", 20, lambda size: message(chart(series=[{"data": [POINT] * size}]))),
    "message.blocks[0].chart.series[0].data[0].label": (
        "message",
        20,
        lambda size: message(chart(series=[{"data": [POINT | {"label": "x" * size}]}])),
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


def test_a_third_chart_never_leaves() -> None:
    hold("message", message(*[chart()] * 2))
    with pytest.raises(BadSurface) as refused:
        hold("message", message(*[chart()] * 3))
    assert refused.value.reason == "3 charts of at most 2"


@pytest.mark.parametrize("bars", [1, 20])
def test_a_chart_of_long_words_is_cut_to_what_slack_takes(bars: int) -> None:
    drawn = bar_chart("t" * 60, [(f"{number:02} {'x' * 30}", number) for number in range(bars)], across="a" * 60, up="u" * 60)
    hold("message", message(drawn.to_dict()))
    assert message_complaints([drawn.to_dict()]) == []


@pytest.mark.parametrize("text", ["", " "])
def test_a_message_without_words_for_its_notification_never_leaves(text: str) -> None:
    with pytest.raises(BadSurface) as refused:
        hold("message", message(section()) | {"text": text})
    assert refused.value.path == "message.text"
