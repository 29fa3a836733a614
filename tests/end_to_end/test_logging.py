"""Somebody logs what they learned by themselves, looks it up, mends it and takes it back, in their pane of the page."""

from tests.end_to_end.conftest import People


def test_a_reading_is_logged_by_a_sentence_found_mended_and_taken_back(people: People) -> None:
    (ben,) = people("Ben")
    ben.says('/seu log 1h30 read "Forecasting with throughput" yesterday')
    ben.sees("1 h 30 min logged: “Forecasting with throughput”, reading", ben.told)
    ben.says("/seu log 20m coached Dev on 3/4")
    ben.fills("Evidence", "ask Dev")
    ben.sees("“3/4” could mean 3 april or 4 march?", ben.form)
    ben.form.get_by_role("button", name="Log it", exact=True).click()
    ben.sees("0 h 20 min logged: “Dev”, volunteering", ben.form)
    ben.closes()

    ben.says("/seu search forecasting")
    ben.sees("1 h 30 min to log in 1 entry", ben.form)
    ben.chooses("Not right?", ben.form)
    ben.fills("Minutes", "45")
    ben.form.get_by_role("button", name="Save", exact=True).click()
    ben.sees("1 h 45 min to log in 1 entry", ben.form)
    ben.chooses("Take it back", ben.form)
    ben.sees("taken back by you", ben.form)
    ben.presses("All entries", ben.form)
    ben.sees("0 h 20 min to log in 2 entries", ben.form)
