"""What people log by themselves: typed or in a form, shown where it looks like something they have, mended, taken back."""

from datetime import date, timedelta
from typing import Any

import pytest

from bot.features.seu.actions import logging, settling
from bot.features.seu.rules.audit import Act
from bot.features.seu.rules.refusals import NotYourEntry
from bot.features.seu.rules.values import Category, Entry, Kind, Source
from bot.features.seu.store import audit
from bot.features.seu.store import entries as entries_store
from bot.store.requests import purge_requests
from bot.store.unit import Read
from tests.features.desk import BEN, CHLOE, Desk, Told, elements_of, filled, options_of, text_of, value_of
from tests.features.seu.scene import SIX, hold, say, total

THROUGHPUT = '1h30 read "Forecasting with throughput" on 12 nov'
WHOLE = {
    "hours": "1",
    "minutes": "30",
    "category": "reading",
    "title": "Forecasting with throughput",
    "day": "2026-11-12",
    "link": "https://flow.example/a",
    "evidence": "my notes",
}

EPHEMERAL: dict[str, Any] = {"container": {"type": "message", "message_ts": "1.2", "channel_id": "C0GUILD", "is_ephemeral": True}}


@pytest.fixture(autouse=True)
def on_the_first_of_december(desk: Desk) -> None:
    desk.clock.instant = SIX


async def logs(desk: Desk, typed: str, person: str = BEN) -> Told:
    return await desk.command(person, f"/seu log {typed}")


async def opened(desk: Desk, person: str = BEN) -> dict[str, Any]:
    return (await desk.click(person, "seu:log", "ledger")).form


async def written(desk: Desk, person: str = BEN) -> list[Entry]:
    """Return all that stands in a ledger, in the order of writing."""
    return await desk.store.read(_written, desk.workspace, person)


def _written(read: Read, person: Any) -> list[Entry]:
    lasts = entries_store.latest(read, person, 100)
    return [one for last in reversed(lasts) for one in entries_store.entries_of(read, person, last.activity)]


def values(form: dict[str, Any]) -> dict[str, Any]:
    """Return what a form is filled with."""
    state = {block: next(iter(value.values())) for block, value in filled(form).items()}
    return {
        block: next((value[key] for key in ("value", "selected_date") if value.get(key)), None)
        or (value.get("selected_option") or {}).get("value")
        for block, value in state.items()
    }


async def test_what_is_clear_is_logged_at_once_and_told_with_what_can_be_done(desk: Desk) -> None:
    told = await logs(desk, THROUGHPUT)
    assert told.message["response_type"] == "ephemeral"
    assert "*1 h 30 min* logged: “Forecasting with throughput”, reading, 12 November 2026." in told.text
    assert "To log so far: *1 h 30 min*." in told.text
    assert [one["text"]["text"] for one in elements_of(told.message)] == [
        "Not right?",
        "Take it back",
        "How to log it",
        "All entries",
    ]
    (one,) = await written(desk)
    assert (one.minutes, one.category, one.day, one.source, one.actor) == (
        90,
        Category.READING,
        date(2026, 11, 12),
        Source.SELF,
        BEN,
    )
    how = await desk.click(BEN, "seu:how_to_log", value_of(told.message, "seu:how_to_log"))
    assert "Learning" in how.text


async def test_today_is_the_day_where_the_person_is(desk: Desk) -> None:
    desk.slack.people[BEN] = {"tz": "Pacific/Kiritimati"}
    await logs(desk, "1h read Flow")
    assert [one.day for one in await written(desk)] == [date(2026, 12, 2)]


@pytest.mark.parametrize("keeping", [settling.decline, None])
async def test_who_keeps_no_meetings_logs_all_the_same_and_is_asked_nothing(desk: Desk, keeping: Any) -> None:
    if keeping is not None:
        await desk.store.write(keeping, desk.workspace, None, person=BEN)
    told = await logs(desk, THROUGHPUT)
    assert ("Of meetings I keep nothing for you." in told.text) is (keeping is not None)
    assert await total(desk, BEN) == 90
    assert await desk.shown() == []
    assert "Forecasting with throughput" in (await desk.command(BEN, "/seu")).text


async def test_the_question_still_comes_after_something_was_logged(desk: Desk) -> None:
    await logs(desk, THROUGHPUT)
    await hold(desk, {BEN: [(0, 60)]})
    assert "Should I keep learning minutes for you?" in (await desk.the("seu:ask")).text
    assert await total(desk, BEN) == 90


