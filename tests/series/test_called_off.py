"""Who said "I'm coming" hears when their meeting is called off: each once, by whom, never who did it, never who withdrew."""

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from bot.core.ids import PersonId
from bot.delivery.tables import MessageRow
from bot.features.lean_coffee.kinds import BOARD, SERIES
from bot.features.lean_coffee.screens import SCREENS
from bot.features.lean_coffee.store import meetings
from bot.schedule import schedules
from bot.schedule.schedules import ScheduleId
from bot.series import store as series_store
from bot.series.actions.called_off import call_off
from bot.series.rules import A_WEEK, CalledOff, NoSuchOccurrence, NotHeld, Series, SeriesState
from bot.store.base import in_workspace
from bot.store.unit import Read
from bot.words.words import words_for
from tests.fakes.passing import pass_until
from tests.features.desk import STRANGERS, Shown, Told
from tests.features.lean_coffee import recurring
from tests.features.lean_coffee import verbs as actions
from tests.features.lean_coffee.desk import Desk
from tests.features.lean_coffee.recurring import ANNOUNCEMENT, CALLED_OFF
from tests.features.lean_coffee.scene import ANA, BEN, CHLOE, DEV, GUILD, minutes

FIRST = datetime(2026, 12, 3, 14, tzinfo=UTC)
SECOND = datetime(2027, 1, 7, 14, tzinfo=UTC)
_BOARDS = (
    select(MessageRow.subject, MessageRow.wanted)
    .where(MessageRow.workspace == in_workspace(), MessageRow.screen == BOARD.name)
    .order_by(MessageRow.made)
)
SENTENCE = "every first thursday 15:00 Europe/Madrid “Platform guild” for 45m"


async def planned(desk: Desk, text: str = SENTENCE) -> Series:
    await desk.presses("Save", (await desk.types(text)).ack, ANA)
    (series,) = await desk.read(recurring.series_of, GUILD)
    return series


async def announced(desk: Desk, *coming: PersonId) -> Series:
    """Announce the first date of a series, twenty minutes before its hour, to which these people come."""
    series = await planned(desk)
    await pass_until(desk, FIRST - minutes(20))
    for person in coming:
        await come(desk, person)
    return series


async def come(desk: Desk, person: PersonId) -> Told:
    *_, latest = await desk.shown(ANNOUNCEMENT.name)
    return await desk.click(person, "lean_coffee:coming", latest.value("lean_coffee:coming"))


async def chooses(desk: Desk, label: str, by: PersonId = ANA, **other: Any) -> Told:
    listed = (await desk.types("series")).ack
    assert listed is not None
    if label != "End the series":
        return await desk.presses(label, listed, by)
    return await desk.sends((await desk.presses(label, listed, by)).form, by)


async def another_runs(desk: Desk) -> None:
    """Let a long meeting of Chloé's stand in the channel."""
    await desk.types('start "Another one" for 2h', CHLOE)
    await desk.presses("I'm here", await desk.board(), DEV)


async def heard(desk: Desk) -> dict[str, str]:
    """Return what stands in each person's direct messages about dates that are called off."""
    found = await desk.shown(CALLED_OFF.name)
    assert len({one.place for one in found}) == len(found)
    return {one.place: one.text for one in found}


@pytest.mark.parametrize(
    ("label", "said"),
    [
        ("Skip the next one", "Ana skipped this date. The next one is"),
        ("Pause", "Ana paused the series."),
        ("End the series", "Ana ended the series."),
    ],
)
async def test_each_who_is_coming_hears_once_but_not_who_did_it_nor_who_withdrew(desk: Desk, label: str, said: str) -> None:
    await announced(desk, ANA, BEN, CHLOE, DEV)
    await come(desk, DEV)  # pressed again: not coming
    await chooses(desk, label)
    told = await heard(desk)
    assert told.keys() == {BEN, CHLOE}
    assert told[BEN].startswith("“Platform guild” in <#C0GUILD>, Thu 3 Dec 14:00, is called off")
    assert said in told[BEN]


