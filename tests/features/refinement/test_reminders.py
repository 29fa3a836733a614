"""A reminder from its sentence to the card, the line and the hour, on both engines; the clock is moved by hand."""

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import bindparam, select

from bot.core.refusal import Refusal
from bot.delivery.tables import MessageRow
from bot.feature import Draw
from bot.features.refinement import screens
from bot.features.refinement.actions.recurring import RECURRING
from bot.features.refinement.alarms import ALARM_HANDLERS
from bot.features.refinement.kinds import QUEUE, SERIES
from bot.features.refinement.views.agenda_ids import AGENDA_BUTTON
from bot.schedule.alarms import Alarm
from bot.schedule.drafts import DraftGone
from bot.series.actions import changing
from bot.series.actions.answers import answer
from bot.series.actions.plans import save_plan
from bot.series.rules import Begun, CalledOff, NoSuchOccurrence, NoSuchSeries, NotHeld, Reply
from bot.store.base import in_workspace
from bot.store.unit import Read
from bot.words.words import words_for
from tests.features.desk import ANA, BEN, CHLOE, STRANGERS, Desk, value_of
from tests.features.refinement.scene import (
    ABSENT,
    CARD,
    EVERY_OTHER,
    LATE,
    LINE,
    MISSED,
    SAVE,
    alarms,
    at,
    choose,
    london,
    plan,
    preview,
    reminders,
    wanted,
)


@pytest.fixture
async def planned(desk: Desk) -> Desk:
    """Ana reminds of refinement every other Tuesday at 10:00 London time, from 1 December on."""
    await at(desk, "2026-11-21 12:00")
    await plan(desk, f"{EVERY_OTHER} starting 1 december https://meet.example/abc")
    return desk


@pytest.fixture
async def announced(planned: Desk) -> Desk:
    """It is the day before, and the card is in the channel."""
    await at(planned, "2026-11-30 10:00")
    return planned


async def occasion(desk: Desk) -> str:
    return (await desk.the(CARD)).subject


async def test_nothing_is_said_before_the_day_ahead(planned: Desk) -> None:
    await at(planned, "2026-11-30 09:59")
    assert await planned.shown() == []
    assert await alarms(planned) == [("remind", "2026-11-30 10:00"), ("soon", "2026-12-01 09:50")]


async def test_the_card_comes_a_day_ahead_with_the_time_the_link_and_two_buttons(announced: Desk) -> None:
    card = await announced.the(CARD)
    assert card.place == "C0GUILD"
    assert "🧭 Backlog refinement, Tue 1 Dec 10:00" in card.text
    assert "<https://meet.example/abc|Join the call>" in card.text
    assert "Silence means coming." in card.text
    assert card.buttons == [LATE, ABSENT, AGENDA_BUTTON]
    assert "due" not in card.text


async def test_ten_minutes_ahead_one_line_comes_in_the_thread(announced: Desk) -> None:
    await at(announced, "2026-12-01 09:50")
    line = await announced.the(LINE)
    assert line.in_thread
    assert line.place == "C0GUILD"
    assert line.text.startswith("Backlog refinement begins at <!date^")
    assert "<https://meet.example/abc|Join the call>" in line.text


async def test_when_it_begins_the_card_loses_its_buttons_and_the_next_one_is_waited_for(announced: Desk) -> None:
    await at(announced, "2026-12-01 10:00")
    assert (await announced.the(CARD)).buttons == []
    assert await alarms(announced) == [("remind", "2026-12-14 10:00"), ("soon", "2026-12-15 09:50")]


async def test_answers_stand_on_the_card_and_the_same_press_takes_them_back(announced: Desk) -> None:
    card = await occasion(announced)
    for person, action in ((BEN, LATE), (CHLOE, ABSENT), (ANA, LATE)):
        announced.clock.advance(timedelta(minutes=1))
        await announced.click(person, action, card)
    assert "Late: u0ben, u0ana · Can't: u0chloe" in (await announced.the(CARD)).text
    await announced.click(ANA, LATE, card)
    await announced.click(CHLOE, LATE, card)
    shown = await announced.the(CARD)
    assert "Late: u0ben, u0chloe" in shown.text
    assert "Can't" not in shown.text.replace("❌ Can't", "")


async def answers_late(desk: Desk, card: str) -> None:
    named = {"recurring": RECURRING, "occurrence": card, "person": BEN, "said": Reply.LATE}
    await desk.store.write(answer, desk.workspace, None, **named)  # type: ignore[arg-type]  # by name


