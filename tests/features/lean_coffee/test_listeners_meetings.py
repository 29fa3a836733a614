"""Starting a meeting, finding its board, help and typos."""

import asyncio

import pytest
from sqlalchemy import select

from bot.delivery.tables import MessageRow
from bot.features.lean_coffee import listeners
from bot.features.lean_coffee import store as kept
from bot.features.lean_coffee.kinds import BOARD
from bot.features.lean_coffee.views.typed import COMMANDS
from bot.store.base import in_workspace
from bot.store.unit import Read
from tests.features.lean_coffee.desk import DIRECT, PRIVATE, Desk, labels
from tests.features.lean_coffee.scene import ANA, BEN, CHLOE, GUILD, minutes, seconds

_BOTTOMS = select(MessageRow.bottom).where(MessageRow.workspace == in_workspace(), MessageRow.screen == BOARD.name)


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """One engine is enough: the verbs behind are tried on both."""
    return sqlite_url


def bottoms(read: Read) -> list[int]:
    return [row.bottom for row in read.rows(_BOTTOMS)]


async def test_bare_coffee__offers_one_start_button_and_counts_what_waits(desk: Desk) -> None:
    assert labels((await desk.types("")).ack) == ["Start", "Propose a topic"]
    await desk.types("topic one")
    assert "1 topic waits for it." in (await desk.types("")).text


async def test_start_button__opens_a_meeting_and_takes_the_offer_away(desk: Desk) -> None:
    answered = await desk.presses("Start", (await desk.types("")).ack, BEN)
    assert answered.private == [{"delete_original": True}]
    found = await desk.meeting()
    assert (found.title, found.host, found.zone) == ("Lean Coffee in #guild", BEN, "Europe/London")
    assert found.here == {BEN}


async def test_start__takes_name_times_and_link_as_typed(desk: Desk) -> None:
    answered = await desk.types("start <https://meet.example/abc> for 45m “Platform guild” box 5 dots 4")
    assert answered.nothing
    found = await desk.meeting()
    assert (found.title, found.link, found.settings.boxes[0]) == ("Platform guild", "https://meet.example/abc", minutes(5))
    assert (found.settings.length, found.settings.dots) == (minutes(45), 4)


async def test_start__of_seconds_is_a_whole_meeting(desk: Desk) -> None:
    await desk.types('start "Quick" collect 5s vote 15s box 20s thumbs 5s for 3m')
    found = (await desk.meeting()).settings
    assert (found.collect, found.vote, found.boxes[0], found.thumbs) == (seconds(5), seconds(15), seconds(20), seconds(5))


async def test_bare_coffee__where_a_meeting_runs_leads_to_its_board(desk: Desk) -> None:
    await desk.opens()
    assert "`/coffee board` brings its board down here." in (await desk.types("", BEN)).text
    await desk.posted("1795303300.000100")
    said = (await desk.types("", BEN)).text
    assert "“Platform guild” is running in this channel." in said
    assert "<https://guild.slack.com/archives/C0GUILD/p1795303300000100|Go to the board>" in said


async def test_start__a_second_one_opens_nothing_and_leads_to_the_first(desk: Desk) -> None:
    await desk.opens()
    first = (await desk.meeting()).id
    offer = (await desk.types('start "Another"', BEN)).text
    assert "“Platform guild” is running in this channel." in offer
    assert await desk.read(kept.open_meeting_of, GUILD) == first


async def test_start__twice_in_the_same_instant_gives_one_meeting(desk: Desk) -> None:
    await asyncio.gather(*(desk.types(f'start "{person}"', person) for person in (ANA, BEN, CHLOE)))
    assert len(await desk.read(kept.open_meetings)) == 1


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('"Guild" box 0', "`box` can be from 5 s to 45 min here; you wrote 0 s."),
        ('"Guild" for 99h', "`for` can be from 1 min to 8 h here; you wrote 99 h."),
        ('"Guild" dots 11', "`dots` can be from 1 to 10, or `auto`."),
        ('"Guild" dots many', "`dots` takes a number or `auto`; you wrote many."),
        ('"Guild" boxx 5', "I do not understand “boxx” here. Did you mean `box`?"),
        ('"Guild" box', "`box` needs a value, as in `box 5`."),
        ('"Guild" box five', "box five is no length of time."),
        ('"Guild" <!channel>', "I do not understand “@channel” here."),
        (f'"{"x" * 101}"', "The meeting's name has 101 characters; at most 100 fit."),
        (f"<https://meet.example/{'x' * 570}>", "The link has 591 characters; at most 500 fit."),
        ('"\u202e"', "The meeting needs a name"),
    ],
)
async def test_start__that_cannot_be_is_refused_with_what_to_type(desk: Desk, text: str, said: str) -> None:
    assert said in (await desk.types(f"start {text}")).text
    assert await desk.read(kept.open_meetings) == ()


@pytest.mark.parametrize("text", ["", "start", "topic Flaky tests", "topic", "board", "every tuesday 10:00", "series"])
async def test_a_channel_is_needed_and_one_that_the_bot_may_write_in(desk: Desk, text: str) -> None:
    assert "/invite @Cortado" in (await desk.types(text, channel=PRIVATE)).text
    assert "This works in a channel, not in a direct message." in (await desk.types(text, channel=DIRECT)).text


async def test_board__is_brought_to_the_bottom_without_a_word(desk: Desk) -> None:
    await desk.opens()
    (before,) = await desk.read(bottoms)
    assert (await desk.types("board", BEN)).nothing
    (after,) = await desk.read(bottoms)
    assert after > before


async def test_board__where_no_meeting_is_says_how_to_start_one(desk: Desk) -> None:
    assert (await desk.types("board")).text == "No meeting is open in this channel. `/coffee` offers to start one."


async def test_help__shows_each_command_by_example(desk: Desk) -> None:
    said = (await desk.types("help")).text
    assert [word for word in COMMANDS if f"/coffee {word}" not in said] == ["help"]


async def test_help__is_grouped_by_what_a_person_wants_to_do_and_stays_short(desk: Desk) -> None:
    lines = (await desk.types("help")).text.splitlines()
    aims = ["*Meet now*", "*Propose a topic*", "*Meet again and again*"]
    assert [line for line in lines if line.startswith("*")] == aims
    assert max(map(len, lines)) <= 130
    assert len(lines) <= 14


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("strat", "I do not know `/coffee strat`. Did you mean `/coffee start`?"),
        ("SERIEZ of mine", "I do not know `/coffee seriez`. Did you mean `/coffee series`?"),
        ("xyzzy", "I do not know `/coffee xyzzy`."),
        ("&lt;!channel&gt;", "I do not know `/coffee &lt;!channel&gt;`."),
    ],
)
async def test_a_typo_gets_the_nearest_command_and_the_examples(desk: Desk, typed: str, said: str) -> None:
    answer = (await desk.types(typed)).text
    assert said in answer
    assert "/coffee topic Flaky tests" in answer


def test_the_one_command_of_the_feature_is_tried_here() -> None:
    assert list(listeners.COMMANDS) == ["/coffee"]