async def test_a_guest_logs_once_they_have_answered(desk: Desk) -> None:
    desk.slack.people[CHLOE] = {"is_restricted": True}
    assert "only where my direct messages reach them" in (await logs(desk, THROUGHPUT, CHLOE)).text
    assert "only where my direct messages reach them" in (await desk.click(CHLOE, "seu:log", "ledger")).text
    form = await opened(desk)
    assert "only where my direct messages reach them" in (await desk.submit(CHLOE, form, WHOLE)).text
    switch = (await desk.command(CHLOE, "/seu on")).message
    await desk.click(CHLOE, "seu:keep", value_of(switch, "seu:keep"))
    assert "logged" in (await logs(desk, THROUGHPUT, CHLOE)).text


@pytest.mark.parametrize(
    ("typed", "note", "kept"),
    [
        ("read Flow", "Still missing: how long.", {"category": "reading", "title": "Flow", "day": "2026-12-01"}),
        ("1h", "Still missing: what kind and a title.", {"hours": "1", "minutes": "0"}),
        ("1h read Flow on 3/4", "“3/4” could mean 3 april or 4 march?", {"hours": "1", "title": "Flow"}),
        ("1h read Flow on 12 dec", "“on 12 dec”: do you mean friday 12 december 2025?", {"title": "Flow"}),
        ("1h read Flow tomorrow", "2 December 2026 has not come yet: name the day", {"title": "Flow"}),
        ("1h read “Flow” by Vacanti", "I do not understand “Vacanti”. Is it part of the title?", {"title": "Flow"}),
        ("1h read 5 minute manager", "These do not go together: “1h” and “5 minute”.", {"title": "5 minute manager"}),
        ("25h read Flow https://a.example", "one activity has at most 24 h.", {"title": "Flow", "link": "https://a.example"}),
        (f"1h read {'x' * 201}", "201 characters are too many; at most 200 fit.", {"hours": "1", "title": "x" * 199 + "…"}),
    ],
)
async def test_what_is_not_clear_is_asked_in_the_form_with_all_that_was_understood(
    desk: Desk, typed: str, note: str, kept: dict[str, str]
) -> None:
    told = await logs(desk, typed)
    assert told.form["callback_id"] == "seu:log"
    assert note in text_of(told.form)
    assert {block: values(told.form)[block] for block in kept} == kept
    assert await written(desk) == []
    await desk.submit(BEN, told.form, WHOLE)
    assert await total(desk, BEN) == 90


async def test_without_a_word_the_form_is_opened_on_today(desk: Desk) -> None:
    form = (await desk.command(BEN, "/seu log")).form
    assert {block for block, value in values(form).items() if value} == {"day"}
    told = await desk.submit(BEN, form, WHOLE)
    assert "*1 h 30 min* logged: “Forecasting with throughput”" in text_of(told.form)
    (one,) = await written(desk)
    assert (one.link, one.evidence) == ("https://flow.example/a", "my notes")


async def test_a_sentence_without_end_is_given_back(desk: Desk) -> None:
    told = await logs(desk, "read " + "x" * 1_000)
    assert "That is too long" in told.text
    assert "You typed: " in told.text


@pytest.mark.parametrize(
    ("typed", "fields"),
    [
        ({"day": "2026-12-02"}, {"day"}),
        ({"hours": "0", "minutes": "0"}, {"minutes"}),
        ({"hours": "", "minutes": ""}, {"minutes"}),
        ({"hours": "24", "minutes": "1"}, {"hours"}),
        ({"hours": "25"}, {"hours"}),
        ({"minutes": "60"}, {"minutes"}),
        ({"minutes": "-1", "hours": "1.5"}, {"minutes", "hours"}),
        ({"category": None, "title": " ", "day": None, "link": "flow"}, {"category", "title", "day", "link"}),
        ({"title": "x" * 201, "evidence": "x" * 1_001, "link": "https://" + "x" * 1_000}, {"title", "evidence", "link"}),
        ({"renews": ["scrum_alliance"]}, {"renews"}),
    ],
)
async def test_case_23_what_is_wrong_is_said_beside_its_field_and_all_at_once(
    desk: Desk, typed: dict[str, Any], fields: set[str]
) -> None:
    form = await opened(desk)
    assert set((await desk.submit(BEN, form, WHOLE | typed)).errors) == fields
    mending = await edit(desk, await logs(desk, THROUGHPUT))
    assert set((await desk.submit(BEN, mending, WHOLE | typed)).errors) == fields
    assert [one.minutes for one in await written(desk)] == [90]


