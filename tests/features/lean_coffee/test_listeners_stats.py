"""How the meetings of a channel went: numbers, bars of text, a chart; nothing about one person."""

from datetime import timedelta

import pytest
from sqlalchemy import select, update

from bot.core.ids import MeetingId, SeriesId
from bot.features.lean_coffee.kinds import STATS
from bot.features.lean_coffee.rules.stats import Asked, Named, OneMeeting, Stats, alike, meant, read_asked
from bot.features.lean_coffee.store.past import recorded_in
from bot.features.lean_coffee.views import ids
from bot.features.lean_coffee.views.stats import stats
from bot.meetings.tables import MeetingRow
from bot.series import store as series
from bot.series.rules import Series
from bot.store.base import in_workspace
from bot.store.unit import Unit
from bot.words.words import words_for
from tests.fakes.payloads import render
from tests.features.desk import text_of
from tests.features.lean_coffee.desk import Desk, labels
from tests.features.lean_coffee.scene import BEN, DEV, GUILD, TEN, minutes
from tests.features.lean_coffee.windowed import DAY, Guild


async def hold(desk: Desk) -> None:
    await desk.talks("Flaky tests", "Deploys")
    await desk.waits(minutes(60))
    desk.clock.instant += timedelta(days=7)


async def test_stats__of_fewer_than_two_meetings_says_so(desk: Desk) -> None:
    assert "There is no meeting with a record to count here. It takes two to compare." in (await desk.types("stats")).text
    await hold(desk)
    assert "There is one meeting with a record to count here." in (await desk.types("stats")).text
    assert "One meeting with a record has “platform” in its name here." in (await desk.types("stats platform")).text


async def test_stats__of_one_day_name_it_once(desk: Desk) -> None:
    await hold(desk)
    desk.clock.instant -= timedelta(days=7)
    await hold(desk)
    assert "2 Lean Coffees on 1 December 2026" in (await desk.types("stats")).text


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
    assert "No meeting with a record has “Other” in its name here." in (await desk.types("stats Other")).text
    desk.clock.instant += timedelta(days=200)
    assert "There is no meeting" in (await desk.types("stats quarter")).text


async def test_stats_of_a_title_are_of_its_series_whatever_its_meetings_are_called(desk: Desk) -> None:
    await hold(desk)
    await hold(desk)
    await desk.store.write(_in_series, desk.workspace, None)
    told = (await desk.types("stats platform")).text
    assert "0 meetings" not in told
    past = await desk.read(recorded_in, GUILD)
    assert [one.title for one in past] == ["Guild, renamed", "Platform guild"]
    for title in ("platform guild", "renamed"):
        shown = await desk.types(f"stats {title}", BEN)
        assert "2 Lean Coffees" in shown.text
    await desk.presses("Send me the chart", shown.message, BEN)
    assert "2 Lean Coffees" in (await desk.the(STATS.name)).text


@pytest.mark.parametrize(("topics", "said"), [(1, "1 of 1 topic\n"), (2, "1 of 2 topics\n")])
def test_one_topic_is_no_topics(topics: int, said: str) -> None:
    held = OneMeeting(TEN, "Platform guild", topics, 1, minutes(5), 3)
    none = OneMeeting(TEN, "Platform guild", 0, 0, minutes(0), 3)
    shown = stats(words_for("en-GB", "UTC"), Stats((held, none), 0, 3, 0, 0), Asked(), "")
    assert f"Extended past the first box: {said}" in text_of(render(shown))


def test_meetings_of_no_series_are_counted_by_their_title() -> None:
    one, other, third = (MeetingId(name) for name in ("m3", "m2", "m1"))
    series = SeriesId("s1")
    held = [Named(one, "Platform guild", None), Named(other, "Guild", series), Named(third, "PLATFORM guild", None)]
    assert meant(held, "guild") == held[1]
    assert meant(held, "platform") == held[0]
    assert meant(held, "nothing") is None
    assert alike(held, held[0]) == {one, third}
    assert alike(held, held[1]) == {other}


async def test_asynchronous_meetings_are_left_out_of_stats_which_say_so(windowed: Guild) -> None:
    assert "Asynchronous ones are not counted: they have no minutes." in (await windowed.types("stats")).text
    await hold(windowed)
    await hold(windowed)
    told = (await windowed.types("stats")).text
    assert "2 Lean Coffees" in told
    assert "Not counted" not in told
    await windowed.to_the_talk("Naming")
    await windowed.passes(2 * DAY)
    told = (await windowed.types("stats")).text
    assert "Not counted: 1 asynchronous Lean Coffee of this time. It has windows and no minutes." in told


def _in_series(unit: Unit) -> None:
    """Let both meetings be of one series, which has another name since the second one."""
    series.add(unit, Series(SeriesId("s1"), "lean_coffee", GUILD, BEN, "Guild, renamed"))
    unit.run(update(MeetingRow).where(MeetingRow.workspace == in_workspace()).values(series="s1"), {})
    last = select(MeetingRow.id).where(MeetingRow.workspace == in_workspace()).order_by(MeetingRow.opened.desc()).limit(1)
    unit.run(update(MeetingRow).where(MeetingRow.id == last.scalar_subquery()).values(title="Guild, renamed"), {})


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