async def test_once_it_has_begun_an_answer_is_refused(announced: Desk) -> None:
    card = await occasion(announced)
    announced.clock.instant = london("2026-12-01 10:00")
    with pytest.raises(Begun):
        await answers_late(announced, card)


@pytest.mark.parametrize(
    ("when", "said", "screens_then"),
    [
        ("tomorrow at 10:01", "A card the day before at 10:01, one line 10 minutes before.", []),
        ("tomorrow at 9", "The card comes as soon as you save, one line 10 minutes before.", [CARD]),
        ("today at 10:11", "The card comes as soon as you save, one line 10 minutes before.", [CARD]),
        ("today at 10:10", "The card and the line come as soon as you save.", [CARD, LINE]),
        (
            "every tuesday at 11",
            "A card the day before at 11:00, one line 10 minutes before. The first card comes as soon as you save.",
            [CARD],
        ),
    ],
)
async def test_the_preview_promises_what_saving_brings(desk: Desk, when: str, said: str, screens_then: list[str]) -> None:
    await at(desk, "2026-12-01 10:00")
    (small,) = (
        block for block in (await preview(desk, f"/refine remind {when}")).message["blocks"] if block["type"] == "context"
    )
    assert small["elements"][0]["text"] == said
    await plan(desk, f"/refine remind {when}")
    await at(desk, "2026-12-01 10:00")
    assert [one.screen for one in await desk.shown()] == screens_then


async def test_a_sentence_says_how_far_ahead_a_reminder_is_told(desk: Desk) -> None:
    await at(desk, "2026-12-01 10:00")
    for said, told in (
        ("announced 3 days before, remind 30 minutes before", "A card 3 days ahead, at 11:00. One line 30 min before."),
        ("not announced", "No card. One line 10 min before."),
        ("announce on the day without a reminder", "A card on the day, at 08:00. No line before it begins."),
        ("announced 1 hour ahead", "at 10:00. One line 10 min before."),
        ("announced 2 hours ahead", "`a week ahead`, or say `not announced`; you wrote “announced 2 hours ahead”"),
        ("announce soon", "you wrote “announce soon”"),
        ("remind 20 minutes before", "`60 minutes ahead`, or give `no reminder`; you wrote “remind 20 minutes before”"),
        ("announce 2 days ahead announce 3 days ahead", "announce 2 days ahead"),
    ):
        assert told in (await desk.command(ANA, f"/refine remind every other saturday at 11 {said}")).text


async def test_a_reminder_for_today_is_announced_at_once(desk: Desk) -> None:
    await at(desk, "2026-12-01 09:00")
    await plan(desk, "/refine remind every tuesday at 10:00")
    await at(desk, "2026-12-01 09:00")
    assert "Tue 1 Dec 10:00" in (await desk.the(CARD)).text


async def test_a_reminder_whose_hour_passed_while_nobody_was_alive_is_told_to_its_owner(desk: Desk) -> None:
    await at(desk, "2026-12-01 09:55")
    await plan(desk, "/refine remind every tuesday at 10:00")
    await at(desk, "2026-12-01 10:02")
    missed = await desk.the(MISSED)
    assert missed.place == ANA
    assert "it was due" in missed.text
    assert "The next refinement is" in missed.text
    assert await alarms(desk) == [("remind", "2026-12-07 10:00"), ("soon", "2026-12-08 09:50")]


async def test_a_card_that_comes_late_says_when_it_was_due(planned: Desk) -> None:
    await at(planned, "2026-11-30 15:00")
    assert "This card is late: it was due" in (await planned.the(CARD)).text


async def test_the_card_after_a_missed_one_says_how_late_it_is_itself(planned: Desk) -> None:
    await at(planned, "2026-12-14 13:00")
    assert [one.screen for one in await planned.shown(MISSED)] == [MISSED]
    assert "This card is late: it was due" in (await planned.the(CARD)).text


async def test_a_card_that_would_come_after_the_hour_is_missed_and_several_become_one(planned: Desk) -> None:
    await at(planned, "2026-12-29 12:00")
    missed = await planned.shown()
    assert [(one.screen, one.place) for one in missed] == [(MISSED, ANA)]
    assert await alarms(planned) == [("remind", "2027-01-11 10:00"), ("soon", "2027-01-12 09:50")]


async def test_a_line_that_would_come_after_the_hour_is_not_sent(announced: Desk) -> None:
    await at(announced, "2026-12-01 10:00")
    assert await announced.shown(LINE) == []


