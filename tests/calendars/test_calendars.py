"""A person's own calendar: made in a form, read by whoever knows its link, ended by a new one."""

import re
from datetime import date, timedelta
from typing import Any

import httpx
import icalendar

from bot.core.ids import ChannelId
from bot.teams.team import TeamSettings
from bot.teams.team_store import keep_settings
from tests.calendars.conftest import BASE
from tests.features.desk import ANA, BEN, Desk, elements_of, options_of, text_of
from tests.features.refinement.scene import MORE, plan

OPEN, ADD, NEW, REMOVE = "calendars:open", "calendars:add", "calendars:new_link", "calendars:remove_link"
FORM = "calendars:calendar"


def link(form: dict[str, Any]) -> str:
    (found,) = re.findall(rf"```{BASE}(/calendar/\w+\.ics)```", text_of(form))
    return str(found)


def event(answer: httpx.Response) -> Any:
    """The one event of a calendar."""
    (found,) = icalendar.Calendar.from_ical(answer.content).walk("VEVENT")
    return found


def titles(answer: httpx.Response) -> list[tuple[str, str]]:
    events = icalendar.Calendar.from_ical(answer.content).walk("VEVENT")
    return [(str(event["SUMMARY"]), str(event["STATUS"])) for event in events]


async def follow(desk: Desk, person: str, channel: str = "C0GUILD") -> dict[str, Any]:
    listed = await desk.command(person, "/refine reminders", channel)
    offered = [one["value"] for one in elements_of(listed.message) if one["action_id"] == ADD]
    return (await desk.click(person, ADD, offered[0] if offered else channel)).form


async def test_a_calendar_holds_what_comes_again_in_the_channels_of_its_owner(desk: Desk, web: httpx.AsyncClient) -> None:
    await plan(desk)
    await desk.command(ANA, '/coffee every first thursday 15:00 "Platform guild"')
    nothing = (await desk.click(ANA, OPEN, "calendar", home=True)).form
    assert "Make my link" in text_of(nothing)
    form = await follow(desk, ANA)
    assert "<#C0GUILD>\n• <" in text_of(form)
    got = await web.get(link(form))
    assert (got.status_code, got.headers["content-type"]) == (200, "text/calendar; charset=utf-8")
    for answer in (got, await web.get("/calendar/of-nobody.ics")):
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["referrer-policy"] == "no-referrer"
        assert "default-src 'none'" in answer.headers["content-security-policy"]
    assert titles(got) == [("Backlog refinement", "CONFIRMED")]
    assert (await web.get(link(form), headers={"if-none-match": f'W/{got.headers["etag"]}, "x"'})).status_code == 304
    changed = await desk.submit(ANA, form, {"channel": "C0TEAM"})
    assert changed.ack is not None
    assert "<#C0TEAM>: nothing recurs there now" in text_of(changed.ack)


async def test_a_change_raises_the_sequence_and_another_etag_and_what_is_paused_or_ended_leaves(
    desk: Desk, web: httpx.AsyncClient
) -> None:
    reminder = await plan(desk)
    form = await follow(desk, BEN)
    first = await web.get(link(form))
    files = re.findall(rf"<{BASE}(/calendar/\w+/\w+(?:/\w+)?\.ics)\|", text_of(form))
    series, date = files
    assert titles(await web.get(date)) == [("Backlog refinement", "CONFIRMED")]

    async def choose(text: str) -> dict[str, Any]:
        listed = await desk.command(ANA, "/refine reminders")
        (choices,) = options_of(listed.message, MORE)
        told = await desk.click(ANA, MORE, next(value for says, value in choices.items() if says.startswith(text)))
        return told.form if told.forms else {}

    await choose("Skip")
    second = await web.get(link(form))
    before, after = (event(one) for one in (first, second))
    assert (after["UID"], after["SEQUENCE"] > before["SEQUENCE"], "EXDATE" in after) == (before["UID"], True, True)
    assert first.headers["etag"] != second.headers["etag"]
    assert titles(await web.get(date)) == [("Backlog refinement", "CANCELLED")]
    await choose("Pause")
    assert titles(await web.get(link(form))) == []
    assert (await web.get(series)).status_code == 404
    await choose("Go on")
    await desk.submit(ANA, await choose("End"))
    assert reminder in series
    (called_off,) = icalendar.Calendar.from_ical((await web.get(link(form))).content).walk("VEVENT")
    assert (called_off["STATUS"], called_off["UID"], called_off["SEQUENCE"] > after["SEQUENCE"]) == (
        "CANCELLED",
        after["UID"],
        True,
    )


async def test_what_a_holiday_moves_stands_where_it_is_held(desk: Desk, web: httpx.AsyncClient) -> None:
    await desk.store.write(keep_settings, desk.workspace, None, ChannelId("C0GUILD"), TeamSettings(country="ES"))
    await plan(desk, "/refine remind every friday at 10:00 on holidays the next working day")
    found = event(await web.get(link(await follow(desk, ANA))))
    assert "RRULE" not in found
    held = {found["DTSTART"].dt.date(), *(one.dt.date() for one in found["RDATE"].dts)}
    assert {date(2026, 12, 25), date(2027, 1, 1), date(2027, 3, 26)} & held == set()
    assert {date(2026, 12, 28), date(2027, 1, 4), date(2027, 1, 8)} <= held


async def test_a_link_that_was_replaced_or_removed_opens_nothing(desk: Desk, web: httpx.AsyncClient) -> None:
    await plan(desk)
    old = link(await follow(desk, ANA))
    new = (await desk.click(ANA, NEW, "new", view=FORM)).ack or {}
    fresh = link(new.get("view", new) if new else (await desk.click(ANA, OPEN, "calendar", home=True)).form)
    assert ((await web.get(old)).status_code, (await web.get(fresh)).status_code) == (404, 200)
    await desk.click(ANA, REMOVE, "remove", view=FORM)
    assert (await web.get(fresh)).status_code == 404
    assert (await web.get("/calendar/none.ics")).status_code == 404


async def test_who_leaves_a_channel_sees_its_dates_no_more(desk: Desk, web: httpx.AsyncClient) -> None:
    await plan(desk)
    address = link(await follow(desk, BEN))
    event = {"type": "member_left_channel", "user": BEN, "channel": "C0GUILD", "channel_type": "C", "team": desk.workspace}
    await desk.send({"type": "event_callback", "team_id": desk.workspace, "event_id": "Ev1", "event": event})
    assert titles(await web.get(address)) == []


async def test_a_private_channel_is_only_for_who_is_in_it_and_twenty_are_the_most(desk: Desk) -> None:
    desk.slack.private_channels["C0PRIV"] = {ANA}
    refused = await desk.click(BEN, ADD, "C0PRIV")
    assert not refused.forms
    for number in range(20):
        await follow(desk, ANA, f"C0N{number}")
    full = await desk.click(ANA, ADD, "C0ONEMORE")
    assert not full.forms
    assert "holds 20 channels" in str(full.private)


async def test_what_has_been_held_stays_in_the_feed_when_the_series_ends(desk: Desk, web: httpx.AsyncClient) -> None:
    await plan(desk)
    form = await follow(desk, BEN)
    desk.clock.advance(timedelta(days=15))
    listed = await desk.command(ANA, "/refine reminders")
    (choices,) = options_of(listed.message, MORE)
    await desk.submit(ANA, (await desk.click(ANA, MORE, choices["End"])).form)
    held = event(await web.get(link(form)))
    assert (held["STATUS"], "RRULE" in held) == ("CONFIRMED", False)
    assert held["DTSTART"].dt < desk.clock.now()
