"""A meeting from the proposal to the direct message, in four parts: three people, three panes, what they can see and press."""

import re

from playwright.sync_api import expect

from tests.end_to_end import scene
from tests.end_to_end.conftest import People
from tests.end_to_end.demo import RunningDemo
from tests.end_to_end.people import SOON, Person
from tests.end_to_end.strip import Strip

HERE = ("Ana", "Ben", "Chloé")
DOTS = {"Ana": ["Flaky tests"] * 3, "Ben": ["Flaky tests", "Who owns the review queue?"], "Chloé": ["Who owns the review queue?"]}


BOX = '"Platform guild" box 100s for 45m'
"""A box of 100 s, then of 60, then of 20."""


def box_is_open(demo: RunningDemo) -> None:
    """Bring a meeting of three people to the first box of its first topic."""
    scene.starts(demo, HERE, BOX, "Flaky tests", "Who owns the review queue?")
    scene.votes(demo, HERE, DOTS)


def test_topics_are_proposed_gathered_and_voted_on(people: People, strip: Strip) -> None:
    ana, ben, chloe = people(*HERE)
    collect_topics(ana, ben)
    start(ana, ben, chloe)
    give_dots(ana, ben, chloe)
    strip.goes_on_until("box 1 of 3")
    for person in (ana, ben, chloe):
        person.sees("Flaky tests  ●●●● 4")
        person.sees(re.compile(r"About \d min left"))


def test_a_topic_gets_more_time_by_thumbs_until_it_is_parked(people: People, strip: Strip, demo: RunningDemo) -> None:
    box_is_open(demo)
    talk_it_through(strip, *people(*HERE))


def test_a_meeting_ends_with_a_summary(people: People, demo: RunningDemo) -> None:
    box_is_open(demo)
    ana, ben, chloe = people(*HERE)
    chloe.presses("Takeaway")
    chloe.fills("What do you take with you?", "Quarantine on the second failure, not the fifth")
    chloe.sends("Add")
    ben.sees("💡 Quarantine on the second failure, not the fifth")
    for thumbs, then in ((("more", "more", "next"), "box 2 of 3"), (("more",) * 3, "box 3 of 3")):
        scene.goes_on_until(demo, "Time's up")
        for person, thumb in zip(HERE, thumbs, strict=True):
            scene.presses(demo, person, f"thumb_{thumb}")
        scene.goes_on_until(demo, then)
    scene.goes_on_until(demo, "is parked")
    end_with_a_summary(ana, ben, chloe)


def test_everyone_is_asked_about_their_minutes_and_keeps_corrects_or_declines_them(people: People, demo: RunningDemo) -> None:
    scene.starts(demo, HERE, BOX, "Flaky tests")
    scene.votes(demo, HERE, {"Ana": ["Flaky tests"]})
    scene.presses(demo, "Ana", "next")
    scene.presses(demo, "Ana", "finish")
    keep_minutes(*people(*HERE))


def collect_topics(ana: Person, ben: Person) -> None:
    ana.says("/coffee topic Flaky tests | third week in a row")
    ana.sees("“Flaky tests” waits for the next Lean Coffee here", ana.told)
    ben.says("/coffee topic")
    ben.fills("Topic", "Who owns the review queue?")
    ben.fills("One or two sentences", "Median review time went from 4 h to 2 days")
    ben.ticks("Anonymous")
    ben.proposes()
    ana.says("/coffee")
    ana.sees("2 topics wait for it", ana.told)
    expect(ana.button("Start", ana.told)).to_be_visible()


def start(ana: Person, ben: Person, chloe: Person) -> None:
    ana.says('/coffee start "Platform guild" box 5 for 45m https://meet.example/abc')
    for person in (ben, chloe):
        person.sees("Gathering.")
        person.presses("I'm here")
    ana.sees("Here (3): Ana, Ben, Chloé")
    ana.sees("Median review time went from 4 h to 2 days  ·  anonymous")
    expect(ana.of_the_app.last.get_by_role("link", name="join the call")).to_have_attribute("href", "https://meet.example/abc")
    ben.presses("Start voting")
    for person in (ana, ben, chloe):
        person.sees("Vote: 3 dots each")
        person.sees("Ben started the vote.")


