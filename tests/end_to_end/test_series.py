"""A month of a series by the clock of the page: planned, announced, held, announced again, ended."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.end_to_end import scene
from tests.end_to_end.conftest import People
from tests.end_to_end.demo import RunningDemo
from tests.end_to_end.people import SOON, Person
from tests.end_to_end.strip import Strip


@pytest.fixture
def guild(demo: RunningDemo, people: People) -> list[Person]:
    """Ana and Ben in the channel, in the middle of a month."""
    demo.goes_to_noon_of(lambda day: day.day == 10)
    return people("Ana", "Ben")


def test_a_series_announces_its_next_meeting_and_opens_it(guild: list[Person], strip: Strip, page: Page) -> None:
    ana, ben = guild
    plan(ana)
    ben.sees("Lean Coffee in #guild: Every month on the first Thursday at 15:00, Europe/Madrid. Host Ana.")
    ben.says("/coffee topic Pairing with Support | They see bugs before we do")
    ben.sees("waits for the next Lean Coffee here", ben.told)

    strip.goes_on()
    expect(page.locator(".clock-time")).to_contain_text("Wed")
    for person in guild:
        person.sees(re.compile(r"\d{4}-\d\d-\d\d \d+:00"))
        person.sees("1. Pairing with Support")
    ben.presses("I'm coming")
    ana.sees("Coming (1): Ben")

    strip.goes_on_until("Gathering.")
    expect(page.locator(".clock-time")).to_contain_text("Thu")
    expect(ana.of_the_app.nth(1)).to_contain_text("it opened, see its board below")
    ben.goes_to("Cortado")
    ben.sees("“Lean Coffee in #guild” begins at")


def test_one_date_is_had_as_a_file_from_its_announcement_and_anew_once_it_is_skipped(guild: list[Person], strip: Strip) -> None:
    ana, ben = guild
    plan(ana)
    strip.goes_on()
    ben.sees("it opens here by itself")
    ben.presses("I'm coming")
    ana.sees("Coming (1): Ben")
    ben.presses("Calendar file")
    ben.sees("the calendar file is on its way to you", ben.told)
    ana.says("/coffee series")
    ana.chooses("Skip the next one", ana.told)
    ben.goes_to("Cortado")
    expect(ben.messages.filter(has_text="date.ics")).to_have_count(1, timeout=SOON)
    ben.sees("is called off: Ana skipped this date.")
    ben.presses("Calendar file")
    expect(ben.messages.filter(has_text="date.ics")).to_have_count(2, timeout=SOON)


def test_after_its_meeting_a_series_announces_the_next_and_each_is_asked_about_minutes(
    guild: list[Person], strip: Strip, page: Page, demo: RunningDemo
) -> None:
    ana, ben = guild
    plan(ana)
    scene.types(demo, "U0BEN", "topic Pairing with Support")
    scene.goes_on_until(demo, "Gathering.")
    hold(strip, ana, ben)
    strip.goes_on()
    expect(page.locator(".clock-time")).to_contain_text("Wed")
    for person in guild:
        person.sees("it opens here by itself")
        expect(person.of_the_app).to_have_count(4)
    for person in guild:
        person.goes_to("Cortado")
        expect(
            person.of_the_app.filter(has_text=re.compile(r"You were there for \d+ minutes of “Lean Coffee in #guild”"))
        ).to_have_count(1, timeout=SOON)


def plan(ana: Person) -> None:
    ana.says("/coffee every first thursday 15:00 Europe/Madrid for 45m")
    ana.sees("Every month on the first Thursday at 15:00, Europe/Madrid, in #guild", ana.told)
    dates = re.search(r"Next: (.*)It lasts 45 min", ana.told.inner_text().replace("\n", ""))
    assert dates is not None, ana.told.inner_text()
    days = [re.fullmatch(r"Thu ([1-7]) \w{3,4}( \d{4})?", one) for one in dates[1].split(", ")]
    assert len(days) == 4, dates[1]
    assert all(days), dates[1]
    ana.presses("Save")
    ana.sees("Saved: Every month on the first Thursday at 15:00, Europe/Madrid", ana.told)


def hold(strip: Strip, ana: Person, ben: Person) -> None:
    for person in (ana, ben):
        person.sees("1. Pairing with Support")
        person.presses("I'm here")
    ben.presses("Start voting")
    for person in (ana, ben):
        person.gives_dots("Pairing with Support")
    strip.goes_on_until("box 1 of 3")
    ben.ends("Next topic")
    ben.sees("Last call.")
    strip.goes_on_until("what came out")
    ana.sees("1. Pairing with Support  ●● 2")
    ana.sees("Next: ")


def test_the_list_of_series_skips_one_pauses_goes_on_and_ends(guild: list[Person], strip: Strip, page: Page) -> None:
    ana, ben = guild
    plan(ana)
    strip.goes_on()
    ben.sees("it opens here by itself")
    ana.says("/coffee series")
    ana.sees("Lean Coffee in #guild  Every month on the first Thursday at 15:00, Europe/Madrid · host Ana", ana.told)
    next_one = re.compile(r"Next: Thu \d \w+(?: \d+)? 15:00")
    ana.sees(next_one, ana.told)
    shown = next_one.search(ana.told.inner_text())
    assert shown is not None
    ben.presses("I'm coming")
    ana.sees("Coming (1): Ben")

    ana.chooses("Skip the next one", ana.told)
    ben.sees("skipped this time.")
    ben.goes_to("Cortado")
    ben.sees(re.compile(r"“Lean Coffee in #guild”, Thu \d \w+(?: \d+)? 14:00, is called off: Ana"))
    ben.goes_to("guild")
    expect(ana.told).not_to_contain_text(shown.group(), timeout=SOON)
    ana.chooses("Pause", ana.told)
    ana.sees("paused", ana.told)
    expect(page.locator(".ahead")).to_have_text("Nothing is planned yet", timeout=SOON)
    ana.chooses("Go on", ana.told)
    ana.sees("Next: ", ana.told)
    ana.chooses("End the series", ana.told)
    ana.sees("“Lean Coffee in #guild” opens no meeting ever again.", ana.form)
    ana.form.get_by_role("button", name="End the series", exact=True).click()
    ana.sees("has ended.", ana.form)
    ana.form.get_by_text("Close", exact=True).click()
    expect(page.locator(".ahead")).to_have_text("Nothing is planned yet", timeout=SOON)
