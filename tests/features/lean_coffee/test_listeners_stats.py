"""How the meetings of a channel went: numbers, bars of text, a chart; nothing about one person."""

from datetime import timedelta

import pytest

from bot.features.lean_coffee.kinds import STATS
from bot.features.lean_coffee.rules.stats import Asked, read_asked
from bot.features.lean_coffee.views import ids
from tests.features.lean_coffee.desk import Desk, labels
from tests.features.lean_coffee.scene import BEN, DEV, minutes


async def hold(desk: Desk) -> None:
    await desk.talks("Flaky tests", "Deploys")
    await desk.waits(minutes(60))
    desk.clock.instant += timedelta(days=7)


async def test_stats__of_fewer_than_two_meetings_says_so(desk: Desk) -> None:
    assert "0 meetings with a record are there: from two on I count." in (await desk.types("stats")).text
    await hold(desk)
    assert "1 meeting with a record is there" in (await desk.types("stats")).text


async def test_stats__counts_the_last_meetings_and_names_nobody(desk: Desk) -> None:
    await hold(desk)
    await hold(desk)
    told = (await desk.types("stats", DEV)).text
    assert "2 Lean Coffees from 1 December 2026 to 8 December 2026" in told
    assert "Topics: 4, 2.0 a meeting" in told
    assert "Extended past the first box: " in told
    assert "People: 3, 3.0 a meeting" in told
    assert "▰" in told
    assert not any(name in told for name in ("Ana", "Ben", "Chlo"))
    assert (await desk.types('stats "Platform guild"')).text == (await desk.types("stats platform")).text
    assert "Called “Other”: 0 meetings" in (await desk.types("stats Other")).text
    desk.clock.instant += timedelta(days=200)
    assert "0 meetings" in (await desk.types("stats quarter")).text


async def test_stats_chart_is_sent_as_a_direct_message_with_a_plainer_twin(desk: Desk) -> None:
    await hold(desk)
    await hold(desk)
    shown = (await desk.types('stats "Platform guild" 20', BEN)).message
    assert labels(shown) == ["Send me the chart"]
    assert "Sent: it stands in our direct messages." in (await desk.presses("Send me the chart", shown, BEN)).text
    chart = await desk.the(STATS.name)
    assert chart.place == BEN
    assert "data_visualization" in [block["type"] for block in chart.payload["blocks"]]
    assert "Topics: 4, 2.0 a meeting" in chart.text
    assert ids.STATS_CHART not in chart.buttons


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("", Asked()),
        ("last 20 meetings", Asked(20)),
        ("1", Asked(2)),
        ("99999", Asked(20)),
        ("quarter", Asked(quarter=True)),
        ("last Quarter!", Asked(quarter=True)),
        ("3 months", Asked(quarter=True)),
        ("Three months, 5.", Asked(5, quarter=True)),
        ("platform guild, 5", Asked(5, title="platform guild")),
        ("“Platform  guild” 5", Asked(5, title="Platform guild")),
        ("platform guild", Asked(title="platform guild")),
        ("٣ 999999", Asked(title="٣ 999999")),
    ],
)
def test_what_is_counted_is_read_from_what_was_typed(text: str, asked: Asked) -> None:
    assert read_asked(text) == asked
