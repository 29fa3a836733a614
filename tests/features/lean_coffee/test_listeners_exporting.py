"""The record of a meeting taken along, by command and from its summary, as files or text."""

import csv
import json
import re
from datetime import timedelta
from io import StringIO

import pytest

from bot.core.ids import PersonId
from bot.features.lean_coffee.views import ids
from tests.features.desk import elements_of
from tests.features.lean_coffee import verbs
from tests.features.lean_coffee.desk import Desk, labels
from tests.features.lean_coffee.scene import ANA, BEN, CHLOE, GUILD, minutes


@pytest.fixture
async def held(desk: Desk) -> Desk:
    """A meeting of Ana's with Ben and Chloé that talked about two topics, and is over."""
    await desk.talks("Flaky tests | third week in a row", "Deploys")
    meeting = await desk.meeting()
    await desk.act(verbs.add_takeaway, meeting=meeting.id, topic=meeting.topic, text="=retry *once*", person=BEN)
    await desk.waits(minutes(60))
    return desk


async def test_export__sends_the_last_meeting_as_markdown(held: Desk) -> None:
    held.slack.scopes = {"files:write"}
    told = await held.types("export", BEN)
    assert "*Platform guild*" in told.text
    assert "`platform-guild-2026-12-01.md` is on its way to you, in our direct messages." in told.text
    text = held.slack.sent[f"D{BEN}"].decode()
    assert text.startswith("# Platform guild: what came out\n")
    assert "### 1. Flaky tests\n\nthird week in a row\n\n- Dots: 1 from 1 person\n" in text
    assert "- Takeaway: =retry \\*once\\*\n" in text


async def test_export__is_text_to_copy_where_no_file_can_be_sent(held: Desk) -> None:
    form = (await held.types("export json", BEN)).form
    assert "files:write" in str(form)
    text = "".join(block["text"]["text"] for block in form["blocks"] if block["type"] == "section" and "```" in str(block))
    assert json.loads(re.sub("```", "", text))["meeting"]["title"] == "Platform guild"


async def test_the_summary_has_a_button_that_exports(held: Desk) -> None:
    held.slack.scopes = {"files:write"}
    summary = await held.board()
    assert "Export" in labels(summary)
    form = (await held.presses("Export", summary, CHLOE)).form
    assert form["callback_id"] == ids.EXPORT_FORM
    told = await held.sends(form, CHLOE, format="csv")
    assert "platform-guild-2026-12-01.csv" in told.text
    rows = list(csv.DictReader(StringIO(held.slack.sent[f"D{CHLOE}"].decode("utf-8-sig"))))
    assert [row["text"] for row in rows if row["kind"] == "topic"] == ["Flaky tests", "Deploys"]
    assert [row["text"] for row in rows if row["kind"] == "takeaway"] == ["'=retry *once*"]


async def test_minutes_are_for_the_host_and_ones_own_for_oneself(held: Desk) -> None:
    held.slack.scopes = {"files:write"}
    seen = {}
    for person in (ANA, BEN):
        await held.types("export json", person)
        came = json.loads(held.slack.sent[f"D{person}"])["came"]
        seen[person] = {one["name"] for one in came if one["minutes"] is not None}
    assert seen == {ANA: {"Ana", "Ben", "Chloé"}, BEN: {"Ben"}}


async def test_action_items_of_the_meeting_are_in_it(held: Desk) -> None:
    held.slack.scopes = {"files:write"}
    form = (await held.presses("Add an action", await held.board(), BEN)).form
    await held.sends(form, BEN, text="write the runbook")
    await held.types("export json", BEN)
    (action,) = json.loads(held.slack.sent[f"D{BEN}"])["actions"]
    assert (action["text"], action["owner"]) == ("write the runbook", None)


async def test_where_nothing_was_held_that_is_said(desk: Desk) -> None:
    assert "No Lean Coffee has ended here" in (await desk.types("export")).text


