"""The learning library: an admin fills it, somebody reads a part of it, and their own ledger says so."""

from tests.end_to_end.conftest import People
from tests.end_to_end.screenshots_learning import SHELF, fill


def test_an_admin_fills_the_library_and_what_somebody_read_stands_in_their_ledger(people: People) -> None:
    ana, ben = people("Ana", "Ben")
    fill(ana, SHELF)
    ana.closes()

    ben.says("/seu library")
    ben.sees("Not seen yet: 7.", ben.form)
    ben.form.get_by_label("Search the titles").fill("throughput")
    ben.presses("Search", ben.form)
    ben.sees("Not seen yet: 1.", ben.form)
    ben.presses("I read it", ben.form)
    ben.fills("What I take from it", "A range, not a date.")
    ben.presses("Log it", ben.form)
    ben.sees("0 h 40 min logged: “Forecasting with throughput”", ben.form)
    ben.sees("At the end what you have seen: 1.", ben.form)
    ben.presses("Log it again", ben.form)
    ben.sees("Is this once more?", ben.form)
    ben.presses("Back to the library", ben.form)
    ben.closes()
    ben.says("/seu")
    ben.sees("Forecasting with throughput", ben.told)

    ana.says("/seu library")
    ana.sees("Not seen yet: 7. Nobody is told what you have seen.", ana.form)
