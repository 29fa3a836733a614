"""What a person brings along is shown first, then written part by part; the same file twice adds nothing."""

import json
from datetime import date, timedelta
from typing import Any

import pytest

from bot.core.ids import PersonId, WorkspaceId
from bot.features.seu.actions import ledger_importing
from bot.features.seu.kinds import IMPORTING
from bot.features.seu.rules import import_parts
from bot.features.seu.rules.held import Held, Renewal, RenewalKind
from bot.features.seu.rules.values import Source
from bot.features.seu.rules.whole_ledger import Chosen, WholeLedger
from bot.features.seu.store import brought, claims, credentials, renewals
from bot.features.seu.store import entries as entries_store
from bot.features.seu.store import whole_ledger as store
from bot.store.unit import Unit
from tests.features.desk import ANA, BEN, CHLOE, Desk, Told, text_of, value_of
from tests.features.seu.scene import hold, total

CSV = """Activity type;Description;Date;Hours;Minutes;Link;Logged on
C;Agile Tour;2026-11-20;6;30;https://tour.example;2026-11-21
Independent Learning;"Forecasting; a book";20.11.2026;1,5;;see my notes;
Events;;2026-11-20;1;0;;
Events;Platform guild;2026-12-01;1;0;;
Nonsense;x;2026-11-20;1;0;;
Others;x;01/02/2026;1;0;;
Others;x;2027-11-20;1;0;;
Others;x;2026-11-20;0;0;;
Others;x;;x;0;;
Volunteering;Coaching;2026-10-01;2;0;;
Volunteering;Coaching;2026-10-01;2;0;;
"""


async def pasted(desk: Desk, text: str, person: str = BEN) -> Told:
    form = (await desk.command(person, "/seu import")).form
    boxes = {f"list_{n}": text[at : at + 3_000] for n, at in enumerate(range(0, len(text), 3_000), 1)}
    return await desk.submit(person, form, boxes)


async def chosen(desk: Desk, content: bytes, person: str = BEN) -> Told:
    desk.slack.scopes = {"files:read", "files:write"}
    desk.slack.files["F1"] = (person, content)
    form = (await desk.command(person, "/seu import")).form
    view = {**form, "id": f"V{next(desk._numbers)}", "hash": "h"}
    view["state"] = {"values": {"file": {"value": {"type": "file_input", "files": [{"id": "F1"}]}}}}
    body = {"type": "view_submission", "user": {"id": person}, "team": {"id": desk.workspace}, "view": view}
    return await desk.send(body)


async def exported(desk: Desk, person: str = BEN) -> str:
    desk.slack.scopes = {"files:write"}
    await desk.submit(person, (await desk.command(person, "/seu export")).form, {"format": "json"})
    return desk.slack.sent[f"D{person}"].decode()


async def ledger_of(desk: Desk, person: str = BEN) -> WholeLedger:
    return await desk.store.read(store.whole_ledger, desk.workspace, PersonId(person), "", Chosen())


@pytest.fixture
async def held(desk: Desk) -> Desk:
    """Ben keeps minutes and has attended one meeting, of which a line of the CSV speaks too."""
    await desk.click(BEN, "seu:keep", "ledger")
    await hold(desk, {BEN: [(0, 60)]})
    return desk


async def test_each_line_is_shown_before_it_is_kept_and_imported_once(held: Desk) -> None:
    preview = (await pasted(held, CSV)).form
    told = text_of(preview)
    assert "*3 new entries*: 10 h 0 min  ·  2 look like some that are there  ·  6 lines refused" in told
    assert "Line 5: 1 December 2026  ·  1 h 0 min  ·  Platform guild. Your ledger has “Platform guild” of that day." in told
    assert "Line 12: 1 October 2026  ·  2 h 0 min  ·  Coaching. As line 11." in told
    for line, why in (
        (4, "it has no description."),
        (6, "“Nonsense” is no activity type that I know."),
        (7, "“01/02/2026” is no day, or could be two"),
        (8, "20 November 2027 is yet to come."),
        (9, "“0 0” is no time from one minute to 24 hours."),
        (10, "it has no date. “x 0” is no time"),
    ):
        assert f"Line {line}: {why}" in told
    assert await total(held, BEN) == 60
    assert (preview["submit"]["text"], preview["callback_id"]) == ("Import 3", "seu:bring_in")
    assert "This preview was imported before" in (await held.submit(CHLOE, preview)).notice
    assert "*3 entries imported.*" in text_of((await held.submit(BEN, preview)).form)
    assert await total(held, BEN) == 60 + 600
    assert "This preview was imported before" in (await held.submit(BEN, preview)).notice
    assert [one.screen for one in await held.shown("seu:import")] == []


