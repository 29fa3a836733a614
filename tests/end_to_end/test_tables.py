"""A group of twelve at tables, on the page: split, join, thumbs of a table, back to one, and what came out."""

import json
from datetime import timedelta

from playwright.sync_api import expect

from tests.end_to_end import scene
from tests.end_to_end.conftest import People
from tests.end_to_end.demo import RunningDemo
from tests.end_to_end.people import NAMES, SOON
from tests.end_to_end.strip import GUILD
from tests.fakes.until import wait_until

TOPICS = ("Flaky tests", "On-call load", "Hiring")


def press(demo: RunningDemo, person: str, action: str, told: str) -> None:
    """Press a button of the newest reply in a thread that offers it and holds a text, as soon as it stays for a press."""

    def pressed() -> bool:
        talk = next(one for one in demo.view(person)["conversations"] if one["id"] == GUILD)
        replies = [(reply["ts"], json.dumps(reply, ensure_ascii=False)) for one in talk["messages"] for reply in one["replies"]]
        held = [ts for ts, drawn in replies if told in drawn and action in drawn]
        return bool(held) and bool(demo.act("click", person, channel=GUILD, ts=held[-1], action_id=action)["ok"])

    wait_until(pressed, lambda: f"{person} has no {action} in {told}")


def test_twelve_people_talk_at_two_tables_and_read_one_summary(people: People, demo: RunningDemo) -> None:
    here = ("Ana", "Ben", "Chloé")
    scene.starts(demo, here, '"Platform guild" vote 1 box 1 for 30m', *TOPICS)
    crowd = demo.http.post("/room/crowd", json={"channel": GUILD, "size": 9}).json()["people"]
    demo.shows("Here (12)")
    scene.votes(demo, ("Ana", "Ben"), {"Ana": TOPICS[:2], "Ben": TOPICS[:1]})
    ana, ben = people("Ana", "Ben")

    ana.presses("Split into 2 tables")
    ben.sees("At tables until")
    ben.sees("Ana split the meeting into tables.")
    ben.presses("Join table 2")
    ben.sees("2: On-call load")
    for person in (ana, ben):
        expect(person.of_the_app.last).to_contain_text("At no table yet: Chloé", timeout=SOON)
    assert len(crowd) == 9

    demo.waits(timedelta(minutes=1))
    press(demo, NAMES["Ben"], "lean_coffee:thumb_more", "Time's up: On-call load")
    demo.shows("have answered")

    ana.ends("Back to one table")
    ben.sees("Ana brought everyone back to one table.")
    demo.waits(timedelta(minutes=40))
    ben.sees("what came out")
    for told in ("Table 1", "Flaky tests", "Table 2", "On-call load"):
        ben.sees(told)
