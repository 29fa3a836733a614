"""What becomes of an entry when the host, or the person, says otherwise; on both engines."""

import pytest

from bot.core.refusal import Refusal
from bot.features.seu.actions import disputes, own, settling
from bot.features.seu.rules.refusals import (
    AlreadyAsked,
    AlreadyReversed,
    LongerThanSession,
    NothingChanged,
    NotYourEntry,
    ReasonMissing,
    YouAreHost,
)
from bot.features.seu.rules.values import Kind, Source
from bot.features.seu.store.entries import entries_of, latest
from tests.features.desk import ANA, BEN, CHLOE, STRANGERS, Desk
from tests.features.seu.scene import SESSION, entries, hold, say, total

HOUR_THERE = {BEN: [(0, 60)]}


@pytest.fixture
async def kept(desk: Desk) -> Desk:
    """Ben keeps his minutes, and has an hour of the guild's meeting."""
    await desk.store.write(settling.keep, desk.workspace, None, person=BEN)
    await hold(desk, HOUR_THERE)
    return desk


async def standing(desk: Desk) -> str:
    (one,) = await desk.store.read(latest, desk.workspace, BEN, 5)
    return one.id


async def correct(desk: Desk, minutes: int, entry: str | None = None, *, reason: str = "my clock", **other: str) -> None:
    named = {"person": BEN, **other, "entry": entry or await standing(desk), "minutes": minutes, "reason": reason}
    await desk.store.write(own.correct_entry, desk.workspace, None, **named)  # type: ignore[arg-type]  # by name


async def wish(desk: Desk, minutes: int = 50, person: str = BEN, session: str = "s1", reason: str = "I came at six") -> None:
    named = {"person": person, "session": session, "minutes": minutes, "reason": reason}
    await desk.store.write(disputes.ask_host_to_correct, desk.workspace, None, **named)  # type: ignore[arg-type]  # by name


async def test_case_8_the_hosts_word_after_the_confirmation_mends_the_entry_and_tells_once(kept: Desk) -> None:
    await say(kept, BEN, 30, "left at half past")
    assert await entries(kept, BEN) == [
        (Kind.CREDIT, 60, Source.ATTENDANCE),
        (Kind.REVERSAL, -60, Source.HOST),
        (Kind.CREDIT, 30, Source.HOST),
    ]
    told = await kept.the("seu:correction")
    assert told.place == BEN
    assert "somebody corrected the roster of “Platform guild”, Lean Coffee, 1 December 2026" in told.text
    assert "*1 h 0 min* became *0 h 30 min*" in told.text
    assert "Reason: left at half past" in told.text
    assert "change it there to 0 h 30 min" in told.text
    assert "*0 h 30 min* kept" in (await kept.the("seu:confirmation")).text
    assert "On the host's word (exact minutes)." in (await kept.the("seu:confirmation")).text


async def test_the_same_word_again_writes_and_tells_nothing(kept: Desk) -> None:
    await say(kept, BEN, 30)
    await say(kept, BEN, 30, "said twice")
    assert len(await entries(kept, BEN)) == 3
    assert len(await kept.shown("seu:correction")) == 1


async def test_each_change_of_the_hosts_mind_is_told_with_its_own_numbers(kept: Desk) -> None:
    for minutes in (30, 0, 20):
        await say(kept, BEN, minutes)
    told = [one.text for one in await kept.shown("seu:correction")]
    assert ["*1 h 0 min* became *0 h 30 min*" in told[0], "*0 h 30 min* became *0 h 0 min*" in told[1]] == [True, True]
    assert "*0 h 0 min* became *0 h 20 min*" in told[2]
    assert "change it there to 0 h 30 min" in told[0]
    assert told[1].endswith(
        "If you logged it at Scrum Alliance already, take it off there.\nPrivate to you. Not issued by Scrum Alliance."
    )
    assert "To log at Scrum Alliance: 0 h 20 min." in told[2]
    assert "already" not in told[2]
    assert await total(kept, BEN) == 20