async def test_what_lines_say_stands_in_the_ledger_old_names_and_all(held: Desk) -> None:
    await held.submit(BEN, (await pasted(held, CSV)).form)
    ledger = await ledger_of(held)
    came = {entry.description: entry for entry in ledger.standing if entry.source is Source.IMPORT}
    tour, book, coaching = came["Agile Tour"], came["Forecasting; a book"], came["Coaching"]
    assert (tour.category, tour.minutes, tour.link, tour.day) == ("event", 390, "https://tour.example", date(2026, 11, 20))
    assert (book.category, book.minutes, book.link, book.evidence) == ("reading", 90, "", "see my notes")
    assert (coaching.category, coaching.actor, coaching.rule) == ("volunteering", BEN, "exact")
    assert ledger.logged(tour.id) == date(2026, 11, 21)
    assert [claim.programme for claim in ledger.claims] == ["scrum_alliance"]


async def test_what_looks_alike_is_added_only_where_that_is_ticked(held: Desk) -> None:
    preview = (await pasted(held, CSV)).form
    assert "*5 entries imported.*" in text_of((await held.submit(BEN, preview, {"alike": ["alike"]})).form)
    assert await total(held, BEN) == 60 + 600 + 60 + 120
    again = (await pasted(held, CSV)).form
    assert "*0 new entries*: 0 h 0 min  ·  5 look like" in text_of(again)
    assert again["submit"]["text"] == "Import"
    assert "*0 entries imported.*" in text_of((await held.submit(BEN, again)).form)


async def test_a_csv_that_was_exported_is_there_already(held: Desk) -> None:
    await held.submit(BEN, (await pasted(held, CSV)).form)
    held.slack.scopes = {"files:write"}
    await held.submit(BEN, (await held.command(BEN, "/seu export")).form, {"format": "csv"})
    preview = (await chosen(held, held.slack.sent[f"D{BEN}"])).form
    assert "*0 new entries*: 0 h 0 min  ·  4 look like some that are there" in text_of(preview)
    assert "Refused" not in text_of(preview)


async def test_what_cannot_be_read_is_told_beside_its_field(desk: Desk) -> None:
    for text, told in (
        ("", "Choose or paste a CSV whose first line names a description"),
        ("who,where\na,b", "Choose or paste a CSV whose first line names a description"),
        ('{"format": "else"}', "This JSON is not of “/seu export”"),
        ('{"format": "cortado.learning-ledger", "version": 1', "This JSON is not of “/seu export”"),
        ('{"format": "cortado.learning-ledger", "version": 2}', "This file is of version 2"),
        ('{"format": "cortado.learning-ledger", "version": 1, "entries": [{}]}', "fits nowhere at “entries”, number 1"),
        ('{"format": "cortado.learning-ledger", "version": 1}', "Choose or paste a CSV"),
    ):
        assert told in (await pasted(desk, text)).errors["list_1"]
    assert (
        "5001 lines are too many: at most 5000"
        in (await chosen(desk, b"title,date\n" + b"x,2026-01-01\n" * 5_001)).errors["file"]
    )
    assert "The file is not UTF-8 from line 2 on." in (await chosen(desk, b"title\nCaf\xe9")).errors["file"]
    preview = (await pasted(desk, CSV)).form
    desk.clock.advance(timedelta(days=1, seconds=1))
    assert "is older than a day" in (await desk.submit(BEN, preview)).notice


async def test_a_guest_who_has_not_answered_brings_nothing_along(desk: Desk) -> None:
    desk.slack.people[CHLOE] = {"is_restricted": True}
    told = await pasted(desk, CSV, CHLOE)
    assert "You are a guest here" in told.notice