async def test_what_was_never_announced_tells_nobody(desk: Desk) -> None:
    await planned(desk)
    await chooses(desk, "Skip the next one")
    await chooses(desk, "End the series")
    assert await heard(desk) == {}


async def test_a_request_that_is_delivered_again_tells_nobody_a_second_time(desk: Desk) -> None:
    series = await announced(desk, BEN)
    for _ in range(2):
        await desk.click(ANA, "lean_coffee:series_more", f"skip:{series.id}:{int(FIRST.timestamp())}", trigger_id="the same")
    assert (await heard(desk)).keys() == {BEN}
    following = await desk.read(schedules.next_occurrence, ScheduleId(series.id), desk.clock.now())
    assert following is not None
    assert following.starts == SECOND


@pytest.mark.at_once
async def test_who_says_that_they_are_coming_in_the_moment_it_is_called_off_is_refused_or_told(desk: Desk) -> None:
    series = await announced(desk)
    (announcement,) = await desk.shown(ANNOUNCEMENT.name)
    following = await desk.read(schedules.next_occurrence, ScheduleId(series.id), desk.clock.now())
    assert following is not None
    both = await asyncio.gather(
        desk.act(recurring.coming, occurrence=announcement.subject, person=BEN),
        desk.act(recurring.skip_next, series=series.id, starts=following.starts, person=ANA),
        return_exceptions=True,
    )
    refused = isinstance(both[0], NoSuchOccurrence | NotHeld)
    assert refused or both[0] is True
    assert both[1] is None
    assert (await heard(desk)).keys() == (set() if refused else {BEN})


async def test_pausing_tells_nothing_anew_to_who_heard_of_a_skipped_date(desk: Desk) -> None:
    await announced(desk, BEN)
    await chooses(desk, "Skip the next one")
    await chooses(desk, "Pause")
    told = await heard(desk)
    assert told.keys() == {BEN}
    assert "Ana skipped this date." in told[BEN]


async def test_a_series_that_goes_on_says_that_its_date_takes_place_after_all_and_calls_it_off_anew(desk: Desk) -> None:
    await announced(desk, BEN, CHLOE)
    await chooses(desk, "Pause")
    await chooses(desk, "Go on")
    assert all("takes place after all: Ana let it go on." in text for text in (await heard(desk)).values())
    assert (await heard(desk)).keys() == {BEN, CHLOE}
    await come(desk, CHLOE)  # pressed again: not coming
    await chooses(desk, "Pause")
    told = await heard(desk)
    assert told.keys() == {BEN}
    assert "Ana paused the series." in told[BEN]


async def test_a_date_that_was_skipped_stays_skipped_when_its_paused_series_goes_on(desk: Desk) -> None:
    series = await announced(desk, BEN)
    await chooses(desk, "Skip the next one")
    await chooses(desk, "Pause")
    await chooses(desk, "Go on")
    (skipped,) = await desk.read(series_store.not_opened, series.id, desk.clock.now())
    assert skipped.called_off is CalledOff.SKIPPED
    assert "is called off" in (await heard(desk))[BEN]


async def test_a_date_that_waits_for_its_channel_is_called_off_too_and_stays_so_when_the_series_goes_on(desk: Desk) -> None:
    await announced(desk, BEN)
    await another_runs(desk)
    await pass_until(desk, FIRST + minutes(3))
    await chooses(desk, "Pause")
    assert "Ana paused the series." in (await heard(desk))[BEN]
    await chooses(desk, "Go on")
    running = await desk.meeting()
    await desk.act(actions.cancel_meeting, meeting=running.id, phase=running.phase, person=CHLOE)
    await pass_until(desk, FIRST + minutes(8))
    assert await desk.read(meetings.open_meeting_of, GUILD) is None
    assert "Ana paused the series." in (await heard(desk))[BEN]


