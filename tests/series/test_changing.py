"""A saved series is changed in its own form: its plan, one date, a pause with an end; who hears of what."""

from datetime import UTC, date, datetime, time
from typing import Any

import pytest

from bot.features.lean_coffee.actions.course import CEREMONY
from bot.schedule import schedules
from bot.schedule.recurrence import DateTaken, NotAnOccurrence, Recurrence, moved, next_four, taken_back, without
from bot.series.leads import Leads, leads_of, written
from bot.series.rhythm import carried_over
from bot.series.rules import Series
from tests.fakes.passing import pass_until
from tests.features.desk import Told
from tests.features.lean_coffee import recurring
from tests.features.lean_coffee.desk import Desk, labels
from tests.features.lean_coffee.recurring import ANNOUNCEMENT, CALLED_OFF, MOVED, PLANNED, REMINDER
from tests.features.lean_coffee.scene import ANA, BEN, CHLOE, GUILD, minutes

SENTENCE = "every thursday 15:00 Europe/Madrid “Platform guild” for 45m box 4"
THURSDAY = datetime(2026, 12, 3, 14, tzinfo=UTC)
WEEKLY = Recurrence("FREQ=WEEKLY;BYDAY=TH", datetime(2026, 12, 3, 15), "Europe/Madrid")
BEFORE = datetime(2026, 12, 1, tzinfo=UTC)


async def saved(desk: Desk, text: str = SENTENCE) -> Series:
    await desk.presses("Save", (await desk.types(text)).ack, ANA)
    await desk.tick.run()
    (series,) = await desk.read(recurring.series_of, GUILD)
    return series


async def announced(desk: Desk, *coming: Any) -> Series:
    series = await saved(desk)
    await pass_until(desk, THURSDAY - minutes(120))
    for person in coming:
        await desk.presses("I'm coming", (await desk.the(ANNOUNCEMENT.name)).payload, person)
    return series


async def change_form(desk: Desk, by: Any = ANA) -> Any:
    return (await desk.presses("Change …", (await desk.types("series")).ack, by, private=True)).form


async def edit(desk: Desk, **typed: Any) -> Told:
    form = (await desk.presses("Edit …", await change_form(desk), ANA)).form
    return await desk.sends((await desk.sends(form, ANA, **typed)).form, ANA)


async def walls(desk: Desk, count: int = 3) -> list[str]:
    """Return the next dates as Madrid reads them."""
    (series,) = await desk.read(recurring.series_of, GUILD)
    found = await desk.read(schedules.upcoming, series.id, desk.clock.now(), count)
    return [f"{one.wall:%d %b %H:%M}" for one in found]


async def test_edit__keeps_what_was_announced_where_its_date_stays_and_tells_who_is_coming(desk: Desk) -> None:
    series = await announced(desk, BEN)
    told = await edit(desk, time="16:30", meeting="Guild", remind="60")
    assert "Changed: Every Thursday at 16:30, Europe/Madrid, in <#C0GUILD>." in told.text
    (card,) = await desk.shown(ANNOUNCEMENT.name)
    assert "Guild, Thu 3 Dec 16:30" in card.text
    assert "Coming (1): Ben" in card.text
    assert [one.place for one in await desk.shown(MOVED.name)] == [BEN]
    (after,) = await desk.read(recurring.series_of, GUILD)
    assert (after.id, after.title, after.reminded, CEREMONY.read_settings(after.own)) == (
        series.id,
        "Guild",
        minutes(60),
        CEREMONY.read_settings(series.own),
    )
    assert "Every Thursday at 16:30" in (await desk.the(PLANNED.name)).text
    await pass_until(desk, THURSDAY + minutes(90))
    assert (await desk.meeting()).opened == THURSDAY + minutes(90)


