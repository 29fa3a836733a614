"""Sprints set up, changed and ended; their events follow them; on both engines."""

from datetime import date, datetime, timedelta
from itertools import pairwise
from typing import Any

from bot.calendars import actions as calendars
from bot.core.ids import PersonId
from bot.features.refinement.actions.team import change_settings
from bot.features.refinement.store.sprint_items import sprint_ahead
from bot.features.sprint.kinds import BEGINS
from bot.house.features import RECURRING
from bot.schedule.anchors import SprintEvent
from bot.series import store as kept
from bot.teams.calendar import team_dates
from bot.teams.day_range import DayRange
from bot.teams.store import keep_workspace
from bot.teams.team import Team, TeamSettings
from bot.words.words import words_for
from tests.features.desk import ANA, BEN, CHLOE, Desk, options_of, text_of, value_of
from tests.features.refinement.scene import at
from tests.features.sprint.scene import (
    CARD,
    DROP,
    EDIT,
    GUILD,
    LINE,
    OUTCOME,
    SAVE,
    choices_of,
    dates,
    form_of,
    series_of,
    set_up,
    skip_or_move,
    team_is,
)

REVIEW, PLANNING, DAILY, RETRO = "Sprint Review", "Sprint Planning", "Daily Scrum", "Sprint Retrospective"


async def test_sprints_are_shown_before_they_are_saved_and_their_events_are_announced(desk: Desk) -> None:
    await at(desk, "2026-11-28 10:00")
    assert "has no Sprints yet" in (await desk.command(ANA, "/sprint")).text
    other = await desk.command(BEN, "/sprint 3 weeks from 1 december")
    shown = await desk.command(ANA, "/sprint 2 weeks from 1 december sprint 12")
    for told in (
        "Sprints of 2 weeks, the first one from Tue 1 Dec",
        "Sprint 12: Tue 1 Dec – Mon 14 Dec, 10 working days",
        "Sprint 15: Tue 12 Jan 2027 – Mon 25 Jan 2027",
        "Sprint Planning: Tue 1 Dec 09:30, at most 4 h",
        "Daily Scrum: each working day but that of Sprint Planning, 09:00, 15 min",
        "Sprint Review: Mon 14 Dec 14:00, at most 2 h",
        "Sprint Retrospective: Mon 14 Dec 16:00, at most 1 h 30 min",
    ):
        assert told in shown.text
    await desk.click(BEN, SAVE, value_of(shown.message, SAVE))
    assert "has no Sprints yet" in (await desk.command(ANA, "/sprint")).text
    saved = await desk.click(ANA, SAVE, value_of(shown.message, SAVE))
    assert "Saved: Sprints of 2 weeks" in saved.text
    assert "set up this channel's Sprints meanwhile" in (await desk.click(BEN, SAVE, value_of(other.message, SAVE))).text
    assert "saved already" in (await desk.click(ANA, SAVE, value_of(shown.message, SAVE))).text
    ahead = (await desk.command(BEN, "/sprint")).text
    assert "*Sprint 12*  ·  Tue 1 Dec – Mon 14 Dec  ·  not begun yet" in ahead
    assert "Next: Sprint Planning Tue 1 Dec 09:30" in ahead
    assert "15 min · not on the day of Sprint Planning" in (await desk.command(BEN, "/sprint events")).text

    await at(desk, "2026-11-30 09:30")
    await desk.store.write(calendars.follow, desk.workspace, None, person=BEN, channel=GUILD)
    words = words_for("en-GB", "Europe/London")
    feed = await desk.store.read(calendars.entries, desk.workspace, RECURRING, BEN, words)
    assert {entry.title: entry.recurrence.start for entry in feed} == {
        PLANNING: datetime(2026, 12, 1, 9, 30),
        DAILY: datetime(2026, 12, 2, 9),
        REVIEW: datetime(2026, 12, 14, 14),
        RETRO: datetime(2026, 12, 14, 16),
    }
    card = await desk.the(CARD)
    assert "🎯 Sprint Planning, Tue 1 Dec 09:30 Europe/London" in card.text
    assert "Sprint 12  ·  Tue 1 Dec – Mon 14 Dec  ·  at most 4 h" in card.text
    await desk.click(BEN, "sprint:late", card.value("sprint:late"))
    await desk.click(CHLOE, "sprint:absent", card.value("sprint:absent"))
    assert "Late: u0ben  ·  Can't: u0chloe" in (await desk.the(CARD)).text
    await at(desk, "2026-12-01 09:20")
    assert (await desk.the(LINE)).text.startswith("Sprint Planning begins at")
    await at(desk, "2026-12-04 08:50")
    assert any(one.text.startswith("Daily Scrum begins at") for one in await desk.shown(LINE))
    found = (await desk.command(BEN, "/sprint")).text
    assert "Sprint 12, day 4 of 10" in found
    assert "Next: Daily Scrum Fri 4 Dec 09:00" in found