@pytest.mark.parametrize(
    "again", ["1h30 read Forecasting with Throughput (2) on 12 nov", "90m watched “forecasting with throughput!” 12 nov"]
)
async def test_case_22_what_looks_like_an_entry_is_shown_and_logged_on_confirmation(desk: Desk, again: str) -> None:
    await logs(desk, THROUGHPUT)
    form = (await logs(desk, again)).form
    assert "Your ledger has *1 h 30 min* of “Forecasting with throughput” on 12 November 2026 already." in text_of(form)
    assert form["submit"]["text"] == "Log all the same"
    assert await total(desk, BEN) == 90
    await desk.submit(BEN, form)
    assert await total(desk, BEN) == 180


async def test_case_22_in_the_form_too_nothing_that_was_filled_in_is_lost(desk: Desk) -> None:
    await logs(desk, THROUGHPUT)
    shown = (await desk.submit(BEN, await opened(desk), WHOLE)).form
    assert values(shown) | {"renews": None} == WHOLE | {"renews": None}
    await desk.submit(BEN, shown)
    assert await total(desk, BEN) == 180


@pytest.mark.parametrize(
    "other",
    ["1h29 read Forecasting with throughput 12 nov", "1h30 read Forecasting with throughput 13 nov", "1h30 read Kanban 12 nov"],
)
async def test_case_22_another_title_length_or_day_is_another_activity(desk: Desk, other: str) -> None:
    await logs(desk, THROUGHPUT)
    assert "logged: " in (await logs(desk, other)).text


async def test_what_was_taken_back_looks_like_nothing(desk: Desk) -> None:
    told = await logs(desk, THROUGHPUT)
    await desk.click(BEN, "seu:take_back", value_of(told.message, "seu:take_back"))
    assert "logged: " in (await logs(desk, THROUGHPUT)).text


async def test_a_day_that_is_none_is_missing(desk: Desk) -> None:
    assert set((await desk.submit(BEN, await opened(desk), WHOLE | {"day": "2026-02-30"})).errors) == {"day"}


async def test_what_was_sent_twice_is_logged_once(desk: Desk) -> None:
    form = await opened(desk)
    for _ in range(2):
        await desk.submit(BEN, form, WHOLE, trigger_id="trigger.same")
    while await desk.store.write(purge_requests, desk.workspace, None, desk.real.now() + timedelta(days=2)):
        pass
    await desk.submit(BEN, form, WHOLE, trigger_id="trigger.same")
    assert await total(desk, BEN) == 90


async def edit(desk: Desk, told: Told) -> dict[str, Any]:
    return (await desk.click(BEN, "seu:edit_logged", value_of(told.message, "seu:edit_logged"))).form


async def test_what_was_logged_is_mended_whole_by_a_reversal_and_a_new_entry(desk: Desk) -> None:
    form = await edit(desk, await logs(desk, THROUGHPUT))
    assert form["callback_id"] == "seu:edit"
    told = await desk.submit(BEN, form, {"hours": "2", "minutes": "0", "day": "2026-11-13", "category": "watching"})
    assert told.ack == {"response_action": "clear"}
    assert told.private == []
    old, back, new = await written(desk)
    assert (back.kind, back.minutes, back.reverses, back.day) == (Kind.REVERSAL, -90, old.id, date(2026, 11, 12))
    assert (new.minutes, new.day, new.category, new.activity) == (120, date(2026, 11, 13), Category.WATCHING, old.activity)


async def test_other_words_alone_are_written_beside_the_entry_which_stays(desk: Desk) -> None:
    form = await edit(desk, await logs(desk, THROUGHPUT))
    await desk.submit(BEN, form, {"title": "Forecasting", "evidence": "my notes", "link": "https://flow.example"})
    (one,) = await written(desk)
    assert (one.description, one.evidence, one.link) == ("Forecasting", "my notes", "https://flow.example")
    noted = await desk.store.read(audit.latest, desk.workspace, BEN, 9)
    assert [(each.act, each.actor) for each in noted] == [(Act.CORRECTED, BEN), (Act.LOGGED, BEN)]
    how = text_of((await desk.click(BEN, "seu:how_to_log", one.id)).form)
    assert "Your link: https://flow.example\nYour evidence: my notes" in how


