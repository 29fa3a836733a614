"""The credit rule of a meeting in the rehearsal room, without a page: stated, seen before it begins, and told to who was there."""

from datetime import timedelta

from tests.end_to_end.demo import RunningDemo
from tests.end_to_end.people import NAMES
from tests.end_to_end.scene import presses, types
from tests.fakes.until import wait_until

RULE = "full credit from 80 %, none below 3 min"


def hears(demo: RunningDemo, person: str, *texts: str) -> None:
    """Wait until a person is told all of this, in the channel or in private."""

    def seen() -> str:
        return str(demo.view(NAMES[person])["conversations"])

    wait_until(lambda: all(text in seen() for text in texts), lambda: f"{texts} did not come to {person}: {seen()}")


def test_cases_1_and_6_whoever_stays_is_credited_in_full_and_who_looks_in_sees_the_minimum(demo: RunningDemo) -> None:
    types(demo, NAMES["Ana"], "start “Platform guild” for 10m credit full from 80% min 3")
    hears(demo, "Ben", f"can keep learning minutes (SEUs): {RULE}.")
    demo.waits(timedelta(minutes=1))
    presses(demo, "Ben", "check_in")
    demo.shows("Here (2): Ana, Ben")
    demo.waits(timedelta(minutes=7))
    presses(demo, "Dev", "check_in")
    demo.shows("Here (3): Ana, Ben, Dev")
    demo.waits(timedelta(minutes=3))
    hears(demo, "Ben", "*You were there for 8 minutes* of “Platform guild”", "That is *0 h 10 min* to log", f"({RULE}).")
    hears(demo, "Dev", "*You were there for 1 minute* of", "Its rule counts from 3 min on, so there is nothing to log.")
    hears(demo, "Dev", f"({RULE}).")