async def test_the_beginning_of_each_sprint_wakes_for_that_of_the_next(desk: Desk) -> None:
    await set_up(desk)
    begun = []
    for _ in range(3):
        begins = await desk.rings_at(BEGINS, GUILD)
        assert begins is not None
        begun.append(begins)
        desk.clock.instant = begins
        await desk.tick.run()
    assert [(later - sooner).days for sooner, later in pairwise(begun)] == [14, 14]


async def test_what_changes_is_asked_from_which_sprint_on_and_what_is_past_stays(desk: Desk) -> None:
    await at(desk, "2026-11-28 10:00")
    await set_up(desk)
    await desk.command(ANA, "/refine remind 1 day before sprint planning at 15:00")
    shown = await desk.command(ANA, "/refine remind 1 day before sprint planning at 15:00")
    await desk.click(ANA, "refinement:save_plan", value_of(shown.message, "refinement:save_plan"))
    december = date(2026, 12, 1), date(2027, 1, 31)
    assert await dates(desk, "", *december, "refinement") == ["12-14 15:00", "12-28 15:00", "01-11 15:00", "01-25 15:00"]
    await at(desk, "2026-12-14 10:00")
    assert any("Tue 15 Dec" in card.text for card in await desk.shown(CARD))

    form = (await desk.command(ANA, "/sprint 3 weeks")).form
    told = await desk.submit(ANA, form, {"number": "12"})
    assert "Sprint 12 has begun, and stays as it is" in told.text
    told = await desk.submit(ANA, form, {"number": "13", "first": "2026-12-16"})
    assert "From Sprint 13 on, Wed 16 Dec: Sprints of 3 weeks" in told.text
    assert "Sprint 13: Wed 16 Dec – Tue 5 Jan" in told.text
    assert "Saved: Sprints of 3 weeks" in (await desk.submit(ANA, told.form)).text
    await desk.tick.run()
    assert await dates(desk, PLANNING, *december) == ["12-16 09:30", "01-06 09:30", "01-27 09:30"]
    assert await dates(desk, "", *december, "refinement") == ["12-15 15:00", "01-05 15:00", "01-26 15:00"]
    gone = [card.text for card in await desk.shown(CARD) if "moved to another day" in card.text]
    assert {text.partition(",")[0] for text in gone} == {REVIEW, RETRO, PLANNING}
    assert len(gone) == 3
    assert "Sprint 12, day 10 of 11" in (await desk.command(BEN, "/sprint")).text


async def test_what_was_skipped_or_moved_by_hand_stays_so_as_sprints_go_on(desk: Desk) -> None:
    await at(desk, "2026-11-28 10:00")
    await set_up(desk)
    listed = (await desk.command(ANA, "/sprint events")).message
    review = await series_of(desk, REVIEW)
    (change,) = [choice for menu in options_of(listed, "sprint:more") for choice in menu.values() if review.id in choice]
    form = (await desk.click(ANA, "sprint:more", change)).form
    first, second = options_of(form, "sprint:series_date")[:2]
    await desk.click(ANA, "sprint:series_date", first["Skip"], view="sprint:series_until", private=review.id)
    moving = await desk.click(ANA, "sprint:series_date", second["Move …"], view="sprint:series_until", private=review.id)
    await desk.submit(ANA, moving.form, {"starting": "2026-12-29", "time": "15:00"})
    held = await dates(desk, REVIEW, date(2026, 12, 1), date(2027, 1, 31))
    assert held == ["12-29 15:00", "01-11 14:00", "01-25 14:00"]
    await at(desk, "2026-12-15 00:00")
    assert await dates(desk, REVIEW, date(2026, 12, 1), date(2027, 1, 31)) == held
    await form_of(desk, "review", time="13:00")
    assert await dates(desk, REVIEW, date(2026, 12, 1), date(2027, 1, 31)) == ["12-29 15:00", "01-11 13:00", "01-25 13:00"]


