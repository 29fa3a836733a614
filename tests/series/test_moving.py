"""One planned meeting from its plan to its board: announced, listed, moved, cancelled, opened; who hears of what."""

from datetime import UTC, datetime
from typing import Any

import pytest

from bot.features.lean_coffee.kinds import BOARD, NAME
from bot.meetings.store.meetings import open_meetings
from bot.series.rules import Series
from tests.fakes.passing import pass_until
from tests.features.lean_coffee import recurring
from tests.features.lean_coffee.desk import Desk, labels
from tests.features.lean_coffee.recurring import ANNOUNCEMENT, CALLED_OFF, MISSED, MOVED, PLANNED, REMINDER
from tests.features.lean_coffee.scene import ANA, BEN, CHLOE, DEV, GUILD, minutes

WEDNESDAY = datetime(2026, 12, 2, 8, tzinfo=UTC)
"""9:00 in Madrid, where Ana is; it is Tuesday, 10:00 UTC."""
PLAN = "plan tomorrow at 9 for 45m “Platform guild”"
FAR = "plan 10 december 9:00 for 45m “Platform guild”"


async def saved(desk: Desk, typed: str = PLAN) -> Series:
    await desk.presses("Save", (await desk.types(typed)).ack, ANA)
    await desk.tick.run()
    (series,) = await desk.read(recurring.series_of, GUILD)
    return series


async def screens(desk: Desk) -> list[str]:
    return [shown.screen for shown in await desk.shown() if shown.place == GUILD]


async def comes(desk: Desk, *people: str) -> None:
    for person in people:
        announced = await desk.the(ANNOUNCEMENT.name)
        await desk.presses("I'm coming", announced.payload, person)  # type: ignore[arg-type]


async def listed(desk: Desk, person: str = ANA) -> dict[str, Any]:
    return (await desk.types("series", person)).message  # type: ignore[arg-type]


async def move(desk: Desk, day: str, time: str, person: str = ANA) -> Any:
    form = (await desk.presses("Move", await listed(desk, person), person, private=True)).form  # type: ignore[arg-type]
    return await desk.sends(form, person, starting=day, time=time)  # type: ignore[arg-type]


async def test_a_planned_meeting_is_announced_at_once_where_it_is_near_and_opens_at_its_hour(desk: Desk) -> None:
    await saved(desk)
    assert await screens(desk) == [ANNOUNCEMENT.name]
    assert "it opens here by itself" in (await desk.the(ANNOUNCEMENT.name)).text
    await desk.types("topic Flaky tests", BEN)
    await pass_until(desk, WEDNESDAY)
    meeting = await desk.meeting()
    assert (meeting.title, meeting.opened, meeting.planned_end) == ("Platform guild", WEDNESDAY, WEDNESDAY + minutes(45))
    assert [topic.title for topic in meeting.topics] == ["Flaky tests"]
    assert await screens(desk) == [ANNOUNCEMENT.name, BOARD.name]
    await pass_until(desk, WEDNESDAY + minutes(60))
    assert "Nothing is planned in this channel." in (await desk.types("series")).text
    assert not {"Move", "Cancel the meeting"} & {*labels(await desk.home(ANA))}
    assert "Next: " not in (await desk.the(BOARD.name)).text


async def test_what_is_further_away_tells_the_channel_one_line_and_is_announced_at_its_lead(desk: Desk) -> None:
    await saved(desk, FAR)
    (line,) = await desk.shown(PLANNED.name)
    assert line.place == GUILD
    assert "☕ *Platform guild*, a Lean Coffee here: <!date^1796889600^" in line.text
    assert "|Thu 10 Dec 09:00 Europe/Madrid>. Host Ana." in line.text
    assert await screens(desk) == [PLANNED.name]
    await pass_until(desk, datetime(2026, 12, 9, 8, tzinfo=UTC))
    assert await screens(desk) == [PLANNED.name, ANNOUNCEMENT.name]


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("every thursday 15:00 “Guild”", [PLANNED.name]),
        ("every wednesday 15:00 “Guild”", [PLANNED.name]),
        ("every wednesday 9:00 “Guild”", [ANNOUNCEMENT.name]),
        ("every thursday 15:00 “Guild” announce a week ahead", [ANNOUNCEMENT.name]),
        ("every month on the first thursday 15:00 “Guild”", [PLANNED.name]),
    ],
)
async def test_a_saved_series_tells_the_channel_once(desk: Desk, typed: str, told: list[str]) -> None:
    desk.clock.instant = datetime(2026, 12, 1, 10, tzinfo=UTC)
    if "wednesday 15:00" in typed:
        desk.clock.instant = datetime(2026, 12, 1, 9, tzinfo=UTC)
    if "announce a week" in typed:
        typed = typed.replace("every thursday", "every other thursday starting 3 december")
    await saved(desk, typed)
    assert await screens(desk) == told


