"""Every screen and form has a sample that Slack is asked about; what it refuses is said by its place."""

import gzip
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from bot.house import screens
from bot.house.features import ROOMS_AND_FEATURES
from bot.house.screens import Checked, Sample, placed, samples, validate, wanted
from bot.rehearsal.blocks import message_complaints, view_complaints
from bot.slack.client import SlackClient, open_session
from tests.house.stand_ins import open_room
from tests.plugins import screens as recorder
from tests.plugins.screens import actions_in

HELD = samples()
NO_OPENING = "nobody says that they are coming, so nobody is told"
NO_TURNS = "nobody hosts its dates in turn"
NO_QUEUE = "a window has a lane of its own: no queue and no thread"
OF_SPRINTS = "the Sprints alone plan their events"
NOT_RECORDED = {
    "form sprint:plan": OF_SPRINTS,
    "form sprint:save_plan": OF_SPRINTS,
    "screen lean_coffee:async:anchor": NO_QUEUE,
    "screen lean_coffee:async:plan_dropped": NO_QUEUE,
    "screen lean_coffee:async:roster": "a window keeps nobody's minutes",
    "screen refinement:called_off": NO_OPENING,
    "screen refinement:turn": NO_TURNS,
    "screen sprint:called_off": NO_OPENING,
    "screen sprint:turn": NO_TURNS,
}
"""What nobody gets to see, and why: it stands in a table that any ceremony has of its series or meetings."""


def test_every_screen_and_form_has_a_sample_or_is_named_as_one_without() -> None:
    names = {sample.name for sample in HELD}
    assert set(wanted(ROOMS_AND_FEATURES)) - names == NOT_RECORDED.keys()
    assert {name for name in names if name.startswith("screen")} <= set(wanted(ROOMS_AND_FEATURES))


def test_every_sample_passes_the_check_of_the_room_and_presses_what_is_listened_to() -> None:
    heard = {name for feature in ROOMS_AND_FEATURES for name in feature.clicks}
    wrong = {sample.name: found for sample in HELD if (found := complaints(sample.payload))}
    assert wrong == {}
    lost = {name for sample in HELD for name in actions_in(dict(sample.payload)) if ":" in name} - heard
    assert lost == set()


def complaints(payload: Mapping[str, Any]) -> list[str]:
    return view_complaints(dict(payload)) if "type" in payload else message_complaints(payload.get("blocks", []))


@pytest.mark.parametrize(
    ("pointer", "said"),
    [
        ("/blocks/2/elements/1/text", "block 3, element 2, text"),
        ("/0/text/type", "block 1, text, type"),
        ("/blocks/0/accessory/options/4/value", "block 1, accessory, option 5, value"),
        ("/title", "title"),
        ("", "all of it"),
    ],
)
def test_a_place_is_said_in_words(pointer: str, said: str) -> None:
    assert placed(pointer) == said


async def test_slack_is_asked_about_each_and_nothing_is_posted() -> None:
    section = {"type": "section", "text": {"type": "mrkdwn", "text": "Hello"}}
    odd = {"type": "actions", "elements": [{"type": "button", "action_id": "a", "text": {"type": "mrkdwn", "text": "x"}}]}
    modal = {"type": "modal", "callback_id": "c", "title": {"type": "plain_text", "text": "T" * 30}, "blocks": [section]}
    asked = [
        Sample("screen good", "en", {"text": "x", "blocks": [section]}),
        Sample("screen odd", "en", {"text": "x", "blocks": [section, odd]}),
        Sample("form long", "en", modal),
        Sample("screen plain", "en", {"text": "x"}),
    ]
    waited: list[float] = []

    async def wait(seconds: float) -> None:
        waited.append(seconds)

    told: list[Checked] = []
    async with open_room(()) as room, open_session() as session:
        client = SlackClient(room.app.bot_token, session, base_url=f"{room.base_url}/api/")
        found = await validate(client, asked, wait, told.append)
        called = [call["method"] for call in room.journal.calls(None, 0)]
        refused = await validate(SlackClient("xoxb-no", session, base_url=f"{room.base_url}/api/"), asked[:1], wait, told.append)
    assert [one.line for one in found] == [
        "ok      screen good (en, 1 blocks)",
        "wrong   screen odd (en, 2 blocks): block 2, element 1, text, type: must be one of: plain_text",
        "wrong   form long (en, 1 blocks): title, text: must be no more than 24 characters",
        "text    screen plain (en): no blocks, so there is nothing to ask Slack",
    ]
    assert called == ["blocks.validate"] * 3
    assert refused[0].line == "unknown screen good (en, 1 blocks): Slack does not say (invalid_auth)."


def test_a_catalogue_is_read_in_the_order_of_names(tmp_path: Path) -> None:
    path = tmp_path / "screens.json.gz"
    with gzip.open(path, "wt", encoding="utf-8") as opened:
        json.dump({"screen b": {"en": {"text": "b"}}, "form a": {"fr": {"type": "modal"}, "en": {"type": "modal"}}}, opened)
    assert [(one.name, one.language, one.argument) for one in samples(path)] == [
        ("form a", "en", "view"),
        ("form a", "fr", "view"),
        ("screen b", "en", "message"),
    ]


@pytest.mark.parametrize(("anew", "names"), [(True, ["screen b", "screen c"]), (False, ["form a", "screen b", "screen c"])])
def test_some_tests_add_to_the_catalogue_and_all_write_it_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, anew: bool, names: list[str]
) -> None:
    path, block = tmp_path / "screens.json.gz", {"type": "divider"}
    with gzip.open(path, "wt", encoding="utf-8") as opened:
        json.dump({"form a": {"en": {"type": "modal", "blocks": [block]}}, "screen b": {"en": {"text": "b" * 200}}}, opened)
    seen = {"screen b": {"text": "b", "blocks": [block]}, "screen c": {"text": "c"}, "answer ": {"text": "told"}}
    (tmp_path / "gw0.json").write_text(json.dumps(seen), encoding="utf-8")
    monkeypatch.setattr(screens, "CATALOGUE", path)
    monkeypatch.setattr(recorder, "_largest", {})
    recorder.gather(tmp_path, anew=anew)
    written = {one.name: one.payload for one in samples(path)}
    assert list(written) == names
    assert written["screen b"] == seen["screen b"], "blocks count for more than any text"