async def test_a_change_of_nothing_is_told_and_a_second_one_of_the_same_entry_too(desk: Desk) -> None:
    form = await edit(desk, await logs(desk, THROUGHPUT))
    assert list((await desk.submit(BEN, form)).errors) == ["minutes"]
    await desk.submit(BEN, form, {"hours": "2"})
    assert "has been corrected before" in (await desk.submit(BEN, form, {"hours": "3"})).text
    assert await total(desk, BEN) == 150


async def test_what_was_logged_is_taken_back_at_once_and_logged_again(desk: Desk) -> None:
    told = await logs(desk, THROUGHPUT)
    gone = await desk.click(BEN, "seu:take_back", value_of(told.message, "seu:take_back"), **EPHEMERAL)
    assert "Taken back by you: “Forecasting with throughput”, reading, 12 November 2026." in gone.text
    assert gone.message["replace_original"]
    assert await total(desk, BEN) == 0
    again = await desk.click(BEN, "seu:take_back", value_of(told.message, "seu:take_back"))
    assert "has been corrected before" in again.text
    form = (await desk.click(BEN, "seu:edit_logged", value_of(gone.message, "seu:edit_logged"))).form
    assert "You took this back." in text_of(form)
    assert form["submit"]["text"] == "Log it again"
    await desk.submit(BEN, form)
    assert await total(desk, BEN) == 90
    assert [one.kind for one in await written(desk)] == [Kind.CREDIT, Kind.REVERSAL, Kind.CREDIT]


async def test_in_the_list_it_is_taken_back_where_it_stands(desk: Desk) -> None:
    await logs(desk, THROUGHPUT)
    form = (await desk.command(BEN, "/seu entries")).form
    where = {"view": form["callback_id"], "private": form["private_metadata"]}
    (menu,) = options_of(form, "seu:more")
    told = await desk.click(BEN, "seu:more", menu["Take it back"], **where)
    assert [how for how, _ in told.forms] == ["update"]
    assert "_taken back by you_" in text_of(told.form)
    assert "*0 h 0 min* to log in 1 entry" in text_of(told.form)


async def test_something_is_logged_from_the_list_and_stands_in_it(desk: Desk) -> None:
    form = (await desk.command(BEN, "/seu entries 2025")).form
    told = await desk.click(BEN, "seu:log", "list", view=form["callback_id"], private=form["private_metadata"])
    assert [how for how, _ in told.forms] == ["update"]
    listed = await desk.submit(BEN, told.form, WHOLE | {"day": "2025-11-12"})
    assert "1 h 30 min logged: “Forecasting with throughput”" in text_of(listed.form)
    assert "1 entry  ·  2025" in text_of(listed.form)


async def test_in_the_ledger_of_the_home_it_is_taken_back_too(desk: Desk) -> None:
    await logs(desk, THROUGHPUT)
    ledger = (await desk.click(BEN, "seu:open", "home", home=True)).form
    (menu,) = options_of(ledger, "seu:more")
    where = {"view": ledger["callback_id"], "private": ledger["private_metadata"]}
    assert "_taken back by you_" in text_of((await desk.click(BEN, "seu:more", menu["Take it back"], **where)).form)


async def test_a_course_of_the_body_that_renews_everything_is_marked_for_the_renewal(desk: Desk) -> None:
    form = await opened(desk)
    assert "A course of Scrum Alliance, which renews everything there" in text_of(form)
    await desk.submit(BEN, form, WHOLE | {"category": "course", "hours": "16", "renews": ["scrum_alliance"]})
    (one,) = await written(desk)
    assert one.rule == "renews:scrum_alliance"
    listed = (await desk.command(BEN, "/seu entries")).form
    assert "course  ·  renews everything" in text_of(listed)
    again = (
        await desk.click(
            BEN, "seu:more", options_of(listed, "seu:more")[0]["Not right?"], view="seu:entries", private="list 0 - - "
        )
    ).form
    await desk.submit(BEN, again, {"renews": []})
    assert [each.rule for each in await written(desk)] == ["renews:scrum_alliance", "renews:scrum_alliance", ""]


@pytest.fixture
async def attended(desk: Desk) -> Desk:
    """Ben keeps 60 minutes of a meeting."""
    await desk.store.write(settling.keep, desk.workspace, None, person=BEN)
    await hold(desk, {BEN: [(0, 60)]})
    return desk


