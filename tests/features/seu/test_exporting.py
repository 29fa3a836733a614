"""What a person takes along: as a file or to copy, and all of it agrees on every number (seu.md, case 24)."""

import csv
import json
from datetime import date, timedelta
from io import BytesIO, StringIO
from typing import Any

import pytest
from pypdf import PdfReader

from bot.core.ids import ChannelId
from bot.features.seu.rules.values import Session
from bot.features.seu.rules.verifying import named_in
from bot.features.seu.store import entries as entries_store
from bot.features.seu.store.statements import issued
from tests.features.desk import ANA, BEN, Desk, Told, text_of
from tests.features.seu.scene import HOUR, SESSION, SIX, hold, say, total

FORMULA = Session("s2", '=HYPERLINK("https://evil.example")', "Lean Coffee", ChannelId("C0GUILD"), ANA, SIX, SIX + HOUR, "UTC")
LATER = Session(
    "s3",
    "Гильдия, “Ψ”\nline",
    "Lean Coffee",
    ChannelId("C0GUILD"),
    ANA,
    SIX + 24 * HOUR,
    SIX + 25 * HOUR,
    "Europe/London",
    "full:80",
)


@pytest.fixture
async def ledger(desk: Desk) -> Desk:
    """A ledger of Ben's with what was kept, corrected by the host and by himself, and taken back."""
    desk.slack.scopes = {"files:write"}
    desk.slack.people[BEN] = {
        "name": "ben",
        "real_name": "Βεν Ångström",
        "profile": {"real_name": "Βεν Ångström", "display_name": "ben"},
    }
    await desk.command(BEN, "/seu")
    await desk.click(BEN, "seu:keep", "ledger")
    for number, session in enumerate((SESSION, FORMULA, LATER)):
        moved = Session(**{**vars(session), "began": session.began + number * HOUR, "ended": session.ended + number * HOUR})
        await hold(desk, {BEN: [(2, 60)]}, moved)
    await say(desk, BEN, 30)
    entry = await entry_of(desk, FORMULA)
    form = (await desk.click(BEN, "seu:correct", entry)).form
    await desk.submit(BEN, form, {"hours": "0", "minutes": "45", "reason": "came late; =1+1"})
    return desk


async def entry_of(desk: Desk, session: Session) -> str:
    found = await desk.store.read(entries_store.entries_of, desk.workspace, BEN, session.id)
    return found[-1].id


async def exported(desk: Desk, form: str, **chosen: Any) -> bytes:
    told = await desk.submit(BEN, (await desk.command(BEN, "/seu export")).form, {"format": form, **chosen})
    assert "is on its way to you" in told.text
    return desk.slack.sent[f"D{BEN}"]


def rows_of(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(content.decode("utf-8-sig"), newline="")))


def pages_of(content: bytes) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(BytesIO(content)).pages)


async def test_screen_csv_json_and_pdf_agree_on_every_number(ledger: Desk) -> None:
    stands = await total(ledger, BEN)
    assert stands == 30 + 45 + 60
    assert "To log so far: 2 h 15 min" in (await ledger.command(BEN, "/seu")).text
    rows = rows_of(await exported(ledger, "csv"))
    assert sum(60 * int(row["Hours"]) + int(row["Minutes"]) for row in rows) == stands
    document = json.loads(await exported(ledger, "json"))
    assert document["minutes"] == sum(entry["minutes"] for entry in document["entries"]) == stands
    taken_back = {entry["reverses"] for entry in document["entries"]}
    left = [entry for entry in document["entries"] if entry["kind"] == "credit" and entry["id"] not in taken_back]
    assert [(entry["id"], entry["minutes"]) for entry in left] == [
        (row["Id"], 60 * int(row["Hours"]) + int(row["Minutes"])) for row in rows
    ]
    pages = pages_of(await exported(ledger, "pdf"))
    assert "Together: 2 h 15 min" in pages
    assert [int(line) for line in pages.splitlines() if line.strip().isdigit()] == [30, 45, 60, 135]


async def test_case_24_a_csv_stands_in_the_order_of_the_form_and_no_cell_is_a_formula(ledger: Desk) -> None:
    content = await exported(ledger, "csv")
    first = content.decode("utf-8-sig").split("\r\n")[0]
    assert first.startswith("Activity type,Description,Date,Hours,Minutes,")
    rows = rows_of(content)
    assert [row["Activity type"] for row in rows] == ["Events"] * 3
    assert [row["Date"] for row in rows] == ["2026-12-01", "2026-12-01", "2026-12-02"]
    assert [row["Counted by"] for row in rows] == ["host", "self", "attendance"]
    assert rows[1]["Description"] == '\'=HYPERLINK("https://evil.example")'
    assert all(not cell.startswith(("=", "+", "-", "@")) for row in rows for cell in row.values())


