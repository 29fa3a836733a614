"""A whole meeting with Slack's limits on: every press counts, and every change of phase is shown."""

from math import inf

from tests.bench.attended import hold

PEOPLE, TOPICS = 4, 2


async def test_people_hold_a_meeting_to_its_end_and_no_press_is_lost(database_url: str) -> None:
    held = await hold(database_url, 1, people=PEOPLE, topics=TOPICS)
    assert held.lost == ()
    assert held.refused == 0
    assert held.calls["views.open"] == PEOPLE
    assert held.most_forms <= 1, "a ballot is drawn anew at most once a second"
    # a vote, for each topic a talk and a question at least, the last call, the end
    assert len(held.shown) >= 2 * TOPICS + 3
    assert max(held.shown) < inf
