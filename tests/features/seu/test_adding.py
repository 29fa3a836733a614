"""What people add to their own minutes: self-reported, once, and asked back where it looks like something they have."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from bot.features.seu.actions import settling
from bot.features.seu.rules.values import Kind, Session, Source
from tests.features.desk import ANA, BEN, CHLOE, Desk, Told, text_of, value_of
from tests.features.seu.scene import HOUR, SESSION, SIX, entries, hold, say, total

WHOLE = {"hours": "1", "minutes": "0", "reason": "I was on the call and never pressed anything"}
MINE = (Kind.CREDIT, 60, Source.SELF)
AGAIN = replace(SESSION, id="s2", title="Platform Guild (2)", began=SIX + 2 * HOUR, ended=SIX + 3 * HOUR)


@pytest.fixture
async def held(desk: Desk) -> Desk:
    """Ben was there; Chloé was too, and never pressed anything."""
    await hold(desk, {BEN: [(17, 60)]})
    return desk


async def adds(desk: Desk, person: str = CHLOE, session: Session = SESSION, **typed: str) -> Told:
    return await desk.submit(person, (await desk.click(person, "seu:add", session.id)).form, WHOLE | typed)


async def test_who_never_pressed_adds_the_meeting_to_their_own_minutes(held: Desk) -> None:
    form = (await held.click(CHLOE, "seu:add", "s1")).form
    assert "“Platform guild”, Lean Coffee, 1 December 2026" in text_of(form)
    assert "The meeting's roster stays as it is" in text_of(form)
    told = await held.submit(CHLOE, form, WHOLE)
    assert "*1 h 0 min* kept: “Platform guild”, Lean Coffee, 1 December 2026." in text_of(told.form)
    assert "_Self-reported._" in text_of(told.form)
    assert await entries(held, CHLOE) == [MINE]
    listed = (await held.command(CHLOE, "/seu")).text
    assert "*1 h 0 min*  Platform guild\n1 December 2026  ·  _self-reported_" in listed


async def test_a_meeting_is_added_once_however_often_its_form_is_sent(held: Desk) -> None:
    form = (await held.click(CHLOE, "seu:add", "s1")).form
    for trigger in ("the same", "the same", "another"):
        told = await held.submit(CHLOE, form, WHOLE, trigger_id=trigger)
    assert "This meeting stands in your ledger already." in told.notice
    assert await entries(held, CHLOE) == [MINE]


async def test_what_stands_in_the_ledger_is_corrected_and_not_added(held: Desk) -> None:
    await held.store.write(settling.keep, held.workspace, None, person=BEN)
    assert (await held.click(BEN, "seu:add", "s1")).form["callback_id"] == "seu:correct"
    await held.submit(BEN, (await held.click(BEN, "seu:add", "s1")).form, {"minutes": "0", "hours": "0", "reason": "another Ben"})
    assert (await held.click(BEN, "seu:add", "s1")).form["callback_id"] == "seu:correct"


async def test_an_attendance_that_is_settled_or_kept_afterwards_counts_nothing_twice(held: Desk) -> None:
    await adds(held, BEN)
    await held.store.write(settling.keep, held.workspace, None, person=BEN)
    assert await entries(held, BEN) == [MINE]
    assert await total(held, BEN) == 60


async def test_the_hosts_word_leaves_alone_what_a_person_has_added(held: Desk) -> None:
    await held.store.write(settling.keep, held.workspace, None, person=CHLOE)
    await adds(held)
    await say(held, CHLOE, 30)
    assert await entries(held, CHLOE) == [MINE]


async def test_the_question_speaks_of_nothing_that_was_added(held: Desk) -> None:
    await adds(held, BEN)
    asked = await held.the("seu:ask")
    assert "Should I keep" not in asked.text
    assert "*1 h 0 min* kept: “Platform guild”" in asked.text
    await hold(held, {BEN: [(0, 30)]}, replace(AGAIN, title="Testing guild"))
    assert "That is *0 h 30 min* to log" in (await held.the("seu:ask")).text
    assert "To log so far: 1 h 0 min" in (await held.command(BEN, "/seu")).text


async def test_who_added_a_meeting_asks_its_host_to_correct_the_roster(held: Desk) -> None:
    await adds(held)
    form = (await held.click(CHLOE, "seu:add", "s1")).form
    wish = (await held.click(CHLOE, "seu:ask_host", value_of(form, "seu:ask_host"), view="seu:correct")).form
    await held.submit(CHLOE, wish, {"minutes": "55", "reason": "see the recording"})
    assert "55 min instead of 0 min" in (await held.the("seu:roster_request")).text


@pytest.mark.parametrize(
    ("typed", "fields"),
    [
        ({"hours": "0", "minutes": "0"}, {"minutes"}),
        ({"hours": "25"}, {"hours"}),
        ({"hours": "24", "minutes": "1"}, {"hours"}),
        ({"minutes": "60"}, {"minutes"}),
        ({"minutes": "-1", "hours": "1.5", "reason": " "}, {"hours", "minutes", "reason"}),
        ({"hours": "", "minutes": "", "reason": " "}, {"minutes", "reason"}),
    ],
)
async def test_case_23_what_is_wrong_is_said_beside_the_field(held: Desk, typed: dict[str, Any], fields: set[str]) -> None:
    assert set((await adds(held, **typed)).errors) == fields
    assert await entries(held, CHLOE) == []


async def test_case_22_what_looks_like_an_entry_is_shown_and_added_on_confirmation(held: Desk) -> None:
    await hold(held, {BEN: [(0, 60)]}, AGAIN)
    await adds(held)
    shown = await adds(held, session=AGAIN)
    assert "Your ledger has *1 h 0 min* of “Platform guild” on 1 December 2026 already." in text_of(shown.form)
    assert shown.form["submit"]["text"] == "Add all the same"
    assert WHOLE["reason"] in str(shown.form)
    assert await entries(held, CHLOE, AGAIN) == []
    await held.submit(CHLOE, shown.form)
    assert await entries(held, CHLOE, AGAIN) == [MINE]


OTHER_DAY = replace(AGAIN, began=SIX + timedelta(days=1), ended=SIX + timedelta(days=1, hours=1))


@pytest.mark.parametrize(
    ("session", "typed"),
    [
        (replace(AGAIN, title="Testing community"), {}),
        (AGAIN, {"hours": "0", "minutes": "59"}),
        (OTHER_DAY, {}),
    ],
)
async def test_case_22_another_title_length_or_day_is_another_activity(
    held: Desk, session: Session, typed: dict[str, Any]
) -> None:
    await hold(held, {BEN: [(0, 60)]}, session)
    await adds(held)
    assert "kept: " in text_of((await adds(held, session=session, **typed)).form)


async def test_a_meeting_at_the_same_time_as_another_is_shown_first_whatever_it_is_called(held: Desk) -> None:
    beside = replace(SESSION, id="s2", title="Testing", began=SIX + HOUR / 2, ended=SIX + HOUR * 1.5)
    await hold(held, {BEN: [(0, 60)]}, beside)
    await adds(held, hours="0", minutes="50")
    assert "“Platform guild” on 1 December 2026 already" in text_of((await adds(held, session=beside)).form)


async def test_a_meeting_that_has_not_ended_or_is_another_workspaces_is_not_added(held: Desk) -> None:
    for told in (
        await held.click(CHLOE, "seu:add", "s7"),
        await held.click(CHLOE, "seu:add", "s1", team={"id": "T0OTHER"}),
    ):
        assert told.forms == []
        assert "There are no minutes to add" in told.text


async def test_the_host_who_adds_themself_is_told_where_they_correct_the_roster(held: Desk) -> None:
    assert "you correct that in its summary" in text_of((await held.click(ANA, "seu:add", "s1")).form)


async def test_below_the_minimum_not_right_leads_on(desk: Desk) -> None:
    await hold(desk, {BEN: [(0, 10)]}, replace(SESSION, minimum=15))
    form: dict[str, Any] = (await desk.click(BEN, "seu:add", (await desk.the("seu:ask")).value("seu:add"))).form
    await desk.submit(BEN, form, WHOLE)
    assert await entries(desk, BEN) == [MINE]


async def test_a_guest_adds_nothing_before_a_direct_message_was_answered(held: Desk) -> None:
    held.slack.people[CHLOE] = {"is_restricted": True}
    form = (await held.click(BEN, "seu:add", "s1")).form
    told = await held.click(CHLOE, "seu:add", "s1")
    assert told.forms == []
    assert "only where my direct messages reach them" in told.text
    assert "only where my direct messages reach them" in (await held.submit(CHLOE, form, WHOLE)).notice
    assert await entries(held, CHLOE) == []
    await held.store.write(settling.keep, held.workspace, None, person=CHLOE)
    await held.submit(CHLOE, (await held.click(CHLOE, "seu:add", "s1")).form, WHOLE)
    assert await entries(held, CHLOE) == [MINE]
