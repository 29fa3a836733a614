"""What happens to an asynchronous Lean Coffee from outside: outages, a clock that is set, an archived channel, people away."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select, update

from bot.core.facts import MeetingClosed
from bot.delivery.tables import MessageRow
from bot.features.lean_coffee import alarms, kinds
from bot.features.lean_coffee.kinds import REMIND, WINDOWS
from bot.features.lean_coffee.rules.changes import TopicReworded
from bot.features.lean_coffee.rules.windows.values import Stage
from bot.features.lean_coffee.screens.windows import SCREENS
from bot.features.lean_coffee.store import windows
from bot.features.seu.tables.sessions import SessionRow
from bot.house.features import ANSWERED_BY, ROOMS_AND_FEATURES
from bot.house.undeliverable import undeliverable_of
from bot.schedule.alarms import Alarm
from bot.schedule.heartbeat import Outage
from bot.store.base import in_workspace
from bot.store.unit import Read, Unit
from bot.teams.away import set_away
from bot.teams.day_range import DayRange
from bot.words.words import words_for
from tests.features.lean_coffee.scene import ANA, BEN, CHLOE, TEN
from tests.features.lean_coffee.windowed import DAY, REMINDER, Guild

HOUR = timedelta(hours=1)
_SESSIONS = select(SessionRow.workspace).where(SessionRow.workspace == in_workspace())
_REFUSE = (
    update(MessageRow)
    .where(MessageRow.workspace == in_workspace(), MessageRow.screen == WINDOWS.board.name)
    .values(state="failed")
)


@pytest.mark.parametrize(("lost", "moved"), [(timedelta(seconds=12), timedelta()), (2 * HOUR, 2 * HOUR)])
async def test_an_outage_is_given_back_where_it_was_felt(windowed: Guild, lost: timedelta, moved: timedelta) -> None:
    await windowed.opens_async("Flaky tests")
    due = (await windowed.coffee()).due
    assert due is not None
    windowed.real.advance(lost)
    windowed.clock.advance(lost)
    real = windowed.real.now()

    def tell(unit: Unit) -> None:
        alarms.after_outage(unit, Outage(real - lost, real))

    await windowed.act(tell)
    assert (await windowed.coffee()).due == due + moved
    assert ("I was away for 2 h" in await windowed.board_says()) is bool(moved)


async def test_a_window_whose_end_came_while_nobody_was_alive_ends_when_somebody_is_again(windowed: Guild) -> None:
    await windowed.opens_async("Flaky tests")
    windowed.real.advance(DAY + timedelta(minutes=10))
    windowed.clock.advance(DAY + timedelta(minutes=10))
    await windowed.tick.run()
    found = await windowed.coffee()
    assert (found.stage, found.due) == (Stage.VOTING, TEN + 2 * DAY + timedelta(minutes=10))


async def test_it_follows_a_clock_that_was_set_with_all_that_it_has(windowed: Guild) -> None:
    await windowed.to_the_talk("Flaky tests", "On call")
    await windowed.thumbs("Flaky tests", "👍 More", BEN)
    before = await windowed.coffee()
    windowed.clock.advance(HOUR)

    def jump(unit: Unit) -> None:
        alarms.after_jump(unit, HOUR)

    await windowed.act(jump)
    after = await windowed.coffee()
    assert before.due is not None
    assert after.due == before.due + HOUR
    assert [one.at for one in after.thumbs] == [one.at + HOUR for one in before.thumbs]
    assert [one.at for one in after.ballots] == [one.at + HOUR for one in before.ballots]
    assert [one.opened for one in after.topics] == [one.opened + HOUR for one in before.topics if one.opened]


async def test_the_summary_goes_to_the_host_where_the_channel_was_archived(windowed: Guild) -> None:
    await windowed.to_the_talk("Flaky tests", "On call")
    await windowed.passes(3 * DAY)

    def refuse(unit: Unit, subject: str) -> None:
        unit.run(_REFUSE)
        undeliverable_of(ROOMS_AND_FEATURES, lambda workspace, channel: None)(unit, WINDOWS.board, subject, "is_archived")

    await windowed.store.write(refuse, windowed.workspace, None, subject=(await windowed.coffee()).id)
    summary = await windowed.the(WINDOWS.summary.name)
    assert summary.place == ANA
    assert "Flaky tests" in summary.text


async def test_nobody_is_reminded_who_is_away(windowed: Guild) -> None:
    await windowed.opens_async("Flaky tests")
    await windowed.presses("I'm in", await windowed.its_board(), CHLOE)
    day = date(2026, 12, 2)
    await windowed.act(set_away, person=CHLOE, days=DayRange(day, day), set_by=CHLOE, today=day)
    await windowed.passes(23 * HOUR)
    assert [one.place for one in await windowed.shown(REMINDER)] == [ANA]


async def test_an_alarm_that_rings_again_reminds_nobody_twice_and_one_that_rings_late_nobody(windowed: Guild) -> None:
    await windowed.opens_async("Flaky tests")
    await windowed.passes(23 * HOUR)
    alarm = Alarm(REMIND, (await windowed.coffee()).id, windowed.clock.now(), timedelta())
    assert len(await windowed.shown(REMINDER)) == 1
    await windowed.act(alarms.on_remind, alarm=alarm)
    assert len(await windowed.shown(REMINDER)) == 1
    await windowed.passes(2 * DAY)
    await windowed.act(alarms.on_remind, alarm=alarm)
    await windowed.act(alarms.on_remind, alarm=Alarm(REMIND, "nothing", windowed.clock.now(), timedelta()))
    assert len(await windowed.shown(REMINDER)) == 3  # Ana of the first window, both of the second; then it closed


async def test_no_fact_tells_the_ledger_of_it(windowed: Guild) -> None:
    """An asynchronous meeting gives attendance and never minutes."""
    assert MeetingClosed in ANSWERED_BY
    await windowed.to_the_talk("Flaky tests", "On call")
    await windowed.passes(5 * DAY)
    assert (await windowed.coffee()).came == {ANA, BEN, CHLOE}

    def sessions(read: Read) -> int:
        return len(list(read.rows(_SESSIONS)))

    assert await windowed.read(sessions) == 0
    assert WINDOWS.roster.name not in {one.screen for one in await windowed.shown()}


async def test_a_merged_topic_is_reworded_on_its_board(windowed: Guild) -> None:
    await windowed.opens_async("Flaky tests")
    found = await windowed.coffee()

    def reword(unit: Unit) -> None:
        windows.record(unit, found, TopicReworded(found.topics[0].id, "Flaky tests + On call", "", ""))

    await windowed.act(reword)
    assert (await windowed.coffee()).topics[0].title == "Flaky tests + On call"


async def test_a_screen_of_what_is_not_there_shows_nothing(windowed: Guild) -> None:
    await windowed.opens_async()
    named = (await windowed.coffee()).id
    words = words_for("en", "UTC")
    for screen in (kinds.TALK, kinds.REMINDER):
        assert await windowed.read(SCREENS[screen], f"none/x/{ANA}", words) is None
    assert await windowed.read(SCREENS[kinds.TALK], f"{named}/x", words) is None