async def test_a_series_that_goes_on_after_the_hour_of_its_date_opens_the_next_one_only(desk: Desk) -> None:
    await announced(desk, BEN)
    await chooses(desk, "Pause")
    await pass_until(desk, FIRST + minutes(5))
    await chooses(desk, "Go on")
    await pass_until(desk, FIRST + minutes(10))
    assert await desk.read(meetings.open_meeting_of, GUILD) is None
    assert "Ana paused the series." in (await heard(desk))[BEN]
    await pass_until(desk, SECOND)
    assert (await desk.meeting()).opened == SECOND


async def test_a_date_that_could_not_open_in_time_is_told_to_all_but_its_host_who_hears_it_in_other_words(desk: Desk) -> None:
    await announced(desk, ANA, BEN)
    await another_runs(desk)
    await pass_until(desk, FIRST + minutes(46))
    told = await heard(desk)
    assert told.keys() == {BEN}
    assert "did not open: another meeting was running there, or I was away. The next one is" in told[BEN]
    (announcement,) = await desk.shown(ANNOUNCEMENT.name)
    assert announcement.text.endswith("it could not be opened in time.")


async def test_a_meeting_that_is_cancelled_before_it_talked_is_told_to_who_is_still_to_come(desk: Desk) -> None:
    await announced(desk, BEN, CHLOE)
    await pass_until(desk, FIRST)
    await desk.presses("I'm here", await desk.board(), CHLOE)
    await desk.cancels()
    told = await heard(desk)
    assert told.keys() == {BEN}
    assert "Ana cancelled it when it had opened." in told[BEN]


async def test_a_meeting_that_is_cancelled_after_talk_or_is_of_no_series_tells_nobody(desk: Desk) -> None:
    await announced(desk, BEN, DEV)
    await desk.types("topic Flaky tests", BEN)
    await pass_until(desk, FIRST)
    for person in (BEN, CHLOE):
        await desk.presses("I'm here", await desk.board(), person)
    await desk.presses("Start voting", await desk.board(), BEN)
    await desk.gives_dots()
    await desk.presses("Close voting", await desk.board(), BEN)
    await desk.presses("Next topic", await desk.board(), BEN)
    await desk.cancels()
    assert await heard(desk) == {}
    await desk.opens()
    await desk.cancels()
    assert await heard(desk) == {}


async def test_each_hears_in_their_own_zone(desk: Desk) -> None:
    await announced(desk, BEN)
    await chooses(desk, "Skip the next one")
    assert ", Thu 3 Dec 14:00, is" in (await heard(desk))[BEN]


async def test_nothing_of_another_workspace_s_date_can_be_drawn(desk: Desk) -> None:
    await announced(desk, BEN)
    await chooses(desk, "Skip the next one")
    (one,) = await desk.shown(CALLED_OFF.name)
    english, draw_called_off = words_for("en", "UTC"), SCREENS[CALLED_OFF]
    assert await desk.read(draw_called_off, one.subject, english) is not None
    assert await desk.store.read(draw_called_off, STRANGERS, one.subject, english) is None


WEEKS = "every first thursday 15:00 Europe/Madrid “Community coffee” for 45m announce a week ahead"


async def announcements(desk: Desk) -> list[Shown]:
    return await desk.shown(ANNOUNCEMENT.name)


async def test_a_community_series_is_announced_a_week_ahead(desk: Desk) -> None:
    series = await planned(desk, WEEKS)
    assert series.ahead == A_WEEK
    await pass_until(desk, SECOND - timedelta(days=7, seconds=1))
    before = await announcements(desk)
    await pass_until(desk, SECOND - timedelta(days=7))
    assert len(await announcements(desk)) == len(before) + 1


async def test_a_week_ahead_is_the_same_hour_where_a_clock_change_lies_between(desk: Desk) -> None:
    desk.clock.instant = datetime(2026, 10, 1, 20, tzinfo=UTC)
    await planned(desk, "every last thursday 15:00 Europe/Madrid for 45m announce a week ahead")
    await pass_until(desk, datetime(2026, 10, 22, 12, 59, tzinfo=UTC))
    assert await announcements(desk) == []
    await pass_until(desk, datetime(2026, 10, 22, 13, tzinfo=UTC))
    (one,) = await announcements(desk)
    assert f"<!date^{int(datetime(2026, 10, 29, 14, tzinfo=UTC).timestamp())}^" in one.text


