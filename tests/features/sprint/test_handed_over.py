"""An event of a Sprint is handed over from the list that stands in the place of one that is old."""

from bot.features.sprint.kinds import SERIES
from tests.features.desk import ANA, BEN, Desk, options_of
from tests.features.refinement.scene import at
from tests.features.sprint.scene import form_of, series_of, set_up

PLANNING, REVIEW = 0, 2
"""Places in the list of events."""
ALONE = {"type": "message", "message_ts": "1.2", "channel_id": "C0GUILD", "is_ephemeral": True}


async def test_what_stands_in_the_place_of_an_old_list_hands_an_event_over(desk: Desk) -> None:
    desk.slack.people |= {ANA: {}, BEN: {}}
    await at(desk, "2026-11-28 10:00")
    await set_up(desk)
    old = options_of((await desk.command(ANA, "/sprint events")).message, SERIES.more)
    await form_of(desk, "review", held="no")
    told = await desk.click(ANA, SERIES.more, old[REVIEW]["Change, skip a date …"], container=ALONE)
    assert told.text.startswith("This event is not announced any more.")
    menu = options_of(told.message, SERIES.more)[PLANNING]
    form = (await desk.click(ANA, SERIES.more, menu["Hand over …"])).form
    assert "Sprint Planning in <#C0GUILD> goes on as planned." in str(form)
    assert "Sprint Planning in <#C0GUILD> is looked after by <@U0BEN> now." in str(
        (await desk.submit(ANA, form, {"person": BEN})).form
    )
    heard = await desk.the(SERIES.handed.name)
    assert (heard.place, heard.text.startswith("u0ana handed over to you: Sprint Planning in <#C0GUILD>.")) == (BEN, True)
    assert (await series_of(desk, "Sprint Planning")).owner == BEN