async def test_an_event_is_moved_lengthened_and_not_announced_by_its_form(desk: Desk) -> None:
    await at(desk, "2026-11-28 10:00")
    await set_up(desk)
    await at(desk, "2026-12-13 15:00")
    assert any("Sprint Review, Mon 14 Dec 14:00" in card.text for card in await desk.shown(CARD))
    told = await form_of(desk, "review", time="15:00", timebox="1h", link="https://meet.example/r")
    assert "Saved: Sprint Review, next Mon 14 Dec 15:00" in told.text
    (card,) = [card for card in await desk.shown(CARD) if "Sprint Review" in card.text]
    assert "Mon 14 Dec 15:00" in card.text
    assert "at most 1 h  ·  <https://meet.example/r|Join the call>" in card.text
    refused = await form_of(desk, "review", time="", timebox="5h", link="nowhere")
    assert set(refused.errors) == {"time", "timebox", "link"}
    assert "At least 1 minute, and at most 4 h" in refused.errors["timebox"]
    told = await form_of(desk, "review", day="weekday:4:2", holiday="previous")
    assert "Saved: Sprint Review, next Fri 25 Dec 15:00" in told.text
    assert "is not announced here" in (await form_of(desk, "daily", held="no")).text
    listed = (await desk.command(BEN, "/sprint events")).text
    assert "*Daily Scrum*  not announced here" in listed
    assert "Friday of week 2 15:00" in listed
    assert "Saved: Daily Scrum, next Mon 14 Dec 09:00" in (await form_of(desk, "daily", held="yes")).text
    review = await series_of(desk, REVIEW)
    asked = await desk.click(ANA, "sprint:more", f"end:{review.id}:0")
    assert "not announced any more" in (await desk.submit(ANA, asked.form)).text
    await at(desk, "2026-12-15 00:00")
    assert "*Sprint Review*  not announced here" in (await desk.command(BEN, "/sprint events")).text


async def test_two_clock_changes_and_a_holiday_inside_one_sprint(desk: Desk) -> None:
    """New York's clocks change on 14 March 2027, Madrid's on 28 March; 26 March is Good Friday, free in Spain."""
    await at(desk, "2027-03-01 10:00")
    await team_is(desk, Team(GUILD), TeamSettings(country="ES"))
    shown = await desk.command(ANA, "/sprint monthly from 26 february America/New_York")
    assert "Mon 1 Mar" not in shown.text
    shown = await desk.command(ANA, "/sprint monthly from 8 march America/New_York")
    await desk.click(ANA, SAVE, value_of(shown.message, SAVE))
    told = await form_of(desk, "review", day="weekday:4:-1", holiday="previous", time="10:00")
    assert "Saved" in told.text
    daily = await dates(desk, DAILY, date(2027, 3, 11), date(2027, 3, 31))
    assert daily[:3] == ["03-11 14:00", "03-12 14:00", "03-15 13:00"]
    assert [day for day in daily if day.startswith("03-2") and day >= "03-25"] == ["03-25 13:00", "03-29 13:00"]
    reminder = "/refine remind 2 working days before sprint retrospective at 15:00 Europe/Madrid"
    plan = await desk.command(ANA, reminder)
    await desk.click(ANA, "refinement:save_plan", value_of(plan.message, "refinement:save_plan"))
    retro = await dates(desk, RETRO, date(2027, 3, 8), date(2027, 5, 10))
    assert retro == ["04-07 18:00", "05-07 18:00"]
    assert await dates(desk, "", date(2027, 3, 8), date(2027, 5, 10), "refinement") == ["04-05 13:00", "05-05 13:00"]
    assert (await dates(desk, REVIEW, date(2027, 3, 8), date(2027, 4, 7))) == ["04-02 14:00"]


