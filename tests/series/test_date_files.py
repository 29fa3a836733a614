"""One date as a file for a calendar: on its announcement, in its reminder, and wherever it is told that it has changed."""

from typing import Any

import icalendar

from bot.feature import CALENDAR_FILE
from tests.fakes.passing import pass_until
from tests.features.lean_coffee.desk import Desk
from tests.features.lean_coffee.recurring import ANNOUNCEMENT, CALLED_OFF, MOVED, REMINDER
from tests.features.lean_coffee.scene import ANA, BEN, minutes
from tests.series.test_moving import PLAN, WEDNESDAY, comes, listed, move, saved

CALL = "https://meet.example/abc"


async def file(desk: Desk, shown: Any, person: str = BEN) -> Any:
    """Press *Calendar file* and return the event of what is sent, with the method of its calendar."""
    desk.slack.scopes = {"files:write"}
    told = await desk.presses("Calendar file", shown, person)  # type: ignore[arg-type]
    assert "on its way to you, in our direct messages" in told.text
    calendar = icalendar.Calendar.from_ical(desk.slack.sent[f"D{person}"])
    (event,) = calendar.walk("VEVENT")
    return calendar["METHOD"], event


def begins(event: Any) -> str:
    return f"{event.decoded('dtstart'):%Y-%m-%d %H:%M} {event['DTSTART'].params['TZID']}"


async def test_the_announcement_and_the_reminder_give_the_date_as_a_file(desk: Desk) -> None:
    await saved(desk, f"{PLAN} {CALL}")
    method, event = await file(desk, (await desk.the(ANNOUNCEMENT.name)).payload)
    assert (method, str(event["SUMMARY"]), str(event["URL"]), event.decoded("duration")) == (
        "PUBLISH",
        "Platform guild",
        CALL,
        minutes(45),
    )
    assert (begins(event), event["STATUS"]) == ("2026-12-02 09:00 Europe/Madrid", "CONFIRMED")
    await pass_until(desk, WEDNESDAY - minutes(10))
    (reminded,) = await desk.shown(REMINDER.name)
    again = await file(desk, reminded.payload, ANA)
    assert again[1]["UID"] == event["UID"]


async def test_a_moved_date_reaches_the_calendar_and_so_does_a_cancelled_one(desk: Desk) -> None:
    await saved(desk)
    await comes(desk, BEN)
    _, first = await file(desk, (await desk.the(ANNOUNCEMENT.name)).payload)
    await move(desk, "2026-12-03", "15:30")
    method, moved = await file(desk, (await desk.the(MOVED.name)).payload)
    assert (method, begins(moved), moved["UID"]) == ("PUBLISH", "2026-12-03 15:30 Europe/Madrid", first["UID"])
    assert moved["SEQUENCE"] > first["SEQUENCE"]
    asked = await desk.presses("Cancel the meeting", await listed(desk), ANA, private=True)
    await desk.sends(asked.form, ANA)
    method, off = await file(desk, (await desk.the(CALLED_OFF.name)).payload)
    assert (method, off["STATUS"], off["UID"]) == ("CANCEL", "CANCELLED", first["UID"])
    assert off["SEQUENCE"] > moved["SEQUENCE"]


async def test_one_date_of_a_series_is_skipped_and_taken_back_in_the_calendar_too(desk: Desk) -> None:
    await saved(desk, "every wednesday 9:00 “Guild”")
    await comes(desk, BEN)
    _, first = await file(desk, (await desk.the(ANNOUNCEMENT.name)).payload)
    assert "RRULE" not in first
    await desk.presses("Skip the next one", await listed(desk), ANA, private=True)
    method, off = await file(desk, (await desk.the(CALLED_OFF.name)).payload)
    assert (method, off["SEQUENCE"] > first["SEQUENCE"]) == ("CANCEL", True)
    await desk.presses("Take the skip back", (await desk.the(ANNOUNCEMENT.name)).payload, ANA)
    method, on = await file(desk, (await desk.the(ANNOUNCEMENT.name)).payload)
    assert (method, on["UID"], on["SEQUENCE"] > off["SEQUENCE"]) == ("PUBLISH", first["UID"], True)


async def test_a_paused_series_takes_its_date_out_of_the_calendar(desk: Desk) -> None:
    await saved(desk, "every wednesday 9:00 “Guild”")
    await comes(desk, BEN)
    await desk.presses("Pause", await listed(desk), ANA, private=True)
    assert (await file(desk, (await desk.the(CALLED_OFF.name)).payload))[0] == "CANCEL"


async def test_where_no_file_can_be_sent_it_is_text_to_copy(desk: Desk) -> None:
    await saved(desk)
    form = (await desk.presses("Calendar file", (await desk.the(ANNOUNCEMENT.name)).payload, BEN)).form
    (text,) = [block["text"]["text"] for block in form["blocks"] if "```" in str(block.get("text"))]
    (event,) = icalendar.Calendar.from_ical(text.strip("`")).walk("VEVENT")
    assert begins(event) == "2026-12-02 09:00 Europe/Madrid"
    assert "files:write" in str(form)


async def test_a_date_that_is_kept_no_more_has_no_file(desk: Desk) -> None:
    await saved(desk)
    announced = (await desk.the(ANNOUNCEMENT.name)).payload
    for block in announced["blocks"]:
        for element in block.get("elements", []):
            if element.get("action_id") == CALENDAR_FILE:
                element["value"] = "none"
    assert "This date is not kept any more" in (await desk.presses("Calendar file", announced, BEN)).text