@pytest.mark.parametrize("days", [9, 3])
async def test_skipping_moves_the_announcement_to_a_week_before_the_next_date(desk: Desk, days: int) -> None:
    desk.clock.instant = SECOND - timedelta(days=20)
    await planned(desk, WEEKS)
    await pass_until(desk, SECOND - timedelta(days=days))
    before = await announcements(desk)
    assert len(before) == (1 if days < 7 else 0)
    await chooses(desk, "Skip the next one")
    third = datetime(2027, 2, 4, 14, tzinfo=UTC)
    await pass_until(desk, third - timedelta(days=7, seconds=1))
    assert len(await announcements(desk)) == len(before)
    await pass_until(desk, third - timedelta(days=7))
    assert f"<!date^{int(third.timestamp())}^" in (await announcements(desk))[-1].text


async def test_a_pause_holds_the_announcement_back_and_going_on_within_the_week_announces_at_once(desk: Desk) -> None:
    desk.clock.instant = SECOND - timedelta(days=20)
    await planned(desk, WEEKS)
    await chooses(desk, "Pause")
    await pass_until(desk, SECOND - timedelta(days=3))
    assert await announcements(desk) == []
    await chooses(desk, "Go on")
    await desk.tick.run()
    (one,) = await announcements(desk)
    assert f"<!date^{int(SECOND.timestamp())}^" in one.text


async def test_the_end_takes_the_announcement_s_alarm_away(desk: Desk) -> None:
    series = await planned(desk, WEEKS)
    await pass_until(desk, FIRST - minutes(20))
    await chooses(desk, "End the series")
    assert await desk.tick.next_due() is None
    ended = await desk.read(series_store.named, SERIES.name, series.id)
    assert ended is not None
    assert ended.state is SeriesState.ENDED


async def meets(desk: Desk, first: datetime) -> None:
    """Let a date of a series take place, with somebody there and a topic talked about."""
    await pass_until(desk, first)
    for person in (BEN, CHLOE):
        await desk.presses("I'm here", await desk.board(), person)
    await desk.types("topic Flaky tests", BEN)
    await pass_until(desk, first + timedelta(hours=1))


async def wanted(desk: Desk) -> dict[str, int]:
    """Return how often each summary was wanted."""

    def read(read: Read) -> dict[str, int]:
        return {row.subject: row.wanted for row in read.rows(_BOARDS)}

    return await desk.read(read)


async def test_the_last_summary_of_a_series_names_the_date_that_stands_after_each_change_of_it(desk: Desk) -> None:
    await planned(desk)
    for date in (FIRST, SECOND):
        await meets(desk, date)
    third, fourth = datetime(2027, 2, 4, 14, tzinfo=UTC), datetime(2027, 3, 4, 14, tzinfo=UTC)
    for label, following in (
        ("Skip the next one", fourth),
        ("Pause", None),
        ("Go on", fourth),
        ("End the series", None),
    ):
        before = await wanted(desk)
        await chooses(desk, label)
        earlier, last = await desk.shown(BOARD.name)
        assert [(await wanted(desk))[one.subject] - before[one.subject] for one in (earlier, last)] == [0, 1]
        assert "what came out" in last.text
        assert f"<!date^{int(third.timestamp())}^" not in last.text
        if following is None:
            assert "Next: " not in last.text
        else:
            assert f"Next: <!date^{int(following.timestamp())}^" in last.text


async def test_one_that_has_opened_since_it_was_looked_at_is_not_called_off(desk: Desk) -> None:
    series = await announced(desk, BEN)
    before = await desk.read(series_store.not_opened, series.id, desk.clock.now())
    await pass_until(desk, FIRST)
    await desk.store.write(call_off, desk.workspace, None, SERIES, before[0].id, CalledOff.SKIPPED, ANA)
    found = await desk.read(series_store.occurrence_named, before[0].id)
    assert found is not None
    assert (found.meeting is not None, found.called_off) == (True, None)
    assert await heard(desk) == {}
