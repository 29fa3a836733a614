"""A forecast as it is asked for: by command, in a form, of another window, of what is ready, shared."""

import asyncio
import threading
from datetime import date

from bot.features.refinement.listeners.forecast import MOST_IN_LINE
from bot.features.refinement.rules.items import ItemState
from tests.features.desk import ANA, BEN, Desk, elements_of, value_of
from tests.features.refinement.forecast.scene import NOON, TODAY, done_on, has_items, item, weekdays_before

WINDOW, READY, SHARE = "refinement:forecast_window", "refinement:forecast_ready", "refinement:forecast_share"


async def test_screen_17_a_forecast_of_items_is_answered_in_private_and_shared(desk: Desk) -> None:
    await has_items(desk, *done_on(weekdays_before(TODAY, 14)), *(item(n, ItemState.READY) for n in range(1, 4)))
    told = await desk.command(ANA, "/refine forecast 8 items")
    assert told.message["response_type"] == "ephemeral"
    assert told.message["blocks"][0]["text"]["text"] == "📈 8 items: when?"
    assert told.message["blocks"][1]["text"]["text"] == "*50 %*  by Thu 10 Dec\n*85 %*  by Thu 10 Dec\n*95 %*  by Thu 10 Dec"
    assert told.message["blocks"][2]["text"]["text"] == "*How 10,000 draws came out, week by week*\n▰▰▰▰▰▰▰▰▰▰ 100 %  Mon 7 Dec"
    assert "10,000 draws from the team's last 12 weeks (60 items done on 60 working days)." in told.text
    assert "Of 10 past forecasts at 85 %, 10 held." in told.text
    assert "A forecast, not a commitment." in told.text
    assert "Not steady" not in told.text
    assert [one["text"]["text"] for one in elements_of(told.message)] == ["Another window", "Count what is ready", "Share"]

    ready = await desk.click(ANA, READY, value_of(told.message, READY))
    assert ready.message["replace_original"] is True
    assert "3 items: when?" in ready.text
    assert "*85 %*  by Thu 3 Dec" in ready.text

    shared = await desk.click(ANA, SHARE, value_of(ready.message, SHARE))
    assert "Shared in the channel." in shared.text
    assert SHARE not in [one["action_id"] for one in elements_of(shared.message)]
    shown = await desk.the("refinement:forecast")
    assert shown.place == "C0GUILD"
    assert "*85 %*  by Thu 3 Dec" in shown.text
    assert "Asked by u0ana on 1 December 2026." in shown.text
    assert shown.buttons == []


async def test_forecasts_wait_for_one_another_and_who_would_wait_long_is_told(desk: Desk) -> None:
    await has_items(desk, *done_on(weekdays_before(TODAY, 14)))
    goes_on = threading.Event()
    before = [asyncio.create_task(desk.aside.run(goes_on.wait)) for _ in range(MOST_IN_LINE)]
    await asyncio.sleep(0)
    assert "Ask again in half a minute." in (await desk.command(ANA, "/refine forecast 8 items")).text
    before.pop().cancel()
    await asyncio.sleep(0)
    waits = asyncio.create_task(desk.command(ANA, "/refine forecast 8 items"))
    goes_on.set()
    assert "8 items: when?" in (await waits).text
    await asyncio.gather(*before)


async def test_another_window_is_asked_in_a_form_and_takes_the_place_of_the_first_answer(desk: Desk) -> None:
    fast, slow = weekdays_before(TODAY, 4), weekdays_before(date(2026, 11, 3), 8)[::2]
    await has_items(desk, *done_on([*slow, *fast]))
    told = await desk.command(ANA, "/refine forecast by 31 jan")
    assert "By Sun 31 Jan 2027: how many items?" in told.text
    assert "⚠️ *Not steady.*" in told.text
    asked = await desk.click(ANA, WINDOW, value_of(told.message, WINDOW))
    assert asked.form["callback_id"] == "refinement:forecast"
    answers = {"question": "4-6 items", "weeks": "4", "basis": "calendar", "splits": ["splits"]}
    again = await desk.submit(ANA, asked.form, answers)
    assert "4 to 6 items: when?" in again.text
    assert "last 4 weeks (20 items done on 28 calendar days)" in again.text
    assert "Splits are counted: in this window there was none." in again.text
    assert "Not steady" not in again.text


async def test_a_bare_forecast_opens_the_form_on_what_is_ready_and_answers_in_its_place(desk: Desk) -> None:
    await has_items(desk, *done_on(weekdays_before(TODAY, 5)), *(item(n, ItemState.READY, created=NOON) for n in range(1, 3)))
    form = (await desk.command(BEN, "/refine forecast")).form
    assert form["blocks"][0]["element"]["initial_value"] == "2 items"
    told = (await desk.submit(BEN, form)).form
    assert told["callback_id"] == "refinement:forecast_told"
    assert "since 27 October 2026 (25 items on 25 working days)" in str(told)
    asked = await desk.submit(BEN, form, {"question": "tomorrow"})
    assert "“tomorrow” asks for nothing that I can forecast." in asked.errors["question"]


REFUSED = [
    ("8 items", "In the last 12 weeks 4 items were done here. A forecast needs at least 10: from fewer it would tell more"),
    ("8 items", "There are enough in the last 26 weeks: choose that window."),
    ("99 items last 26 weeks", "days ahead, at the pace of this window. A forecast reaches 520: ask for less."),
    ("by 31/11", "I do not understand “31/11”. You can type `by 30 november`"),
    ("by freitag", "I do not understand “freitag”. Did you mean `by friday`?"),
    ("by and by", "You can type `by 31 jan`."),
    ("by 31 january 2030 last 26 weeks", "31 January 2030 is more than 520 working days ahead. Name an earlier day."),
    ("8 items last 4 weeks", "In the last 4 weeks 0 items were done here."),
    ("0 items", "A forecast is of 1 to 999 items."),
    ("20 items last 7 weeks", "A forecast is drawn from the last 4, 8, 12, 26 or 52 weeks."),
    ("by 1 november", "1 November 2026 is not ahead. Name a later day."),
    ("when?", "“when?” asks for nothing that I can forecast."),
    ("by friday or so", "I do not understand “or so”."),
]


async def test_what_cannot_be_forecast_is_told_with_the_way_out(desk: Desk) -> None:
    await has_items(desk, *done_on([*[date(2026, 7, 20)] * 6, *[date(2026, 10, 1)] * 4]))
    for line, said in REFUSED:
        assert said in (await desk.command(ANA, f"/refine forecast {line}")).text, line


async def test_a_team_that_has_nothing_done_is_told_how_its_days_come_in(desk: Desk) -> None:
    told = (await desk.command(ANA, "/refine forecast 8 items")).text
    assert "with `/refine done`, or bring in the days on which they were with `/refine import`." in told


async def test_what_is_gone_or_not_there_is_told(desk: Desk) -> None:
    await has_items(desk, *done_on(weekdays_before(TODAY, 4)))
    told = await desk.command(ANA, "/refine forecast 8 items")
    assert "No item is ready." in (await desk.click(ANA, READY, value_of(told.message, READY))).text
    assert "not kept any more" in (await desk.click(ANA, SHARE, "no such")).text
    assert "not kept any more" in (await desk.click(ANA, SHARE, value_of(told.message, SHARE), team={"id": "T0OTHER"})).text