async def test_the_line_of_a_series_says_its_rule_its_next_date_and_what_becomes_of_it(desk: Desk) -> None:
    await saved(desk, "every friday 15:00 “Guild”")
    line = (await desk.the(PLANNED.name)).text
    assert "Every Friday at 15:00, Europe/Madrid. Host Ana." in line
    assert "Next: <!date^1796392800^" in line
    form = (await desk.presses("End the series", await listed(desk), ANA, private=True)).form
    await desk.sends(form, ANA)
    assert "☕ *Guild* has ended." in (await desk.the(PLANNED.name)).text


@pytest.mark.parametrize(
    ("typed", "way"),
    [(FAR, "`/coffee series` moves or cancels it."), ("every friday 15:00", "`/coffee series` skips a date, pauses or ends it.")],
)
async def test_what_is_saved_says_what_may_be_done_with_it(desk: Desk, typed: str, way: str) -> None:
    saved_as = await desk.presses("Save", (await desk.types(typed)).ack, ANA)
    assert way in saved_as.text


async def test_the_list_and_the_home_move_and_cancel_it(desk: Desk) -> None:
    await saved(desk, FAR)
    shown = await listed(desk)
    assert "*Platform guild*  Once, on 10 December 2026 at 09:00, Europe/Madrid · host Ana" in str(shown)
    assert labels(shown) == ["Move", "Change …", "Hand over …", "Cancel the meeting"]
    both = ["Move", "Cancel the meeting"]
    assert [label for label in labels(await desk.home(ANA)) if label in both] == both
    assert [label for label in labels(await desk.home(BEN)) if label in both] == []
    form = (await desk.presses("Move", await desk.home(ANA), ANA, channel=None)).form
    assert form["callback_id"] == "lean_coffee:move"


async def test_move__tells_who_is_coming_and_announces_nothing_twice(desk: Desk) -> None:
    await saved(desk)
    await comes(desk, BEN, CHLOE, ANA)
    told = await move(desk, "2026-12-03", "15:30")
    assert "“Platform guild” in <#C0GUILD> is on Thu 3 Dec 15:30 now." in told.text
    assert await screens(desk) == [ANNOUNCEMENT.name]
    assert "<!date^1796308200^" in (await desk.the(ANNOUNCEMENT.name)).text
    moved = await desk.shown(MOVED.name)
    assert len(moved) == 2
    assert "“Platform guild” in <#C0GUILD> was moved: it begins Thu 3 Dec 14:30." in moved[0].text
    await pass_until(desk, WEDNESDAY + minutes(5))
    assert await desk.read(open_meetings, NAME) == ()
    assert await screens(desk) == [ANNOUNCEMENT.name]
    await pass_until(desk, datetime(2026, 12, 3, 14, 30, tzinfo=UTC))
    assert (await desk.meeting()).opened == datetime(2026, 12, 3, 14, 30, tzinfo=UTC)
    assert len(await desk.shown(REMINDER.name)) == 3
    assert await desk.shown(MISSED.name) == []


async def test_move__to_an_earlier_hour_opens_it_then(desk: Desk) -> None:
    await saved(desk, FAR)
    await move(desk, "2026-12-01", "12:00")
    await desk.tick.run()
    assert await screens(desk) == [PLANNED.name, ANNOUNCEMENT.name]
    await pass_until(desk, datetime(2026, 12, 1, 11, tzinfo=UTC))
    assert (await desk.meeting()).opened == datetime(2026, 12, 1, 11, tzinfo=UTC)
    await pass_until(desk, datetime(2026, 12, 11, tzinfo=UTC))
    assert await desk.read(open_meetings, NAME) == ()


async def test_move__to_where_it_is_changes_nothing(desk: Desk) -> None:
    await saved(desk)
    await comes(desk, BEN)
    await move(desk, "2026-12-02", "09:00")
    assert await desk.shown(MOVED.name) == []


async def test_move__twice_says_the_last_hour_once(desk: Desk) -> None:
    await saved(desk)
    await comes(desk, BEN)
    await move(desk, "2026-12-03", "15:30")
    await move(desk, "2026-12-02", "09:00")
    (told,) = await desk.shown(MOVED.name)
    assert "it begins Wed 2 Dec 08:00." in told.text
    await pass_until(desk, WEDNESDAY)
    assert (await desk.meeting()).opened == WEDNESDAY


@pytest.mark.parametrize(
    ("day", "time", "said"),
    [("2026-12-01", "09:00", "is over already"), ("2036-12-01", "09:00", "within the next five years")],
)
async def test_move__to_what_cannot_be_is_refused(desk: Desk, day: str, time: str, said: str) -> None:
    await saved(desk)
    assert said in (await move(desk, day, time)).errors["starting"]
    await pass_until(desk, WEDNESDAY)
    assert (await desk.meeting()).opened == WEDNESDAY