async def test_a_sprint_of_one_month_from_the_31st_and_holidays_in_the_preview(desk: Desk) -> None:
    await at(desk, "2026-12-28 10:00")
    free = DayRange(date(2027, 3, 1), date(2027, 3, 1))
    await team_is(desk, Team(GUILD), TeamSettings(country="ES", free=(free,)))
    shown = await desk.command(ANA, "/sprint monthly from 31 december")
    for told in (
        "Sprint 1: Thu 31 Dec – Sat 30 Jan 2027",
        "Sprint 2: Sun 31 Jan 2027 – Sat 27 Feb 2027",
        "Sprint 3: Sun 28 Feb 2027 – Tue 30 Mar 2027",
        "Sprint 4: Wed 31 Mar 2027 – Thu 29 Apr 2027",
        "Sprint Planning: Thu 31 Dec 09:30, at most 8 h",
    ):
        assert told in shown.text
    shown = await desk.command(ANA, "/sprint 1 week from 1 january")
    assert "Fri 1 Jan 2027 is New Year's Day: Sprint Planning of Sprint 1 is Mon 4 Jan 2027." in shown.text
    edited = await desk.submit(ANA, (await desk.click(ANA, EDIT, value_of(shown.message, EDIT))).form, {"events": ["review"]})
    assert "Sprint Planning:" not in edited.text
    refused = await desk.submit(ANA, (await desk.click(ANA, EDIT, value_of(shown.message, EDIT))).form, {"first": "2029-01-01"})
    assert "more than a year away" in refused.errors["first"]
    wrong = {"first": "", "number": "none", "zone": "Europe/Madird"}
    refused = await desk.submit(ANA, (await desk.click(ANA, EDIT, value_of(shown.message, EDIT))).form, wrong)
    assert set(refused.errors) == {"first", "number", "zone"}
    await desk.click(ANA, DROP, value_of(shown.message, DROP))
    assert "Saved" not in (await desk.click(ANA, SAVE, value_of(shown.message, SAVE))).text
    assert "has no Sprints yet" in (await desk.command(ANA, "/sprint")).text


async def test_who_is_in_charge_changes_sprints_and_their_events(desk: Desk) -> None:
    await at(desk, "2026-11-28 10:00")
    await set_up(desk)
    await team_is(desk, Team(GUILD, product_owner=BEN, scrum_master=CHLOE))
    refused = await desk.command(ANA, "/sprint 3 weeks from 1 january")
    assert f"Only <@{BEN}> (Product Owner), <@{CHLOE}> (Scrum Master) or an admin can change this team." in refused.text
    assert "Only" in (await form_of(desk, "review", time="15:00")).text
    assert "Saved" in (await form_of(desk, "review", CHLOE, time="15:00")).text
    review = await series_of(desk, REVIEW)
    form = (await desk.click(CHLOE, "sprint:more", f"series_change:{review.id}:0")).form
    skipped = await desk.click(
        CHLOE, "sprint:series_date", options_of(form, "sprint:series_date")[0]["Skip"], view="sprint:series_until"
    )
    assert "Skipped" in skipped.text
    edit = await desk.click(CHLOE, "sprint:series_edit", review.id, view="sprint:series_until")
    assert "Timebox" in edit.text


async def test_an_event_on_a_day_that_no_sprint_to_come_has_is_not_held_until_one_has(desk: Desk) -> None:
    await at(desk, "2026-11-28 10:00")
    await set_up(desk, "/sprint 1 week from 30 november")
    form = (await desk.click(ANA, "sprint:event", f"review/{GUILD}")).form
    days = choices_of(form, "day")
    assert [day for day in days if day.endswith((":1", ":-1"))] == [f"weekday:{n}:{week}" for week in (1, -1) for n in range(5)]
    assert not any(day.endswith(":2") for day in days)
    told = await form_of(desk, "review", day="weekday:1:2")
    assert "Saved: Sprint Review. No Sprint to come has such a day." in told.text
    listed = (await desk.command(ANA, "/sprint events")).text
    assert "Tuesday of week 2 15:00" not in listed
    assert "No Sprint to come has such a day." in listed
    shown = await desk.command(ANA, "/sprint 2 weeks from 7 december sprint 2")
    await desk.click(ANA, SAVE, value_of(shown.message, SAVE))
    assert (await dates(desk, REVIEW, date(2026, 12, 1), date(2027, 1, 1)))[0] == "12-15 14:00"


