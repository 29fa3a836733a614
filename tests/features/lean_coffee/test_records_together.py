"""Records of meetings with tables, of asynchronous ones and with named votes: taken along, found, counted."""

import csv
import json
import re
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from bot.core.ids import PersonId
from bot.features.lean_coffee.kinds import BOARD
from bot.features.lean_coffee.rules.series import summary
from bot.features.lean_coffee.rules.values import Meeting
from bot.features.lean_coffee.views import ids
from bot.house.features import ANSWERED_BY, answers_of
from bot.store.transaction import Answering
from tests.features.lean_coffee import verbs
from tests.features.lean_coffee.desk import Desk, labels
from tests.features.lean_coffee.scene import ANA, BEN, CHLOE, DEV, minutes
from tests.features.lean_coffee.test_listeners_tables import sits, split, table, wait
from tests.features.lean_coffee.windowed import DAY, Guild

SCHEMA = json.loads((Path(__file__).parents[3] / "docs" / "lean-coffee-record.schema.json").read_text())


async def taken_along(desk: Desk, person: PersonId = BEN) -> tuple[Any, list[dict[str, str]], str, str]:
    """Return the last record of the channel as JSON, CSV, Markdown and the text of the PDF."""
    desk.slack.scopes = {"files:write"}
    files = []
    for form in ("json", "csv", "markdown", "pdf"):
        assert "is on its way to you" in (await desk.types(f"export {form}", person)).text
        files.append(desk.slack.sent[f"D{person}"])
    told = json.loads(files[0])
    import jsonschema  # seconds of grammars, which whoever collects tests need not read

    jsonschema.validate(told, SCHEMA)
    rows = list(csv.DictReader(StringIO(files[1].decode("utf-8-sig"), newline="")))
    pages = " ".join(page.extract_text() for page in PdfReader(BytesIO(files[3])).pages)
    return told, rows, files[2].decode(), " ".join(pages.split())


async def talked_at_tables(desk: Desk) -> Meeting:
    """Hold a meeting whose six topics are talked about at two tables, but for those that nobody reaches, and close it."""
    await split(desk)
    await sits(desk, 1, ANA)
    await sits(desk, 2, DEV)
    first = await table(desk, 1)
    await desk.act(verbs.add_takeaway, meeting=first.id, topic=first.topic, text="pair more", person=BEN)
    form = (await desk.presses("Action", await desk.shows(BOARD, first.id), BEN)).form
    await desk.sends(form, BEN, text="write the runbook")
    await wait(desk, minutes(12))
    await desk.presses("Back to one table", await desk.board())
    await wait(desk, minutes(90))
    return await desk.meeting()


async def test_tables_stand_beside_their_topics_in_every_format(desk: Desk) -> None:
    meeting = await talked_at_tables(desk)
    kept = summary(meeting)
    told, rows, text, pages = await taken_along(desk)
    hosts = {table.place: {BEN: "Ben", CHLOE: "Chloé"}[table.host or BEN] for table in kept.tables}
    wanted = [(one.topic.title, one.place, hosts.get(one.place)) for one in kept.discussed]
    assert {place for _, place, _ in wanted} >= {1, 2}
    of_json = [
        (one["title"], (one["table"] or {}).get("number", 0), (one["table"] or {}).get("host")) for one in told["discussed"]
    ]
    assert of_json == wanted
    topics = [row for row in rows if row["kind"] == "topic"]
    assert [(row["text"], int(row["table"] or 0), row["table_host"] or None) for row in topics] == wanted
    for part, (title, place, host) in zip(re.split("(?m)^### ", text)[1:], wanted, strict=True):
        assert title in part
        assert (f"- Table {place}, host {host}\n" in part) == bool(place)
    assert pages.count("Table 1, host Ben") == 1 + [place for _, place, _ in wanted].count(1)
    titles = [one["title"] for one in (*told["discussed"], *told["not_reached"])]
    assert sorted(titles) == sorted(topic.title for topic in meeting.topics)
    assert [one["seconds"] for one in told["discussed"]] == [
        sum(int(box.total_seconds()) for box in one.topic.boxes) for one in kept.discussed
    ]
    assert [(one["number"], one["host"]) for one in told["tables"]] == [*hosts.items()]
    assert told["tables"][0]["came"] == ["Ana", "Ben"]
    assert "- Table 1, host Ben: Ana, Ben\n" in text
    assert next((row["number"], row["person"], row["details"]) for row in rows if row["kind"] == "table") == (
        "1",
        "Ben",
        "Ana, Ben",
    )
    first = next(one for one in told["discussed"] if one["takeaways"])
    assert (first["takeaways"], first["table"]["number"]) == (["pair more"], 1)
    assert [one["text"] for one in told["actions"]] == ["write the runbook"]
    assert len(told["came"]) == 14


async def test_a_table_is_never_a_meeting_that_is_exported(desk: Desk) -> None:
    await talked_at_tables(desk)
    form = (await desk.types("export 2020-01-01", BEN)).form
    (menu,) = [block["element"] for block in form["blocks"] if block.get("block_id") == "meeting"]
    assert [option["text"]["text"] for option in menu["options"]] == ["1 December 2026  Platform guild"]
    at_table = (await table(desk, 1)).id
    told = await desk.sends(form, BEN, meeting=at_table, format="json")
    assert "No Lean Coffee is open in this channel." in told.text
    assert not desk.slack.sent