@pytest.mark.parametrize(("field", "said"), [("starting", "Choose the first day"), ("time", "At what time?")])
async def test_move__without_a_day_or_an_hour_asks_for_it(desk: Desk, field: str, said: str) -> None:
    await saved(desk)
    form = (await desk.presses("Move", await listed(desk), ANA, private=True)).form
    assert said in (await desk.sends(form, ANA, **{field: None})).errors[field]


async def test_move__is_its_hosts_and_an_admins(desk: Desk) -> None:
    await saved(desk)
    refused = await desk.presses("Move", await listed(desk, BEN), BEN, private=True)
    assert refused.forms == []
    assert "<@U0ANA>" in refused.text
    desk.slack.people[DEV] = desk.slack.people[DEV] | {"is_admin": True}
    assert "is on" in (await move(desk, "2026-12-03", "15:30", DEV)).text


async def test_move__of_what_has_opened_or_comes_again_is_refused(desk: Desk) -> None:
    await saved(desk)
    shown = await listed(desk)
    form = (await desk.presses("Move", shown, ANA, private=True)).form
    await pass_until(desk, WEDNESDAY)
    told = await desk.sends(form, ANA, starting="2026-12-04", time="09:00")
    assert "That date is over" in told.text


async def test_cancel__says_so_everywhere_and_opens_nothing(desk: Desk) -> None:
    await saved(desk)
    await comes(desk, BEN)
    asked = await desk.presses("Cancel the meeting", await listed(desk), ANA, private=True)
    assert "does not take place." in asked.text
    assert "1 person said “I'm coming” and hears of it from me." in asked.text
    assert "For another hour, move it instead." in asked.text
    assert "“Platform guild” in <#C0GUILD> was cancelled." in (await desk.sends(asked.form, ANA)).text
    assert "it was cancelled." in (await desk.the(ANNOUNCEMENT.name)).text
    assert "is called off: Ana cancelled it." in (await desk.the(CALLED_OFF.name)).text
    await pass_until(desk, WEDNESDAY + minutes(60))
    assert await desk.read(open_meetings, NAME) == ()
    assert await desk.shown(REMINDER.name) == []


async def test_cancel__of_what_was_only_planned_changes_its_line(desk: Desk) -> None:
    await saved(desk, FAR)
    asked = await desk.presses("Cancel the meeting", await listed(desk), ANA, private=True)
    await desk.sends(asked.form, ANA)
    assert "☕ *Platform guild*, <!date^1796889600^" in (await desk.the(PLANNED.name)).text


async def test_the_host_is_reminded_ten_minutes_ahead_whoever_else_comes(desk: Desk) -> None:
    await saved(desk)
    await comes(desk, BEN)
    await pass_until(desk, WEDNESDAY - minutes(10))
    reminders = await desk.shown(REMINDER.name)
    assert len(reminders) == 2
    assert all("“Platform guild” in <#C0GUILD> begins at" in one.text for one in reminders)


async def test_a_host_who_says_i_am_coming_is_reminded_once(desk: Desk) -> None:
    await saved(desk)
    await comes(desk, ANA)
    await pass_until(desk, WEDNESDAY - minutes(10))
    assert len(await desk.shown(REMINDER.name)) == 1


async def test_a_planned_meeting_that_could_not_open_is_told_with_what_to_do(desk: Desk) -> None:
    await saved(desk)
    desk.clock.instant = WEDNESDAY + minutes(120)
    await desk.tick.run()
    assert "`/coffee plan` plans another." in (await desk.the(MISSED.name)).text
    assert "Nothing is planned in this channel." in (await desk.types("series")).text


async def test_what_became_of_one_meeting_stands_under_what_was_asked(desk: Desk) -> None:
    await saved(desk)
    told = (await move(desk, "2026-12-03", "10:00")).form
    assert (told["title"]["text"], "is on" in str(told)) == ("Move the meeting", True)
    asked = (await desk.presses("Cancel the meeting", await listed(desk), ANA, private=True)).form
    told = (await desk.sends(asked, ANA)).form
    assert (told["title"]["text"], "was cancelled." in str(told)) == ("Cancel the meeting", True)


async def test_one_meeting_is_refused_as_what_it_is(desk: Desk) -> None:
    await saved(desk)
    shown = await listed(desk, BEN)
    assert shown["text"] == "What is planned in this channel"
    refused = await desk.presses("Cancel the meeting", shown, BEN, private=True)
    assert "Only <@U0ANA>, who hosts it, or an admin can change it." in refused.text
    await desk.sends((await desk.presses("Cancel the meeting", shown, ANA, private=True)).form, ANA)
    late = await desk.presses("Move", shown, ANA, private=True)
    assert "“Platform guild” was cancelled on 1 December 2026." in late.text
    assert "`/coffee plan …` plans another meeting." in late.text