@pytest.mark.parametrize(
    ("monday", "saturday", "sunday"),
    [("2026-03-23 12:00", "2026-03-28", "2026-03-29"), ("2026-10-19 12:00", "2026-10-24", "2026-10-25")],
    ids=["spring", "autumn"],
)
async def test_a_clock_change_between_the_card_and_the_hour_moves_neither(
    desk: Desk, monday: str, saturday: str, sunday: str
) -> None:
    await at(desk, monday)
    shown = await preview(desk, "/refine remind every sunday at 10:00")
    assert "A card the day before at 10:00" in shown.text
    await desk.click(ANA, SAVE, value_of(shown.message, SAVE))
    assert await alarms(desk) == [("remind", f"{saturday} 10:00"), ("soon", f"{sunday} 09:50")]
    await at(desk, f"{saturday} 10:00")
    assert " 10:00" in (await desk.the(CARD)).text
    await at(desk, f"{sunday} 09:50")
    assert len(await desk.shown(LINE)) == 1


async def test_skipping_the_next_one_moves_nothing_else(planned: Desk) -> None:
    told = await choose(planned, "Skip the next one")
    assert "Skipped: " in told.text
    assert await alarms(planned) == [("remind", "2026-12-14 10:00"), ("soon", "2026-12-15 09:50")]


async def test_skipping_what_was_announced_says_so_on_the_card(announced: Desk) -> None:
    card = await occasion(announced)
    await choose(announced, "Skip the next one")
    shown = await announced.the(CARD)
    assert "skipped this time." in shown.text
    assert shown.buttons == ["refinement:series_back"]
    with pytest.raises(NotHeld):
        await answers_late(announced, card)
    await at(announced, "2026-12-01 10:00")
    assert [one.screen for one in await announced.shown()] == [CARD]


async def test_choosing_skip_twice_in_an_old_list_skips_once(planned: Desk) -> None:
    listed = await planned.command(ANA, "/refine reminders")
    await choose(planned, "Skip the next one", listed=listed)
    told = await choose(planned, "Skip the next one", listed=listed)
    assert "That date is over, or skipped already." in told.text
    assert await alarms(planned) == [("remind", "2026-12-14 10:00"), ("soon", "2026-12-15 09:50")]


async def test_a_pause_takes_back_what_was_announced_until_it_goes_on(announced: Desk) -> None:
    card = await occasion(announced)
    await choose(announced, "Pause")
    assert await alarms(announced) == [("begun", "2026-12-01 10:00")]
    assert "paused until its reminder goes on" in (await announced.the(CARD)).text
    with pytest.raises(NotHeld) as refused:
        await answers_late(announced, card)
    assert refused.value.why is CalledOff.PAUSED
    await choose(announced, "Go on")
    assert (await announced.the(CARD)).buttons == [LATE, ABSENT, AGENDA_BUTTON]
    await at(announced, "2026-12-01 09:50")
    assert len(await announced.shown(CARD)) == 1
    assert len(await announced.shown(LINE)) == 1


@pytest.mark.parametrize(
    ("choice", "said"),
    [("Skip the next one", "skipped this time."), ("Pause", "paused until its reminder goes on."), ("End", "has been ended.")],
)
async def test_the_line_that_stands_in_the_channel_says_what_is_called_off(announced: Desk, choice: str, said: str) -> None:
    await at(announced, "2026-12-01 09:55")
    before = await wanted(announced, LINE)
    await choose(announced, choice)
    line = await announced.the(LINE)
    assert await wanted(announced, LINE) > before
    assert line.text.startswith("Backlog refinement, ")
    assert said in line.text
    assert "begins at" not in line.text
    if choice == "Pause":
        await choose(announced, "Go on")
        assert "begins at" in (await announced.the(LINE)).text


async def test_the_card_of_a_reminder_that_is_paused_and_then_ended_promises_nothing(announced: Desk) -> None:
    card = await occasion(announced)
    await choose(announced, "Pause")
    await choose(announced, "End")
    assert "its reminder has been ended." in (await announced.the(CARD)).text
    with pytest.raises(NotHeld) as refused:
        await answers_late(announced, card)
    assert refused.value.why is CalledOff.ENDED


async def test_a_paused_reminder_keeps_its_rhythm(planned: Desk) -> None:
    await choose(planned, "Pause")
    await at(planned, "2026-12-02 12:00")
    assert await planned.shown() == []
    await choose(planned, "Go on")
    assert await alarms(planned) == [("remind", "2026-12-14 10:00"), ("soon", "2026-12-15 09:50")]


