"""A long ledger: every entry is reached, by pages, by period, by words in it, in an order that stays."""

import re
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from bot.features.seu.actions import settling
from tests.features.desk import BEN, CHLOE, Desk, Told, elements_of, options_of, text_of, value_of
from tests.features.seu.scene import HOUR, SESSION, SIX, hold

_ROW = re.compile(r"\*0 h \d+ min\*  Guild (\d+)\n")


async def kept(desk: Desk, count: int, *, on: timedelta = timedelta()) -> None:
    """Have Ben attend so many meetings, all of one day or each so much after the one before."""
    for number in range(count):
        began = SIX + number * on + (number * timedelta(minutes=20) if not on else timedelta())
        session = replace(SESSION, id=f"s{(number * 7) % 97:02}", title=f"Guild {number}", began=began, ended=began + HOUR / 3)
        await hold(desk, {BEN: [(0, 10 + number % 5)]}, session)


def rows(shown: Any) -> list[int]:
    return [int(number) for number in _ROW.findall(text_of(shown))]


async def listed(desk: Desk, typed: str = "/seu entries") -> dict[str, Any]:
    return (await desk.command(BEN, typed)).form


async def pages(desk: Desk, shown: dict[str, Any]) -> list[dict[str, Any]]:
    """Turn to the last page; return all of them."""
    seen = [shown]
    while any(one["action_id"] == "seu:older" for one in elements_of(seen[-1])):
        seen.append((await pressed(desk, seen[-1], "seu:older")).form)
    return seen


async def pressed(desk: Desk, form: dict[str, Any], action: str, value: str | None = None) -> Told:
    """Press what stands in a form."""
    named = value_of(form, action) if value is None else value
    return await desk.click(BEN, action, named, view=form["callback_id"], private=form["private_metadata"])


async def test_each_of_many_entries_is_reached_the_newest_first(desk: Desk) -> None:
    await desk.store.write(settling.keep, desk.workspace, None, person=BEN)
    await kept(desk, 43, on=timedelta(days=1))
    ledger = (await desk.command(BEN, "/seu")).message
    assert rows(ledger) == [42, 41, 40, 39, 38]
    seen = await pages(desk, (await desk.click(BEN, "seu:entries", value_of(ledger, "seu:entries"))).form)
    assert [number for page in seen for number in rows(page)] == [*reversed(range(43))]
    assert ["1 to 20 of 43" in text_of(seen[0]), "41 to 43 of 43" in text_of(seen[2])] == [True, True]
    assert not any(one["action_id"] == "seu:newer" for one in elements_of(seen[0]))
    assert rows((await pressed(desk, seen[2], "seu:newer")).form) == rows(seen[1])


async def test_one_entry_on_the_last_page_is_no_span(desk: Desk) -> None:
    await desk.store.write(settling.keep, desk.workspace, None, person=BEN)
    await kept(desk, 21, on=timedelta(days=1))
    last = text_of((await pages(desk, await listed(desk)))[-1])
    assert ("21 of 21." in last, "21 to 21" in last) == (True, False)


async def test_an_entry_of_the_last_page_is_corrected_there_and_the_page_is_shown_again(desk: Desk) -> None:
    await desk.store.write(settling.keep, desk.workspace, None, person=BEN)
    await kept(desk, 22, on=timedelta(days=1))
    last = (await pages(desk, await listed(desk)))[-1]
    told = await pressed(desk, last, "seu:more", options_of(last, "seu:more")[-1]["Not right?"])
    assert [how for how, _ in told.forms] == ["update"]
    back = (await pressed(desk, told.form, "seu:back")).form
    assert rows(back) == [1, 0]
    after = (await desk.submit(BEN, told.form, {"minutes": "19", "reason": "my clock"})).form
    assert (rows(after), "*0 h 19 min*  Guild 0" in text_of(after)) == ([1, 0], True)


async def test_entries_of_one_day_stand_as_they_happened_also_after_one_is_corrected(desk: Desk) -> None:
    await kept(desk, 8)
    await desk.store.write(settling.keep, desk.workspace, None, person=BEN)  # all of them are written in one instant
    assert rows(await listed(desk)) == [7, 6, 5, 4, 3, 2, 1, 0]
    form = await listed(desk)
    entry = options_of(form, "seu:more")[5]["Not right?"]
    desk.clock.advance(HOUR)
    correct = (await pressed(desk, form, "seu:more", entry)).form
    await desk.submit(BEN, correct, {"minutes": "19", "reason": "my clock"})
    assert rows(await listed(desk)) == [7, 6, 5, 4, 3, 2, 1, 0]


async def test_a_session_stands_where_it_began_beside_what_was_logged_that_day(desk: Desk) -> None:
    await desk.store.write(settling.keep, desk.workspace, None, person=BEN)
    desk.clock.instant = SIX - HOUR
    await desk.command(BEN, "/seu log 30m read Flow")
    await hold(desk, {BEN: [(0, 60)]})
    desk.clock.instant = SIX + 4 * HOUR
    await desk.command(BEN, "/seu log 30m read Kanban")
    shown = text_of(await listed(desk))
    assert sorted(("Kanban", "Platform guild", "Flow"), key=shown.index) == ["Kanban", "Platform guild", "Flow"]


@pytest.mark.parametrize("value", ["99999", "-1", "", "x", "7777777"])
async def test_a_page_that_is_not_there_becomes_one_that_is(desk: Desk, value: str) -> None:
    await desk.store.write(settling.keep, desk.workspace, None, person=BEN)
    await kept(desk, 21, on=timedelta(days=1))
    form = await listed(desk)
    assert rows((await pressed(desk, form, "seu:older", value)).form) in ([0], [*range(20, 0, -1)])


