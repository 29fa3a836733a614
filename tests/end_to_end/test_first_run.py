"""Somebody new: a play of a meeting for them alone, and what a channel is offered that never had one."""

from tests.end_to_end.conftest import People
from tests.end_to_end.demo import RunningDemo
from tests.end_to_end.strip import Strip


def test_a_play_goes_from_its_topics_to_its_summary_for_one_person(people: People, demo: RunningDemo, strip: Strip) -> None:
    (ana,) = people("Ana")
    ana.says("/coffee demo")
    ana.sees("plays now in your direct messages with me", ana.told)
    ana.goes_to("Cortado")
    ana.sees("A play:")
    ana.sees("Gathering.")
    strip.goes_on_until("Time's up", seen_by=ana)
    strip.goes_on_until("That was a play.", seen_by=ana)
    ana.sees("A test that fails twice goes into quarantine.")


def test_a_channel_that_never_had_one_starts_a_short_one(people: People) -> None:
    (ana,) = people("Ana")
    ana.says("/coffee")
    ana.sees("`/coffee demo` plays a whole one", ana.told)
    ana.presses("Try a five-minute one now", ana.told)
    ana.sees("Gathering.")