async def test_a_long_file_goes_on_part_by_part_says_how_far_it_is_and_survives_a_crash(
    held: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(import_parts, "AT_ONCE", 10)
    monkeypatch.setattr(ledger_importing, "AT_ONCE", 10)
    lines = "".join(f"Talk {number},2026-01-{1 + number % 28:02},1,{number % 60}\n" for number in range(45))
    preview = (await chosen(held, f"description,date,hours,minutes\n{lines}".encode())).form
    begun = await held.submit(BEN, preview)
    assert "Importing your file: *10 of 45* entries. It goes on by itself" in text_of(begun.form)
    assert "Importing your file: *10 of 45* entries." in (await held.the("seu:import")).text
    write, calls = brought.add_entries, []

    def die_once(unit: Unit, *told: Any) -> int:
        calls.append(1)
        written = write(unit, *told)
        if len(calls) == 2:
            raise RuntimeError
        return written

    monkeypatch.setattr(brought, "add_entries", die_once)
    held.may_fail.add(IMPORTING.name)
    await held.tick.run()
    assert "*20 of 45* entries" in (await held.the("seu:import")).text
    held.real.advance(timedelta(seconds=2))
    await held.tick.run()
    assert "*45 entries imported.*" in (await held.the("seu:import")).text
    assert len((await ledger_of(held)).standing) == 46
    assert await total(held, BEN) == 60 + 45 * 60 + sum(range(45))


async def test_the_file_of_another_workspace_comes_in_once_with_all_that_rests_on_it(held: Desk) -> None:
    await held.submit(BEN, (await pasted(held, CSV)).form)
    await held.store.write(renew, held.workspace)
    entry = (await ledger_of(held)).standing[0]
    form = (await held.click(BEN, "seu:correct", (await last_of(held)).id)).form
    await held.submit(BEN, form, {"hours": "0", "minutes": "30", "reason": "left early"})
    document = (await exported(held)).replace(held.workspace, "T0ELSEWHERE")
    before = await ledger_of(held)

    preview = (await chosen(held, document.encode(), ANA)).form
    told = text_of(preview)
    assert "*6 new entries*: 10 h 30 min" in told
    assert "With it: 1 credential, 1 renewal, 1 word on logging." in told
    assert "The ledger of U0BEN, from another workspace." in told or "The ledger of" in told
    await held.submit(ANA, preview)
    after = await ledger_of(held, ANA)
    assert after.minutes == before.minutes == await total(held, PersonId(ANA))
    assert sorted((one.minutes, one.day, one.description) for one in after.standing) == sorted(
        (one.minutes, one.day, one.description) for one in before.standing
    )
    assert {one.source for one in after.entries} == {Source.IMPORT}
    assert [(one.programme, one.name, one.issued) for one in after.credentials] == [("scrum_alliance", "cspo", date(2025, 1, 1))]
    assert [one.minutes for one in after.allocations] == [20]
    assert [claim.logged for claim in after.claims] == [date(2026, 11, 21)]
    assert entry.id not in {one.id for one in after.entries}

    again = (await chosen(held, document.encode(), ANA)).form
    assert "*0 new entries*: 0 h 0 min  ·  6 are there already" in text_of(again)
    assert "submit" not in again
    assert await ledger_of(held, ANA) == after or (await ledger_of(held, ANA)).entries == after.entries


async def test_a_file_that_comes_home_brings_only_what_was_added_elsewhere(held: Desk) -> None:
    home = (await exported(held)).replace(held.workspace, "T0ELSEWHERE")
    await held.submit(ANA, (await chosen(held, home.encode(), ANA)).form)
    away = json.loads((await exported(held, ANA)).replace(held.workspace, "T0AWAY").replace("T0ELSEWHERE", held.workspace))
    assert "1 is there already" in text_of((await chosen(held, json.dumps(away).encode())).form)
    credit = away["entries"][0]
    back = {**credit, "id": "b1", "origin": "T0AWAY/b1", "kind": "reversal", "minutes": -60, "reverses": credit["id"]}
    mended = {**credit, "id": "b2", "origin": "T0AWAY/b2", "minutes": 45}
    away["entries"] += [back, mended]
    await held.submit(BEN, (await chosen(held, json.dumps(away).encode())).form)
    assert await total(held, BEN) == 45
    assert len({one.activity for one in (await ledger_of(held)).entries}) == 1


async def test_what_was_corrected_here_since_stays_as_it_is(held: Desk) -> None:
    document = (await exported(held)).replace(held.workspace, "T0ELSEWHERE")
    await held.submit(ANA, (await chosen(held, document.encode(), ANA)).form)
    there = (await ledger_of(held, ANA)).entries[0]

    def corrected(unit: Unit) -> None:
        entries_store.lock_ledger(unit, PersonId(ANA))
        back = {**vars(there), "id": "back", "kind": "reversal", "minutes": -60, "reverses": there.id}
        entries_store.write(unit, type(there)(**{**back, "kind": type(there.kind)("reversal")}), key="self:1")

    await held.store.write(corrected, held.workspace)
    told = json.loads(document)
    credit = told["entries"][0]
    told["entries"].append(
        {**credit, "id": "b1", "origin": "T0ELSEWHERE/b1", "kind": "reversal", "minutes": -60, "reverses": credit["id"]}
    )
    preview = (await chosen(held, json.dumps(told).encode(), ANA)).form
    assert "1 entry stays out: its activity was corrected here since." in text_of(preview)
    assert "submit" not in preview


async def test_a_credential_of_a_programme_that_nobody_knows_here_stays_out(held: Desk) -> None:
    await held.store.write(renew, held.workspace)
    document = (await exported(held)).replace(held.workspace, "T0ELSEWHERE").replace('"scrum_alliance"', '"somewhere_else"')
    preview = (await chosen(held, document.encode(), ANA)).form
    assert "1 credential stays out: I do not know its programme." in text_of(preview)
    await held.submit(ANA, preview)
    assert (await ledger_of(held, ANA)).credentials == ()


def renew(unit: Unit) -> None:
    """Let Ben hold a CSPO that he has renewed with twenty minutes of his first entry."""
    entries_store.lock_ledger(unit, BEN)
    credentials.add(unit, Held("c1", BEN, "scrum_alliance", "1", "cspo", issued=date(2025, 1, 1)))
    credentials.do_step(unit, "c1", "attended", date(2025, 1, 1))
    first = store.whole_ledger(unit, BEN, "", Chosen()).standing[0]
    renewal = Renewal("r1", "c1", RenewalKind.UNITS, date(2026, 12, 1), date(2027, 1, 1), date(2029, 1, 1), "1")
    renewals.add(unit, renewal, {first.id: 20})
    assert claims.claims_of(unit, BEN) is not None


async def last_of(desk: Desk) -> Any:
    return (await desk.store.read(entries_store.entries_of, desk.workspace, BEN, "s1"))[-1]


async def test_the_ledger_leads_to_it(held: Desk) -> None:
    assert "Bring it along" in (await held.command(BEN, "/seu")).text
    assert (await held.click(BEN, "seu:bring", "ledger")).form["callback_id"] == "seu:bring"
    assert (await held.command(BEN, "/seu upload")).form["callback_id"] == "seu:bring"
    assert WorkspaceId(held.workspace)


async def expiry(desk: Desk, person: str) -> str:
    told = (await desk.command(person, "/seu credential")).text
    return "\n".join(line for line in told.splitlines() if "CSPO" in line or "20" in line)


async def arrived(desk: Desk) -> tuple[str, str]:
    """What Ben's credentials say a year later, and what those of who reads his file in then."""
    desk.clock.advance(timedelta(days=300))
    await desk.submit(CHLOE, (await pasted(desk, await exported(desk), CHLOE)).form)
    return await expiry(desk, BEN), await expiry(desk, CHLOE)


async def test_what_has_expired_is_not_valid_again_once_it_comes_in_elsewhere(desk: Desk) -> None:
    await desk.command(BEN, "/seu credential CSPO 14 april 2024")
    here, there = await arrived(desk)
    assert here == there
    assert "14 April 2026" in there


async def test_the_expiry_that_was_read_after_a_renewal_outranks_it_elsewhere_too(desk: Desk) -> None:
    await desk.command(BEN, "/seu credential CSPO 14 april 2024")
    checklist = (await desk.command(BEN, "/seu renew")).form
    confirm = (await desk.click(BEN, "seu:renewed", value_of(checklist, "seu:renewed"), view="seu:renewal")).form
    await desk.submit(BEN, confirm)
    desk.clock.advance(timedelta(days=1))
    await desk.submit(BEN, (await desk.command(BEN, "/seu credential CSPO until 20 may 2028")).form)
    here, there = await arrived(desk)
    assert here == there
    assert "20 May 2028" in there


async def test_who_is_not_reminded_is_not_reminded_elsewhere(desk: Desk) -> None:
    await desk.command(BEN, "/seu credential CSPO 14 april 2024")
    await desk.click(BEN, "seu:remind_never", "", view="seu:credentials")
    await arrived(desk)
    assert [one.reminders for one in (await ledger_of(desk, CHLOE)).credentials] == [False]