async def test_a_long_record_is_copied_page_by_page(held: Desk) -> None:
    meeting = await held.meeting()
    for number in range(120):
        text = f"{number} " + "<&>" * 150
        await held.act(verbs.add_takeaway, meeting=meeting.id, topic=None, text=text, person=BEN)
    form, copied = (await held.types("export", BEN)).form, ""
    while True:
        copied += "\n" + "\n".join(block["text"]["text"][3:-3] for block in form["blocks"] if "```" in str(block.get("text")))
        if not (more := [each for each in elements_of(form) if each["action_id"] == ids.EXPORT_AFTER]):
            break
        form = (await held.presses("More", form, BEN)).form
        assert more[0]["text"]["text"] == "More"
    assert [number for number in range(120) if f"\n- {number} " not in copied] == []
    assert copied.count("&amp;") == 120 * 150
    before = (await held.presses("Back", form, BEN)).form
    assert "Blocks" in str(before)


@pytest.mark.parametrize("text", ["export 2020-01-01", "export nonsense", "export csv json", 'export "Platform" 2026-12-02'])
async def test_what_was_typed_and_is_not_there_leads_on_to_the_form(held: Desk, text: str) -> None:
    form = (await held.types(text, BEN)).form
    assert form["callback_id"] == ids.EXPORT_FORM
    assert "1 December 2026  Platform guild" in str(form)


@pytest.mark.parametrize(
    "text", ["export platform", "export the last meeting as markdown", "export yesterday", "record 1 Dec 2026"]
)
async def test_a_meeting_is_found_by_its_title_or_day(held: Desk, text: str) -> None:
    held.clock.instant += timedelta(days=1)
    held.slack.scopes = {"files:write"}
    assert "platform-guild-2026-12-01.md" in (await held.types(text, BEN)).text


async def test_export__sends_a_pdf(held: Desk) -> None:
    held.slack.scopes = {"files:write"}
    assert "2026-12-01.pdf` is on its way" in (await held.types("export pdf", BEN)).text
    assert held.slack.sent[f"D{BEN}"].startswith(b"%PDF")
    held.slack.scopes = set()
    form = (await held.types("export pdf", BEN)).form
    assert "Files, and the PDF, need the scope" in str(form)
    assert "PDF, to print" not in str(form)


@pytest.mark.parametrize(
    "text", ["export 2026-12-01 csv", "export 2026-12-01, csv.", "export csv! 1 Dec 2026", "export csv of 2026-12-01 platform"]
)
async def test_a_day_leaves_the_words_behind_it(held: Desk, text: str) -> None:
    held.slack.scopes = {"files:write"}
    assert "platform-guild-2026-12-01.csv" in (await held.types(text, BEN)).text


async def test_two_days_are_one_too_many(held: Desk) -> None:
    assert "“2026-12-02” was one more" in str((await held.types("export 2026-12-01 2026-12-02", BEN)).form)


async def test_who_has_left_a_private_channel_takes_nothing_of_it_along(held: Desk) -> None:
    held.slack.scopes = {"files:write"}
    summary = await held.board()
    form = (await held.presses("Export", summary, CHLOE)).form
    held.slack.private_channels[str(GUILD)] = {str(ANA), str(BEN)}
    held.real.advance(minutes(1))
    assert "You are not in <#C0GUILD>" in (await held.sends(form, CHLOE, format="csv")).text
    assert "You are not in <#C0GUILD>" in (await held.presses("Export", summary, CHLOE)).text
    assert held.slack.sent == {}
    await held.sends(form, BEN, format="csv")
    assert [*held.slack.sent] == [f"D{BEN}"]


async def test_pages_to_copy_are_turned_by_who_is_in_the_channel_still(held: Desk) -> None:
    meeting = await held.meeting()
    for number in range(120):
        text = f"{number} " + "<&>" * 150
        await held.act(verbs.add_takeaway, meeting=meeting.id, topic=None, text=text, person=BEN)
    form = (await held.types("export", CHLOE)).form
    held.slack.private_channels[str(GUILD)] = {str(ANA), str(BEN)}
    held.real.advance(minutes(1))
    assert "You are not in <#C0GUILD>" in (await held.presses("More", form, CHLOE)).text


async def test_guests_of_elsewhere_take_nothing_along_from_outside(held: Desk) -> None:
    form = (await held.presses("Export", await held.board(), CHLOE)).form
    eve = PersonId("U0EVE")
    held.slack.people[eve] = {"is_restricted": True}
    held.slack.outside.add(eve)
    assert "You are not in <#C0GUILD>" in (await held.sends(form, eve, format="csv")).text
