"""One meeting planned in the rehearsal room: asked first, announced, opened at its hour, by the room's own clock and without a page."""

import json
from datetime import timedelta
from typing import Any

import pytest

from tests.end_to_end.demo import RunningDemo
from tests.end_to_end.strip import GUILD
from tests.fakes.room_client import conversation, elements
from tests.fakes.until import wait_until

ANA = "U0ANA"


@pytest.fixture
def quick() -> bool:
    """Slack's own limits hold in this module."""
    return False


def messages(demo: RunningDemo, *, private: bool) -> list[dict[str, Any]]:
    """Return the app's messages in the guild's channel as Ana sees them: those for her alone, or those for everybody."""
    shown = conversation(demo.view(ANA), GUILD)["messages"]
    return [one for one in shown if one["is_bot"] and bool(one["ephemeral"]) is private]


def asks(demo: RunningDemo, line: str, said: str) -> dict[str, Any]:
    """Type a command as Ana and return the private answer once it says this."""
    command, _, text = line.partition(" ")
    assert demo.act("command", ANA, channel=GUILD, command=command, text=text)["ok"]

    def answered() -> bool:
        return any(said in json.dumps(one, ensure_ascii=False) for one in messages(demo, private=True)[-1:])

    wait_until(answered, lambda: f"{said!r} was not said: {messages(demo, private=True)[-1:]}")
    return messages(demo, private=True)[-1]


def presses(demo: RunningDemo, message: dict[str, Any], label: str) -> None:
    (button,) = [one for one in elements(message["blocks"]) if (one.get("text") or {}).get("text") == label]
    pressed = demo.act("click", ANA, channel=GUILD, ts=message["ts"], action_id=button["action_id"], value=button["value"])
    assert pressed["ok"], pressed


def test_a_start_for_tomorrow_is_planned_announced_and_opened_at_its_hour(demo: RunningDemo) -> None:
    demo.goes_to_noon_of(lambda day: day.weekday() == 0)
    preview = asks(demo, "/coffee start tomorrow at 15:00 for 1 hour “Platform guild”", "It lasts 1 h.")
    assert messages(demo, private=False) == []
    presses(demo, preview, "Save")
    demo.shows("*Platform guild*, a Lean Coffee here: <!date^")
    asks(demo, "/coffee series", "Once, on")
    demo.waits(timedelta(hours=2))
    demo.shows("it opens here by itself")
    demo.waits(timedelta(days=1))
    demo.shows("Platform guild: gathering topics for Lean Coffee")
    planned, announced, board = (json.dumps(one) for one in messages(demo, private=False))
    assert "Platform guild" in planned
    assert "it opened, see its board below" in announced
    assert "Lean Coffee" in board
    asks(demo, "/coffee series", "Nothing is planned in this channel.")


def test_a_start_that_is_not_quite_understood_opens_by_its_button_only(demo: RunningDemo) -> None:
    preview = asks(demo, "/coffee strat “Platform guild” for 1h sharp", "I left *“sharp”* out")
    assert messages(demo, private=False) == []
    presses(demo, preview, "Start")
    demo.shows("Platform guild: gathering topics for Lean Coffee")
