"""An action item from the board to its owner's direct message, the summary, and the next meeting, as people see and press it."""

from tests.end_to_end import scene
from tests.end_to_end.conftest import People
from tests.end_to_end.demo import RunningDemo
from tests.end_to_end.people import NAMES
from tests.end_to_end.strip import GUILD

HERE = ("Ana", "Ben")
RULE = "writes the quarantine rule"


def test_an_action_is_noted_on_the_board_accepted_by_its_owner_and_stands_in_the_summary(
    people: People, demo: RunningDemo
) -> None:
    scene.starts(demo, HERE, '"Platform guild" for 45m', "Flaky tests")
    scene.votes(demo, HERE, {"Ana": ["Flaky tests"]})
    ana, ben = people(*HERE)
    ana.presses("Action")
    ana.sees("About Flaky tests", ana.form)
    ana.fills("What is to be done", RULE)
    ana.picks("Who is to do it", "Ben Okafor")
    ana.sends("Add")
    ana.sees(f"☑️ Ben {RULE}")
    ben.goes_to("Cortado")
    ben.sees(f"{RULE}")
    ben.presses("Accept")
    ben.sees("It has no date, so I do not remind you.")
    scene.presses(demo, "Ana", "next")
    scene.presses(demo, "Ana", "finish")
    ana.sees("Platform guild: what came out")
    ana.sees(f"☑️ Ben {RULE}")


def test_the_next_meeting_opens_with_what_was_typed_in_the_channel(people: People, demo: RunningDemo) -> None:
    demo.act("invite_bot", NAMES["Ana"], channel=GUILD)
    scene.types(demo, NAMES["Ana"], "action @ben tidies up by tomorrow")
    scene.starts(demo, HERE, '"Platform guild" for 45m', "Flaky tests")
    (ben,) = people("Ben")
    ben.sees("Open from before")
    ben.presses("Open actions")
    ben.sees("tidies up", ben.form)
    ben.chooses("Done", ben.form)
    ben.sees("Nothing is to be done here.", ben.form)