async def mending(desk: Desk, choice: str = "Not right?") -> dict[str, Any]:
    form = (await desk.command(BEN, "/seu entries")).form
    where = {"view": form["callback_id"], "private": form["private_metadata"]}
    return (await desk.click(BEN, "seu:more", options_of(form, "seu:more")[0][choice], **where)).form


async def test_of_a_session_its_kind_is_mended_with_a_reason_and_its_words_without(attended: Desk) -> None:
    form = await mending(attended)
    assert form["callback_id"] == "seu:correct"
    assert list((await attended.submit(BEN, form, {"category": "course"})).errors) == ["reason"]
    wrong = {"minutes": "60", "link": "x", "evidence": "x" * 1_001}
    assert set((await attended.submit(BEN, form, wrong)).errors) == {"minutes", "link", "evidence", "reason"}
    await attended.submit(BEN, form, {"link": "https://a.example", "evidence": "photo"})
    assert [(one.minutes, one.link, one.evidence, one.source) for one in await written(attended)] == [
        (60, "https://a.example", "photo", Source.ATTENDANCE)
    ]
    await attended.submit(BEN, await mending(attended), {"category": "course", "reason": "it was a training"})
    assert [(one.minutes, one.category, one.link) for one in await written(attended)][2:] == [
        (60, Category.COURSE, "https://a.example")
    ]


async def test_taking_back_a_session_asks_for_the_reason(attended: Desk) -> None:
    form = await mending(attended, "Take it back")
    assert (values(form)["hours"], values(form)["minutes"]) == ("0", "0")
    assert list((await attended.submit(BEN, form)).errors) == ["reason"]
    told = await attended.submit(BEN, form, {"reason": "I was elsewhere"})
    assert "_taken back by you_" in text_of(told.form)


async def test_the_hosts_word_keeps_what_the_person_has_added_of_evidence(attended: Desk) -> None:
    await attended.submit(BEN, await mending(attended), {"link": "https://a.example", "evidence": "photo"})
    await say(attended, BEN, 30)
    assert [(one.minutes, one.link, one.evidence) for one in await written(attended)][2:] == [(30, "https://a.example", "photo")]


@pytest.mark.parametrize("action", ["seu:take_back", "seu:edit_logged"])
async def test_what_is_another_persons_is_not_touched(desk: Desk, action: str) -> None:
    told = await logs(desk, THROUGHPUT)
    refused = await desk.click(CHLOE, action, value_of(told.message, action))
    assert "I find no such entry in your ledger." in refused.text
    form = await edit(desk, told)
    assert "I find no such entry in your ledger." in (await desk.submit(CHLOE, form, {"hours": "2"})).text
    assert await total(desk, BEN) == 90


async def test_a_session_is_not_mended_by_the_form_of_what_was_logged(attended: Desk) -> None:
    logged_form = await edit(attended, await logs(attended, THROUGHPUT))
    (session,) = [one for one in await written(attended) if one.source is Source.ATTENDANCE]
    with pytest.raises(NotYourEntry):
        await attended.store.write(logging.take_back, attended.workspace, None, person=BEN, entry=session.id)
    forged = logged_form | {"private_metadata": f"{session.id} "}
    assert "I find no such entry in your ledger." in (await attended.submit(BEN, forged, {"hours": "2"})).text


async def test_from_a_private_message_the_correction_takes_its_place(desk: Desk) -> None:
    told = await logs(desk, THROUGHPUT)
    form = (await desk.click(BEN, "seu:edit_logged", value_of(told.message, "seu:edit_logged"), **EPHEMERAL)).form
    after = await desk.submit(BEN, form, {"hours": "2"})
    assert after.ack == {"response_action": "clear"}
    assert "*2 h 30 min* logged" in after.text
    assert after.private[0]["replace_original"]


async def test_who_is_mentioned_stands_in_the_title_by_name(desk: Desk) -> None:
    desk.slack.people[CHLOE] = {"profile": {"display_name": "Chloé"}}
    assert "“talk by @Chloé”" in (await logs(desk, f"1h talk by <@{CHLOE}>")).text


async def test_a_day_that_is_not_understood_is_asked_with_what_was(desk: Desk) -> None:
    told = await logs(desk, "1h webinar on flow last week")
    assert "“last week” may say on which day, and I cannot tell which. Choose it below." in told.text
    assert await written(desk) == []
