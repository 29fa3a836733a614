"""From a meeting that is over to the ledger of each who was there, on both engines."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.core.ids import PersonId
from bot.feature import Draw
from bot.features.seu import screens
from bot.features.seu.actions import settling
from bot.features.seu.kinds import ASK
from bot.features.seu.rules.values import Kind, Source
from bot.features.seu.store import sessions
from bot.features.seu.store.entries import balance
from bot.house.features import ROOMS_AND_FEATURES
from bot.house.undeliverable import undeliverable_of
from bot.teams.people import Person
from bot.teams.store import keep_person
from bot.words.words import words_for
from tests.features.desk import ANA, BEN, CHLOE, STRANGERS, Desk
from tests.features.seu.scene import HOUR, SESSION, SIX, close, entries, hold, say, total

THERE = {BEN: [(17, 60)]}
CREDIT = (Kind.CREDIT, 43, Source.ATTENDANCE)
SECOND = replace(SESSION, id="s2", title="Testing guild", began=SIX + 2 * HOUR, ended=SIX + 3 * HOUR)


@pytest.fixture
async def desk(desk: Desk) -> Desk:
    """Ben has told Slack his zone; of the others nobody knows it."""
    await desk.store.write(keep_person, desk.workspace, None, Person(BEN, "Ben", "Europe/Paris", "fr-FR"))
    return desk


async def keeps(desk: Desk, *people: PersonId) -> None:
    for person in people:
        await desk.store.write(settling.keep, desk.workspace, None, person=person)


async def test_everybody_who_was_there_is_asked_in_private_and_nothing_is_written_before_the_answer(desk: Desk) -> None:
    await hold(desk, {BEN: [(17, 60)], CHLOE: [(0, 60)]})
    assert sorted(one.place for one in await desk.shown()) == [BEN, CHLOE]
    assert {one.screen for one in await desk.shown()} == {"seu:ask"}
    assert await entries(desk, BEN) == []


async def test_keeping_writes_what_the_question_spoke_of_and_shows_the_total(desk: Desk) -> None:
    await hold(desk, THERE)
    await keeps(desk, BEN)
    assert await entries(desk, BEN) == [CREDIT]
    kept = await desk.the("seu:ask")
    assert "*0 h 43 min* kept: “Platform guild”, Lean Coffee, 1 December 2026." in kept.text
    assert "To log so far: *0 h 43 min*." in kept.text


async def test_a_second_meeting_before_the_answer_joins_the_one_question(desk: Desk) -> None:
    await hold(desk, THERE)
    await hold(desk, {BEN: [(0, 60)]}, SECOND)
    asked = await desk.the("seu:ask")
    assert "*You were there for 60 minutes* of “Testing guild”" in asked.text
    assert "Also 43 minutes of “Platform guild”" in asked.text
    assert "*1 h 43 min* to log" in asked.text
    await keeps(desk, BEN)
    assert await total(desk, BEN) == 103
    assert len(await desk.shown()) == 1


async def test_after_the_answer_each_meeting_has_a_confirmation_of_its_own(desk: Desk) -> None:
    await hold(desk, THERE)
    await keeps(desk, BEN)
    await hold(desk, {BEN: [(0, 60)]}, SECOND)
    confirmed = await desk.the("seu:confirmation")
    assert "*1 h 0 min* kept: “Testing guild”" in confirmed.text
    assert "To log so far: *1 h 43 min*." in confirmed.text
    assert "Present 21:00 to 22:00 (exact minutes)." in confirmed.text


async def test_who_declines_is_never_asked_again_and_gets_no_entry(desk: Desk) -> None:
    await hold(desk, THERE)
    await desk.store.write(settling.decline, desk.workspace, None, person=BEN)
    await hold(desk, {BEN: [(0, 60)]}, SECOND)
    declined = await desk.the("seu:ask")
    assert "You were there for 43 minutes" in declined.text
    assert "I keep no learning minutes for you." in declined.text
    assert declined.buttons == []
    assert await total(desk, BEN) == 0


async def test_what_was_declined_stays_declined_when_the_ledger_is_switched_on(desk: Desk) -> None:
    await hold(desk, THERE)
    await desk.store.write(settling.decline, desk.workspace, None, person=BEN)
    await keeps(desk, BEN)
    assert await entries(desk, BEN) == []
    assert "Not kept: 43 min of “Platform guild”" in (await desk.the("seu:ask")).text
    await hold(desk, {BEN: [(0, 60)]}, SECOND)
    assert await total(desk, BEN) == 60


async def test_switching_off_keeps_what_is_in_the_ledger_and_what_the_question_shows(desk: Desk) -> None:
    await hold(desk, THERE)
    await keeps(desk, BEN)
    await desk.store.write(settling.decline, desk.workspace, None, person=BEN)
    assert await entries(desk, BEN) == [CREDIT]
    assert "*0 h 43 min* kept" in (await desk.the("seu:ask")).text
    await hold(desk, {BEN: [(0, 60)]}, SECOND)
    assert await total(desk, BEN) == 43


async def test_keeping_twice_writes_once(desk: Desk) -> None:
    await hold(desk, THERE)
    await keeps(desk, BEN, BEN)
    assert await entries(desk, BEN) == [CREDIT]


async def test_case_4_a_session_that_is_settled_again_changes_nothing(desk: Desk) -> None:
    await keeps(desk, BEN)
    await hold(desk, THERE)
    before = await desk.shown()
    await desk.store.write(close, desk.workspace, None, SESSION)
    await desk.tick.run()
    await desk.store.write(settling.settle, desk.workspace, None, session="s1", person=BEN)
    assert await entries(desk, BEN) == [CREDIT]
    assert await desk.shown() == before


async def test_case_5_sessions_that_overlap_count_their_shared_minutes_once_however_often_they_settle(desk: Desk) -> None:
    await keeps(desk, BEN)
    beside = replace(SESSION, id="s2", title="Testing guild", began=SIX + HOUR / 2, ended=SIX + HOUR * 1.5)
    await hold(desk, {BEN: [(0, 60)]})
    await hold(desk, {BEN: [(0, 60)]}, beside)
    for session in ("s1", "s2", "s1"):
        await desk.store.write(settling.settle, desk.workspace, None, session=session, person=BEN)
    assert await total(desk, BEN) == 90
    confirmed = (await desk.shown("seu:confirmation"))[-1]
    assert "*0 h 30 min* kept: “Testing guild”" in confirmed.text
    assert "30 min of it also counted in another session, so they count once." in confirmed.text


async def test_sessions_that_overlap_in_one_question_promise_what_they_will_keep(desk: Desk) -> None:
    beside = replace(SESSION, id="s2", title="Testing guild", began=SIX + HOUR / 2, ended=SIX + HOUR * 1.5)
    await hold(desk, {BEN: [(0, 60)]})
    await hold(desk, {BEN: [(0, 60)]}, beside)
    assert "*1 h 30 min* to log" in (await desk.the("seu:ask")).text
    await keeps(desk, BEN)
    assert await total(desk, BEN) == 90


async def test_minutes_that_were_taken_back_elsewhere_count_here(desk: Desk) -> None:
    await keeps(desk, BEN)
    beside = replace(SESSION, id="s2", title="Testing guild", began=SIX + HOUR / 2, ended=SIX + HOUR * 1.5)
    await hold(desk, {BEN: [(0, 60)]})
    await say(desk, BEN, 0, "was somebody else")
    await hold(desk, {BEN: [(0, 60)]}, beside)
    assert await total(desk, BEN) == 60


async def test_all_of_a_session_can_have_counted_in_another(desk: Desk) -> None:
    await keeps(desk, BEN)
    await hold(desk, {BEN: [(0, 60)]})
    inside = replace(SESSION, id="s2", title="Testing guild", began=SIX + HOUR / 4, ended=SIX + HOUR / 2)
    await hold(desk, {BEN: [(0, 15)]}, inside)
    assert await total(desk, BEN) == 60
    assert "15 min of “Testing guild”" in (await desk.shown())[-1].text
    assert "also counted in another session" in (await desk.shown())[-1].text


async def test_case_6_below_the_minimum_the_person_sees_the_minutes_and_the_rule(desk: Desk) -> None:
    await keeps(desk, BEN)
    await hold(desk, {BEN: [(0, 10)]}, replace(SESSION, minimum=15))
    assert await entries(desk, BEN) == []
    told = await desk.the("seu:confirmation")
    assert "10 min of “Platform guild”" in told.text
    assert "its rule counts from 15 min on, so nothing is kept" in told.text
    assert "Present 19:00 to 19:10 (exact minutes, none below 15 min)." in told.text
    assert told.buttons == ["seu:add"]


async def test_case_6_below_the_minimum_there_is_nothing_to_ask(desk: Desk) -> None:
    await hold(desk, {BEN: [(0, 10)]}, replace(SESSION, minimum=15))
    asked = await desk.the("seu:ask")
    assert "You were there for 10 minutes" in asked.text
    assert "Its rule counts from 15 min on, so there is nothing to log." in asked.text
    assert asked.buttons == ["seu:add"]


async def test_who_was_there_for_seconds_hears_nothing(desk: Desk) -> None:
    await hold(desk, {BEN: [(59.5, 60)]})
    assert await desk.shown() == []


async def test_full_credit_is_kept_and_named(desk: Desk) -> None:
    await keeps(desk, BEN)
    await hold(desk, {BEN: [(2, 60)]}, replace(SESSION, rule="full:80"))
    assert await total(desk, BEN) == 60
    assert "Present 19:02 to 20:00 (full credit from 80 %)." in (await desk.the("seu:confirmation")).text


async def test_many_stretches_are_told_as_one(desk: Desk) -> None:
    await keeps(desk, BEN)
    await hold(desk, {BEN: [(10 * n, 10 * n + 5) for n in range(5)]})
    assert "Present 19:00 to 19:45 in 5 parts (exact minutes)." in (await desk.the("seu:confirmation")).text


async def test_fifty_meetings_without_an_answer_fit_in_one_question(desk: Desk) -> None:
    for number in range(50):
        began = SIX + timedelta(days=number)
        session = replace(SESSION, id=f"s{number}", title="A long title " * 10, began=began, ended=began + HOUR)
        await hold(desk, {BEN: [(0, 60)]}, session)
    assert "*50 h 0 min* to log" in (await desk.the("seu:ask")).text
    await keeps(desk, BEN)
    assert await total(desk, BEN) == 3_000
    assert "To log so far: *50 h 0 min*." in (await desk.the("seu:ask")).text


async def test_a_meeting_of_another_workspace_is_another_meeting(desk: Desk) -> None:
    await hold(desk, THERE)
    await desk.store.write(settling.keep, STRANGERS, None, person=BEN)
    await desk.store.write(settling.settle, STRANGERS, None, session="s1", person=BEN)
    assert await desk.store.read(balance, STRANGERS, BEN) == 0
    assert await desk.store.read(sessions.session, STRANGERS, "s1") is None
    assert await entries(desk, BEN) == []


async def test_the_host_is_an_attendee_too_but_has_nobody_to_ask(desk: Desk) -> None:
    await hold(desk, {ANA: [(0, 60)]})
    assert (await desk.the("seu:ask")).buttons == ["seu:keep", "seu:decline"]


@pytest.mark.parametrize("draw", list(screens.SCREENS.values()), ids=lambda draw: draw.__name__)
async def test_what_is_not_there_is_not_drawn(desk: Desk, draw: Draw) -> None:
    assert await desk.store.read(draw, desk.workspace, "none/U0NOBODY", words_for("en", "UTC")) is None


async def test_the_home_shows_the_ledger_to_who_keeps_one(desk: Desk) -> None:
    words = words_for("en-GB", "Europe/London")
    await hold(desk, THERE)
    assert await desk.store.read(screens.home_rows, desk.workspace, CHLOE, words) == []
    (asked,) = await desk.store.read(screens.home_rows, desk.workspace, BEN, words)
    assert "Waiting for your answer: 0 h 43 min. Should I keep learning minutes for you?" in asked.text
    assert [button.action for button in asked.buttons] == ["seu:open"]
    await keeps(desk, BEN)
    (kept,) = await desk.store.read(screens.home_rows, desk.workspace, BEN, words)
    assert "0 h 43 min to log so far" in kept.text


@pytest.mark.parametrize(
    ("told", "kept"),
    [({"team_id": "T0ELSEWHERE"}, False), ({"is_restricted": True}, False), (None, False), ({}, True)],
)
async def test_of_a_guest_whom_no_question_reaches_no_minutes_are_kept(
    desk: Desk, told: dict[str, object] | None, *, kept: bool
) -> None:
    if told is None:
        desk.slack.unknown.add(CHLOE)
    else:
        desk.slack.people[CHLOE] = told
    await desk.command(CHLOE, "/coffee help")
    await hold(desk, {CHLOE: [(0, 60)]})
    assert (await desk.the("seu:ask")).place == CHLOE
    tell = undeliverable_of(ROOMS_AND_FEATURES, lambda workspace, channel: None)
    await desk.store.write(tell, desk.workspace, None, ASK, CHLOE, "cannot_dm_user")
    assert (await desk.store.read(sessions.attendance, desk.workspace, SESSION.id, CHLOE) is not None) is kept


async def test_a_guest_whom_the_question_reaches_keeps_minutes_as_others_do(desk: Desk) -> None:
    desk.slack.people[CHLOE] = {"team_id": "T0ELSEWHERE"}
    await desk.command(CHLOE, "/coffee help")
    await hold(desk, {CHLOE: [(0, 60)]})
    await desk.click(CHLOE, "seu:keep", "s1")
    assert len(await entries(desk, CHLOE)) == 1
