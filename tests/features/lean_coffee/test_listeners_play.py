"""A channel's first meeting and the play of one, as people ask for them."""

from datetime import timedelta

from sqlalchemy import func, select

from bot.features.lean_coffee.kinds import GOES_ON, PLAY
from bot.features.lean_coffee.rules.play import LASTS
from bot.features.lean_coffee.store import play as store
from bot.house.features import ROOMS_AND_FEATURES
from bot.house.housekeeping import keep_house
from bot.meetings.tables import MeetingRow
from bot.presence.tables import SegmentRow
from bot.store.unit import Read
from tests.fakes.passing import pass_until
from tests.features.lean_coffee.desk import DIRECT, PRIVATE, Desk
from tests.features.lean_coffee.scene import ANA, BEN, TEN


async def test_demo__plays_in_the_direct_messages_of_who_asks_wherever_that_is_typed(desk: Desk) -> None:
    for channel in (DIRECT, PRIVATE):
        said = (await desk.types("demo", ANA, channel)).text
        assert "plays now in your direct messages" in said if channel is DIRECT else "is on already" in said
    board = await desk.the(PLAY.name)
    assert board.place == ANA
    assert "Gathering" in board.text
    await pass_until(desk, TEN + timedelta(seconds=44))
    assert "2 👍" in (await desk.the(PLAY.name)).text
    await pass_until(desk, TEN + LASTS)
    assert "That was a demo." in (await desk.the(PLAY.name)).text
    assert await desk.store.read(_of_meetings, desk.workspace) == 0
    await desk.types("demo please", ANA)
    assert [one.place for one in await desk.shown(PLAY.name)] == [ANA, ANA]
    await desk.types("demo", BEN)
    assert [one.place for one in await desk.shown(PLAY.name)] == [ANA, ANA, BEN]


async def test_a_play_is_drawn_anew_at_each_of_its_moments_until_it_is_over(desk: Desk) -> None:
    await desk.types("demo", ANA)
    play = (await desk.the(PLAY.name)).subject
    drawn = [await desk.wanted(PLAY.name, play)]
    while (at := await desk.rings_at(GOES_ON, play)) is not None:
        assert TEN < at <= TEN + LASTS
        desk.clock.instant = at
        assert await desk.tick.run() == 1
        drawn.append(await desk.wanted(PLAY.name, play))
    assert drawn == list(range(drawn[0], drawn[0] + len(drawn)))
    assert len(drawn) > 5


async def test_a_clock_that_was_set_back_keeps_nobody_from_another_play(desk: Desk) -> None:
    await desk.types("demo", ANA)
    desk.clock.instant -= timedelta(hours=5)
    assert "plays now in your direct messages" in (await desk.types("demo", ANA)).text


async def test_a_name_that_begins_with_the_word_is_shown_first(desk: Desk) -> None:
    assert "*demo of the quarter*, now" in (await desk.types("demo of the quarter")).text
    assert await desk.shown(PLAY.name) == []


async def test_a_play_is_forgotten_after_a_day_and_what_woke_for_it_finds_nothing(desk: Desk) -> None:
    await desk.types("demo")
    desk.clock.instant += timedelta(days=2)
    await keep_house(desk.store, desk.real, ROOMS_AND_FEATURES)
    assert await desk.store.read(store.last_of, desk.workspace, ANA) is None
    await desk.tick.run()
    assert await desk.shown(PLAY.name) == []


def _of_meetings(read: Read) -> int:
    """Count the meetings, and the stretches of people in them, that the database knows."""
    found = [read.row(select(func.count().label("n")).select_from(table), {}) for table in (MeetingRow, SegmentRow)]
    return sum(int(row.n) for row in found if row is not None)


async def test_try_short_and_plan_monthly_are_offered_where_there_never_was_one(desk: Desk) -> None:
    first = await desk.types("")
    assert desk_buttons(first.ack) == ["Try a five-minute one now", "Start", "Plan a monthly one", "Propose a topic"]
    form = (await desk.presses("Plan a monthly one", first.ack, ANA, private=True)).form
    assert form["callback_id"] == "lean_coffee:plan"
    preview = await desk.sends(form, ANA)
    assert "Every month on the first Thursday at 15:00" in preview.text
    await desk.presses("Try a five-minute one now", first.ack, ANA, private=True)
    board = await desk.the("lean_coffee:board")
    assert "Gathering" in board.text
    assert (await desk.meeting()).settings.length == timedelta(minutes=5)
    ended = await desk.meeting()
    await pass_until(desk, ended.planned_end + timedelta(minutes=20))
    assert desk_buttons((await desk.types("")).ack) == ["Start", "Propose a topic"]


def desk_buttons(ack: object) -> list[str]:
    """Return what can be pressed in a private answer."""
    assert isinstance(ack, dict)
    return [each["text"]["text"] for block in ack["blocks"] for each in block.get("elements", []) if each["type"] == "button"]
