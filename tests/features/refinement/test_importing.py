"""A list or a CSV goes in after its author has seen what it becomes, in one go, and comes out again."""

from datetime import date, timedelta
from typing import Any

import pytest

from bot.core.ids import ChannelId
from bot.features.refinement.rules.items import ItemState
from bot.features.refinement.store import items as store
from tests.features.desk import ANA, BEN, CHLOE, Desk, Told, text_of

CSV = """title;why;criteria;size;key;state;done
Save a card;fewer baskets;"one
two";5;PAY-1;;
Refund;;;;PAY-2;done;2026-02-27
;no title;;;;;
Pay by invoice;;;;;done;2026-02-28
"""


async def pasted(desk: Desk, text: str, person: str = ANA, **more: str) -> Told:
    form = (await desk.command(person, "/refine import")).form
    return await desk.submit(person, form, {"list_1": text} | more)


@pytest.fixture
async def items(desk: Desk) -> list[Any]:
    """What is there after a CSV: one item stood there before it, and gets its day."""
    await desk.command(ANA, "/refine add Pay by invoice")
    preview = (await pasted(desk, CSV)).form
    told = text_of(preview)
    assert "*2 new items*  ·  1 gets its days  ·  1 line refused" in told
    assert "Line 5: it has no title." in told
    assert "Line 2: Save a card  ·  PAY-1  ·  5  ·  2 criteria" in told
    assert "Line 4: Refund  ·  PAY-2  ·  done  ·  done 27 February 2026" in told
    assert "Line 6: #1  ·  Pay by invoice  ·  done 28 February 2026" in told
    assert len(await desk.store.read(store.queue, desk.workspace, ChannelId("C0GUILD"))) == 1
    assert preview["submit"]["text"] == "Import 3"
    assert "This preview was imported before" in (await desk.submit(BEN, preview)).notice
    assert "*2 items added.* 1 got its days. `/refine queue` shows them." in text_of((await desk.submit(ANA, preview)).form)
    assert "This preview was imported before" in (await desk.submit(ANA, preview)).notice
    return [await desk.store.read(store.numbered, desk.workspace, ChannelId("C0GUILD"), number) for number in (1, 2, 3, 4)]


async def test_nothing_is_imported_until_its_author_says_so_and_then_once(items: list[Any]) -> None:
    pay, card, refund, none = items
    assert none is None
    assert (pay.state, pay.done) == (ItemState.DONE, date(2026, 2, 28))
    assert ([one.text for one in card.criteria], card.size, card.key, card.why) == (["one", "two"], "5", "PAY-1", "fewer baskets")
    assert (refund.state, refund.done, refund.author) == (ItemState.DONE, date(2026, 2, 27), ANA)


async def test_what_was_done_before_is_said_to_be_where_it_stands(desk: Desk) -> None:
    preview = (await pasted(desk, "title,done\nSave a card,2026-02-27")).form
    assert "*1 item added.* `/refine queue done` shows them." in text_of((await desk.submit(ANA, preview)).form)


async def test_the_same_again_is_there_already_and_what_is_exported_is_too(desk: Desk, items: list[Any]) -> None:
    assert len(items) == 4
    assert "*0 new items*  ·  3 are there already  ·  1 line refused" in text_of((await pasted(desk, CSV)).form)
    told = await desk.command(CHLOE, "/refine export")
    csv = told.message["text"].split("```")[1].replace("&lt;", "<").replace("&amp;", "&")
    assert csv.startswith("number,key,title,why,criteria,outcome,size,link,state,ready,started,done,parked,created\r\n")
    assert "*0 new items*  ·  3 are there already" in text_of((await pasted(desk, csv, CHLOE)).form)
    assert "number,key" in (await desk.command(CHLOE, "/refine export", "C0OTHER")).text
    assert "PAY-1" not in (await desk.command(CHLOE, "/refine export", "C0OTHER")).text