async def test_the_hosts_word_before_the_answer_changes_the_question_and_nothing_else(desk: Desk) -> None:
    await hold(desk, HOUR_THERE)
    await say(desk, BEN, 30)
    asked = await desk.the("seu:ask")
    assert "*0 h 30 min* to log" in asked.text
    assert await entries(desk, BEN) == []
    await desk.store.write(settling.keep, desk.workspace, None, person=BEN)
    assert await entries(desk, BEN) == [(Kind.CREDIT, 30, Source.HOST)]
    assert len(await desk.shown()) == 1


async def test_the_hosts_word_after_keeping_by_the_question_is_told_once(desk: Desk) -> None:
    await hold(desk, HOUR_THERE)
    await desk.store.write(settling.keep, desk.workspace, None, person=BEN)
    await say(desk, BEN, 30)
    assert [one.screen for one in await desk.shown()] == ["seu:ask", "seu:correction"]
    assert "*0 h 30 min* kept" in (await desk.the("seu:ask")).text


async def test_who_never_pressed_the_button_is_put_on_the_roster_by_the_host(kept: Desk) -> None:
    await kept.store.write(settling.keep, kept.workspace, None, person=CHLOE)
    await say(kept, CHLOE, 40, "was on the phone")
    assert await entries(kept, CHLOE) == [(Kind.CREDIT, 40, Source.HOST)]
    assert [one.screen for one in await kept.shown() if one.place == CHLOE] == ["seu:confirmation"]


async def test_who_was_put_on_the_roster_before_the_meeting_was_settled_is_settled_once(desk: Desk) -> None:
    await desk.store.write(settling.keep, desk.workspace, None, person=BEN)
    await say(desk, BEN, 40)
    await hold(desk, HOUR_THERE)
    assert await entries(desk, BEN) == [(Kind.CREDIT, 40, Source.HOST)]
    assert [one.screen for one in await desk.shown()] == ["seu:confirmation"]


async def test_the_hosts_word_mends_what_was_kept_before_the_ledger_was_switched_off(kept: Desk) -> None:
    await kept.store.write(settling.decline, kept.workspace, None, person=BEN)
    await say(kept, BEN, 30)
    assert await total(kept, BEN) == 30


async def test_the_hosts_word_on_what_was_declined_writes_nothing(desk: Desk) -> None:
    await hold(desk, HOUR_THERE)
    await desk.store.write(settling.decline, desk.workspace, None, person=BEN)
    await desk.store.write(settling.keep, desk.workspace, None, person=BEN)
    await say(desk, BEN, 30)
    assert await entries(desk, BEN) == []


async def test_case_10_an_own_correction_stands_at_once_and_is_marked(kept: Desk) -> None:
    await correct(kept, 45)
    assert await entries(kept, BEN) == [
        (Kind.CREDIT, 60, Source.ATTENDANCE),
        (Kind.REVERSAL, -60, Source.SELF),
        (Kind.CREDIT, 45, Source.SELF),
    ]
    shown = await kept.the("seu:confirmation")
    assert "*0 h 45 min* kept" in shown.text
    assert "_Self-reported._" in shown.text


async def test_an_entry_that_the_person_corrected_is_left_alone_by_the_host(kept: Desk) -> None:
    await correct(kept, 45)
    await say(kept, BEN, 30)
    assert await total(kept, BEN) == 45
    assert await kept.shown("seu:correction") == []


async def test_an_entry_that_its_person_took_back_is_told_so(kept: Desk) -> None:
    await correct(kept, 0)
    shown = await kept.the("seu:confirmation")
    assert "Taken back by you: “Platform guild”" in shown.text
    assert shown.buttons == ["seu:correct", "seu:open"]
    assert await total(kept, BEN) == 0


async def test_an_entry_that_was_taken_back_is_corrected_again_and_marked(kept: Desk) -> None:
    await correct(kept, 0)
    with pytest.raises(NothingChanged):
        await correct(kept, 0)
    back = await standing(kept)
    await correct(kept, 50, back)
    assert (await entries(kept, BEN))[2:] == [(Kind.CREDIT, 50, Source.SELF)]
    assert "*0 h 50 min* kept" in (await kept.the("seu:confirmation")).text
    assert "_Self-reported._" in (await kept.the("seu:confirmation")).text
    with pytest.raises(AlreadyReversed):
        await correct(kept, 20, back)
    await correct(kept, 0)
    assert "Taken back by you" in (await kept.the("seu:confirmation")).text
    assert await total(kept, BEN) == 0


