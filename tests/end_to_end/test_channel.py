"""A meeting whose channel is archived, brought back, made private or given another id goes on; nothing is lost or doubled."""

from collections.abc import Callable

import pytest

from tests.end_to_end import scene
from tests.end_to_end.demo import RunningDemo
from tests.end_to_end.people import NAMES
from tests.end_to_end.strip import GUILD
from tests.fakes.until import wait_until

HERE = ("Ana", "Ben", "Chloé")


def begun(demo: RunningDemo) -> None:
    scene.starts(demo, HERE, '"Platform guild" box 100s for 20m', "Flaky tests", "Slow builds")


def voting(demo: RunningDemo) -> None:
    begun(demo)
    scene.presses(demo, "Ana", "open_vote")
    wait_until(lambda: "Vote: 3 dots" in demo.newest(GUILD), lambda: demo.newest(GUILD))


def talking(demo: RunningDemo) -> None:
    begun(demo)
    scene.votes(demo, HERE, {name: ["Flaky tests"] for name in HERE})


def asked(demo: RunningDemo) -> None:
    talking(demo)
    scene.goes_on_until(demo, "Time's up")


def change(demo: RunningDemo, what: str, **how: bool) -> dict[str, str]:
    answer = demo.http.post(f"/room/channels/{GUILD}/{what}", json=how).json()
    assert "error" not in answer, answer
    return dict(answer)


def direct(demo: RunningDemo, person: str = "Ana") -> str:
    """Return all that Cortado has written to a person."""
    return str([one["messages"] for one in demo.view(NAMES[person])["conversations"] if one["id"].startswith("D")])


def boards(demo: RunningDemo, channel: str = GUILD) -> list[str]:
    """Return what stands in a channel of the meeting: one message, its board or its record."""
    talk = next(one for one in demo.view(NAMES["Ana"])["conversations"] if one["id"] == channel)
    shown = [str(one.get("blocks") or one["text"]) for one in talk["messages"] if one["is_bot"] and not one["ephemeral"]]
    return [text for text in shown if "Platform guild" in text or "more time" in text.casefold()]


def to_the_end(demo: RunningDemo) -> None:
    for _ in range(30):
        demo.http.post("/room/clock", json={"to": "next"})
        if "what came out" in direct(demo):
            return
    raise AssertionError(direct(demo)[-2_000:])


@pytest.mark.parametrize("stage", [begun, voting, talking, asked])
def test_in_an_archived_channel_a_meeting_goes_on_to_its_record(demo: RunningDemo, stage: Callable[[RunningDemo], None]) -> None:
    stage(demo)
    change(demo, "archive", archived=True)
    to_the_end(demo)
    told = direct(demo)
    assert "The channel is archived." in told
    assert told.count("Open its details in Slack and unarchive it") >= 1
    change(demo, "archive", archived=False)
    wait_until(lambda: "what came out" in demo.newest(GUILD), lambda: demo.newest(GUILD))
    wait_until(lambda: len(boards(demo)) == 1, lambda: str(boards(demo)))


def test_a_channel_that_is_brought_back_has_its_board_again(demo: RunningDemo) -> None:
    begun(demo)
    change(demo, "archive", archived=True)
    demo.http.post("/room/clock", json={"to": "next"})
    wait_until(lambda: "The channel is archived." in direct(demo), lambda: direct(demo)[-2_000:])
    change(demo, "archive", archived=False)
    wait_until(lambda: "until" in demo.newest(GUILD), lambda: demo.newest(GUILD))
    scene.votes(demo, HERE, {name: ["Flaky tests"] for name in HERE})
    assert "Flaky tests" in demo.newest(GUILD)


@pytest.mark.parametrize("stage", [begun, voting, talking, asked])
def test_a_channel_with_another_id_keeps_its_meeting(demo: RunningDemo, stage: Callable[[RunningDemo], None]) -> None:
    stage(demo)
    new = change(demo, "renumber")["id"]
    for _ in range(30):
        demo.http.post("/room/clock", json={"to": "next"})
        if "what came out" in demo.newest(new):
            break
    wait_until(lambda: "what came out" in demo.newest(new), lambda: demo.newest(new))
    wait_until(lambda: len(boards(demo, new)) == 1, lambda: str(boards(demo, new)))
    assert "I cannot post" not in direct(demo)


def test_a_channel_that_is_made_private_keeps_its_meeting(demo: RunningDemo) -> None:
    voting(demo)
    change(demo, "convert", is_private=True)
    scene.goes_on_until(demo, "Last call")
    assert "I cannot post" not in direct(demo)