async def test_a_statement_names_the_person_the_windows_their_zones_and_rules_and_that_no_body_has_issued_it(
    ledger: Desk,
) -> None:
    content = await exported(ledger, "pdf")
    pages = pages_of(content)
    for told in (
        "Βεν Ångström",
        "1 December 2026 to 2 December 2026",
        "Platform guild",
        "Гильдия",
        "20:00 to 21:00",
        "Europe/London",
        "attendance: full credit",
        "the host's word",
        "self-reported",
        "Not issued by Scrum Alliance",
        "Page 1 of 1",
    ):
        assert told in " ".join(pages.split())
    assert "An empty box" not in pages
    named = named_in(content)
    assert named in pages
    stated = await ledger.store.read(issued, ledger.workspace, named)
    assert stated is not None
    assert stated.workspace == ledger.workspace
    assert (stated.minutes, stated.activities, stated.first, stated.last, stated.person) == (
        135,
        3,
        date(2026, 12, 1),
        date(2026, 12, 2),
        BEN,
    )


async def test_a_period_or_one_meeting_is_taken_alone(ledger: Desk) -> None:
    assert [row["Date"] for row in rows_of(await exported(ledger, "csv", since="2026-12-02"))] == ["2026-12-02"]
    assert len(rows_of(await exported(ledger, "csv", until="2026-12-01"))) == 2
    alone = pages_of(await exported(ledger, "pdf", activity="s3"))
    assert "Together: 1 h 0 min" in alone
    assert "Platform guild" not in alone
    document = json.loads(await exported(ledger, "json", since="2026-12-02"))
    assert [session["id"] for session in document["sessions"]] == ["s3"]
    assert (document["minutes"], document["period"]) == (60, {"since": "2026-12-02", "until": None})


async def test_what_cannot_be_exported_is_told_beside_its_field(ledger: Desk) -> None:
    form = (await ledger.command(BEN, "/seu export pdf")).form
    assert form["blocks"][0]["element"]["initial_option"]["value"] == "pdf"
    told = await ledger.submit(BEN, form, {"since": "2026-12-02", "until": "2026-12-01"})
    assert told.errors == {"until": "This day is before the first one."}
    told = await ledger.submit(BEN, form, {"since": "2027-01-01"})
    assert "No entry stands in your ledger for that." in told.errors["since"]
    ledger.slack.scopes = set()
    assert "No entry stands" in (await ledger.submit(BEN, form, {"format": "csv", "since": "2027-01-01"})).errors["since"]


async def test_without_the_scope_there_is_text_to_copy_in_pages_and_no_pdf(ledger: Desk) -> None:
    ledger.slack.scopes = set()
    form = (await ledger.command(BEN, "/seu export")).form
    assert [option["value"] for option in form["blocks"][0]["element"]["options"]] == ["csv", "json"]
    assert "need the scope `files:write`: ask who runs the bot" in text_of(form)
    copied = blocks_of(await ledger.submit(BEN, form, {"format": "csv"}))
    assert len(rows_of("\n".join(copied).encode())) == 3
    shown = await ledger.submit(BEN, form, {"format": "json"})
    assert json.loads("\n".join(blocks_of(shown)))["minutes"] == 135


async def test_a_long_text_is_turned_page_by_page_and_is_whole(desk: Desk) -> None:
    await desk.click(BEN, "seu:keep", "ledger")
    for number in range(60):
        began = SIX + number * timedelta(days=1)
        await hold(
            desk,
            {BEN: [(0, 60)]},
            Session(f"s{number}", "&" * 150, "Lean Coffee", ChannelId("C0GUILD"), ANA, began, began + HOUR, "UTC"),
        )
    shown = await desk.submit(BEN, (await desk.command(BEN, "/seu export")).form, {"format": "json"})
    text, page = blocks_of(shown), shown.form
    assert "Blocks 1 to 12 of " in text_of(page)
    while more := [
        each for block in page["blocks"] for each in block.get("elements", ()) if each.get("action_id") == "seu:copy_more"
    ]:
        told = await desk.click(BEN, "seu:copy_more", more[0]["value"], view="seu:exported", private=page["private_metadata"])
        page = told.form
        text += blocks_of(told)
    assert json.loads("\n".join(text))["minutes"] == 3_600
    assert "seu:copy_back" in str(page)


def blocks_of(told: Told) -> list[str]:
    texts = [block["text"]["text"] for block in told.form["blocks"] if block["type"] == "section"]
    return [
        text[3:-3].replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&") for text in texts if text.startswith("```")
    ]


async def test_a_statement_that_cannot_be_made_or_sent_says_so(ledger: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    form = (await ledger.command(BEN, "/seu export")).form
    monkeypatch.setattr("bot.papers.printing._LONGEST", 0)
    assert "I could not make the PDF." in (await ledger.submit(BEN, form, {"format": "pdf"})).text


async def test_who_keeps_nothing_takes_along_what_there_is(desk: Desk) -> None:
    desk.slack.scopes = {"files:write"}
    assert (
        "No entry stands"
        in (await desk.submit(BEN, (await desk.command(BEN, "/seu export")).form, {"format": "pdf"})).errors["since"]
    )
    assert json.loads(await exported(desk, "json"))["entries"] == []


async def test_the_ledger_and_the_home_lead_to_it(ledger: Desk) -> None:
    told = await ledger.command(BEN, "/seu")
    assert "Take it along" in told.text
    assert (await ledger.click(BEN, "seu:export", "ledger")).form["callback_id"] == "seu:export"
    assert (await ledger.command(BEN, "/seu download csv")).form["callback_id"] == "seu:export"