async def test_sprints_that_become_too_short_for_the_day_of_an_event_end_it(desk: Desk) -> None:
    await at(desk, "2026-11-28 10:00")
    await set_up(desk, "/sprint 2 weeks from 30 november")
    await form_of(desk, "review", day="weekday:4:2")
    await at(desk, "2026-12-11 18:00")
    shown = await desk.command(ANA, "/sprint 1 week from 14 december sprint 2")
    assert "Sprint Review: not in this Sprint" in shown.text
    assert "Saved" in (await desk.click(ANA, SAVE, value_of(shown.message, SAVE))).text
    assert "No Sprint to come has such a day." in (await desk.command(ANA, "/sprint events")).text
    assert "Saved: Sprint Review, next Wed 16 Dec" in (await form_of(desk, "review", day="weekday:2:1")).text


async def test_a_length_changed_from_a_sprint_on_leaves_the_events_of_the_sprints_before_it(desk: Desk) -> None:
    await at(desk, "2026-11-28 10:00")
    await set_up(desk, "/sprint monthly from 1 december")
    shown = await desk.command(ANA, "/sprint 1 week from 1 february sprint 3")
    assert "Sprints before that stay as they are." in shown.text
    assert "Sprint Planning: Mon 1 Feb 2027 09:30, at most 2 h" in shown.text
    await desk.click(ANA, SAVE, value_of(shown.message, SAVE))
    assert (await dates(desk, REVIEW, date(2026, 12, 1), date(2027, 2, 12))) == [
        "12-31 10:00",
        "01-29 10:00",
        "02-05 14:00",
        "02-12 14:00",
    ]
    await at(desk, "2026-11-30 10:00")
    assert "at most 8 h" in (await desk.the(CARD)).text
    listed = (await desk.command(ANA, "/sprint events")).text
    assert "first day 09:30 · at most 8 h" in listed
    assert "last day 10:00 · at most 4 h" in listed
    await form_of(desk, "review", link="https://meet.example/r")
    assert (await dates(desk, REVIEW, date(2026, 12, 1), date(2027, 2, 5))) == ["12-31 10:00", "01-29 10:00", "02-05 14:00"]
    await at(desk, "2027-02-02 10:00")
    assert "last day 14:00 · at most 1 h" in (await desk.command(ANA, "/sprint events")).text
    words = words_for("en-GB", "Europe/London")
    await desk.store.write(calendars.follow, desk.workspace, None, person=BEN, channel=GUILD)
    feed = await desk.store.read(calendars.entries, desk.workspace, RECURRING, BEN, words)
    assert {entry.recurrence.duration for entry in feed if entry.title == REVIEW} == {timedelta(hours=1)}


