"""Sprints and reminders of a Product Owner in Toronto go over a holiday and over both changes of the clocks."""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta

import pytest
from playwright.sync_api import expect

from tests.end_to_end.conftest import People
from tests.end_to_end.demo import RunningDemo
from tests.end_to_end.people import Person
from tests.end_to_end.strip import Strip

CHECKOUT = "C0CHECKOUT"
TORONTO = "America/Toronto"
DAY, WEEK = timedelta(days=1), timedelta(weeks=1)


def monday(year: int, month: int, number: int) -> date:
    first = date(year, month, 1)
    return first + timedelta(days=-first.weekday() % 7) + (number - 1) * WEEK


def thanksgiving(year: int) -> date:
    return monday(year, 10, 2)


def family_day(year: int) -> date:
    return monday(year, 2, 3)


@pytest.mark.parametrize(
    ("holiday_of", "name", "hours"),
    [
        # The clocks change between the first and the third Sprint; 09:30 is at these hours of UTC.
        (thanksgiving, "Thanksgiving Day", (time(13, 30), time(14, 30))),
        (family_day, "Family Day", (time(14, 30), time(13, 30))),
    ],
    ids=["clocks go back", "clocks go forward"],
)
def test_planning_moves_from_a_holiday_and_keeps_its_hour_when_the_clocks_change(
    people: People, strip: Strip, demo: RunningDemo, holiday_of: Callable[[int], date], name: str, hours: tuple[time, time]
) -> None:
    demo.goes_to_noon_of(lambda day: day == holiday_of(day.year) - 5 * DAY)
    holiday = demo.now().date() + 5 * DAY
    olivia = product_owner(people, demo)
    sets_the_country(olivia)
    plans(olivia, holiday, name)

    strip.goes_on()
    olivia.sees(f"Backlog refinement, {holiday - 3 * DAY:%a %-d %b} 15:00")
    waits_until_noon(demo, holiday)
    sees_the_card(olivia, strip, holiday, holiday + DAY, hours[0])
    demo.waits(timedelta(hours=8))
    expect(olivia.of_the_app).to_have_count(3)  # with the reminder's card and line: nothing begins on the holiday
    strip.goes_on()
    olivia.sees("Sprint Planning begins at 09:30.")

    strip.page.goto("about:blank")  # a page that follows four weeks draws each of their messages
    sprint_3 = holiday + 4 * WEEK
    waits_until_noon(demo, sprint_3 - DAY)
    (olivia,) = people(olivia.name, channel=CHECKOUT)
    sees_the_card(olivia, strip, sprint_3 - DAY, sprint_3, hours[1])
    told = " ".join(olivia.of_the_app.all_inner_texts())
    hours_told = set(re.findall(r"(Daily Scrum|Planning|Review|Retrospective|refinement|Triage) begins at (\d\d:\d\d)", told))
    assert hours_told == {
        ("Daily Scrum", "09:00"), ("Planning", "09:30"), ("Review", "14:00"), ("Retrospective", "16:00"),
        ("refinement", "15:00"), ("Triage", "14:00"),
    }  # fmt: skip


def sees_the_card(olivia: Person, strip: Strip, today: date, planning: date, hour: time) -> None:
    """Go to the moment of Planning's card: 09:30 of Toronto, whatever hour of UTC that is."""
    strip.goes_on()
    assert strip.demo.now().time().replace(second=0, microsecond=0) == hour
    expect(strip.page.locator(".clock-time")).to_contain_text(f"{today:%a, %-d %b %Y}, 09:30")
    olivia.sees(f"Sprint Planning, {planning:%a %-d %b} 09:30")


def product_owner(people: People, demo: RunningDemo) -> Person:
    """Let somebody of Toronto come into the team's channel, and be its Product Owner."""
    person = demo.http.post("/room/people", json={"name": "olivia", "real_name": "Olivia Roy", "tz": TORONTO}).json()
    demo.act("join", person["id"], channel=CHECKOUT)
    (olivia,) = people(person["id"], channel=CHECKOUT)
    olivia.says("/refine po @olivia")
    olivia.sees("Product Owner", olivia.told)
    return olivia


def sets_the_country(olivia: Person) -> None:
    olivia.says("/refine settings")
    olivia.presses("Our days …", olivia.form)
    olivia.picks("Public holidays of", "Canada")
    olivia.picks("Region", "Ontario (ON)")
    olivia.form.get_by_role("button", name="Save", exact=True).click()
    olivia.sees("Public holidays: Canada, Ontario (ON)", olivia.form)
    olivia.closes()


def plans(olivia: Person, holiday: date, name: str) -> None:
    """Plan Sprints whose first day is a holiday, and two reminders, by what their previews say about it."""
    olivia.says(f"/sprint 2 weeks from {holiday:%-d %B}")
    for said in (
        "Events of Sprint 1",
        f"Sprint Planning: {holiday + DAY:%a %-d %b} 09:30",
        f"{holiday:%a %-d %b} is {name}: Sprint Planning of Sprint 1 is {holiday + DAY:%a %-d %b}.",
        f"Times are those of {TORONTO}.",
    ):
        olivia.sees(said, olivia.told)
    olivia.presses("Save", olivia.told)
    olivia.sees("Saved: Sprints of 2 weeks", olivia.told)
    for line, first, left_out in (
        ("1 working day before sprint planning at 15:00", holiday - 3 * DAY, ""),
        ('every monday at 14:00 "Triage" skip holidays', holiday + WEEK, f"{holiday:%a %-d %b} is {name}: it is left out."),
    ):
        olivia.says(f"/refine remind {line}")
        olivia.sees(f"Next: {first:%a %-d %b}", olivia.told)
        olivia.sees(left_out, olivia.told)
        olivia.presses("Save", olivia.told)
        olivia.sees("Saved: ", olivia.told)


def waits_until_noon(demo: RunningDemo, day: date) -> None:
    """Let time pass until 12:00 UTC of a day: early in the morning in Toronto."""
    demo.waits(datetime.combine(day, time(12), UTC) - demo.now())
