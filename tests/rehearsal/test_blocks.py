"""The room's check of Block Kit: what Slack takes passes, each limit is held at its edge."""

import json
from collections.abc import Sequence
from typing import Any

import pytest

from bot.rehearsal.blocks import message_complaints, view_complaints
from bot.rehearsal.shapes import Json
from tests.rehearsal.stage import actions, button, modal, option, section, typed


def plain(length: int) -> Json:
    return {"type": "plain_text", "text": "x" * length}


def menu(count: int = 2, **more: Any) -> Json:
    return {"type": "static_select", "action_id": "pick", "options": [option(f"o{number}") for number in range(count)], **more}


def asked(element: Json) -> Json:
    return {"type": "input", "label": plain(5), "element": element}


def ticks(kind: str, count: int) -> Json:
    return {"type": kind, "action_id": "ticks", "options": [option(f"o{number}") for number in range(count)]}


def chart(kind: str, labels: Sequence[str] = ("Mon", "Tue"), *, title: str = "Draws", series: int = 1, **axes: str) -> Json:
    points = [{"label": label, "value": number} for number, label in enumerate(labels)]
    shown = [{"name": f"s{number}", "data": points} for number in range(series)]
    drawn = {"type": kind, "series": shown, "axis_config": {"categories": list(labels), **axes}}
    return {"type": "data_visualization", "title": title, "chart": drawn}


def pie(*segments: Json) -> Json:
    return {"type": "data_visualization", "title": "Draws", "chart": {"type": "pie", "segments": list(segments)}}


CONFIRM = {"title": plain(100), "text": plain(300), "confirm": plain(30), "deny": plain(30)}
IMAGE = {"type": "image", "image_url": "https://a.example/b.png", "alt_text": "A picture"}

GOOD: list[list[Json]] = [
    [section("x" * 3000), {"type": "divider"}] * 25,
    [{"type": "section", "fields": [{"type": "mrkdwn", "text": "x" * 2000}] * 10}],
    [{"type": "header", "text": plain(150)}],
    [actions(*[button(str(number), value="v" * 2000, text=plain(75), style="danger", confirm=CONFIRM) for number in range(25)])],
    [{"type": "context", "elements": [IMAGE, *[{"type": "mrkdwn", "text": "x"}] * 9]}],
    [section(accessory=menu(100)), section(accessory=IMAGE), IMAGE],
    [actions({"type": "overflow", "action_id": "more", "options": [option(str(number)) for number in range(5)]})],
    [actions(ticks("checkboxes", 10)), asked(ticks("radio_buttons", 10)), typed()],
    [section(accessory=menu(2, initial_option=option("o1")))],
    [actions({"type": "datepicker", "action_id": "day", "initial_date": "2026-12-01"})],
    [{"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": [{"type": "text", "text": "Hi"}]}]}],
    [{"type": "markdown", "text": "x" * 12_000}],
    [chart("bar"), chart("line")],
    [chart("area", ["x" * 20] + [str(number) for number in range(19)], x_label="x" * 50, y_label="y" * 50)],
    [pie({"label": "a", "value": 0.5})],
]
BAD: dict[str, list[Any]] = {
    "a section over 3000": [section("x" * 3001)],
    "an empty section": [section("")],
    "three charts": [chart("bar")] * 3,
    "a chart of no kind": [chart("radar")],
    "a title over 50": [chart("bar", title="x" * 51)],
    "21 categories": [chart("bar", [str(number) for number in range(21)])],
    "a label over 20": [chart("bar", ["x" * 21])],
    "a label twice": [chart("bar", ["x", "x"])],
    "seven series": [chart("bar", series=7)],
    "a series without a point": [chart("bar") | {"chart": {**chart("bar")["chart"], "axis_config": {"categories": ["Mon"]}}}],
    "an axis over 50": [chart("bar", x_label="x" * 51)],
    "a segment of nothing": [pie({"label": "a", "value": 0})],
    "a value that is none": [pie({"label": "a", "value": "1"})],
    "seven segments": [pie(*[{"label": str(number), "value": 1} for number in range(7)])],
    "a section of nothing": [{"type": "section"}],
    "eleven fields": [{"type": "section", "fields": [{"type": "mrkdwn", "text": "x"}] * 11}],
    "a field over 2000": [{"type": "section", "fields": [{"type": "mrkdwn", "text": "x" * 2001}]}],
    "a header over 150": [{"type": "header", "text": plain(151)}],
    "a header in mrkdwn": [{"type": "header", "text": {"type": "mrkdwn", "text": "x"}}],
    "51 blocks": [{"type": "divider"}] * 51,
    "26 elements": [actions(*[button(str(number)) for number in range(26)])],
    "no elements": [actions()],
    "11 in a context": [{"type": "context", "elements": [{"type": "mrkdwn", "text": "x"}] * 11}],
    "a button in a context": [{"type": "context", "elements": [button()]}],
    "a button over 75": [actions(button(text=plain(76)))],
    "a button's text in mrkdwn": [actions(button(text={"type": "mrkdwn", "text": "x"}))],
    "a value over 2000": [actions(button(value="x" * 2001))],
    "a style that is none": [actions(button(style="default"))],
    "an action_id over 255": [actions(button("x" * 256))],
    "two equal action_ids in a block": [actions(button(), button())],
    "two equal block_ids": [section(block_id="a"), section(block_id="a")],
    "a block_id over 255": [section(block_id="x" * 256)],
    "101 options": [section(accessory=menu(101))],
    "no options": [section(accessory=menu(0))],
    "an option over 75": [section(accessory=menu(options=[{"text": plain(76), "value": "a"}]))],
    "an option without a value": [section(accessory=menu(options=[{"text": plain(5)}]))],
    "options and groups": [section(accessory=menu(option_groups=[{"label": plain(3), "options": [option("a")]}]))],
    "an initial option that is not offered": [section(accessory=menu(initial_option=option("other")))],
    "six in an overflow": [
        actions({"type": "overflow", "action_id": "m", "options": [option(str(number)) for number in range(6)]})
    ],
    "eleven radio buttons": [asked(ticks("radio_buttons", 11))],
    "eleven checkboxes": [actions(ticks("checkboxes", 11))],
    "a text input among actions": [actions(typed()["element"])],
    "a button as an input": [asked(button())],
    "an input without a label": [{"type": "input", "element": typed()["element"]}],
    "a label over 2000": [{**typed(), "label": plain(2001)}],
    "a max_length over 3000": [typed(max_length=3001)],
    "an initial value over its max_length": [typed(initial_value="x" * 9, max_length=8)],
    "a min_length over its max_length": [typed(min_length=9, max_length=8)],
    "a placeholder over 150": [typed(placeholder=plain(151))],
    "a number input that does not say its kind": [asked({"type": "number_input", "action_id": "n"})],
    "a date that is none": [actions({"type": "datepicker", "action_id": "d", "initial_date": "1 Dec"})],
    "a time that is none": [actions({"type": "timepicker", "action_id": "t", "initial_time": "25:00"})],
    "an image without words": [{"type": "image", "image_url": "https://a.example/b.png"}],
    "a confirm title over 100": [actions(button(confirm={**CONFIRM, "title": plain(101)}))],
    "a confirm without deny": [actions(button(confirm={name: CONFIRM[name] for name in ("title", "text", "confirm")}))],
    "a property that Slack does not know": [section(colour="red")],
    "a block that is none": [{"type": "carousel"}],
    "a block that is a word": ["divider"],
    "markdown over 12000 together": [{"type": "markdown", "text": "x" * 6001}] * 2,
    "emoji in mrkdwn": [{"type": "section", "text": {"type": "mrkdwn", "text": "x", "emoji": True}}],
    "a text of a number": [{"type": "section", "text": {"type": "mrkdwn", "text": 7}}],
}