async def test_what_is_counted_from_an_event_follows_what_is_moved_and_skipped_by_hand(desk: Desk) -> None:
    await at(desk, "2026-11-28 10:00")
    await set_up(desk)
    shown = await desk.command(ANA, "/refine remind 1 day before sprint planning at 15:00")
    await desk.click(ANA, "refinement:save_plan", value_of(shown.message, "refinement:save_plan"))
    december = date(2026, 12, 1), date(2027, 1, 12)
    assert await dates(desk, "", *december, "refinement") == ["12-14 15:00", "12-28 15:00", "01-11 15:00"]
    await at(desk, "2026-12-01 10:00")
    await skip_or_move(desk, PLANNING, "15 Dec", ("2026-12-17", "09:30"))
    assert await dates(desk, "", *december, "refinement") == ["12-16 15:00", "12-28 15:00", "01-11 15:00"]
    await skip_or_move(desk, PLANNING, "29 Dec")
    assert await dates(desk, "", *december, "refinement") == ["12-16 15:00", "01-11 15:00"]
    planned = await desk.store.read(sprint_ahead, desk.workspace, GUILD, date(2026, 12, 14))
    assert planned is not None
    assert planned.planning == date(2026, 12, 17)

    planning = await series_of(desk, PLANNING)
    form = (await desk.click(ANA, "sprint:more", f"series_change:{planning.id}:0")).form
    await desk.submit(ANA, form, {"until": "2026-12-30"})
    held = (await desk.store.read(team_dates, desk.workspace, GUILD)).events[SprintEvent.PLANNING]
    assert held[:2] == (date(2026, 12, 1), date(2027, 1, 12)), "a pause takes nothing back that was held before it"
    await desk.click(ANA, "sprint:series_go_on", planning.id, view="sprint:series_until", private=planning.id)

    await desk.command(ANA, "/sprint goal Save a card")
    await skip_or_move(desk, REVIEW, "14 Dec", ("2026-12-14", "15:00"))
    await at(desk, "2026-12-14 16:00")
    assert await desk.shown(OUTCOME) == []
    await at(desk, "2026-12-14 17:00")
    assert "Was its Sprint Goal met? Save a card" in (await desk.the(OUTCOME)).text


async def test_without_a_review_the_question_comes_at_16_on_the_last_working_day(desk: Desk) -> None:
    await at(desk, "2026-11-28 10:00")
    await set_up(desk, "/sprint 2 weeks from 30 november")  # it ends on Sunday 13 December
    await desk.command(ANA, "/sprint goal Save a card")
    await form_of(desk, "review", held="no")
    await at(desk, "2026-12-11 15:59")
    assert await desk.shown(OUTCOME) == []
    await at(desk, "2026-12-11 16:00")
    assert "Sprint 1 ends. Was its Sprint Goal met?" in (await desk.the(OUTCOME)).text


async def test_lead_times_that_a_team_sets_reach_its_events_and_new_reminders(desk: Desk) -> None:
    await at(desk, "2026-11-28 10:00")
    await set_up(desk)
    await form_of(desk, "review", link="https://meet.example/b", remind="5")
    changed = {"card_ahead": timedelta(days=3), "line_ahead": timedelta(minutes=30)}
    await desk.store.write(change_settings, desk.workspace, None, person=ANA, is_admin=False, channel=GUILD, changed=changed)
    await desk.tick.run()
    planning, review = await series_of(desk, PLANNING), await series_of(desk, REVIEW)
    assert (planning.ahead, planning.reminded) == (timedelta(days=3), timedelta(minutes=30))
    assert (review.link, review.ahead, review.reminded) == ("https://meet.example/b", timedelta(days=3), timedelta(minutes=5))
    assert "Sprint Planning, Tue 1 Dec" in (await desk.the(CARD)).text
    shown = await desk.command(ANA, "/refine remind every thursday at 10:00")
    await desk.click(ANA, "refinement:save_plan", value_of(shown.message, "refinement:save_plan"))
    (reminder,) = await desk.store.read(kept.in_channel, desk.workspace, "refinement", GUILD)
    assert (reminder.ahead, reminder.reminded) == (timedelta(days=3), timedelta(minutes=30))


async def test_the_owner_is_told_of_a_reminder_that_came_too_late_where_no_card_has_told_of_the_date(desk: Desk) -> None:
    await at(desk, "2026-11-30 10:00")
    await set_up(desk)
    await at(desk, "2026-12-02 10:00")
    before = await desk.shown("sprint:missed")
    await at(desk, "2026-12-03 10:00")
    (told,) = (await desk.shown("sprint:missed"))[len(before) :]
    assert f"I could not announce Daily Scrum in <#{GUILD}> in time: it was due Thu 3 Dec 08:50." in told.text


