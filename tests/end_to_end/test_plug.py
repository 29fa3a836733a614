"""The plug pulled in voting, in a box and in the thumbs of a meeting, which goes on each time."""

import re
from datetime import timedelta

from playwright.sync_api import expect

from tests.end_to_end import scene
from tests.end_to_end.conftest import People
from tests.end_to_end.demo import RunningDemo
from tests.end_to_end.people import SOON, Person
from tests.end_to_end.strip import Strip

HERE = ("Ana", "Ben", "Chloé")
TOPICS = ("Flaky tests", "Pairing with Support")
WISHES = '"Platform guild" vote 5 box 100s thumbs 3 for 45m'
LONGER_THAN_AN_OUTAGE = timedelta(seconds=11)
"""After 10 s without a pulse nobody was served."""
UP_AGAIN = 45_000


def test_a_meeting_survives_the_plug_in_voting_and_in_the_thumbs(people: People, strip: Strip, demo: RunningDemo) -> None:
    scene.starts(demo, HERE, WISHES, *TOPICS)
    scene.presses(demo, "Ana", "open_vote")
    everybody = people(*HERE)
    ana, ben, chloe = everybody
    ana.gives_dots("Flaky tests", "Flaky tests", "Flaky tests")
    ben.gives_dots("Flaky tests", "Pairing with Support", "Pairing with Support")
    strip.pulls_the_plug()
    chloe.gives_dots("Pairing with Support")
    one_board(everybody)
    strip.goes_on_until("box 1 of 3")
    ana.sees("Flaky tests  ●●●● 4")
    ana.sees("2. Pairing with Support  ●●● 3")

    strip.goes_on_until("Time's up")
    ana.presses("👍 More")
    ben.presses("👍 More")
    chloe.sees("2 of 3 have answered")
    strip.pulls_the_plug()
    chloe.presses("👎 Next topic")
    chloe.sees(re.compile("3 of 3 have answered|2 👍  0 ✊  1 👎"))  # the second, where the count was quicker than the page
    one_board(everybody)
    strip.goes_on_until("box 2 of 3")
    for person in everybody:
        person.sees("2 👍  0 ✊  1 👎")
    one_board(everybody)


def test_a_box_gets_back_what_the_plug_took(people: People, demo: RunningDemo) -> None:
    scene.starts(demo, HERE, WISHES, *TOPICS)
    scene.votes(demo, HERE, {name: ["Flaky tests"] for name in HERE})
    everybody = people(*HERE)
    give_time_back(everybody[0], demo)
    one_board(everybody)


def give_time_back(ana: Person, demo: RunningDemo) -> None:
    """A box gets back what an outage took: the board says how long it was, and ends that much later."""
    demo.waits(2 * LONGER_THAN_AN_OUTAGE)  # the box was open for all of it
    before = end_of_the_box(ana)
    demo.http.post("/room/plug", json={"down_seconds": 1})
    demo.nobody_served_for(LONGER_THAN_AN_OUTAGE)
    ana.sees("giving the time back", timeout=UP_AGAIN)
    told = re.search(r"I was away for (\d+) s; giving the time back, ends (\d+:\d+:\d+)", ana.of_the_app.last.inner_text())
    assert told is not None, ana.of_the_app.last.inner_text()
    after = end_of_the_box(ana)
    assert timedelta(seconds=int(told[1])) >= LONGER_THAN_AN_OUTAGE
    assert abs((after - before) % timedelta(days=1) - timedelta(seconds=int(told[1]))) <= timedelta(seconds=1)
    assert of_day(told[2]) == after


def end_of_the_box(person: Person) -> timedelta:
    found = re.search(r"until (\d+:\d+:\d+)", person.of_the_app.last.inner_text())
    assert found is not None, person.of_the_app.last.inner_text()
    return of_day(found[1])


def of_day(clock: str) -> timedelta:
    hours, minutes, seconds = (int(part) for part in clock.split(":"))
    return timedelta(hours=hours, minutes=minutes, seconds=seconds)


def one_board(everybody: list[Person]) -> None:
    for person in everybody:
        expect(person.of_the_app).to_have_count(1, timeout=SOON)