async def test_a_button_of_an_older_ledger_opens_the_list(desk: Desk) -> None:
    await desk.store.write(settling.keep, desk.workspace, None, person=BEN)
    await kept(desk, 3, on=timedelta(days=1))
    assert rows((await desk.click(BEN, "seu:older", "1")).form) == [2, 1, 0]


async def test_a_short_ledger_has_no_pages(desk: Desk) -> None:
    await desk.store.write(settling.keep, desk.workspace, None, person=BEN)
    await kept(desk, 20, on=timedelta(days=1))
    shown = await listed(desk)
    assert len(rows(shown)) == 20
    assert not {"seu:older", "seu:newer"} & {one["action_id"] for one in elements_of(shown)}


@pytest.fixture
async def three_years(desk: Desk) -> Desk:
    """Ben has logged something in each of three years, and been at a Lean Coffee."""
    await desk.store.write(settling.keep, desk.workspace, None, person=BEN)
    await hold(desk, {BEN: [(0, 60)]})
    for typed in (
        "1h read Flow on 5 may 2024",
        "2h course “Café metrics” on 6 june 2025",
        "30m watched Flow of work on 7 july 2026",
    ):
        assert "logged" in (await desk.command(BEN, f"/seu log {typed}")).text
    return desk


@pytest.mark.parametrize(
    ("typed", "found", "head"),
    [
        ("entries", ["Platform guild", "Flow of work", "Café metrics", "Flow"], "*4 h 30 min* to log in 4 entries"),
        ("entries 2025", ["Café metrics"], "*2 h 0 min* to log in 1 entry  ·  2025"),
        ("entries since june 2025", ["Platform guild", "Flow of work", "Café metrics"], "since 1 June 2025"),
        ("entries until june 2025", ["Café metrics", "Flow"], "until 30 June 2025"),
        ("entries last 12 months", ["Platform guild", "Flow of work"], "2 December 2025 to 1 December 2026"),
        ("entries 6 june 2025", ["Café metrics"], "6 June 2025"),
        ("entries 2019", [], "2019\nNothing is found."),
        ("search flow", ["Flow of work", "Flow"], "with “flow”"),
        ("search CAFE", ["Café metrics"], "with “CAFE”"),
        ("search work flow", ["Flow of work"], "with “work flow”"),
        ("search lean coffee", ["Platform guild"], "with “lean coffee”"),
        ("search _%", [], "with “ˍ%”\nNothing is found."),
    ],
)
async def test_entries_are_found_by_period_and_by_words(three_years: Desk, typed: str, found: list[str], head: str) -> None:
    form = await listed(three_years, f"/seu {typed}")
    titles = [one["text"]["text"].split("*  ")[1].split("\n")[0] for one in form["blocks"] if one.get("accessory")]
    assert titles == found
    assert head in text_of(form)


async def test_a_period_and_words_are_chosen_in_a_form_and_all_entries_are_one_press_away(three_years: Desk) -> None:
    form = (await pressed(three_years, await listed(three_years), "seu:narrow")).form
    assert [one["value"] for one in form["blocks"][0]["element"]["options"]] == ["all", "last 12 months", "2026", "2025", "2024"]
    chosen = (await three_years.submit(BEN, form, {"period": "2026", "search": "flow"})).form
    assert "*0 h 30 min* to log in 1 entry  ·  2026  ·  with “flow”" in text_of(chosen)
    again = (await pressed(three_years, chosen, "seu:narrow")).form
    typed = (await three_years.submit(BEN, again, {"other": "since june 2025", "search": ""})).form
    assert "3 entries  ·  since 1 June 2025" in text_of(typed)
    refused = await three_years.submit(BEN, again, {"other": "whenever", "search": ""})
    assert refused.errors == {"other": "“whenever” is no period. Write for example: 2026, since march, last 12 months."}
    everything = (await pressed(three_years, typed, "seu:entries")).form
    assert "4 entries" in text_of(everything)


@pytest.mark.parametrize("typed", ["since june 2025", "until june 2025", "from march 2025 to may 2026"])
async def test_a_period_of_ones_own_stands_in_the_form_as_it_can_be_sent_again(three_years: Desk, typed: str) -> None:
    listed_first = await listed(three_years, f"/seu entries {typed}")
    form = (await pressed(three_years, listed_first, "seu:narrow")).form
    again = (await three_years.submit(BEN, form)).form
    assert again["private_metadata"] == listed_first["private_metadata"]


async def test_a_search_without_a_word_asks_for_one(three_years: Desk) -> None:
    form = (await three_years.command(BEN, "/seu search")).form
    assert "Café metrics" in text_of((await three_years.submit(BEN, form, {"search": "metrics"})).form)


@pytest.mark.parametrize(
    ("typed", "said"),
    [("entries whenever", "`/seu search whenever` looks for words"), ("entries since 3/4", "3 april or 4 march")],
)
async def test_a_period_that_is_none_leads_on(three_years: Desk, typed: str, said: str) -> None:
    told = (await three_years.command(BEN, f"/seu {typed}")).text
    assert said in told
    assert f"You typed: ```/seu {typed}```" in told


@pytest.mark.parametrize("private", ["", "list", "list 0 soon - flow", "list x - - ", "elsewhere 0 - - flow"])
async def test_a_list_of_an_older_version_shows_all_entries(three_years: Desk, private: str) -> None:
    told = await three_years.click(BEN, "seu:older", "0", view="seu:entries", private=private)
    assert "4 entries" in text_of(told.form)


async def test_nobody_sees_the_entries_of_another(three_years: Desk) -> None:
    assert "Nothing is in it yet." in text_of((await three_years.command(CHLOE, "/seu entries")).form)
    assert "Nothing is found." in text_of((await three_years.command(CHLOE, "/seu search flow")).form)