@pytest.mark.parametrize("blocks", GOOD, ids=lambda blocks: blocks[0]["type"])
def test_what_slack_takes_passes(blocks: list[Json]) -> None:
    assert message_complaints(blocks) == []


@pytest.mark.parametrize("blocks", BAD.values(), ids=BAD.keys())
def test_what_slack_refuses_is_refused_with_its_place(blocks: list[Any]) -> None:
    complaints = message_complaints(blocks)
    assert complaints
    assert all("[json-pointer:/blocks" in each for each in complaints)


def test_the_same_action_id_in_two_blocks_passes() -> None:
    assert message_complaints([actions(button()), actions(button())]) == []


VIEWS: dict[str, Json] = {
    "no title": {"type": "modal", "blocks": [section()]},
    "a title of nothing": modal(section(), title=None),
    "a title over 24": modal(section(), title=plain(25)),
    "a submit over 24": modal(section(), submit=plain(25)),
    "a close over 24": modal(section(), close=plain(25)),
    "no blocks": modal(),
    "101 blocks": modal(*[{"type": "divider"}] * 101),
    "private_metadata over 3000": modal(section(), private_metadata="x" * 3001),
    "a callback_id over 255": modal(section(), callback_id="x" * 256),
    "inputs without submit": {name: value for name, value in modal(typed()).items() if name != "submit"},
    "markdown, which is for messages": modal({"type": "markdown", "text": "x"}),
    "a Home with a submit": {**modal(section()), "type": "home"},
    "a kind that is none": {**modal(section()), "type": "sheet"},
    "two elements with the focus": modal(typed("a", focus_on_load=True), typed("b", focus_on_load=True)),
    "a property that Slack does not know": modal(section(), colour="red"),
}


@pytest.mark.parametrize("view", VIEWS.values(), ids=VIEWS.keys())
def test_a_view_that_slack_refuses_is_refused(view: Json) -> None:
    assert view_complaints(view)


def test_views_that_slack_takes_pass() -> None:
    full = modal(*[{"type": "divider"}] * 99, typed(), title=plain(24), private_metadata="x" * 3000, notify_on_close=True)
    assert view_complaints(full) == []
    assert view_complaints({"type": "home", "blocks": [section()], "callback_id": "home"}) == []
    assert view_complaints(json.loads(json.dumps(full))) == []
