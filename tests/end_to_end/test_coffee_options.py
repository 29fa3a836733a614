"""A meeting with options: pitches, boxes of its own, votes in the open, a run-off, takeaways asked for."""

from datetime import timedelta

from tests.end_to_end import scene
from tests.end_to_end.conftest import People
from tests.end_to_end.demo import RunningDemo

HERE = ("Ana", "Ben")
WISHES = '"Platform guild" pitch 20s boxes 4/2 votes visible named takeaways asked for 45m'


def test_pitches_votes_in_the_open_a_run_off_and_takeaways_that_are_asked_for(people: People, demo: RunningDemo) -> None:
    scene.starts(demo, HERE, WISHES, "Flaky tests", "Review queue")
    ana, ben = people(*HERE)
    ana.sees("Before the vote each topic is pitched for 20 s.")
    ben.presses("Start pitches")
    ana.sees("Ana pitches, until")
    ben.presses("Next pitch")
    ana.sees("This is the last pitch.")
    ben.presses("Vote now")

    ana.sees("The board shows each topic's total while we vote")
    ana.gives_dots("Flaky tests", "Review queue")
    ben.sees("● 1")
    scene.presses(demo, "Ben", "vote")
    ben.sends("Done")
    scene.goes_on_until(demo, "box 1 of 2")
    ben.sees("2 topics share the top with 1 dot each.")
    ben.sees("dots from Ana (1)")

    ben.presses("One-dot run-off")
    ana.sees("Run-off: 1 dot each")
    ben.gives_dots("Review queue")
    scene.goes_on_until(demo, "1 in the run-off")
    ana.ends("Next topic")
    ben.sees("What do you take with you from “Review queue”?")
    ben.presses("Add a takeaway")
    ben.fills("What do you take with you?", "One reviewer a day")
    ben.sends("Add")
    ana.sees("💡 One reviewer a day")
    demo.waits(timedelta(seconds=185))
    ana.sees("One minute left")
