"""The App Home: a person's next moments, proposing from there, their topics and their minutes."""

import re

from playwright.sync_api import Locator, expect

from tests.end_to_end.conftest import People
from tests.end_to_end.demo import RunningDemo
from tests.end_to_end.people import SOON, Person
from tests.end_to_end.strip import Strip


def home_of(person: Person) -> Locator:
    return person.pane.get_by_role("region", name="Home")


def test_the_home_shows_what_comes_takes_a_topic_and_shows_it_to_its_author(
    people: People, strip: Strip, demo: RunningDemo
) -> None:
    demo.goes_to_noon_of(lambda day: day.day == 10)
    ana, ben = people("Ana", "Ben")
    ben.goes_to("Home")
    ben.sees("No Lean Coffee yet that you host or said you would come to.", home_of(ben))
    ana.says("/coffee every first thursday 15:00 Europe/Madrid for 45m")
    ana.presses("Save")
    ana.sees("Saved", ana.told)
    strip.goes_on()
    ben.goes_to("guild")
    ben.presses("I'm coming")
    ana.sees("Coming (1): Ben")
    for person, time in ((ana, "15:00"), (ben, "14:00")):
        person.goes_to("Home")
        person.sees(re.compile(rf"Thu \d \w+(?: \d+)? {time}  Lean Coffee in #guild"), home_of(person))

    ben.presses("Propose a topic", home_of(ben))
    ben.picks("Channel", "#guild")
    ben.fills("Topic", "Pairing with Support")
    ben.proposes()
    ben.presses("My topics", home_of(ben))
    ben.sees("Pairing with Support", ben.form)
    ben.chooses("Withdraw", ben.form)
    ben.sees("You have no topic here", ben.form)
    ben.closes()
    ana.goes_to("guild")
    expect(ana.of_the_app.last).not_to_contain_text("Pairing with Support", timeout=SOON)


def test_a_meeting_is_started_from_the_home_and_found_there(people: People) -> None:
    ana, ben = people("Ana", "Ben")
    ana.goes_to("Home")
    ana.presses("Start a Lean Coffee", home_of(ana))
    ana.picks("Channel", "#guild")
    ana.fills("What you would type after it", '"Quick one" for 30m')
    ana.form.get_by_role("button", name="Continue", exact=True).click()
    ana.sees("Done: see #guild.", ana.form)
    ana.closes()
    ana.sees("Now: Quick one, in #guild", home_of(ana))
    ben.sees("Quick one")

    ana.presses("More …", home_of(ana))
    ana.presses("List series", ana.form)
    ana.picks("Channel", "#guild")
    ana.form.get_by_role("button", name="Continue", exact=True).click()
    ana.sees("Nothing is planned in this channel.", ana.form)
