"""The cases of the specification in the hands of people: real Lean Coffees, from the command to what stands in the ledger."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.core.clock import SetClock
from bot.core.ids import MeetingId, PersonId, WorkspaceId
from bot.features.seu.rules.values import Entry, Source
from bot.features.seu.store import entries
from bot.presence.store import segments
from bot.store.unit import RunningStore
from tests.features.lean_coffee.desk import Desk, labels
from tests.features.lean_coffee.scene import ANA, BEN, CHLOE, TEN, minutes
from tests.features.seu.scene import total

BOARD = "lean_coffee:board"


@pytest.fixture
async def coffee(store: RunningStore, clock: SetClock, real: SetClock, workspace: WorkspaceId) -> Desk:
    """Ana, Ben and Chloé at ten o'clock on 1 December 2026."""
    clock.instant = real.instant = TEN
    return await Desk(store, clock, real, workspace).furnish()


async def begins(desk: Desk, wishes: str = "for 1h", title: str = "Platform guild") -> MeetingId:
    """Let Ana open a meeting, and return it."""
    await desk.types(f"start “{title}” {wishes}")
    return (await desk.meeting()).id


async def comes(desk: Desk, person: PersonId, at: float) -> str:
    """Let a person press "I'm here" so many minutes past ten, and return what they are told."""
    desk.clock.instant = TEN + timedelta(minutes=at)
    return (await desk.presses("I'm here", await desk.board(), person)).text


async def leaves(desk: Desk, person: PersonId, at: float) -> None:
    desk.clock.instant = TEN + timedelta(minutes=at)
    await desk.presses("I have to leave", await desk.board(), person)


async def ends(desk: Desk, *keep: PersonId) -> None:
    """Let the hour end, and these people keep their minutes."""
    meeting = await desk.meeting()
    await desk.waits(meeting.planned_end - desk.clock.instant)
    await desk.tick.run()
    for person in keep:
        await desk.click(person, "seu:keep", meeting.id)


async def of(desk: Desk, person: PersonId, meeting: MeetingId) -> list[Entry]:
    return await desk.read(entries.entries_of, person, meeting)


async def told(desk: Desk, person: PersonId) -> str:
    """Return the one message that a person has about their minutes."""
    (message,) = [one for one in await desk.shown() if one.place == person and one.screen.startswith("seu:")]
    return message.text


async def test_case_3_who_comes_back_has_both_stretches_and_what_lies_between_does_not_count(coffee: Desk) -> None:
    meeting = await begins(coffee)
    await comes(coffee, BEN, 0)
    await leaves(coffee, BEN, 12)
    await comes(coffee, BEN, 20)
    await ends(coffee, BEN)
    assert [one.minutes for one in await of(coffee, BEN, meeting)] == [52]
    assert "Present 10:00 to 10:12, 10:20 to 11:00 (exact minutes)." in await told(coffee, BEN)


async def test_case_4_pressed_twice_or_delivered_again_it_is_one_segment_and_one_entry(coffee: Desk) -> None:
    meeting = await begins(coffee)
    board = await coffee.board()
    for _ in range(2):
        await coffee.presses("I'm here", board, BEN, trigger="the same click")
    assert await comes(coffee, BEN, 5) == "You are here already."
    stretches = (await coffee.read(segments, meeting))[BEN]
    assert [one.since for one in stretches] == [TEN]
    await ends(coffee, BEN)
    for _ in range(2):
        await coffee.click(BEN, "seu:keep", meeting, trigger_id="keep")
        await coffee.tick.run()
    assert [one.minutes for one in await of(coffee, BEN, meeting)] == [60]
    assert await total(coffee, BEN) == 60


async def test_case_5_a_meeting_in_a_thread_beside_another_counts_its_shared_minutes_once_and_says_so(coffee: Desk) -> None:
    meeting = await begins(coffee)
    await comes(coffee, BEN, 0)
    await comes(coffee, CHLOE, 0)
    coffee.clock.instant = TEN + minutes(30)
    offered = (await coffee.types("start “Beside it” for 1h", CHLOE)).ack
    await coffee.presses("Run in a thread", offered, CHLOE, private=True)
    beside = next(one for one in await coffee.shown(BOARD) if one.in_thread)
    await coffee.presses("I'm here", beside.payload, BEN)
    await coffee.presses("I'm here", beside.payload, ANA)
    await coffee.waits(minutes(30))
    for _ in range(30):
        coffee.clock.advance(minutes(1))
        await coffee.tick.run()
    await coffee.click(BEN, "seu:keep", meeting)
    assert [one.minutes for one in await of(coffee, BEN, meeting)] == [60]
    (second,) = await of(coffee, BEN, MeetingId(beside.subject))
    assert (second.minutes, second.overlap) == (30, 30)
    assert "30 min of it also counted in another session, so they count once." in await told(coffee, BEN)
    assert await total(coffee, BEN) == 90


async def test_case_7_who_comes_after_the_end_hears_when_it_was_and_adds_it_by_themself(coffee: Desk) -> None:
    meeting = await begins(coffee)
    await comes(coffee, BEN, 0)
    board = await coffee.board()
    await ends(coffee)
    for person, ran in ((BEN, "Tue 1 Dec 10:00 to Tue 1 Dec 11:00"), (CHLOE, "Tue 1 Dec 11:00 to Tue 1 Dec 12:00")):
        late = (await coffee.presses("I'm here", board, person)).message
        assert f"This meeting is over: it ran from {ran}, and counts nothing after that." in late["text"]
        assert labels(late) == ["Add it to my minutes"]
    form = (await coffee.presses("Add it to my minutes", late, CHLOE, private=True)).form
    assert "Your ledger is a good-faith log" in str(form)
    added = await coffee.sends(form, CHLOE, hours="0", minutes="45", reason="I was on the call")
    assert "_Self-reported._" in added.text
    (entry,) = await of(coffee, CHLOE, meeting)
    assert (entry.minutes, entry.source) == (45, Source.SELF)
    assert CHLOE not in (await coffee.meeting()).came


@pytest.mark.parametrize("opens", [datetime(2027, 3, 28, 0, 30, tzinfo=UTC), datetime(2026, 10, 25, 0, 30, tzinfo=UTC)])
async def test_case_14_a_clock_change_in_the_meeting_changes_no_minutes_and_the_zone_says_the_day(
    coffee: Desk, opens: datetime
) -> None:
    coffee.clock.instant = opens
    meeting = await begins(coffee)
    await coffee.presses("I'm here", await coffee.board(), BEN)
    await ends(coffee, BEN)
    (entry,) = await of(coffee, BEN, meeting)
    assert (entry.minutes, entry.day) == (60, opens.date())


async def test_case_20_stretches_with_seconds_are_added_first_and_rounded_once(coffee: Desk) -> None:
    meeting = await begins(coffee, "for 10m")
    for since in (0, 3, 6):
        await comes(coffee, BEN, since)
        await leaves(coffee, BEN, since + 1.5)
    await ends(coffee, BEN)
    assert [one.minutes for one in await of(coffee, BEN, meeting)] == [4]
    assert "Present 10:00:00 to 10:01:30, 10:03:00 to 10:04:30, 10:06:00 to 10:07:30 (whole minutes)." in await told(coffee, BEN)
