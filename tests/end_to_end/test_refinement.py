"""A refinement reminder: planned in a sentence, a card a day ahead, a line shortly before, and its list."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.end_to_end.conftest import People
from tests.end_to_end.demo import RunningDemo
from tests.end_to_end.people import SOON, Person
from tests.end_to_end.strip import Strip

WEDNESDAY = 2


@pytest.fixture
def team(demo: RunningDemo, people: People) -> list[Person]:
    """Ana, who is the Product Owner, and Ben in their team's channel, on a Wednesday, with a reminder that is saved."""
    demo.goes_to_noon_of(lambda day: day.weekday() == WEDNESDAY)
    ana, ben = people("Ana", "Ben", channel="C0CHECKOUT")
    ana.says("/refine remind every other tuesday at 10:00 https://meet.example/refine")
    ana.sees("Every 2 weeks on Tuesday at 10:00, Europe/Madrid, in #team-checkout", ana.told)
    assert len(re.findall(r"Tue \d+ \w{3,4}", ana.told.inner_text())) == 4, ana.told.inner_text()
    ana.presses("Save")
    ana.sees("Saved: Every 2 weeks on Tuesday at 10:00, Europe/Madrid", ana.told)
    return [ana, ben]


def test_the_card_keeps_who_is_late_or_cannot_come_and_the_line_follows(team: list[Person], strip: Strip, page: Page) -> None:
    ana, ben = team
    strip.goes_on()
    expect(page.locator(".clock-time")).to_contain_text("Mon")
    ben.sees(re.compile(r"Backlog refinement, Tue \d+ \w{3,4} 10:00"))
    ben.sees("Silence means coming.")
    ben.presses("🕑 Late")
    ana.sees("Late: Ben")
    ben.presses("❌ Can't")
    ana.sees("Can't: Ben")
    expect(ana.of_the_app.last).not_to_contain_text("Late: Ben")
    ana.presses("🕑 Late")
    ben.sees("Late: Ana · Can't: Ben")
    expect(ben.of_the_app).to_have_count(1)

    strip.goes_on()
    expect(page.locator(".clock-time")).to_contain_text("09:50")
    for person, time in ((ana, "10:00"), (ben, "09:00")):
        person.sees(f"Backlog refinement begins at {time}.")
        expect(person.of_the_app).to_have_count(2)
        expect(person.of_the_app.last.get_by_role("link", name="Join the call")).to_have_attribute(
            "href", "https://meet.example/refine"
        )


def test_the_list_of_reminders_skips_one_pauses_goes_on_and_ends(team: list[Person], strip: Strip, page: Page) -> None:
    ana, ben = team
    strip.goes_on()
    ben.sees("Silence means coming.")
    ana.says("/refine reminders")
    ana.sees("Backlog refinement  Every 2 weeks on Tuesday at 10:00, Europe/Madrid", ana.told)
    ana.sees(re.compile(r"Next: Tue \d+ \w+(?: \d+)? 10:00"), ana.told)
    ben.says("/refine reminders")
    ben.chooses("Pause", ben.told)
    ben.sees("Only @Ana Torres, whose reminder this is", ben.told)

    ana.chooses("Skip the next one", ana.told)
    ben.sees("skipped this time.")
    ana.sees(re.compile(r"Skipped: Tue \d+ \w+(?: \d+)? 10:00\."), ana.told)
    ana.chooses("Pause", ana.told)
    ana.sees("paused", ana.told)
    strip.goes_on()
    expect(page.locator(".ahead")).to_have_text("Nothing is planned yet", timeout=SOON)
    ana.chooses("Go on", ana.told)
    ana.sees("Next: ", ana.told)
    ana.chooses("End", ana.told)
    ana.sees("Nobody is reminded of Backlog refinement in #team-checkout ever again.", ana.form)
    ana.form.get_by_role("button", name="End the reminder", exact=True).click()
    ana.sees("has ended.", ana.form)
    ana.form.get_by_text("Close", exact=True).click()
    expect(page.locator(".ahead")).to_have_text("Nothing is planned yet", timeout=SOON)