async def test_a_long_list_goes_in_by_several_boxes_and_out_in_parts(desk: Desk) -> None:
    boxes = {f"list_{n}": "\n".join(f"Item {n} of {k} | {'&' * 240}" for k in range(20)) for n in (1, 2, 3)}
    preview = (await pasted(desk, boxes.pop("list_1"), **boxes)).form
    assert "*60 new items*" in text_of(preview)
    assert "and 20 more" in text_of(preview)
    await desk.submit(ANA, preview)
    parts = [(await desk.command(ANA, f"/refine export {part}")).text for part in ("", "2", "3")]
    assert "part 1 of 3: `/refine export 2` gives the next one." in parts[0]
    assert [part.count("Item ") for part in parts] == [28, 28, 4]
    assert all("number,key" in part for part in parts)
    shown = [one.title for one in await desk.store.read(store.queue, desk.workspace, ChannelId("C0GUILD"))]
    assert [title[:6] for title in shown] == ["Item 1"] * 20 + ["Item 2"] * 20 + ["Item 3"] * 20


async def test_what_cannot_be_imported_is_told_beside_the_field(desk: Desk) -> None:
    assert "101 lines are too many: a list has at most 100." in (await pasted(desk, "x\n" * 101)).errors["list_1"]
    assert "Paste a list" in (await pasted(desk, "title,why")).errors["list_1"]
    bad = (await pasted(desk, 'title,state,done\na,nowhere\nb,,tomorrow\nc,,2031-01-01\nd,done\n"e"f,\ng,,,,h')).form
    for line, why in enumerate(
        (
            "is no state",
            "is no day, or could be two",
            "is yet to come",
            "no column says when",
            "quotation marks",
            "it has 5 cells",
        ),
        2,
    ):
        assert any(why in told for told in text_of(bad).splitlines() if told.startswith(f"Line {line}:")), why
    assert "submit" not in bad
    preview = (await pasted(desk, "Save a card")).form
    desk.clock.advance(timedelta(days=1, seconds=1))
    assert "is older than a day" in (await desk.submit(ANA, preview)).notice
    desk.slack.people["U0CHLOE"] = {"is_restricted": True}
    assert "As a guest of this workspace" in (await desk.command(CHLOE, "/refine import")).text


async def test_a_file_is_chosen_where_the_bot_may_read_it_and_sent_where_it_may_write(desk: Desk) -> None:
    boxes = [
        block["element"]["type"] for block in (await desk.command(ANA, "/refine import")).form["blocks"] if "element" in block
    ]
    assert boxes == ["plain_text_input"] * 4
    assert "needs the scope `files:read`: ask who runs the bot" in (await desk.command(ANA, "/refine import")).text
    assert "needs the scope `files:write`: ask who runs the bot" in (await desk.command(ANA, "/refine export")).text
    desk.slack.scopes = {"files:read", "files:write"}
    form = (await desk.command(ANA, "/refine import")).form
    assert not any("files:" in text_of(one) for one in (form, (await desk.command(ANA, "/refine export 1")).message))
    assert form["blocks"][1]["element"] == {
        "type": "file_input",
        "action_id": "value",
        "filetypes": ["csv", "text"],
        "max_files": 1,
    }
    files: dict[str, tuple[str, bytes]] = {
        "F1": (ANA, ("\ufeff" + CSV).encode()),
        "F2": (ANA, b"title\nCaf\xe9"),
        "F3": (BEN, CSV.encode()),
        "F4": (ANA, b"x" * 2_000_001),
        "F5": (ANA, b"title\n" + b"x\n" * 10_000),
    }
    desk.slack.files = files
    said = {}
    for name in files:
        state = {"file": {"value": {"type": "file_input", "files": [{"id": name}]}}}
        view = {**form, "id": "V1", "hash": "h", "state": {"values": state}}
        body = {"type": "view_submission", "user": {"id": ANA}, "team": {"id": desk.workspace}, "view": view}
        said[name] = await desk.send(body)
    assert "The file is not UTF-8 from line 2 on." in said["F2"].errors["file"]
    assert "Slack did not give me the file." in said["F3"].errors["file"]
    assert "at most 2000 kB are read" in said["F4"].errors["file"]
    assert "10000 lines are too many: at most 2000 are imported at once." in said["F5"].errors["file"]
    await desk.submit(ANA, said["F1"].form)
    assert "on their way to you" in (await desk.command(ANA, "/refine export")).text
    assert desk.slack.sent[f"D{ANA}"].decode("utf-8").startswith("\ufeffnumber,key,title")
    assert b"Save a card" in desk.slack.sent[f"D{ANA}"]
