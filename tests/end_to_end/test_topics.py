"""Topics in the browser: merged and taken back, reported and put back, and all of them read by pages."""

import re

from playwright.sync_api import expect

from tests.end_to_end import scene
from tests.end_to_end.conftest import People
from tests.end_to_end.demo import RunningDemo
from tests.end_to_end.people import NAMES
from tests.end_to_end.strip import GUILD

HERE = ("Ana", "Ben", "Chloé")


def test_a_host_merges_two_topics_and_somebody_takes_it_back(people: People, demo: RunningDemo) -> None:
    scene.starts(demo, HERE, '"Platform guild" for 45m', "Flaky tests | third week", "Slow builds | 9 min")
    ana, ben = people("Ana", "Ben")
    ana.chooses("More …")
    ana.presses("Merge topics", ana.form)
    ana.picks("First topic", "Flaky tests")
    ana.picks("Second topic", "Slow builds")
    ana.sends("Merge")
    ben.sees("Flaky tests + Slow builds")
    ben.sees("• Slow builds: 9 min")
    ben.sees("Ana merged “Flaky tests + Slow builds”.")
    ben.presses("Undo")
    ana.sees("took a merged topic apart.")
    expect(ana.of_the_app.last).not_to_contain_text("Flaky tests + Slow builds")


def test_three_reports_hide_a_topic_and_the_host_puts_it_back(people: People, demo: RunningDemo) -> None:
    scene.starts(demo, HERE, '"Platform guild" for 45m', "Flaky tests")
    ana, ben, chloe = people(*HERE)
    demo.act("join", NAMES["Dev"], channel=GUILD)
    scene.types(demo, NAMES["Dev"], "topic Whose fault was it")
    ana.sees("Whose fault was it")
    for person in (ana, ben, chloe):
        person.chooses("More …")
        person.presses("Report a topic", person.form)
        person.picks("Topic", "Whose fault was it")
        person.form.get_by_role("button", name="Report", exact=True).click()
        person.sees("Noted. Nobody sees that it was you", person.form)
        person.closes()
        person.closes()
    expect(ben.of_the_app.last).not_to_contain_text("Whose fault was it")
    ana.goes_to("Cortado")
    ana.sees("Three people have reported a topic", ana.messages.last)
    ana.presses("Put it back", ana.messages.last)
    ben.sees("Whose fault was it")


def test_all_topics_are_read_by_pages(people: People, demo: RunningDemo) -> None:
    scene.starts(demo, HERE, '"Platform guild" for 45m', *(f"Topic {number:02} | why {number}" for number in range(1, 26)))
    (ben,) = people("Ben")
    ben.chooses("More …")
    ben.presses("All topics", ben.form)
    ben.sees("1 to 20 of 25.", ben.form)
    ben.presses("More", ben.form)
    ben.sees(re.compile("25. Topic 25"), ben.form)