async def test_what_the_host_took_back_its_person_may_state_anew(kept: Desk) -> None:
    await say(kept, BEN, 0)
    assert (await kept.the("seu:confirmation")).buttons == ["seu:correct", "seu:open"]
    await correct(kept, 60)
    await say(kept, BEN, 10)
    assert await total(kept, BEN) == 60


async def test_case_9_an_entry_that_was_reversed_is_not_reversed_again(kept: Desk) -> None:
    first = await standing(kept)
    await correct(kept, 45)
    with pytest.raises(AlreadyReversed):
        await correct(kept, 20, first)
    held = await kept.store.read(entries_of, kept.workspace, BEN, "s1")
    back = next(one.id for one in held if one.kind is Kind.REVERSAL)
    with pytest.raises(AlreadyReversed):
        await correct(kept, 20, back)
    assert await total(kept, BEN) == 45


async def test_another_persons_entry_and_one_that_never_was_are_refused_alike(kept: Desk) -> None:
    for person, entry in ((CHLOE, await standing(kept)), (BEN, "none")):
        with pytest.raises(NotYourEntry):
            await correct(kept, 20, entry, person=person)
    named = {"person": BEN, "entry": await standing(kept), "minutes": 20, "reason": "mine"}
    with pytest.raises(NotYourEntry):
        await kept.store.write(own.correct_entry, STRANGERS, None, **named)  # type: ignore[arg-type]  # by name
    assert await total(kept, BEN) == 60


async def test_a_host_is_asked_once_until_they_have_answered(kept: Desk) -> None:
    await wish(kept)
    asked = await kept.the("seu:roster_request")
    assert asked.place == ANA
    assert "somebody asks you to correct the roster" in asked.text
    assert "50 min instead of 60 min" in asked.text
    assert "Reason: I came at six" in asked.text
    with pytest.raises(AlreadyAsked) as refused:
        await wish(kept, 40)
    assert refused.value.host == ANA
    await say(kept, BEN, 50)
    assert await kept.shown("seu:roster_request") == []
    await wish(kept, 55)
    assert "55 min instead of 50 min" in (await kept.the("seu:roster_request")).text


async def test_a_host_who_confirms_the_minutes_has_answered(kept: Desk) -> None:
    await say(kept, BEN, 60, "checked")
    await wish(kept)
    await say(kept, BEN, 60, "still sure")
    assert await kept.shown("seu:roster_request") == []
    await wish(kept)


@pytest.mark.parametrize(
    ("wrong", "refusal"),
    [
        ({"person": CHLOE}, NotYourEntry),
        ({"session": "none"}, NotYourEntry),
        ({"minutes": 61}, LongerThanSession),
        ({"minutes": 60}, NothingChanged),
        ({"reason": " "}, ReasonMissing),
    ],
)
async def test_a_request_that_the_host_cannot_answer_is_refused(
    kept: Desk, wrong: dict[str, str], refusal: type[Refusal]
) -> None:
    with pytest.raises(refusal):
        await wish(kept, **wrong)  # type: ignore[arg-type]  # by name
    assert await kept.shown("seu:roster_request") == []


async def test_a_host_does_not_ask_themself(desk: Desk) -> None:
    await hold(desk, {ANA: [(0, 40)]})
    with pytest.raises(YouAreHost):
        await wish(desk, person=ANA)


async def test_another_workspace_asks_nobody_here(kept: Desk) -> None:
    named = {"person": BEN, "session": SESSION.id, "minutes": 50, "reason": "mine"}
    with pytest.raises(NotYourEntry):
        await kept.store.write(disputes.ask_host_to_correct, STRANGERS, None, **named)  # type: ignore[arg-type]  # by name
