"""From three meetings to a renewal, and away: a person's ledger, as they see and press it."""

import re
from datetime import date, timedelta

from playwright.sync_api import Locator

from tests.end_to_end import scene
from tests.end_to_end.conftest import People
from tests.end_to_end.demo import RunningDemo
from tests.end_to_end.people import Person

MEETINGS = ("Platform guild", "Testing guild", "Product guild")
THURSDAY = 3
READING, COURSE, NEED = 90, 20 * 60, 20 * 60
"""Minutes that are logged, and that CSPO needs."""


def attends_three(demo: RunningDemo) -> None:
    """Hold three short meetings, which Ana hosts and Ben attends to their planned end."""
    for title in MEETINGS:
        scene.starts(demo, ("Ana", "Ben"), f'"{title}" for 10m')
        demo.waits(timedelta(minutes=15))


def test_a_person_earns_logs_renews_takes_along_and_is_erased(people: People, demo: RunningDemo) -> None:
    demo.goes_to_noon_of(lambda day: day.weekday() == THURSDAY)
    attends_three(demo)
    (ben,) = people("Ben")
    attended = keeps(ben)
    issued = (demo.now().date() - timedelta(days=600)).replace(day=1)
    adds_credential(ben, issued, attended)
    logs_by_oneself(ben, attended)
    logs_at_the_body(ben, entries=len(MEETINGS) + 2)
    renews(ben, issued, left=attended + READING + COURSE - NEED)
    takes_along(ben, attended + READING + COURSE)
    is_erased(ben)


def in_hours(minutes: int) -> str:
    hours, rest = divmod(minutes, 60)
    return f"{hours} h {rest} min" if hours and rest else f"{hours} h" if hours else f"{rest} min"


def minutes_in(place: Locator, before: str) -> int:
    """Read the time that stands behind some words."""
    found = re.search(rf"{re.escape(before)} ?(\d+) h (\d+)", place.inner_text())
    assert found is not None, place.inner_text()
    return 60 * int(found[1]) + int(found[2])


def keeps(ben: Person) -> int:
    """Keep the minutes of the meetings, and return how many they are."""
    ben.goes_to("Cortado")
    ben.presses("Keep them")
    ben.sees("To log so far:")
    attended = minutes_in(ben.of_the_app.last, "To log so far:")
    assert attended in range(27, 31)
    ben.goes_to("guild")
    return attended


def adds_credential(ben: Person, issued: date, attended: int) -> None:
    ben.says(f"/seu credential CSPO {issued:%-d %B %Y}")
    ben.sees("Added: CSPO", ben.form)
    ben.closes()
    ben.says("/seu")
    ben.sees(f"{in_hours(attended)} of 20 h", ben.told)


def logs_by_oneself(ben: Person, attended: int) -> None:
    ben.says('/seu log 1h30 read "Forecasting with throughput" yesterday')
    ben.sees("Forecasting with throughput", ben.told)
    ben.says("/seu")
    ben.sees(f"{in_hours(attended + READING)} of 20 h", ben.told)
    ben.says('/seu log 20h course "Product Owner course" yesterday')
    ben.sees("Product Owner course", ben.told)


def logs_at_the_body(ben: Person, entries: int) -> None:
    ben.says("/seu next")
    for left in range(entries, 0, -1):
        ben.sees(f"1 of {left}" if left > 1 else "Product guild", ben.form)
        ben.form.get_by_role("button", name="Logged it", exact=True).click()
    ben.sees("Nothing is left to log", ben.form)
    ben.closes()


def renews(ben: Person, issued: date, left: int) -> None:
    ben.says("/seu renew")
    ben.sees("CSPO", ben.form)
    ben.presses("I renewed it", ben.form)
    ben.sees("the oldest first", ben.form)
    ben.sees(in_hours(left), ben.form)
    ben.form.get_by_role("button", name="Renewed", exact=True).last.click()
    ben.sees("Renewed", ben.form)
    ben.closes()
    ben.says("/seu")
    ben.sees(f"CSPO until 1 {issued:%B} {issued.year + 4}", ben.told)


def takes_along(ben: Person, minutes: int) -> None:
    ben.says("/seu export")
    ben.sees("CSV", ben.form)
    ben.form.get_by_role("button", name="Export", exact=True).click()
    ben.sees(f"{minutes} minutes", ben.form)
    ben.closes()


def is_erased(ben: Person) -> None:
    ben.says("/seu erase")
    ben.ticks("Erase me: it cannot be undone")
    ben.form.get_by_role("button", name="Erase me", exact=True).click()
    ben.sees("You are erased.", ben.form)
    ben.closes()
    ben.says("/seu")
    ben.sees("Nothing is kept for you yet.", ben.told)
