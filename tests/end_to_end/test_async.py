"""An asynchronous Lean Coffee at the page: three people, never at once, from window to window to the summary."""

import re

from playwright.sync_api import Locator, expect

from tests.end_to_end import scene
from tests.end_to_end.conftest import People
from tests.end_to_end.demo import RunningDemo
from tests.end_to_end.people import SOON, Person
from tests.end_to_end.strip import Strip

HERE = ("Ana", "Ben", "Chloé")


def message(person: Person, text: str) -> Locator:
    """Return the app's message that holds a text."""
    return person.of_the_app.filter(has_text=text)


def starts(demo: RunningDemo, *topics: str) -> None:
    """Let Ana start one with topics of hers."""
    demo.act("invite_bot", "U0ANA", channel="C0GUILD")
    for topic in topics:
        scene.types(demo, "U0ANA", f"topic {topic}")
    scene.types(demo, "U0ANA", 'async "Platform guild" 24h')
    demo.shows("Propose.")
    if topics:
        scene.presses(demo, "Ana", "take_waiting", "lean_coffee:async")
        demo.shows(topics[-1])


def test_topics_are_proposed_and_voted_on_each_in_a_window(people: People, strip: Strip, demo: RunningDemo) -> None:
    starts(demo)
    ana, ben, chloe = people(*HERE)
    for person, topic in ((ben, "Flaky tests"), (chloe, "On call")):
        person.presses("Propose a topic")
        person.fills("Topic", topic)
        person.sends("Propose")
    ana.sees("In it (3): Ana, Ben, Chloé")
    strip.goes_on_until("Vote: 3 dots each")
    ben.gives_dots("Flaky tests", "On call")
    chloe.presses("Vote")
    chloe.presses_dots("On call")
    expect(chloe.form).to_contain_text(re.compile(r"2 of 3 dots left.*closes at \w+ \d+ \w+ \d\d:\d\d"))
    chloe.sends("Done")
    ana.sees("Voted (2 of 3 in it): Ben, Chloé")
    expect(ana.of_the_app.last).not_to_contain_text("●")


def test_each_topic_has_a_thread_and_the_thumbs_decide_about_one_more_window(
    people: People, strip: Strip, demo: RunningDemo
) -> None:
    starts(demo, "Flaky tests", "On call")
    scene.goes_on_until(demo, "Vote: 3 dots each")
    for voter, topics in {"Ben": ["Flaky tests", "Flaky tests"], "Chloé": ["On call"]}.items():
        scene.gives_dots(demo, voter, topics)
    scene.goes_on_until(demo, "Reply in this thread")
    ana, ben, chloe = people(*HERE)
    ben.sees("Talk, each topic in the thread of its own message", message(ben, "Talk, each topic").last)
    flaky, on_call = message(ben, "Flaky tests").last, message(ben, "💬 On call").last
    for person in (ben, chloe):
        person.presses("👍 More", message(person, "💬 Flaky tests").last)
    ben.presses("👎 Enough", on_call)
    ben.sees("2 👍", flaky)
    strip.goes_on_until("One more window")
    expect(message(chloe, "💬 Flaky tests").last).to_contain_text("one more window", timeout=SOON)
    strip.goes_on_until("what came out")
    ana.sees("2 windows")
    ana.sees("Took part (3): Ana, Ben, Chloé")
    ana.goes_to("Cortado")
    ana.sees("That window of “Platform guild” is over.", ana.messages.last)


def test_a_bot_that_is_killed_in_a_window_goes_on_where_it_was(people: People, strip: Strip, demo: RunningDemo) -> None:
    starts(demo, "Flaky tests")
    scene.goes_on_until(demo, "Vote: 3 dots each")
    (ben,) = people("Ben")
    until = ben.of_the_app.last.inner_text()
    strip.pulls_the_plug()
    assert ben.of_the_app.last.inner_text().split("Voting closes")[1][:40] == until.split("Voting closes")[1][:40]
    ben.gives_dots("Flaky tests")
    ben.sees("Voted (1 of 2 in it): Ben")
    strip.goes_on_until("Reply in this thread")
