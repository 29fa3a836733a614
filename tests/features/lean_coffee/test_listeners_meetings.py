"""Starting a meeting, finding its board, help and typos."""

import asyncio

import pytest
from sqlalchemy import select

from bot.delivery.tables import MessageRow
from bot.features.lean_coffee import listeners
from bot.features.lean_coffee.kinds import BOARD, NAME
from bot.features.lean_coffee.store import meetings, topics
from bot.features.lean_coffee.views.commands import COMMANDS
from bot.meetings.store.meetings import open_meetings
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
    assert labels((await desk.types("")).ack) == ["Try a five-minute one now", "Start", "Plan a monthly one", "Propose a topic"]
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


async def test_bare_coffee__names_all_that_runs_and_what_is_queued_and_offers_another_one(desk: Desk) -> None:
    await desk.opens()
    for title, way in (("Retro", "Run in a thread"), ("Demo", "Queue as next")):
        await desk.presses(way, (await desk.types(f'start "{title}"', BEN)).ack, BEN)
    bare = await desk.types("", BEN)
    assert "“Platform guild” is running in this channel." in bare.text
    assert "“Retro” runs in a thread." in bare.text
    assert "“Demo” opens here when “Platform guild” has ended." in bare.text
    offer = await desk.presses("Start another one", bare.ack, BEN)
    assert "“Lean Coffee in #guild”, 45 min, can open when this one has ended, or run beside it." in str(offer.private)


async def test_a_start_that_is_shown_first_says_what_runs_there(desk: Desk) -> None:
    await desk.opens()
    shown = await desk.types("start Sprint 12", BEN)
    assert "“Platform guild” is running in this channel: *Start* offers to queue yours as next" in shown.text


async def test_start__a_second_one_opens_nothing_and_leads_to_the_first(desk: Desk) -> None:
    await desk.opens()
    first = (await desk.meeting()).id
    offer = (await desk.types('start "Another"', BEN)).text
    assert "“Platform guild” is running in this channel." in offer
    assert await desk.read(meetings.open_meeting_of, GUILD) == first


@pytest.mark.at_once
async def test_start__twice_in_the_same_instant_gives_one_meeting(desk: Desk) -> None:
    await asyncio.gather(*(desk.types(f'start "{person}"', person) for person in (ANA, BEN, CHLOE)))
    assert len(await desk.read(open_meetings, NAME)) == 1


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('"Guild" box 0', "`box` can be from 5 s to 45 min here; you wrote 0 s."),
        ('"Guild" for 99h', "`for` can be from 1 min to 8 h here; you wrote 99 h."),
        ('"Guild" dots 11', "`dots` can be from 1 to 10, or `auto`."),
        ('"Guild" dots many', "`dots` takes a number or `auto`; you wrote many."),
        ('"Guild" box', "`box` needs a value, as in `box 5`."),
        ('"Guild" box five', "box five is no length of time."),
        (f'"{"x" * 101}"', "The meeting's name has 101 characters; at most 100 fit."),
        (f"<https://meet.example/{'x' * 570}>", "The link has 591 characters; at most 500 fit."),
        ('"Guild" for 45m for 60m', "These do not go together: “for 45m” and “for 60m”."),
        ("Sprint 12 for 3 weeks", "`for` can be from 1 min to 8 h here; you wrote 504 h."),
        ("“Guild” for 3 weeks", "`for` can be from 1 min to 8 h here; you wrote 504 h."),
        ('"Guild" box 4/8', "8 min comes after 4 min. Write `boxes 8/4`."),
        ('"Guild" box 8//2', "in 8//2 one is missing. Write `boxes 8/2`."),
        ('"Guild" box 8/4/x', "“x” is none. Write `boxes 8/4`."),
        ('"Guild" box 8-4-2', "“8-4-2” is none. Write `boxes 8/4/2`."),
        ('"Guild" box 90/4', "you wrote 1 h 30 min. Write `boxes 45/4`."),
        ('"Guild" box 7/6/5/4/3/2/1', "at most 6 boxes; you wrote 7. Write `boxes 7/6/5/4/3/2`."),
    ],
)
async def test_start__that_cannot_be_is_refused_with_what_to_type(desk: Desk, text: str, said: str) -> None:
    assert said in (await desk.types(f"start {text}")).text
    assert await desk.read(open_meetings, NAME) == ()


@pytest.mark.parametrize(
    "text",
    [
        "",
        "start",
        "start Sprint 12",
        "plan",
        "plan tomorrow at 9",
        "topic Flaky tests",
        "topic",
        "add x",
        "board",
        "every tuesday 10:00",
        "series",
        "stop",
        "Guild",
    ],
)
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
    assert (await desk.types("board")).text == "No Lean Coffee is open in this channel. `/coffee start` starts one."


async def test_help__shows_each_command_by_example(desk: Desk) -> None:
    said = (await desk.types("help")).text
    assert [word for word in COMMANDS if f"/coffee {word}" not in said] == ["help"]


async def test_help__is_grouped_by_what_a_person_wants_to_do_and_stays_short(desk: Desk) -> None:
    lines = (await desk.types("help")).text.splitlines()
    aims = ["*Meet now*", "*Propose a topic*", "*Keep what was promised*", "*Meet again and again*", "*Look back*"]
    assert [line for line in lines if line.startswith("*")] == aims
    assert max(map(len, lines)) <= 130
    assert len(lines) <= 28


