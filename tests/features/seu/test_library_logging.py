"""“I read it”: what somebody learned from the library stands in their own ledger, and there alone."""

import asyncio
from datetime import timedelta
from typing import Any

import pytest

from bot.features.seu.actions import settling
from bot.features.seu.actions.library_logging import log_resource
from bot.features.seu.rules.activities import Activity
from bot.features.seu.rules.shelf import SeenAlready
from bot.features.seu.rules.values import Category, Entry, Source
from bot.features.seu.store import entries as entries_store
from bot.store.requests import purge_requests
from tests.features.desk import ANA, BEN, CHLOE, Desk, Told, filled, text_of
from tests.features.seu.library_scene import added, imported, of, opened, press, titles, with_an_admin
from tests.features.seu.scene import SIX, total

SAID = "Throughput beats velocity."


@pytest.fixture
async def desk(desk: Desk) -> Desk:
    """It is 1 December; the library has four things and the guide."""
    desk.clock.instant = SIX
    await imported(with_an_admin(desk))
    await added(desk)
    return desk


async def form_of(desk: Desk, title: str, person: str = BEN) -> dict[str, Any]:
    shown = await opened(desk, person)
    return (await press(desk, shown, "seu:library_log", of(shown, title), person)).form


async def logs(desk: Desk, title: str, person: str = BEN, **typed: str) -> Told:
    return await desk.submit(person, await form_of(desk, title, person), typed)


async def ledger(desk: Desk, person: Any = BEN) -> list[Entry]:
    return await desk.store.read(entries_store.latest, desk.workspace, person, 100)


async def test_i_read_it_logs_it_with_its_minutes_filled_in(desk: Desk) -> None:
    form = await form_of(desk, "The Scrum Guide")
    assert (form["title"]["text"], form["submit"]["text"]) == ("I read it", "Log it")
    state = filled(form)
    assert [state[block]["value"]["value"] for block in ("hours", "minutes")] == ["0", "30"]
    assert state["day"]["value"]["selected_date"] == "2026-12-01"
    told = await desk.submit(BEN, form, {"evidence": SAID})
    assert "*0 h 30 min logged:* “The Scrum Guide”, 1 December 2026." in text_of(told.form)
    assert "To log so far: *0 h 30 min*." in text_of(told.form)
    (entry,) = await ledger(desk)
    assert (entry.minutes, entry.category, entry.source, entry.evidence) == (30, Category.READING, Source.SELF, SAID)
    assert (entry.description, entry.link) == ("The Scrum Guide", "https://scrumguides.org")
    assert titles(told.form)[-1] == "The Scrum Guide"
    assert "_read on 1 December 2026_" in text_of(told.form)


@pytest.mark.parametrize(
    ("title", "button", "seen"),
    [
        ("Flow", "I watched it", "watched on"),
        ("Meetup", "I attended it", "attended on"),
        ("Kanban basics", "I took it", "taken on"),
    ],
)
async def test_each_kind_is_logged_in_its_own_words(desk: Desk, title: str, button: str, seen: str) -> None:
    assert button in text_of(await opened(desk))
    told = await logs(desk, title, hours="0", minutes="20", day="2026-11-27")
    assert f"_{seen} 27 November 2026_" in text_of(told.form)
    assert await total(desk, BEN) == 20


async def test_what_is_seen_stands_at_the_end_the_last_first(desk: Desk) -> None:
    await logs(desk, "Meetup", day="2026-11-20")
    await logs(desk, "The Scrum Guide", day="2026-11-21")
    told = await logs(desk, "Flow", day="2026-11-19")
    assert titles(told.form) == ["Kanban basics", "Réussir", "The Scrum Guide", "Meetup", "Flow"]
    assert "Not seen yet: 2. At the end what you have seen: 3." in text_of(told.form)


async def test_nobody_else_sees_what_somebody_has_seen(desk: Desk) -> None:
    await logs(desk, "Meetup")
    for person in (ANA, CHLOE):
        assert "attended on" not in text_of(await opened(desk, person))
    kept = text_of(await opened(desk, ANA, "manage"))
    assert "attended" not in kept
    assert BEN not in kept


async def test_it_is_logged_again_only_knowingly(desk: Desk) -> None:
    stale = await form_of(desk, "Flow")
    await logs(desk, "Flow", day="2026-11-20")
    told = (await desk.submit(BEN, stale, {"minutes": "5", "evidence": SAID})).form
    assert "Your ledger says: watched on 20 November 2026. Is this once more?" in text_of(told)
    assert (filled(told)["minutes"]["value"]["value"], filled(told)["evidence"]["value"]["value"]) == ("5", SAID)
    assert await total(desk, BEN) == 45
    assert told["submit"]["text"] == "Log it again"
    await desk.submit(BEN, told)
    assert await total(desk, BEN) == 50
    again = await form_of(desk, "Flow")
    assert "Your ledger says: watched on 1 December 2026." in text_of(again)
    await desk.submit(BEN, again, {"minutes": "5"})
    assert await total(desk, BEN) == 55


async def test_case_22_what_looks_like_it_is_shown_first(desk: Desk) -> None:
    await desk.command(BEN, '/seu log 45m watched "Flow!"')
    told = (await logs(desk, "Flow")).form
    assert "Your ledger has *0 h 45 min* of “Flow!” on 1 December 2026 already." in text_of(told)
    assert told["submit"]["text"] == "Log all the same"
    assert "logged:*" in text_of((await desk.submit(BEN, told)).form)
    assert await total(desk, BEN) == 90