def give_dots(ana: Person, ben: Person, chloe: Person) -> None:
    ana.gives_dots("Flaky tests", "Flaky tests", "Flaky tests")
    ana.presses("Vote")
    expect(ana.row("Flaky tests")).to_contain_text("●●● 3")
    ana.closes()
    ben.gives_dots("Flaky tests", "Who owns the review queue?")
    chloe.sees("Voted (2 of 3 here): Ana, Ben")
    expect(chloe.of_the_app.last).not_to_contain_text("●")
    chloe.gives_dots("Who owns the review queue?")


def talk_it_through(strip: Strip, ana: Person, ben: Person, chloe: Person) -> None:
    everybody = (ana, ben, chloe)
    ask_for_thumbs(strip, everybody, "more 👍 than 👎 gives 1 min more")
    ana.presses("👍 More")
    ben.presses("👍 More")
    chloe.sees("2 of 3 have answered")
    chloe.presses("👎 Next topic")
    strip.goes_on_until("box 2 of 3")
    for person in everybody:
        person.sees("2 👍  0 ✊  1 👎")
        person.sees("one more minute")

    ask_for_thumbs(strip, everybody, "more 👍 than 👎 gives 20 s more")
    for person in everybody:
        person.presses("👍 More")
    strip.goes_on_until("box 3 of 3")
    ana.sees("3 👍  0 ✊  0 👎: 20 s more")
    strip.goes_on_until("is parked")
    for person in everybody:
        person.sees("Flaky tests has had all of its time and is parked.")
        person.sees("Who owns the review queue?  ●● 2")
        expect(person.of_the_app).to_have_count(1)


def ask_for_thumbs(strip: Strip, everybody: tuple[Person, ...], stake: str) -> None:
    """The question comes as the last message of the channel, in place of the board above it."""
    strip.goes_on_until("Time's up")
    for person in everybody:
        person.sees("Time's up: Flaky tests")
        person.sees(stake)
        expect(person.of_the_app).to_have_count(1, timeout=SOON)
        expect(person.messages.last.get_by_role("button", name="👍 More")).to_be_in_viewport()


def end_with_a_summary(ana: Person, ben: Person, chloe: Person) -> None:
    chloe.ends("Next topic")
    ben.sees("Last call.")
    ben.sees("Chloé ended the last topic.")
    ben.presses("Takeaway")
    ben.fills("What do you take with you?", "Keep meeting like this")
    ben.sends("Add")
    ana.sees("💡 Keep meeting like this")
    ana.ends("Finish now")
    for person in (ana, ben, chloe):
        person.sees("Platform guild: what came out")
        expect(person.of_the_app).to_have_count(1, timeout=SOON)
        for line in ("1. Flaky tests  ●●●● 4", "3 min", "2 👍 0 ✊ 1 👎", "parked", "💡 Quarantine on the second"):
            person.sees(line)
        person.sees("2. Who owns the review queue?  ●● 2")
        person.sees("Takeaways💡 Keep meeting like this")


def keep_minutes(ana: Person, ben: Person, chloe: Person) -> None:
    for person in (ana, ben, chloe):
        person.goes_to("Cortado")
        expect(person.of_the_app.filter(has_text="You were there for")).to_have_count(1, timeout=SOON)
    asked = ben.of_the_app.filter(has_text="You were there for").inner_text()
    found = re.search(r"there for (\d+) minutes of “Platform guild”", asked)
    assert found is not None, asked
    minutes = int(found[1])
    roster = ana.of_the_app.filter(has_text="Who was there at “Platform guild”")
    expect(roster).to_contain_text(f"Ben Okafor  {minutes} min")
    expect(ben.of_the_app.filter(has_text="Who was there")).to_have_count(0)

    ben.presses("Keep them")
    ben.sees(f"0 h {minutes} min kept: “Platform guild”, Lean Coffee")
    ben.sees(f"To log so far: 0 h {minutes} min.")
    ben.presses("How to log it")
    for value in (
        "Activity Type",
        "Events",
        "Activity Description",
        "Platform guild",
        "Activity Date",
        f"Hours0Minutes{minutes}",
    ):
        ben.sees(value, ben.form)
    ben.closes()

    ben.presses("Not right?")
    ben.fills("Minutes", str(minutes - 1))
    ben.fills("Why", "I was late on the call")
    ben.sends("Correct")
    ben.sees(f"0 h {minutes - 1} min kept")
    ben.sees("Self-reported.")
    chloe.presses("No thanks")
    chloe.sees("I keep no learning minutes for you.")
    ben.goes_to("Home")
    ben.sees(f"My SEUs0 h {minutes - 1} min to log so far", ben.pane.get_by_role("region", name="Home"))
