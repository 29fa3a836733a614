"""What a drawn message says and offers, read back from the payload that Slack would get; and what holds for all of them."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any

from bot.core.ids import PersonId
from bot.features.lean_coffee.rules import boxes, pitch, series, voting
from bot.features.lean_coffee.rules.meeting import cancel
from bot.features.lean_coffee.rules.stages import Choice, Stage
from bot.features.lean_coffee.rules.values import Meeting, Wishes
from bot.features.lean_coffee.views.board import board, over
from bot.features.lean_coffee.views.summary import summary
from bot.meetings.rules.values import RECORDED
from bot.meetings.views.frame import Reader
from bot.slack.surfaces import Message, Modal
from bot.words.words import Words, words_for
from tests.fakes.payloads import render_message, render_modal
from tests.features.lean_coffee.scene import ANA, BEN, CHLOE, DEV, Scene, at_tables, talking, topic

ENGLISH = words_for("en", "UTC")
NAMES = {ANA: "Ana", BEN: "Ben", CHLOE: "Chloé", DEV: "Dev"}
EXTREME = (
    "&" * 150,
    "<!channel> <@U0ANA> <https://evil.example|click>",
    "*bold* _it_ ~gone~ `code` ```block``` > quote",
    "\u202eright to left\u202c \u05e9\u05dc\u05d5\u05dd",
    "nul\x00l and\x07 bell",
    "👩‍👩‍👧‍👦" * 13,
    "{name} {0} %s {",
    "x" * 150,
)
_TAKEN_BACK = re.compile(r" Until <[^>]*> anyone here can take that back\.")
_TALLY = re.compile(r"\d+ (👍|✊|👎)")


def reader(scene: Scene, names: Mapping[PersonId, str] = NAMES, words: Words = ENGLISH) -> Reader:
    return Reader(words.to_all().in_zone(scene.meeting.zone), scene.now, names)


def drawn(scene: Scene, names: Mapping[PersonId, str] = NAMES) -> Message:
    """Draw the one message of a meeting as its screen does."""
    seen_by, meeting = reader(scene, names), scene.meeting
    if meeting.closed is None:
        return board(seen_by, meeting)
    if meeting.how in RECORDED:
        return summary(seen_by, meeting, series.summary(meeting), None)
    return over(seen_by, meeting)


def told(surface: Message | Modal) -> str:
    """Return all that a person reads of it, block by block."""
    payload = render_modal(surface) if isinstance(surface, Modal) else render_message(surface)
    return "\n".join(_texts(payload.get("blocks") or [{"text": payload.get("text")}]))


def lines(scene: Scene) -> list[str]:
    return told(drawn(scene)).splitlines()


def deeds(scene: Scene) -> list[str]:
    """Return what a person reads line by line, without until when something can be taken back."""
    return [_TAKEN_BACK.sub("", line) for line in lines(scene)]


def buttons(message: Message) -> list[str]:
    return [each["text"]["text"] for each in _elements(message) if each["type"] == "button"]


def rare(message: Message) -> list[str]:
    """Return what stands in the ⋮ menu."""
    menus = [each for each in _elements(message) if each["type"] == "overflow"]
    return [option["text"]["text"] for menu in menus for option in menu["options"]]


def hold_message(message: Message, *, mentions: bool = False) -> None:
    """Hold a message against Slack's limits and the house's promises."""
    payload = render_message(message)
    assert payload["text"].strip()
    assert len(payload["text"].encode()) <= 4_000
    blocks = payload.get("blocks", [])
    assert len(blocks) <= 50
    assert len(json.dumps(blocks, ensure_ascii=False)) <= 60_000
    rows = [block["elements"] for block in blocks if block["type"] == "actions"]
    assert all(len(row) <= 5 for row in rows)
    pressed = [each for row in rows for each in row if each["type"] == "button"]
    assert sum(each.get("style") == "primary" for each in pressed) <= 1
    assert all(re.search(r"[A-Za-z]", each["text"]["text"]) for each in pressed)
    spoken = [payload["text"], *marked(blocks)]
    assert not [text for text in spoken if re.search(r"<!(?!date\^)", text)]
    assert mentions or not [text for text in spoken if "<@" in text]
    assert not [text for text in spoken if "\x00" in text or "\u202e" in text]


def hold_board(scene: Scene) -> None:
    """Hold a meeting's message in the stage that it is in."""
    message = drawn(scene)
    hold_message(message)
    text = told(message)
    if scene.stage is Stage.VOTING:
        assert "●" not in text
    if scene.stage in (Stage.GATHERING, Stage.VOTING, Stage.THUMBS):
        assert not _TALLY.search(text + message.text)


def in_every_stage(*names: str) -> Iterator[Scene]:
    """Give a meeting about these topics in each stage that it can be in."""
    waiting = [topic(name) for name in names]
    yield Scene(*waiting)
    if not names:
        return
    scene = Scene(*waiting)
    scene.do(voting.open_vote, person=ANA)
    yield scene
    pitching = Scene(*waiting, wishes=Wishes(length=timedelta(hours=2), pitch=timedelta(seconds=15)))
    pitching.do(pitch.open_vote, person=ANA)
    yield pitching
    scene.ballot(BEN, names[0])
    yield scene
    yield talking(*names)
    scene = talking(*names)
    scene.do(boxes.pause, person=BEN)
    yield scene
    scene = talking(*names).until("10:05")
    yield scene
    scene.thumb(BEN, Choice.MORE)
    yield scene
    yield talking(*names).until("10:05:30")
    yield talking(*names).until("10:07:01")
    yield talking(*names).until("10:46")
    if len(names) > 1:
        yield at_tables(*names)
    yield talking(*names).to_the_end()
    scene = talking(*names)
    scene.do(cancel, person=ANA)
    yield scene


def with_words(scene: Scene, text: str) -> Scene:
    """Put a text wherever people can put one."""
    given = tuple(replace(one, title=text[:150], context=(text * 5)[:500]) for one in scene.meeting.topics)
    takeaways = tuple(replace(one, text=(text * 5)[:500]) for one in scene.meeting.takeaways)
    scene.meeting = replace(scene.meeting, title=text[:100], topics=given, takeaways=takeaways)
    return scene


def people(count: int) -> list[PersonId]:
    return [PersonId(f"U{number:03}") for number in range(count)]


def crowd(meeting: Meeting, count: int) -> Meeting:
    """Let many people be there."""
    everybody = frozenset(people(count)) | meeting.came
    return replace(meeting, here=everybody if meeting.closed is None else frozenset(), came=everybody)


def _texts(part: Any) -> Iterator[str]:
    if isinstance(part, dict):
        for name, value in part.items():
            if name in ("text", "label", "hint", "placeholder", "title") and isinstance(value, str):
                yield value
            elif isinstance(value, dict | list):
                yield from _texts(value)
    elif isinstance(part, list):
        for each in part:
            yield from _texts(each)


def marked(part: Any) -> Iterator[str]:
    """Give the texts in which Slack reads mentions."""
    if isinstance(part, dict):
        if part.get("type") == "mrkdwn":
            yield part["text"]
        for value in part.values():
            yield from marked(value)
    elif isinstance(part, list):
        for each in part:
            yield from marked(each)


def _elements(message: Message) -> list[dict[str, Any]]:
    blocks = render_message(message).get("blocks", [])
    found = [each for block in blocks for each in block.get("elements", []) if "action_id" in each]
    return found + [block["accessory"] for block in blocks if block.get("accessory")]