async def test_an_event_is_paused_until_a_day_and_goes_on_before_it(desk: Desk) -> None:
    await at(desk, "2026-11-28 10:00")
    await set_up(desk)
    review = await series_of(desk, REVIEW)
    form = (await desk.click(ANA, "sprint:more", f"series_change:{review.id}:0")).form
    assert "last day at 14:00, Europe/London" in text_of(form)
    assert "in its ⋮ menu" not in text_of(form)
    daily = await series_of(desk, DAILY)
    dated = (await desk.click(ANA, "sprint:more", f"series_change:{daily.id}:0")).form
    assert "each working day at 09:00, Europe/London" in text_of(dated)
    paused = await desk.submit(ANA, form, {"until": "2026-12-20"})
    assert "Paused until 20 December 2026." in paused.text
    listed = (await desk.command(BEN, "/sprint events")).text
    assert "_paused until 20 December 2026_  Next: Mon 28 Dec 14:00" in listed
    await at(desk, "2026-12-13 15:00")
    assert not any("Sprint Review" in card.text for card in await desk.shown(CARD))
    again = await desk.click(ANA, "sprint:series_go_on", review.id, view="sprint:series_until", private=review.id)
    assert "It goes on." in again.text
    await desk.tick.run()
    assert any("Sprint Review" in card.text for card in await desk.shown(CARD))
    assert "paused" not in (await desk.command(BEN, "/sprint events")).text


async def test_events_that_overlap_are_named(desk: Desk) -> None:
    await at(desk, "2026-11-28 10:00")
    await set_up(desk)
    overlap = "Sprint Retrospective begins before Sprint Review is over"
    assert overlap not in (await desk.command(ANA, "/sprint events")).text
    assert overlap in (await form_of(desk, "review", time="15:00")).text
    assert overlap in (await desk.command(ANA, "/sprint events")).text
    assert overlap in (await desk.command(ANA, "/sprint 2 weeks from 15 december sprint 13")).text
    assert overlap not in (await form_of(desk, "retrospective", time="17:00")).text


async def test_a_sprint_without_a_working_day_says_so(desk: Desk) -> None:
    await at(desk, "2026-11-28 10:00")
    free = DayRange(date(2026, 12, 1), date(2026, 12, 31))
    await team_is(desk, Team(GUILD), TeamSettings(free=(free,)))
    await set_up(desk, "/sprint 1 week from 1 december sprint 3")
    await at(desk, "2026-12-02 10:00")
    assert "Sprint 3, without a working day" in (await desk.command(ANA, "/sprint")).text


def _named(name: str) -> dict[str, Any]:
    return {"profile": {"display_name": name}}


async def test_all_events_of_an_owner_who_has_left_are_offered_in_one_message_and_taken_over_at_once(desk: Desk) -> None:
    await at(desk, "2026-11-28 10:00")
    await team_is(desk, Team(GUILD, product_owner=BEN))
    await set_up(desk, person=BEN)
    await team_is(desk, Team(GUILD, scrum_master=CHLOE))
    desk.slack.people |= {
        ANA: {**_named("Ana"), "is_admin": True},
        BEN: {**_named("Ben"), "deleted": True},
        CHLOE: _named("Chloé"),
    }
    await desk.store.write(keep_workspace, desk.workspace, None, name="Guild", domain="guild", bot_user=PersonId("U0BOT"))
    for _ in range(2):
        await desk.hosts.look()
    offers = {one.place: one for one in await desk.shown() if one.screen == "sprint:offer"}
    assert set(offers) == {ANA, CHLOE}
    assert len([one for one in await desk.shown() if one.screen == "sprint:offer"]) == 2
    assert "Ben, who looked after the events of the Sprints in <#C0GUILD>, has left. They go on as planned" in offers[CHLOE].text
    take = "sprint:take_over_kept"
    assert (await desk.click(CHLOE, take, offers[CHLOE].value(take))).nothing
    assert {(await series_of(desk, title)).owner for title in (PLANNING, DAILY, REVIEW, RETRO)} == {CHLOE}
    assert "<@U0CHLOE> looks after it by now" in (await desk.click(ANA, take, offers[ANA].value(take))).text
    said = {one.text for one in await desk.shown() if one.screen == "sprint:offer"}
    assert said == {"Chloé looks after the events of the Sprints in <#C0GUILD> now."}
    await form_of(desk, "review", CHLOE, held="no")
    await form_of(desk, "review", CHLOE, held="yes")
    assert (await series_of(desk, REVIEW)).owner == CHLOE
