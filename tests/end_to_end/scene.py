"""Meetings brought to where a test begins, by the room's own acts: what is pressed on the way is pressed on the page by other tests."""

from collections.abc import Mapping, Sequence
from typing import Any

from tests.end_to_end.demo import RunningDemo
from tests.end_to_end.people import NAMES
from tests.end_to_end.strip import GUILD
from tests.fakes.room_client import elements, find_action
from tests.fakes.until import wait_until


def starts(demo: RunningDemo, people: Sequence[str], wishes: str, *topics: str) -> None:
    """Open a meeting in which these people are and topics wait; the first of the people proposes and hosts."""
    host = NAMES[people[0]]
    demo.act("invite_bot", host, channel=GUILD)
    for topic in topics:
        types(demo, host, f"topic {topic}")
    types(demo, host, f"start {wishes}")
    for person in people[1:]:
        presses(demo, person, "check_in")
    demo.shows(f"Here ({len(people)}): {', '.join(people)}")


def votes(demo: RunningDemo, people: Sequence[str], dots: Mapping[str, Sequence[str]]) -> None:
    """Vote, and wait until the box of the topic with most dots is open."""
    presses(demo, people[0], "open_vote")
    for voter, topics in dots.items():
        gives_dots(demo, voter, topics)
    goes_on_until(demo, "box 1 of 3")


def gives_dots(demo: RunningDemo, voter: str, topics: Sequence[str]) -> None:
    """Vote by the rows of the ballot, and say that this is all."""
    presses(demo, voter, "vote")
    form = newest_form(demo, voter)
    for topic in topics:
        rows = {block["text"]["text"]: block for block in form["blocks"] if "accessory" in block}
        row = next(block for told, block in rows.items() if told.startswith(f"*{topic}*"))
        pressed = demo.act("click", NAMES[voter], view_id=form["id"], action_id="lean_coffee:give_dot", block_id=row["block_id"])
        assert pressed["ok"], pressed
    sent = demo.act("submit", NAMES[voter], view_id=form["id"], values={})
    assert sent["ok"], sent


def newest_form(demo: RunningDemo, person: str) -> dict[str, Any]:
    """Wait for the form that a press opens, and return it."""
    wait_until(lambda: demo.view(NAMES[person])["modals"], lambda: f"no form came to {person}")
    return dict(demo.view(NAMES[person])["modals"][-1])


def types(demo: RunningDemo, person: str, line: str, command: str = "/coffee", channel: str = GUILD) -> None:
    answer = demo.act("command", person, channel=channel, command=command, text=line)
    assert answer["ok"], answer


def presses(demo: RunningDemo, person: str, action: str, ceremony: str = "lean_coffee", channel: str = GUILD) -> None:
    """Press a button of the live board once it is there."""
    name = f"{ceremony}:{action}"
    wait_until(lambda: find_action(demo.view(NAMES[person]), name, channel), lambda: f"{person} has no {name}")
    found = find_action(demo.view(NAMES[person]), name, channel)
    assert found is not None
    answer = demo.act("click", NAMES[person], channel=found[0], ts=found[1], action_id=name)
    assert answer["ok"], answer


def goes_on_until(demo: RunningDemo, text: str) -> None:
    """Go from moment to moment until the newest of the app's messages holds a text."""
    for _ in range(25):
        if text in demo.newest(GUILD):
            return
        answer = demo.http.post("/room/clock", json={"to": "next"}).json()
        assert answer.get("ok", True), answer
    raise AssertionError(f"{text!r} did not come: {demo.newest(GUILD)}")


def estimates(demo: RunningDemo, person: str, card: str, channel: str, why: str = "") -> None:
    """Answer an estimate of a refinement, by the private form."""
    presses(demo, person, "estimate", "refinement", channel)
    form = newest_form(demo, person)
    offered = next(element for element in elements(form["blocks"]) if element.get("options"))["options"]
    option = next(one for one in offered if one["text"]["text"] == card)
    given: dict[str, Any] = {"value": {"value": {"selected_option": option}}, "because": {"value": {"value": why}}}
    sent = demo.act("submit", NAMES[person], view_id=form["id"], values=given)
    assert sent["ok"], sent