async def test_a_paused_reminder_has_nothing_to_skip(planned: Desk) -> None:
    listed = await planned.command(ANA, "/refine reminders")
    await choose(planned, "Pause")
    assert "There is no coming date to skip." in (await choose(planned, "Skip the next one", listed=listed)).text


async def test_an_ended_reminder_is_gone_from_the_list_and_never_rings_again(announced: Desk) -> None:
    listed = await announced.command(ANA, "/refine reminders")
    told = await choose(announced, "End", listed=listed)
    assert "has ended." in told.text
    assert "No reminders in this channel." in (await announced.command(ANA, "/refine reminders")).text
    assert "its reminder has been ended" in (await announced.the(CARD)).text
    await at(announced, "2027-01-01 12:00")
    assert [one.screen for one in await announced.shown()] == [CARD]
    for choice in ("Pause", "Skip the next one", "End"):
        assert "This reminder has ended." in (await choose(announced, choice, listed=listed)).text


async def test_a_reminder_whose_last_date_is_over_is_not_listed(desk: Desk) -> None:
    await at(desk, "2026-11-29 12:00")
    await plan(desk, "/refine remind tomorrow at 10:00")
    assert "Next: " in (await desk.command(BEN, "/refine reminders")).text
    await at(desk, "2026-11-30 10:01")
    assert "No reminders in this channel." in (await desk.command(BEN, "/refine reminders")).text
    assert await alarms(desk) == []


@pytest.mark.parametrize("choice", ["Skip the next one", "Pause", "End"])
async def test_only_the_owner_or_an_admin_changes_a_reminder(planned: Desk, choice: str) -> None:
    before = await alarms(planned)
    assert (
        f"Only <@{ANA}>, whose reminder this is, the Product Owner or an admin can change it."
        in (await choose(planned, choice, BEN)).text
    )
    assert await alarms(planned) == before
    planned.slack.people[CHLOE] = {"is_admin": True}
    await choose(planned, choice, CHLOE)
    assert await alarms(planned) != before


@pytest.mark.at_once
async def test_a_draft_is_saved_once_however_often_it_is_asked_for_at_the_same_time(desk: Desk) -> None:
    draft = value_of((await preview(desk)).message, SAVE)
    both = [desk.store.write(save_plan, desk.workspace, None, recurring=RECURRING, person=ANA, draft=draft) for _ in range(2)]
    done = await asyncio.gather(*both, return_exceptions=True)
    assert sorted(type(one).__name__ for one in done) == ["Draft", "DraftSaved"]
    assert len(await reminders(desk)) == 1


@pytest.mark.parametrize("hours", [24, 25])
async def test_a_draft_waits_a_day(desk: Desk, hours: int) -> None:
    await at(desk, "2026-11-21 12:00")
    draft = value_of((await preview(desk)).message, SAVE)
    await at(desk, "2026-11-22 12:00" if hours == 24 else "2026-11-22 13:00")
    saved = desk.store.write(save_plan, desk.workspace, None, recurring=RECURRING, person=ANA, draft=draft)
    if hours == 24:
        assert (await saved).extras["channel"] == "C0GUILD"
    else:
        with pytest.raises(DraftGone):
            await saved


async def test_another_persons_draft_is_gone_for_everybody_else(desk: Desk) -> None:
    draft = value_of((await preview(desk)).message, SAVE)
    for workspace, person in ((desk.workspace, BEN), (STRANGERS, ANA)):
        with pytest.raises(DraftGone):
            await desk.store.write(save_plan, workspace, None, recurring=RECURRING, person=person, draft=draft)
    assert await reminders(desk) == []


async def test_another_workspaces_ids_are_refused_on_every_action(announced: Desk) -> None:
    card, (reminder,) = await occasion(announced), await reminders(announced)
    before = await alarms(announced)
    owner = {"recurring": RECURRING, "person": ANA, "is_admin": True, "series": reminder}
    for action, named in (
        (changing.pause, owner),
        (changing.resume, owner),
        (changing.end, owner),
        (changing.skip_date, owner | {"starts": london("2026-12-01 10:00")}),
        (answer, {"recurring": RECURRING, "person": ANA, "occurrence": card, "said": Reply.LATE}),
    ):
        with pytest.raises((NoSuchSeries, NoSuchOccurrence)):
            await announced.store.write(action, STRANGERS, None, **named)  # type: ignore[arg-type]  # by name
    assert await alarms(announced) == before
    assert "Silence means coming." in (await announced.the(CARD)).text


