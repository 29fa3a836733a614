"""What came out of a meeting, at the page: exported from its summary and by command, found again, counted."""

import re
from datetime import timedelta

from tests.end_to_end import scene
from tests.end_to_end.conftest import People
from tests.end_to_end.demo import RunningDemo

HERE = ("Ana", "Ben")


def test_a_record_is_exported_found_and_counted(people: People, demo: RunningDemo) -> None:
    # Nobody votes, so that there is little to wait for: what was not reached stands in the record too.
    scene.starts(demo, HERE, '"Platform guild" for 10m', "Déploys")
    demo.waits(timedelta(minutes=10))
    (ben,) = people("Ben")
    ben.sees("what came out", ben.of_the_app.last)
    ben.presses("Export", ben.of_the_app.last)
    ben.form.get_by_role("button", name="Export", exact=True).click()
    ben.sees(re.compile("is on its way to you|Copy block by block"), ben.form)
    ben.closes()
    ben.says("/coffee search deploys")
    ben.sees("1 result for “deploys”", ben.told)
    ben.sees("Déploys", ben.told)
    ben.says("/coffee stats")
    ben.sees("There is one meeting with a record to count here.", ben.told)