async def test_who_knows_that_they_have_seen_it_is_shown_what_else_looks_like_it(desk: Desk) -> None:
    await logs(desk, "Flow", day="2026-11-20")
    await desk.command(BEN, '/seu log 45m watched "Flow!"')
    told = (await logs(desk, "Flow")).form
    assert "watched on 20 November 2026" in text_of(told)
    assert "“Flow!”" in text_of(told)
    await desk.submit(BEN, told)
    assert await total(desk, BEN) == 135


@pytest.mark.parametrize(
    ("typed", "fields"),
    [
        ({"day": "2026-12-02"}, ["day"]),
        ({"hours": "0", "minutes": "0"}, ["minutes"]),
        ({"hours": "25", "day": "2027-01-01"}, ["day", "hours"]),
        ({"minutes": "60"}, ["minutes"]),
        ({"evidence": "x" * 1_001}, ["evidence"]),
    ],
)
async def test_case_23_what_cannot_be_is_refused_beside_its_field(desk: Desk, typed: dict[str, str], fields: list[str]) -> None:
    told = await logs(desk, "Flow", **typed)
    assert sorted(told.errors) == fields
    assert await ledger(desk) == []


async def test_what_is_taken_back_is_not_seen_any_more(desk: Desk) -> None:
    await logs(desk, "Flow", day="2026-11-20")
    (entry,) = await ledger(desk)
    assert titles(await opened(desk))[-1] == "Flow"
    await desk.click(BEN, "seu:take_back", entry.id)
    assert await total(desk, BEN) == 0
    shown = await opened(desk)
    assert titles(shown)[0] == "Flow"
    assert "watched on" not in text_of(shown)
    await logs(desk, "Flow", day="2026-11-10")
    assert "_watched on 10 November 2026_" in text_of(await opened(desk))


async def test_what_is_mended_is_seen_on_its_new_day(desk: Desk) -> None:
    await logs(desk, "Flow", day="2026-11-20")
    (entry,) = await ledger(desk)
    form = (await desk.click(BEN, "seu:edit_logged", entry.id)).form
    await desk.submit(BEN, form, {"day": "2026-11-18"})
    assert "_watched on 18 November 2026_" in text_of(await opened(desk))


async def test_retired_or_edited_it_stays_in_the_ledger_as_it_was(desk: Desk) -> None:
    form = await form_of(desk, "Meetup", CHLOE)
    await logs(desk, "Meetup")
    kept = await opened(desk, ANA, "manage")
    meetup = of(kept, "Meetup")
    edit = (await press(desk, kept, "seu:library_more", f"edit:{meetup}:0", ANA)).form
    await desk.submit(ANA, edit, {"title": "Meetup of the guild", "minutes": "5"})
    await press(desk, kept, "seu:library_more", f"retire:{meetup}:0", ANA)
    (entry,) = await ledger(desk)
    assert (entry.description, entry.minutes) == ("Meetup", 90)
    assert "logged:*" in text_of((await desk.submit(CHLOE, form)).form)
    assert "Meetup" not in titles(await opened(desk, CHLOE))


async def test_who_keeps_no_minutes_of_meetings_logs_all_the_same(desk: Desk) -> None:
    await desk.store.write(settling.decline, desk.workspace, person=BEN)
    await logs(desk, "Flow")
    assert await total(desk, BEN) == 45


async def test_of_a_guest_nothing_is_kept_before_they_have_answered(desk: Desk) -> None:
    desk.slack.people[BEN] = {"is_restricted": True}
    shown = await opened(desk)
    told = await press(desk, shown, "seu:library_log", of(shown, "Flow"))
    assert "You are a guest here" in told.text
    await desk.store.write(settling.keep, desk.workspace, person=BEN)
    await logs(desk, "Flow")
    assert await total(desk, BEN) == 45


async def test_the_way_back_leads_to_the_list_as_it_was_left(desk: Desk) -> None:
    await imported(desk, "title,minutes,category\n" + "".join(f"Book {n},60,reading\n" for n in range(30)))
    shown = await opened(desk, text="book")
    second = (await press(desk, shown, "seu:library_after", "1")).form
    form = (await press(desk, second, "seu:library_log", of(second, "Book 21"))).form
    back = (await press(desk, form, "seu:library_list")).form
    assert "11 to 20 of 30." in text_of(back)
    assert back["private_metadata"] == second["private_metadata"]
    assert "11 to 20 of 30." in text_of((await desk.submit(BEN, form)).form)


async def test_the_same_form_sent_again_logs_once(desk: Desk) -> None:
    form = await form_of(desk, "Flow")
    for _ in range(2):
        await desk.submit(BEN, form, trigger_id="trigger.same")
        while await desk.store.write(purge_requests, desk.workspace, None, desk.real.now() + timedelta(days=2)):
            pass
    assert await total(desk, BEN) == 45


async def test_two_that_are_sent_at_once_are_not_both_logged_unknowingly(desk: Desk) -> None:
    flow = of(await opened(desk), "Flow")
    activity = Activity(45, Category.WATCHING, "Flow", SIX.date())
    both = (desk.store.write(log_resource, desk.workspace, None, person=BEN, resource=flow, activity=activity) for _ in range(2))
    done = await asyncio.gather(*both, return_exceptions=True)
    assert [type(one) for one in sorted(done, key=lambda one: isinstance(one, Exception))] == [Entry, SeenAlready]


async def test_who_is_erased_has_seen_and_hidden_nothing(desk: Desk) -> None:
    await logs(desk, "Flow")
    shown = await opened(desk)
    await press(desk, shown, "seu:library_hide", of(shown, "Meetup"))
    form = (await desk.command(BEN, "/seu erase")).form
    await desk.submit(BEN, form, {"sure": ["sure"]})
    shown = await opened(desk)
    assert "Meetup" in titles(shown)
    assert "watched on" not in text_of(shown)
