"""One meeting to come, typed: previewed, asked about, kept like one of a series."""

import pytest

from bot.features.lean_coffee.actions.course import CEREMONY
from bot.features.lean_coffee.kinds import NAME
from bot.meetings.store.meetings import open_meetings
from tests.features.lean_coffee import recurring
from tests.features.lean_coffee.desk import Desk, labels
from tests.features.lean_coffee.scene import ANA, GUILD, minutes


@pytest.mark.parametrize("command", ["plan", "start", "once"])
async def test_plan__shows_the_day_and_the_hour_and_keeps_nothing_yet(desk: Desk, command: str) -> None:
    told = await desk.types(f"{command} tomorrow at 9 for 45m “Platform guild” <https://meet.example/abc>")
    assert labels(told.ack) == ["Save", "Edit", "Cancel"]
    assert "“Platform guild”" in told.text
    assert "*Once, on 2 December 2026 at 09:00*, Europe/Madrid, in <#C0GUILD>" in told.text
    assert "It lasts 45 min." in told.text
    assert "The card comes as soon as you save; it opens at the hour and takes the topics that wait." in told.text
    assert await desk.read(recurring.series_of, GUILD) == ()


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("plan in 10 minutes", "*Once, on 1 December 2026 at 11:10*"),
        ("start “Guild” at 15:00", "*Once, on 1 December 2026 at 15:00*"),
        ("plan 3 december 14:00 Platform guild", "*Once, on 3 December 2026 at 14:00*"),
        ("start monday at 9", "*Once, on 7 December 2026 at 09:00*"),
        ("plan tomorrow at 9 Europe/London", "Europe/London"),
        ("start every tuesday at 10", "*Every Tuesday at 10:00*"),
        ("plan weekdays at 9", "*Every weekday at 09:00*"),
    ],
)
async def test_plan__is_read_as_it_was_said(desk: Desk, typed: str, said: str) -> None:
    assert said in (await desk.types(typed)).text
    assert await desk.read(open_meetings, NAME) == ()


async def test_plan__says_how_long_it_takes_also_where_nobody_did(desk: Desk) -> None:
    assert "It lasts 45 min, as usual." in (await desk.types("plan tomorrow at 9")).text
    assert "as usual" not in (await desk.types("plan tomorrow at 9 for 30m")).text


async def test_plan__keeps_what_was_asked_for(desk: Desk) -> None:
    preview = (
        await desk.types("plan tomorrow at 9 for 30m “Guild” box 4 dots 2 https://meet.example/abc announce a week ahead")
    ).ack
    assert "Saved: Once, on 2 December 2026 at 09:00" in (await desk.presses("Save", preview, ANA)).text
    (series,) = await desk.read(recurring.series_of, GUILD)
    assert (series.title, series.owner, series.link) == ("Guild", ANA, "https://meet.example/abc")
    assert (
        CEREMONY.read_settings(series.own).length,
        CEREMONY.read_settings(series.own).boxes[0],
        CEREMONY.read_settings(series.own).dots,
    ) == (minutes(30), minutes(4), 2)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("plan at 9", "09:00 of today is over. For tomorrow type `/coffee plan tomorrow at 9`."),
        ("start today at 9 “Guild”", "For tomorrow type `/coffee plan tomorrow at 9 “Guild”`."),
        ("start tomorrow", "At what time?"),
        ("plan yesterday at 9", "“yesterday” is over. For a day to come type `/coffee plan tomorrow at 9`"),
        ("start last monday at 9", "Please type `/coffee plan next monday at 9` or `/coffee every last monday at 9`."),
        ("plan tuesday at 15:00", "Please type `today` or `next tuesday`."),
        ("plan tomorow at 9", "Did you mean `tomorrow at 9`?"),
        ("plan tomorrow at 9 bxo 5 “Guild”", "I do not understand “bxo” here. Did you mean `box`?"),
        ("plan tomorrow at 9 for 45m for 60m", "These do not go together: “for 45m” and “for 60m”."),
        ("plan “Guild” tomorrow at 9 xyzzy", "I do not understand “xyzzy”"),
        ("plan tomorrow at 9 for 99h", "`for` can be from 1 min to 8 h here"),
        ("plan 12/11 at 9", "could mean several things"),
        (
            "every 30 december 15:00",
            "Please type `every year on 30 december 15:00` or `30 december 15:00`.",
        ),
        ("start every 30 december 15:00", "could mean two things."),
    ],
)
async def test_plan__that_is_not_clear_is_asked_with_what_was_typed(desk: Desk, typed: str, said: str) -> None:
    answer = (await desk.types(typed)).text
    assert said in answer
    assert "You typed: " in answer
    assert await desk.read(recurring.series_of, GUILD) == ()


async def test_plan__that_says_nothing_opens_the_form_for_tomorrow_once(desk: Desk) -> None:
    form = (await desk.types("plan")).form
    boxes = {block["block_id"]: block["element"] for block in form["blocks"] if block["type"] == "input"}
    assert boxes["rhythm"]["initial_option"]["value"] == "once"
    assert boxes["starting"]["initial_date"] == "2026-12-02"
    shown = (await desk.sends(form, ANA)).form
    assert "Once, on 2 December 2026 at 10:00" in str(shown)


@pytest.mark.parametrize(
    ("line", "shown"),
    [
        ("every year on 30 november 15:00", "Every year on 30 November at 15:00"),
        ("2 december 15:00", "Once, on 2 December 2026 at 15:00"),
    ],
)
async def test_each_line_that_is_offered_for_a_date_with_every_is_understood(desk: Desk, line: str, shown: str) -> None:
    assert shown in (await desk.types(line)).text