async def test_edit__calls_off_what_was_announced_where_its_date_goes_and_has_it_again(desk: Desk) -> None:
    await announced(desk, BEN, CHLOE)
    await edit(desk, days=("wednesday",), starting="2026-12-02")
    assert "called off, the series was changed." in (await desk.the(ANNOUNCEMENT.name)).text
    assert {one.place for one in await desk.shown(CALLED_OFF.name)} == {BEN, CHLOE}
    assert await walls(desk, 2) == ["09 Dec 15:00", "16 Dec 15:00"]
    await edit(desk, days=("thursday",), starting="2026-12-03")
    assert "Coming (2): Ben, Chloé" in (await desk.the(ANNOUNCEMENT.name)).text
    assert "takes place after all" in (await desk.shown(CALLED_OFF.name))[0].text


async def test_edit__of_nothing_tells_nobody_and_is_its_owners(desk: Desk) -> None:
    await announced(desk, BEN)
    before = [one.text for one in await desk.shown()]
    await edit(desk)
    assert [one.text for one in await desk.shown()] == before
    refused = await desk.presses("Change …", (await desk.types("series", BEN)).ack, BEN, private=True)
    assert "Only <@U0ANA>" in refused.text


async def test_edit__of_one_meeting_takes_it_to_another_day(desk: Desk) -> None:
    await saved(desk, "plan thursday 15:00 Europe/Madrid “Platform guild” for 45m")
    await pass_until(desk, THURSDAY - minutes(120))
    await desk.presses("I'm coming", (await desk.the(ANNOUNCEMENT.name)).payload, BEN)
    await edit(desk, starting="2026-12-04")
    assert "Fri 4 Dec 15:00" in (await desk.the(ANNOUNCEMENT.name)).text
    assert [one.place for one in await desk.shown(MOVED.name)] == [BEN]


async def test_skip__is_taken_back_from_the_form_and_from_the_card_by_its_owner(desk: Desk) -> None:
    await announced(desk, BEN)
    form = (await desk.presses("Skip", await change_form(desk), ANA, nth=1)).form
    assert labels(form)[:2] == ["Edit …", "Take the skip back"]
    assert await walls(desk, 2) == ["03 Dec 15:00", "17 Dec 15:00"]
    await desk.presses("Take the skip back", await change_form(desk), ANA)
    assert await walls(desk, 2) == ["03 Dec 15:00", "10 Dec 15:00"]
    await desk.presses("Skip", await change_form(desk), ANA)
    card = await desk.the(ANNOUNCEMENT.name)
    assert "skipped this time." in card.text
    assert "Only <@U0ANA>" in (await desk.presses("Take the skip back", card.payload, BEN)).text
    await desk.presses("Take the skip back", card.payload, ANA)
    assert "Coming (1): Ben" in (await desk.the(ANNOUNCEMENT.name)).text
    assert "skipped or moved already" in (await desk.presses("Take the skip back", card.payload, ANA)).text
    await pass_until(desk, THURSDAY)
    assert (await desk.meeting()).opened == THURSDAY


async def move(desk: Desk, nth: int, day: str, hour: str) -> Told:
    form = (await desk.presses("Move …", await change_form(desk), ANA, nth=nth)).form
    return await desk.sends(form, ANA, starting=day, time=hour)


async def test_move__takes_one_date_elsewhere_twice_and_the_others_stay(desk: Desk) -> None:
    await announced(desk, BEN)
    assert "There is one on" in (await move(desk, 0, "2026-12-10", "09:00")).errors["starting"]
    assert "is over already" in (await move(desk, 0, "2026-12-01", "09:00")).errors["starting"]
    await move(desk, 0, "2026-12-04", "09:00")
    await move(desk, 0, "2026-12-07", "11:00")
    assert await walls(desk) == ["07 Dec 11:00", "10 Dec 15:00", "17 Dec 15:00"]
    assert "Mon 7 Dec 11:00" in (await desk.the(ANNOUNCEMENT.name)).text
    (told,) = await desk.shown(MOVED.name)
    assert told.place == BEN
    await move(desk, 1, "2026-12-05", "12:00")
    await pass_until(desk, datetime(2026, 12, 4, 11, tzinfo=UTC))
    assert len(await desk.shown(ANNOUNCEMENT.name)) == 2
    await edit(desk, meeting="Guild")
    assert await walls(desk) == ["05 Dec 12:00", "07 Dec 11:00", "17 Dec 15:00"]
    await pass_until(desk, datetime(2026, 12, 5, 11, tzinfo=UTC))
    assert (await desk.meeting()).opened == datetime(2026, 12, 5, 11, tzinfo=UTC)


