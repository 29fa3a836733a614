"""What a record that is taken along has of merged and hidden topics, and of what is promised at a table."""

import json
from typing import Any

from bot.features.lean_coffee.kinds import BOARD
from tests.features.desk import text_of
from tests.features.lean_coffee.desk import Desk, payload_of
from tests.features.lean_coffee.scene import ANA, BEN, CHLOE, DEV, minutes
from tests.features.lean_coffee.test_listeners_merging import merges
from tests.features.lean_coffee.test_listeners_reports import reports
from tests.features.lean_coffee.test_listeners_tables import MANY, sits, split, table, wait
from tests.features.lean_coffee.windowed import Guild


async def exported(desk: Desk, form: str = "json") -> str:
    desk.slack.scopes = {"files:write"}
    assert "is on its way to you" in (await desk.types(f"export {form}", BEN)).text
    return desk.slack.sent[f"D{BEN}"].decode("utf-8-sig")


async def held(desk: Desk) -> Any:
    """Hold the vote and the talk of the open meeting, and return its record."""
    await desk.presses("Start voting", await desk.board())
    await desk.gives_dots()
    await desk.presses("Close voting", await desk.board())
    await desk.waits(minutes(60))
    return json.loads(await exported(desk))


async def test_what_is_promised_at_a_table_stands_there_in_the_summary_and_in_the_record(desk: Desk) -> None:
    await split(desk)
    await sits(desk, 1, ANA, DEV, MANY[0])
    await sits(desk, 2, MANY[1], MANY[2])
    first, second = await table(desk, 1), await table(desk, 2)
    asked = await desk.presses("Action", await desk.shows(BOARD, second.id), MANY[1])
    await desk.sends(asked.form, MANY[1], text="write the runbook")
    for there, stands in ((second, True), (first, False)):
        board = text_of(payload_of(await desk.shows(BOARD, there.id)))
        assert ("write the runbook" in board) is stands
    await wait(desk, minutes(60))
    assert "write the runbook" in text_of(payload_of(await desk.board()))
    (action,) = json.loads(await exported(desk))["actions"]
    about = next(topic.title for topic in second.topics if topic.id == second.topic)
    assert (action["text"], action["topic"]) == ("write the runbook", about)


async def test_a_merged_topic_is_one_in_a_record_with_all_who_proposed_it(desk: Desk) -> None:
    await desk.opens("one | why one", "three")
    await desk.types("topic two | why two", CHLOE)
    await merges(desk)
    told = await held(desk)
    assert sorted(one["title"] for one in (*told["discussed"], *told["not_reached"])) == ["one + two", "three"]
    both = next(one for one in told["discussed"] if one["title"] == "one + two")
    assert both["proposed_by"] == "Ben, Chloé"
    assert [why in both["context"] for why in ("why one", "why two")] == [True, True]


async def test_a_hidden_topic_is_in_no_record(desk: Desk) -> None:
    await desk.opens("bad", "good")
    await reports(desk, ANA, CHLOE, DEV)
    await held(desk)
    for form in ("json", "csv", "markdown"):
        text = await exported(desk, form)
        assert ("good" in text, "bad" in text) == (True, False)


async def test_an_asynchronous_one_is_found_by_its_title(windowed: Guild) -> None:
    await windowed.opens_async("Flaky tests", typed='"Deploy council" 24h')
    assert "Deploy council" in (await windowed.types("search council", BEN)).text
