"""What people read of a forecast, whatever it is about."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from bot.core.ids import PersonId
from bot.features.refinement.kinds import SHARE
from bot.features.refinement.rules.forecast.backtest import Backtest
from bot.features.refinement.rules.forecast.history import Basis, EveryDay, Sample
from bot.features.refinement.rules.forecast.outlook import Bar, Counts, Dates, Forecast
from bot.features.refinement.rules.forecast.question import HowLong, HowMany, Question
from bot.features.refinement.rules.goals import Direction, Goal, Wish, changed
from bot.features.refinement.screens import sharing
from bot.features.refinement.views import forecast as views
from bot.slack.surfaces import Message
from bot.words.words import words_for
from tests.fakes.payloads import render
from tests.features.desk import BEN, CHLOE, Desk, text_of
from tests.features.refinement.forecast.scene import NOON as NOW

WORDS = words_for("en-GB", "Europe/London")
TODAY, DAY = date(2027, 1, 4), timedelta(days=1)
CHRISTMAS = (date(2026, 12, 21), date(2027, 1, 1))
SAMPLE = Sample(date(2026, 10, 12), date(2027, 1, 3), (1, 0) * 20 + (21,) * 1, (CHRISTMAS,))
FOUND = Forecast(
    Question(HowLong(20, 20)),
    TODAY,
    SAMPLE,
    Dates((date(2027, 1, 15), date(2027, 1, 29), date(2027, 2, 10)), (Bar(TODAY.toordinal(), TODAY.toordinal() + 6, 1.0),)),
    steady=True,
    backtest=Backtest(14, 12),
)
ONE_DAY = (date(2026, 11, 2), date(2026, 11, 2))


def read_of(found: Forecast) -> str:
    return text_of(render(views.private(WORDS, views.Kept("f1", found))))


def section_of(message: Message) -> str:
    """Return the bars of a message."""
    return next(block["text"]["text"] for block in render(message)["blocks"] if "draws came out" in str(block.get("text", "")))


def test_screen_17_the_sample_is_named_with_what_was_left_out_and_how_past_forecasts_held() -> None:
    told = read_of(FOUND)
    assert (
        "10,000 draws from the team's last 12 weeks (41 items done on 41 working days, 21 December 2026 to 1 January 2027 left out)."
        in told
    )
    assert "Of 14 past forecasts at 85 %, 12 held." in told
    assert "*85 %*  by Fri 29 Jan" in told


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"growth": 0.15, "question": Question(HowLong(20, 20), splits=True)}, "15 items were split off for each 100"),
        ({"growth": 0.01, "question": Question(HowLong(20, 20), splits=True)}, "1 item was split off for each 100"),
        (
            {"question": Question(HowMany(date(2027, 1, 31)), splits=True), "found": Counts((9, 6, 1), (Bar(1, 9, 1.0),))},
            "Splits change nothing here: what was split off counts among the items that are done.",
        ),
        ({"question": Question(HowLong(15, 25))}, "They were made for 20 items."),
        ({"backtest": Backtest(0, 0)}, "No past forecast of this kind has come due yet"),
        ({"question": Question(HowLong(20, 20), basis=Basis.CALENDAR)}, "41 calendar days"),
        (
            {"sample": replace(SAMPLE, left_out=(ONE_DAY, CHRISTMAS))},
            "2 November 2026 and 21 December 2026 to 1 January 2027 left out",
        ),
        ({"sample": replace(SAMPLE, left_out=(ONE_DAY,) * 5)}, "and 2 other free stretches left out"),
        ({"sample": replace(SAMPLE, first=date(2026, 12, 7))}, "what the team has done since 7 December 2026 (41 items on 41"),
        (
            {
                "question": Question(HowMany(date(2027, 1, 31))),
                "found": Counts((9, 6, 1), (Bar(0, 0, 0.2), Bar(1, 9, 0.8))),
            },
            "▰▰▱▱▱▱▱▱▱▱ \N{FIGURE SPACE}20 %  0 items\n▰▰▰▰▰▰▰▰▰▰ \N{FIGURE SPACE}80 %  1 to 9 items",
        ),
    ],
)
def test_what_a_forecast_is_about_is_said(change: dict[str, object], said: str) -> None:
    assert said in read_of(replace(FOUND, **change))  # type: ignore[arg-type]  # by name


def test_bars_of_several_weeks_say_of_how_many() -> None:
    monday = TODAY.toordinal()
    bars = (Bar(monday, monday + 13, 0.5), Bar(monday + 14, monday + 27, 0.5))
    told = read_of(replace(FOUND, found=replace(FOUND.found, bars=bars)))
    assert "in steps of 2 weeks" in told
    assert "\N{FIGURE SPACE}50 %  Mon 18 Jan" in told


def test_bars_of_text_begin_at_one_place() -> None:
    monday = TODAY.toordinal()
    bars = (Bar(monday, monday + 6, 0.03), Bar(monday + 7, monday + 13, 0.97))
    _, *lines = section_of(
        views.private(WORDS, views.Kept("f1", replace(FOUND, found=replace(FOUND.found, bars=bars))))
    ).splitlines()
    assert lines == [
        "▰▱▱▱▱▱▱▱▱▱ \N{FIGURE SPACE}\N{FIGURE SPACE}3 %  Mon 4 Jan",
        "▰▰▰▰▰▰▰▰▰▰ \N{FIGURE SPACE}97 %  Mon 11 Jan",
    ]


@pytest.mark.parametrize(
    ("found", "across", "points"),
    [
        (Counts((9, 6, 1), (Bar(0, 0, 0.2), Bar(1, 9, 0.8))), "Items", {"0": 20, "1–9": 80}),
        (
            replace(FOUND.found, bars=(Bar(739985, 739991, 0.254), Bar(739992, 739998, 0.746))),
            "Week of",
            {"Mon 4 Jan": 25, "Mon 11 Jan": 75},
        ),
        (replace(FOUND.found, bars=(Bar(739985, 739998, 1.0),)), "2 weeks from", {"Mon 4 Jan": 100}),
    ],
)
def test_what_stands_in_the_channel_has_a_chart_that_says_what_the_bars_of_its_twin_say(
    found: Dates | Counts, across: str, points: dict[str, int]
) -> None:
    kept = views.Kept("f1", replace(FOUND, found=found), "Ana")
    shown = views.public(WORDS, kept)
    (chart,) = (block for block in render(shown)["blocks"] if block["type"] == "data_visualization")
    axes, (series,) = chart["chart"]["axis_config"], chart["chart"]["series"]
    assert (axes["categories"], axes["x_label"]) == (list(points), across)
    assert {point["label"]: point["value"] for point in series["data"]} == points
    assert shown.plainer is not None
    title, *lines = section_of(Message(shown.text, shown.plainer)).splitlines()
    assert title == f"*{chart['title']}*"
    assert [f"{share} %" in line for share, line in zip(points.values(), lines, strict=True)] == [True] * len(points)


def test_a_private_forecast_has_no_chart_for_nobody_could_tell_that_slack_refused_it() -> None:
    told = views.private(WORDS, views.Kept("f1", FOUND))
    assert told.plainer is None
    assert "data_visualization" not in [block.type for block in told.blocks]


def test_a_question_reads_back_as_it_was_typed() -> None:
    asked: list[HowLong | HowMany] = [HowLong(3, 3), HowLong(3, 5), HowMany(date(2027, 1, 31))]
    assert [views.as_typed(Question(of)) for of in asked] == ["3 items", "3-5 items", "by 2027-01-31"]


def test_where_each_day_counts_none_is_free() -> None:
    assert EveryDay().works(CHRISTMAS[0])
    assert EveryDay().holiday(CHRISTMAS[0]) is None


def test_a_goal_that_is_saved_as_it_stands_only_changes_what_stands_above_it() -> None:
    stands = Direction(Goal("g1", "Ship", PersonId("U0BEN"), NOW))
    change = changed(stands, Wish("Ship ", "Nobody waits", ""), seen="g1")
    assert (change.direction.vision, change.reworded, change.ended, change.begun) == ("Nobody waits", None, None, None)


async def test_a_proposal_waits_on_the_home_of_who_decides(desk: Desk) -> None:
    await desk.command(BEN, "/refine po <@U0BEN|ben>")
    await desk.command(BEN, "/refine share <#C0STAKE|stake>")
    shown = await desk.the("refinement:share")
    form = (await desk.click(CHLOE, "refinement:propose", shown.value("refinement:propose"))).form
    await desk.submit(CHLOE, form, {"title": "Pay by invoice"})
    (row,) = await desk.store.read(sharing.home_rows, desk.workspace, BEN, WORDS)
    assert row.text == "u0chloe proposes: *Pay by invoice*"
    assert [each.text for each in row.buttons] == ["Accept", "Decline"]
    owned = await desk.store.read(sharing.owner, desk.workspace, SHARE, shown.subject)
    assert owned is not None
    assert (owned.person, owned.channel, owned.title) == (BEN, "C0STAKE", "#guild")
