"""The private ballot at the page: rows to press, what it says, and menus where many are here."""

import re

from playwright.sync_api import expect

from tests.end_to_end import scene
from tests.end_to_end.conftest import People
from tests.end_to_end.demo import RunningDemo
from tests.end_to_end.strip import GUILD

HERE = ("Ana", "Ben", "Chloé")
TOPICS = ("Flaky tests | Third week in a row that main is red on Monday.", "Who owns the review queue?")
CROWD = 13


def test_presses_count_at_once_up_to_the_budget_and_done_is_said(people: People, demo: RunningDemo) -> None:
    scene.starts(demo, HERE, '"Platform guild" vote 5 for 45m', *TOPICS)
    scene.presses(demo, "Ana", "open_vote")
    ana, ben = people("Ana", "Ben")
    ben.presses("Vote")
    ben.sees("3 of 3 dots left. Change it until voting closes at", ben.form)
    expect(ben.row("Flaky tests")).to_contain_text("Third week in a row")
    ben.presses_dots("Flaky tests", "Flaky tests", "Who owns")
    ben.sees("0 of 3 dots left.", ben.form)
    ana.sees("Voted (1 of 3 here): Ben")
    expect(ana.of_the_app.last).not_to_contain_text("●")
    ben.row("Who owns").get_by_role("button", name="+ dot", exact=True).click()
    ben.sees("You have given all 3 dots. Take one back first with “− dot”.", ben.form)
    ben.form.get_by_role("button", name="− dot", exact=True).first.click()
    ben.sees("1 of 3 dots left.", ben.form)
    expect(ben.row("Flaky tests")).to_contain_text("● 1")
    ana.sees("Voted: nobody yet")
    ben.sends("Done")
    ana.sees("Voted (1 of 3 here): Ben")


def test_a_topic_withdrawn_while_the_ballot_is_open_says_so_in_its_row(people: People, demo: RunningDemo) -> None:
    scene.starts(demo, HERE, '"Platform guild" vote 5 for 45m', *TOPICS)
    scene.presses(demo, "Ana", "open_vote")
    ana, ben = people("Ana", "Ben")
    ben.presses("Vote")
    ben.presses_dots("Flaky tests")
    ana.chooses("Remove a topic (host)", ana.of_the_app.last)
    ana.picks("Topic", "Flaky tests")
    ana.sends("Remove")
    ben.presses_dots("Who owns")
    expect(ben.row("Flaky tests")).to_contain_text("Taken off the board meanwhile. Dots on it are free again.")
    ben.sees("2 of 3 dots left.", ben.form)


def test_where_many_are_here_the_ballot_asks_by_menus(people: People, demo: RunningDemo) -> None:
    scene.starts(demo, HERE, '"Platform guild" vote 5 for 45m', *TOPICS)
    demo.http.post("/room/crowd", json={"channel": GUILD, "size": CROWD})
    demo.shows(f"Here ({len(HERE) + CROWD})")
    scene.presses(demo, "Ana", "open_vote")
    (ben,) = people("Ben")
    ben.presses("Vote")
    ben.sees("3 dots to give. They count when you press “Done”", ben.form)
    ben.picks("Flaky tests", "●● 2")
    ben.picks("Who owns the review queue", "● 1")
    ben.sends("Done")
    ben.sees(re.compile(rf"Voted \(\d+ of {len(HERE) + CROWD} here\): Ben"))