async def coffee_in_windows(guild: Guild) -> None:
    """Hold an asynchronous meeting that talks about two topics, one of them twice, with a takeaway and an action item."""
    await guild.to_the_talk("Flaky tests", "Deploys")
    await guild.thumbs("Flaky tests", "👍 More", BEN)
    meeting = await guild.coffee()
    topic = next(one.id for one in meeting.topics if one.title == "Flaky tests")
    await guild.act(verbs.add_takeaway, meeting=meeting.id, topic=topic, text="quarantine them", person=BEN)
    await guild.passes(4 * DAY)  # Friday's window would end on a Saturday


async def test_an_asynchronous_meeting_has_windows_and_no_minutes(windowed: Guild) -> None:
    await coffee_in_windows(windowed)
    for person in (ANA, BEN):
        told, rows, text, pages = await taken_along(windowed, person)
        assert (told["meeting"]["asynchronous"], told["meeting"]["window_seconds"]) == (True, 86_400)
        assert [(one["title"], one["windows"], one["seconds"], one["boxes"]) for one in told["discussed"]] == [
            ("Flaky tests", 2, 0, []),
            ("Deploys", 1, 0, []),
        ]
        assert told["discussed"][0]["thumbs"][0] == {"more": 1, "neutral": 0, "next": 0}
        assert told["discussed"][0]["takeaways"] == ["quarantine them"]
        assert {one["minutes"] for one in told["came"]} == {None}
        topics = [row for row in rows if row["kind"] == "topic"]
        assert next((row["windows"], row["seconds"], row["thumbs"].split(";")[0]) for row in topics) == (
            "2",
            "0",
            "1 more, 0 neutral, 0 next",
        )
        assert "- Discussed: 2 topics, in windows of 24 h\n" in text
        assert "- Time: 2 windows\n" in text
        assert re.search(r"- When: 1 December 2026, (\d\d:00) to 7 December 2026, \1 \(", text)
        assert "Attendance only: nobody keeps learning minutes of an asynchronous meeting." in text
        assert not re.search(r"\d min", text)
        assert "2 topics, in windows of 24 h" in pages
        assert "Who took part (" in pages


async def test_an_asynchronous_meeting_is_exported_from_its_summary_beside_the_live_ones(windowed: Guild) -> None:
    await coffee_in_windows(windowed)
    summary_of = await windowed.its_board()
    assert "Export" in labels(summary_of)
    form = (await windowed.presses("Export", summary_of, CHLOE)).form
    assert form["callback_id"] == ids.EXPORT_FORM
    assert "1 December 2026 (async)  Platform guild" in str(form)
    windowed.slack.scopes = {"files:write"}
    assert "platform-guild-2026-12-01.json" in (await windowed.sends(form, CHLOE, format="json")).text
    found = (await windowed.types("search flaky", BEN)).text
    assert "Flaky tests" in found
    assert "quarantine them" in (await windowed.types("search quarantine", BEN)).text
    assert "Platform guild" in (await windowed.types('search "platform guild"', BEN)).text


async def test_named_votes_stand_in_exports_and_blind_ones_do_not(desk: Desk) -> None:
    await desk.votes("one", "two", wishes="votes named")
    await desk.gives_dots()
    await desk.presses("Close voting", await desk.board())
    await desk.waits(minutes(90))
    told, rows, text, pages = await taken_along(desk)
    given = {one["title"]: one["votes"] for one in (*told["discussed"], *told["not_reached"])}
    assert {"name": "Ben", "dots": 1} in [one for each in given.values() for one in each]
    assert "Ben 1" in "".join(row["votes"] for row in rows)
    assert "dots from Ben 1" in text
    assert "dots from Ben 1" in pages
    for one in told["discussed"]:
        assert sum(each["dots"] for each in one["votes"]) == one["dots"]
        assert len(one["votes"]) == one["voters"]


async def test_blind_votes_name_nobody(desk: Desk) -> None:
    await desk.talks("one", "two")
    await desk.waits(minutes(90))
    told, rows, text, pages = await taken_along(desk, ANA)
    assert [one["votes"] for one in (*told["discussed"], *told["not_reached"])] == [[], []]
    assert {row["votes"] for row in rows} == {""}
    assert "dots from" not in text + pages


@pytest.fixture
def answers() -> Answering:
    """Facts are answered as in the house."""
    return answers_of(ANSWERED_BY)


async def audits(desk: Desk, person: PersonId) -> int:
    """Return how often a person reads that their minutes were taken out."""
    return (await desk.command(person, "/seu audit")).text.count("a roster or record with your minutes taken out")


async def test_minutes_that_a_host_takes_along_are_in_the_audit_of_each_person(desk: Desk) -> None:
    await desk.talks("one", "two")
    await desk.waits(minutes(90))
    desk.slack.scopes = {"files:write"}
    await desk.types("export json", BEN)
    assert [await audits(desk, person) for person in (ANA, BEN, CHLOE)] == [0, 0, 0]
    await desk.types("export json", ANA)
    assert [await audits(desk, person) for person in (ANA, BEN, CHLOE)] == [0, 1, 1]
    desk.slack.scopes = set()
    form = (await desk.types("export 2020-01-01", ANA)).form
    assert await audits(desk, BEN) == 1
    await desk.sends(form, ANA, format="csv")
    assert [await audits(desk, person) for person in (ANA, BEN, CHLOE)] == [0, 2, 2]