@pytest.mark.parametrize(
    ("typed", "name", "said"),
    [
        (
            "strat “Platform guild” box 5 for 45m",
            "Platform guild",
            "I do not know `/coffee strat`, so I read it as `/coffee start`.",
        ),
        ("begin\nPlatform guild", "Platform guild", "I do not know `/coffee begin`, so I read it as `/coffee start`."),
        ("SERIEZ of mine", "SERIEZ of mine", "I do not know `/coffee seriez`. Did you mean `/coffee series`?"),
        ("xyzzy", "xyzzy", "I do not know `/coffee xyzzy`. If this is no meeting's name: `/coffee topic xyzzy`"),
        (
            "Platform guild",
            "Platform guild",
            "`/coffee topic Platform guild` proposes it as a topic, `/coffee help` shows all commands.",
        ),
        ("“Platform guild” for 1h", "Platform guild", "`/coffee help` shows all commands."),
        ("<https://meet.example/abc>", "Lean Coffee in #guild", "<https://meet.example/abc|the call>"),
        ("&lt;!channel&gt;", "&lt;!channel&gt;", "I do not know `/coffee &lt;!channel&gt;`."),
    ],
)
async def test_what_begins_with_no_command_opens_nothing_and_shows_what_would_start(
    desk: Desk, typed: str, name: str, said: str
) -> None:
    answer = await desk.types(typed)
    assert labels(answer.ack) == ["Start", "Edit", "Cancel"]
    assert (f"*{name}*, now\n" if "#guild" in name else f"*{name}*, now, in <#C0GUILD>") in answer.text
    assert said in answer.text
    assert await desk.read(open_meetings, NAME) == ()


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("strat", "*Lean Coffee* in this channel"),
        ("status", "*Lean Coffee* in this channel"),
        ("\u2800", "*Lean Coffee* in this channel"),
        ("list", "Nothing is planned in this channel."),
        ("serie", "Nothing is planned in this channel."),
        ("hepl", "Lean Coffee by example"),
        ("?", "Lean Coffee by example"),
        ("mien", "You have no topic here"),
        ("topics", "You have no topic here"),
        ("my topics", "You have no topic here"),
        ("once tomorrow at 9", "*Once, on 2 December 2026 at 09:00*, Europe/Madrid"),
        ("next thursday at 9", "*Once, on 3 December 2026 at 09:00*, Europe/Madrid"),
        ("tomorrow at 9 “Platform guild”", "“Platform guild”"),
        ("weekdays at 9:15", "*Every weekday at 09:15*, Europe/Madrid"),
        ("evry tuesday at 10", "*Every Tuesday at 10:00*, Europe/Madrid"),
    ],
)
async def test_another_word_does_what_it_means_where_only_its_author_sees_it(desk: Desk, typed: str, said: str) -> None:
    assert said in (await desk.types(typed)).text
    assert await desk.read(open_meetings, NAME) == ()


@pytest.mark.parametrize(
    "typed", ["tpoic Flaky tests | third week", "add Flaky tests | third week", "topics Flaky tests | third week"]
)
async def test_a_word_like_topic_proposes_nothing_unseen_and_keeps_what_was_typed(desk: Desk, typed: str) -> None:
    form = (await desk.types(typed)).form
    filled = {block["block_id"]: block["element"].get("initial_value") for block in form["blocks"] if block["type"] == "input"}
    assert (filled["title"], filled["context"]) == ("Flaky tests", "third week")
    assert await desk.read(topics.waiting_topics, GUILD) == ()


async def test_a_word_like_topic_with_more_than_fits_keeps_that_too(desk: Desk) -> None:
    form = (await desk.types(f"propose {'x' * 200}")).form
    assert "Not proposed yet." in str(form)
    assert "x" * 200 in str(form)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("stop", "by “Cancel the meeting” in the form “More …” of the board's ⋮ menu"),
        ("end the meeting", "It ends by itself soon after"),
        ("cancel tomorrow at 9", "It ends by itself soon after"),
        ("vote", "There is no button for that now: it gathers topics."),
        ("next", "There is no button for that now"),
        ("pause", "There is no button for that now"),
        ("join", "You are here already."),
        ("leave", "“I have to leave”"),
        ("host", "“I'll host”"),
    ],
)
async def test_what_the_board_does_is_said_with_the_way_to_it(desk: Desk, typed: str, said: str) -> None:
    assert f"so `/coffee {typed.split(maxsplit=1)[0]}` has nothing to act on" in (await desk.types(typed)).text
    await desk.opens()
    await desk.posted("1795303300.000100")
    answer = (await desk.types(typed, BEN)).text
    assert said in answer
    assert "|Go to the board>" in answer
    assert "“Platform guild” is running in this channel." in answer


@pytest.mark.parametrize("between", [" ", "\n", "\t", "\u00a0", "\u2003\n", "\u200b "])
async def test_any_white_space_parts_a_command_from_its_words(desk: Desk, between: str) -> None:
    await desk.types(f"start{between}Platform guild{between}for 1 hour")
    found = await desk.meeting()
    assert (found.title, found.settings.length) == ("Platform guild", minutes(60))


def test_the_one_command_of_the_feature_is_tried_here() -> None:
    assert list(listeners.COMMANDS) == ["/coffee"]
