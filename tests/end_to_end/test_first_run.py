"""Somebody new: a play of a meeting for them alone, and what a channel is offered that never had one."""

from datetime import timedelta

from tests.end_to_end.conftest import People
from tests.end_to_end.demo import RunningDemo


def test_a_play_goes_from_its_topics_to_its_summary_for_one_person(people: People, demo: RunningDemo) -> None:
    (ana,) = people("Ana")
    ana.says("/coffee demo")
    ana.sees("plays now in your direct messages with me", ana.told)
    ana.goes_to("Cortado")
    ana.sees("A demo:")
    ana.sees("Gathering.")
    demo.waits(timedelta(seconds=37))
    ana.sees("Time's up: Flaky tests")
    demo.waits(timedelta(seconds=50))
    ana.sees("That was a demo.")
    ana.sees("A test that fails twice goes into quarantine.")


def test_a_channel_that_never_had_one_starts_a_short_one(people: People) -> None:
    (ana,) = people("Ana")
    ana.says("/coffee")
    ana.sees("/coffee demo plays a whole one", ana.told)
    ana.presses("Try a five-minute one now", ana.told)
    ana.sees("Gathering.")


def test_who_presses_watch_sees_three_people_hold_a_meeting(people: People, demo: RunningDemo) -> None:
    (ana,) = people("Ana")
    ana.page.get_by_role("button", name="Watch a meeting").click()
    ana.sees("Gathering.")
    ana.sees("Too many meetings on Wednesday")
    ana.sees("or when someone here starts it.")  # two of them are here
    demo.waits(timedelta(seconds=14))
    ana.sees("Voted (")
