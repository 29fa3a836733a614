"""Who hosts, on the page: handed over, beside the host, in place of one who has left or is silent, taken back, in turn."""

import re

from playwright.sync_api import expect

from tests.end_to_end import scene
from tests.end_to_end.conftest import People
from tests.end_to_end.demo import RunningDemo
from tests.end_to_end.people import Person
from tests.end_to_end.strip import Strip

HERE = ("Ana", "Ben", "Chloé")
CHECKOUT = "C0CHECKOUT"
BOX = '"Platform guild" box 100s for 45m'


def test_the_role_is_handed_over_shared_and_taken_over_from_who_has_left(people: People, demo: RunningDemo) -> None:
    scene.starts(demo, HERE, BOX, "Flaky tests")
    ana, ben, chloe = people(*HERE)
    ana.says("/coffee cohost @Chloé ")
    chloe.sees("host Ana, with Chloé")
    ana.sees("Co-hosts of “Platform guild” now:", ana.told)
    ana.says("/coffee handover @Ben ")
    chloe.sees("host Ben, with Chloé")
    chloe.sees("Ana handed over: Ben hosts now.")
    ben.chooses("I have to leave")
    chloe.sees("Ben is away; carrying on.")
    chloe.chooses("I'll host")
    ana.sees("Chloé hosts now.")


def test_a_host_who_is_silent_is_asked_and_has_a_minute(people: People, demo: RunningDemo, strip: Strip) -> None:
    scene.starts(demo, HERE, BOX, "Flaky tests")
    ana, ben, _ = people(*HERE)
    ben.chooses("More …")
    ben.presses("I'll host", ben.form)
    ana.sees("Ben asks to host.")
    expect(ana.button("I still host")).to_be_visible()
    ana.presses("I still host")
    expect(ana.of_the_app.last).not_to_contain_text("asks to host")
    ben.sees("host Ana")


def test_what_somebody_did_is_taken_back_with_the_topic(people: People, demo: RunningDemo) -> None:
    scene.starts(demo, HERE, BOX, "Flaky tests", "Who owns the review queue?")
    scene.votes(demo, HERE, {"Ana": ["Flaky tests"] * 2 + ["Who owns the review queue?"]})
    _, ben, chloe = people(*HERE)
    ben.ends("Next topic")
    chloe.sees("Ben went on to the next.")
    chloe.presses("Undo")
    ben.sees("Chloé took that back.")
    ben.sees("Flaky tests")


def test_an_item_that_was_said_to_be_ready_too_early_is_back_on_the_table(people: People, demo: RunningDemo) -> None:
    ana, ben = refining(people, demo)
    ana.says("/refine cohost @Ben ")
    ben.sees("host Ana, with Ben")
    ben.presses("Ready")
    ana.sees("Ben said that the one before is ready.")
    ana.sees("Save a card")
    ana.presses("Undo")
    for person in (ana, ben):
        person.sees("Ana took that back.")
        person.sees("Pay by invoice")


def test_a_silent_host_loses_the_role_after_a_minute(people: People, demo: RunningDemo, strip: Strip) -> None:
    scene.starts(demo, HERE, BOX, "Flaky tests")
    _, ben, chloe = people(*HERE)
    ben.chooses("More …")
    ben.presses("I'll host", ben.form)
    chloe.sees("Ben asks to host.")
    strip.goes_on_until("Ben hosts now.")
    chloe.sees("host Ben")


def test_the_host_states_a_whole_roster_with_who_was_only_on_the_call(people: People, demo: RunningDemo) -> None:
    scene.starts(demo, HERE, BOX, "Flaky tests")
    scene.votes(demo, HERE, {"Ana": ["Flaky tests"]})
    scene.presses(demo, "Ana", "next")
    scene.presses(demo, "Ana", "finish")
    (ana,) = people("Ana")
    ana.goes_to("Cortado")
    ana.presses("Correct")
    ana.fills("Chloé Martin", "0")
    ana.fills("On the call, but not in Slack: the name", "Petra Nowak")
    ana.form.get_by_label("Their minutes there").last.fill("1")
    ana.fills("Why", "She dialled in")
    ana.sends("Correct")
    roster = ana.of_the_app.filter(has_text="Who was there")
    ana.sees("Petra Nowak  1 min  ·  not in Slack", roster)
    ana.sees("Chloé Martin  ·  taken off", roster)


def refining(people: People, demo: RunningDemo) -> list[Person]:
    """Ana and Ben in the refinement of two items."""
    demo.act("invite_bot", "U0ANA", channel=CHECKOUT)
    for line in ("po @ana", "add Pay by invoice", "add Save a card", 'start "Checkout" for 1h'):
        scene.types(demo, "U0ANA", line, "/refine", CHECKOUT)
    scene.presses(demo, "Ben", "check_in", "refinement:session", CHECKOUT)
    return people("Ana", "Ben", channel=CHECKOUT)


def test_a_series_is_hosted_in_turn_and_a_turn_is_passed_on(people: People, demo: RunningDemo, strip: Strip) -> None:
    demo.goes_to_noon_of(lambda day: day.weekday() == 0)
    ana, ben, chloe = people(*HERE)
    ana.says('/coffee every wednesday at 10:00 "Guild" hosts @Ben @Chloé @Ana for 30m')
    ana.sees(re.compile(r"Next: Wed \d+ \w+ \(@Ben Okafor\), .* \(@Chloé Martin\), .* \(@Ana Torres\)"), ana.told)
    ana.presses("Save", ana.told)
    strip.goes_on_until("it opens here by itself")
    chloe.sees("host Ben")
    ben.goes_to("Cortado")
    ben.sees("It is your turn to host “Guild”")
    ben.presses("Not me this time")
    ben.sees("Noted: not you this time. Chloé hosts “Guild”")
    chloe.sees("host Chloé")
    strip.goes_on_until("Gathering.")
    ana.sees("host Chloé")