async def test_two_reminders_of_a_channel_are_two(planned: Desk) -> None:
    await plan(planned, '/refine remind "Ops backlog" every friday at 9', BEN)
    listed = await planned.command(CHLOE, "/refine reminders")
    assert listed.text.index("*Backlog refinement*") < listed.text.index("*Ops backlog*")
    await choose(planned, "End", BEN, place=1, listed=listed)
    assert len((await planned.command(CHLOE, "/refine reminders")).message["blocks"]) == 1


async def test_a_refusal_of_a_rule_changes_nothing(planned: Desk) -> None:
    (reminder,) = await reminders(planned)
    named = {"recurring": RECURRING, "person": ANA, "series": reminder, "starts": london("2026-12-15 11:00")}
    with pytest.raises(Refusal):
        await planned.store.write(changing.skip_date, planned.workspace, None, **named)  # type: ignore[arg-type]  # by name
    assert (await alarms(planned))[0] == ("remind", "2026-11-30 10:00")


@pytest.mark.parametrize(
    "draw", [draw for kind, draw in screens.SCREENS.items() if kind != QUEUE], ids=lambda draw: draw.__name__
)
async def test_what_is_not_there_is_not_drawn(desk: Desk, draw: Draw) -> None:
    """A channel's queue is there for every channel, be it empty."""
    assert await desk.store.read(draw, desk.workspace, "none/0", words_for("en", "UTC")) is None


async def test_a_card_that_cannot_stand_in_its_channel_is_told_to_who_asked_for_it(announced: Desk) -> None:
    card = await occasion(announced)
    owned = await announced.store.read(screens.owner, announced.workspace, SERIES.announcement, card)
    assert owned is not None
    assert owned.person == ANA
    assert await announced.store.read(screens.owner, announced.workspace, SERIES.reminder, card) is None
    assert await announced.store.read(screens.owner, STRANGERS, SERIES.announcement, card) is None


_OF_SCREEN = select(MessageRow.wanted, MessageRow.broadcast).where(
    MessageRow.workspace == in_workspace(), MessageRow.screen == bindparam("of_screen")
)


async def row_of(desk: Desk, screen: str) -> tuple[int, int]:
    """Return how often the one message of a screen was wanted anew, and whether it goes to the channel too."""

    def one(read: Read) -> tuple[int, int]:
        (row,) = read.rows(_OF_SCREEN, {"of_screen": screen})
        return row.wanted, row.broadcast

    return await desk.store.read(one, desk.workspace)


async def test_the_card_is_drawn_anew_by_each_answer_by_what_becomes_of_its_date_and_when_it_begins(announced: Desk) -> None:
    before = await row_of(announced, CARD)
    await announced.click(BEN, LATE, await occasion(announced))
    for choice in ("Pause", "Go on"):
        after = await row_of(announced, CARD)
        assert after > before
        before = after
        await choose(announced, choice)
    after = await row_of(announced, CARD)
    assert after > before
    await at(announced, "2026-12-01 10:00")
    assert await row_of(announced, CARD) > after


async def test_a_date_that_is_skipped_has_its_card_drawn_anew(announced: Desk) -> None:
    before = await row_of(announced, CARD)
    await choose(announced, "Skip the next one")
    assert await row_of(announced, CARD) > before


async def test_the_line_in_the_thread_is_sent_to_the_channel_too(announced: Desk) -> None:
    await at(announced, "2026-12-01 09:50")
    assert (await row_of(announced, LINE))[1] == 1


async def test_who_hears_of_a_card_that_was_not_sent_hears_which_each_by_itself(planned: Desk) -> None:
    (reminder,) = await reminders(planned)
    for moment in ("2026-11-30 10:00", "2026-12-14 10:00"):
        alarm = Alarm(SERIES.announce, reminder, london(moment), timedelta())
        await planned.store.write(ALARM_HANDLERS[SERIES.announce].failed, planned.workspace, None, alarm)
    told = await planned.shown(MISSED)
    assert [one.place for one in told] == [ANA, ANA]
    for one, moment in zip(told, ("2026-11-30 10:00", "2026-12-14 10:00"), strict=True):
        assert f"it was due {words_for('en-GB', 'Europe/London').slack_day_time(london(moment))}." in one.text