@pytest.mark.parametrize("asked", ["until monday", "the retro", "for 2 weeks"])
async def test_what_cannot_be_muted_so_is_not_muted_at_all(desk: Desk, asked: str) -> None:
    told = (await desk.command(BEN, f"/coffee mute {asked}")).text
    assert told.startswith(f"Nothing was changed: I cannot mute “{asked}”.")
    assert "any more" in (await desk.command(BEN, "/coffee mute me, please")).text


async def test_who_wants_no_direct_messages_about_dates_gets_none(desk: Desk) -> None:
    await announced(desk, BEN, CHLOE)
    for person, line in ((BEN, "/coffee mute"), (ANA, "/sprint mute"), (CHLOE, "/refine mute"), (CHLOE, "/sprint unmute")):
        told = (await desk.command(person, line)).text
        assert "Lean Coffee, refinement" in told, "one setting, whatever it is typed after"
        assert f"`{line.replace('mute', 'unmute')}` takes it back." in told or "again" in told
    await move(desk, 0, "2026-12-04", "09:00")
    assert [one.place for one in await desk.shown(MOVED.name)] == [CHLOE]
    await pass_until(desk, datetime(2026, 12, 4, 7, 50, tzinfo=UTC))
    assert [one.place for one in await desk.shown(REMINDER.name)] == [CHLOE]
    await desk.presses("Skip", await change_form(desk), ANA)
    assert [one.place for one in await desk.shown(CALLED_OFF.name)] == [CHLOE]


async def test_pause__until_a_day_ends_by_itself(desk: Desk) -> None:
    await announced(desk, BEN)
    form = await change_form(desk)
    assert "Choose a day to come" in (await desk.sends(form, ANA, until="2026-12-03")).errors["until"]
    told = await desk.sends(form, ANA, until="2026-12-17")
    assert "Paused until" in told.text
    assert "called off, the series is paused." in (await desk.the(ANNOUNCEMENT.name)).text
    assert len(await desk.shown(CALLED_OFF.name)) == 1
    listed = (await desk.types("series")).text
    assert "_paused until 17 December 2026_" in listed
    assert await walls(desk, 1) == ["17 Dec 15:00"]
    await desk.sends(await change_form(desk), ANA, until="2026-12-10")
    assert await walls(desk, 1) == ["10 Dec 15:00"]
    await pass_until(desk, datetime(2026, 12, 9, 23, tzinfo=UTC))
    assert "paused" not in (await desk.types("series")).text
    assert len(await desk.shown(ANNOUNCEMENT.name)) == 2
    await pass_until(desk, datetime(2026, 12, 10, 14, tzinfo=UTC))
    assert (await desk.meeting()).opened == datetime(2026, 12, 10, 14, tzinfo=UTC)


async def test_series_go_on_before_the_day_until_which_they_were_paused(desk: Desk) -> None:
    await announced(desk, BEN)
    await desk.sends(await change_form(desk), ANA, until="2026-12-17")
    assert "It goes on." in (await desk.presses("Go on", await change_form(desk), ANA)).text
    assert "paused" not in (await desk.types("series")).text
    assert await walls(desk, 1) != ["17 Dec 15:00"]


async def test_pause__is_said_by_the_line_of_the_channel_and_so_is_the_end_with_its_date(desk: Desk) -> None:
    await saved(desk, "every friday 15:00 Europe/Madrid “Guild”")
    await desk.presses("Pause", (await desk.types("series")).ack, ANA)
    assert "It is paused." in (await desk.the(PLANNED.name)).text
    await desk.presses("Go on", (await desk.types("series")).ack, ANA)
    assert "paused" not in (await desk.the(PLANNED.name)).text
    form = (await desk.presses("End the series", (await desk.types("series")).ack, ANA, private=True)).form
    assert "Fri 4 Dec 15:00 does not take place." in (await desk.sends(form, ANA)).text
    line = (await desk.the(PLANNED.name)).text
    assert "has ended." in line
    assert "does not take place." in line


