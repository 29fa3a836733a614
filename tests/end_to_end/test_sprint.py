"""Sprints of a team: planned in a sentence, seen before they are saved, and a reminder that is counted from them."""

import re
from datetime import timedelta

from tests.end_to_end.conftest import People
from tests.end_to_end.demo import RunningDemo

WEDNESDAY = 2


def test_a_reminder_is_counted_from_the_sprints_that_were_seen_and_saved(people: People, demo: RunningDemo) -> None:
    demo.goes_to_noon_of(lambda day: day.weekday() == WEDNESDAY)
    monday = demo.now().date() + timedelta(days=5)
    ana, ben = people("Ana", "Ben", channel="C0CHECKOUT")
    ana.says(f"/sprint 2 weeks from {monday:%-d %B}")
    ana.sees("Sprints of 2 weeks, the first one from Mon", ana.told)
    for line in ("Sprint 1: Mon", "10 working days", "Sprint Planning: Mon", "at most 4 h", "Daily Scrum: each working day"):
        ana.sees(line, ana.told)
    ana.presses("Save", ana.told)
    ana.sees("Saved: Sprints of 2 weeks", ana.told)
    ben.says("/sprint")
    ben.sees("not begun yet", ben.told)

    ana.says("/refine remind 1 working day before sprint planning at 15:00")
    ana.sees("1 working day before Sprint Planning at 15:00, Europe/Madrid, in #team-checkout", ana.told)
    fridays = [monday - timedelta(days=3) + timedelta(weeks=2 * sprint) for sprint in range(4)]
    found = re.findall(r"Fri (\d+) (\w{3})", ana.told.inner_text())
    assert found == [(f"{day.day}", f"{day:%b}") for day in fridays], ana.told.inner_text()
    ana.presses("Save", ana.told)
    ana.sees("Saved: 1 working day before Sprint Planning at 15:00", ana.told)
