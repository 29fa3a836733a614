"""A whole meeting of ten people with Slack's limits on: every press counts, and every change of phase is shown."""

from math import inf

from tests.bench.attended import PEOPLE, TOPICS, hold


async def test_ten_people_hold_a_meeting_to_its_end_and_no_press_is_lost(database_url: str) -> None:
    held = await hold(database_url, 1)
    assert held.lost == ()
    assert held.refused == 0
    assert held.forms == PEOPLE
    assert held.calls["views.open"] == PEOPLE
    # a vote, for each topic a talk and a question at least, the last call, the end
    assert len(held.shown) >= 2 * TOPICS + 3
    assert max(held.shown) < inf