async def test_the_same_series_is_saved_a_second_time_only_by_who_was_asked(desk: Desk) -> None:
    await saved(desk)
    before = (await desk.types(SENTENCE, BEN)).ack
    assert "The same is planned here already, by <@U0ANA>." in str(before)
    again = (await desk.types(SENTENCE.replace("15:00", "16:00"), BEN)).ack
    assert "Save a second one" not in labels(again)
    other = (await desk.types(SENTENCE.replace("15:00", "16:00"), CHLOE)).ack
    await desk.presses("Save", other, CHLOE)
    asked = await desk.presses("Save", again, BEN, private=True)
    assert "Save a second one" in labels(asked.message)
    assert len(await desk.read(recurring.series_of, GUILD)) == 2
    await desk.presses("Save a second one", asked.message, BEN)
    assert len(await desk.read(recurring.series_of, GUILD)) == 3


async def test_what_is_neither_announced_nor_reminded_of_opens_at_its_hour(desk: Desk) -> None:
    await saved(desk)
    await edit(desk, announce="none", remind="none")
    assert "host Ana · no card · no line" in (await desk.types("series")).text
    await pass_until(desk, THURSDAY)
    assert (await desk.shown(ANNOUNCEMENT.name), (await desk.meeting()).opened) == ([], THURSDAY)
    (line,) = await desk.shown(PLANNED.name)
    assert "Platform guild" in line.text


def test_an_edited_rule_keeps_the_dates_that_were_skipped_and_moved_as_long_as_they_stay() -> None:
    before = moved(without(WEEKLY, datetime(2026, 12, 10, 15)), datetime(2026, 12, 3, 15), datetime(2026, 12, 4, 9))
    paused = Recurrence(**{**before.__dict__, "quiet_until": date(2026, 12, 2)})
    later = Recurrence(WEEKLY.rule, datetime(2026, 12, 3, 17), WEEKLY.zone)
    kept = carried_over(paused, later)
    assert [f"{one.wall:%d %H:%M}" for one in next_four(kept, BEFORE)] == ["04 09:00", "17 17:00", "24 17:00", "31 17:00"]
    assert kept.quiet_until == date(2026, 12, 2)
    fridays = carried_over(before, Recurrence("FREQ=WEEKLY;BYDAY=FR", datetime(2026, 12, 4, 15), WEEKLY.zone))
    assert (fridays.skipped, fridays.added) == ((), ())
    assert carried_over(before, Recurrence("", datetime(2026, 12, 3, 15), WEEKLY.zone)).skipped == ()


def test_a_date_is_moved_and_taken_back_once_and_never_beside_another_one() -> None:
    third, tenth = datetime(2026, 12, 3, 15), datetime(2026, 12, 10, 15)
    away = moved(WEEKLY, third, datetime(2026, 12, 4, 9))
    assert moved(away, datetime(2026, 12, 4, 9), third) == WEEKLY
    assert taken_back(without(WEEKLY, third), third) == WEEKLY
    gone = without(away, datetime(2026, 12, 4, 9))
    assert taken_back(gone, datetime(2026, 12, 4, 9)) == away
    for wrong in (tenth, tenth.replace(hour=9)):
        with pytest.raises(DateTaken):
            moved(WEEKLY, third, wrong)
    with pytest.raises(NotAnOccurrence):
        moved(WEEKLY, tenth.replace(hour=9), third)


@pytest.mark.parametrize(("begins", "hours"), [(time(10), 2), (time(15, 30), 7.5), (time(8, 30), 1), (time(7), 1)])
def test_on_the_day_is_eight_in_the_morning_or_an_hour_ahead(begins: time, hours: float) -> None:
    leads = leads_of({"announce": "0", "remind": "30"}, begins)
    assert leads == Leads(minutes(60 * hours), minutes(30))
    assert leads_of(written(leads), begins) == leads
    assert leads_of({"announce": "none", "remind": "none"}, begins) == Leads(None, None)
    assert leads_of({"announce": "odd", "remind": "odd"}, begins) == Leads()
