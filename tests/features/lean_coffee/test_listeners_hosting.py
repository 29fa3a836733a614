"""Handing a meeting over, hosting it beside somebody, and in place of a host who is away or silent."""

from typing import Any

import pytest
from sqlalchemy import select

from bot.core.ids import PersonId
from bot.delivery.tables import MessageRow
from bot.features.lean_coffee.kinds import MEETINGS
from bot.features.lean_coffee.rules.stages import Stage
from bot.store.unit import Read
from tests.features.lean_coffee.desk import Desk, labels
from tests.features.lean_coffee.scene import ANA, BEN, CHLOE, DEV, GUILD, minutes, seconds


async def more(desk: Desk, person: PersonId) -> dict[str, Any]:
    return (await desk.presses("More …", await desk.board(), person)).form


async def test_handover__gives_the_role_to_who_is_named(desk: Desk) -> None:
    await desk.talks("one")
    told = await desk.types(f"handover <@{BEN}>", ANA)
    assert told.text == f"<@{BEN}> hosts “Platform guild” now."
    meeting = await desk.meeting()
    assert (meeting.host, meeting.stage) == (BEN, Stage.DISCUSSING)
    board = str(await desk.board())
    assert "host Ben" in board
    assert "Ana handed over: Ben hosts now." in board
    assert f"Only the host, <@{BEN}>, can do this." in (await desk.types(f"handover <@{ANA}>", ANA)).text


@pytest.mark.parametrize("line", ["handover ben", f"handover <@{BEN}> <@{CHLOE}>"])
async def test_handover__of_nobody_or_of_several_says_how(desk: Desk, line: str) -> None:
    await desk.opens()
    assert "Name one person: `/coffee handover @ana`." in (await desk.types(line, ANA)).text
    assert (await desk.meeting()).host == ANA


async def test_handover__where_nothing_runs_says_so(desk: Desk) -> None:
    assert "No Lean Coffee is open in this channel." in (await desk.types(f"handover <@{BEN}>", ANA)).text


async def test_handover__is_for_members_who_are_in_the_channel(desk: Desk) -> None:
    await desk.opens()
    desk.slack.people[DEV] |= {"is_restricted": True}
    desk.slack.outside.add(CHLOE)
    for person, said in ((DEV, "guest"), (CHLOE, "is not in")):
        assert said in (await desk.types(f"handover <@{person}>", ANA)).text
    assert (await desk.meeting()).host == ANA


async def test_hand_over_meeting__asks_in_a_form_whom_and_keeps_it_open_where_that_cannot_be(desk: Desk) -> None:
    await desk.opens()
    form = (await desk.presses("Hand over", await more(desk, ANA), ANA)).form
    assert form == (await desk.types("handover", ANA)).form
    assert "<@U0ANA> hosts this meeting already." in (await desk.sends(form, ANA, person=ANA)).text
    await desk.sends(form, ANA, person=BEN)
    assert (await desk.meeting()).host == BEN
    assert f"Only the host, <@{BEN}>, can do this." in (await desk.sends(form, ANA, person=CHLOE)).text


async def test_who_is_not_there_hears_that_it_was_handed_over_to_them(desk: Desk) -> None:
    await desk.opens(here=(BEN,))
    await desk.types(f"handover <@{DEV}>", ANA)
    meeting = await desk.meeting()
    told = await desk.shows(MEETINGS.handed, f"{meeting.id}/{ANA}")
    assert f"Ana handed over to you: “Platform guild” in <#{GUILD}>. You host it now." in told.text
    await desk.presses("I'll host", await desk.board(), BEN)
    assert (await desk.meeting()).host == BEN


async def test_who_a_meeting_was_handed_over_to_reads_that_it_is_over_once_it_is(desk: Desk) -> None:
    def wanted(read: Read) -> int:
        (row,) = read.rows(select(MessageRow.wanted).where(MessageRow.screen == MEETINGS.handed.name))
        return int(row.wanted)

    await desk.opens(here=(BEN,))
    await desk.types(f"handover <@{DEV}>", ANA)
    meeting = await desk.meeting()
    before = await desk.read(wanted)
    await desk.waits(minutes(90))
    assert await desk.read(wanted) == before + 1
    assert "It is over by now." in str(await desk.shows(MEETINGS.handed, f"{meeting.id}/{ANA}"))


async def test_cohosts__may_what_the_host_may_but_hand_over(desk: Desk) -> None:
    await desk.opens("one")
    form = (await desk.presses("Co-hosts", await more(desk, ANA), ANA)).form
    await desk.sends(form, ANA, cohost=(BEN,))
    assert "host Ana, with Ben" in str(await desk.board())
    assert "Ana named who hosts too: Ben." in str(await desk.board())
    assert "Remove a topic" in labels(await more(desk, BEN))
    assert "Hand over" not in labels(await more(desk, BEN))
    told = await desk.presses("Cancel the meeting (host)", await desk.board(), CHLOE)
    assert "Only the host, <@U0ANA>, or a co-host can do this." in told.text
    asked = await desk.presses("Cancel the meeting (host)", await desk.board(), BEN)
    await desk.sends(asked.form, BEN)
    assert (await desk.meeting()).closed is not None


async def test_cohosts__are_members_who_are_in_the_channel_and_can_be_taken_off_again(desk: Desk) -> None:
    await desk.opens("one")
    form = (await desk.presses("Co-hosts", await more(desk, ANA), ANA)).form
    desk.slack.outside.add(CHLOE)
    assert "is not in" in (await desk.sends(form, ANA, cohost=(BEN, CHLOE))).text
    assert (await desk.meeting()).cohosts == frozenset()
    await desk.sends(form, ANA, cohost=(BEN,))
    form = (await desk.presses("Co-hosts", await more(desk, ANA), ANA)).form
    assert form["blocks"][1]["element"]["initial_users"] == [BEN]
    await desk.sends(form, ANA, cohost=())
    assert (await desk.meeting()).cohosts == frozenset()
    assert "Ana hosts alone again." in str(await desk.board())


async def test_cohost__adds_who_is_named_to_those_who_host_beside_the_host(desk: Desk) -> None:
    await desk.opens()
    told = await desk.types(f"cohost <@{BEN}>", ANA)
    assert f"Co-hosts of “Platform guild” now: <@{BEN}>." in told.text
    await desk.types(f"cohost <@{CHLOE}|chloe> and <@{ANA}>", ANA)
    assert (await desk.meeting()).cohosts == {BEN, CHLOE}
    assert "host Ana, with Ben, Chloé" in str(await desk.board())
    form = (await desk.types("co-host", ANA)).form
    assert sorted(form["blocks"][1]["element"]["initial_users"]) == sorted([BEN, CHLOE])
    assert f"Only the host, <@{ANA}>, can do this." in (await desk.types(f"cohost <@{DEV}>", BEN)).text


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("cohost ben", "I find no person in “ben”. Name people as Slack offers them behind an @: `cohost @ana @ben`."),
        (f"cohost <@{BEN}> please", "I find no person in “please”."),
        (f"cohost <@{ANA}>", "You host this meeting already."),
        (f"cohost <@{DEV}>", "guest"),
        (f"cohost <@{CHLOE}>", "is not in"),
        ("cohost <@U0BOT>", "app"),
        ("cohost " + " ".join(f"<@U0X{n}>" for n in range(6)), "6 co-hosts are too many: at most 5."),
    ],
)
async def test_cohost__of_who_cannot_says_why_and_changes_nothing(desk: Desk, line: str, said: str) -> None:
    await desk.opens()
    desk.slack.people[DEV] |= {"is_restricted": True}
    desk.slack.people |= {"U0BOT": {"is_bot": True}} | {f"U0X{n}": {} for n in range(6)}
    desk.slack.outside.add(CHLOE)
    assert said in (await desk.types(line, ANA)).text
    assert (await desk.meeting()).cohosts == frozenset()


async def test_cohost__where_nothing_runs_says_so(desk: Desk) -> None:
    assert "No Lean Coffee is open in this channel." in (await desk.types(f"cohost <@{BEN}>", ANA)).text


async def test_a_start_names_cohosts_in_its_sentence_and_in_its_form(desk: Desk) -> None:
    await desk.types(f'start "Guild" cohost <@{BEN}|ben> and <@{CHLOE}> box 5', ANA)
    meeting = await desk.meeting()
    assert (meeting.title, meeting.cohosts, meeting.settings.boxes[0]) == ("Guild", frozenset([BEN, CHLOE]), minutes(5))


async def test_a_start_of_who_may_not_host_beside_opens_nothing(desk: Desk) -> None:
    desk.slack.people[DEV] |= {"is_restricted": True}
    assert "guest" in (await desk.types(f'start "Guild" cohost <@{DEV}>', ANA)).text
    assert "I find no person in “ben”" in (await desk.types('start "Guild" cohost ben', ANA)).text
    assert "Hosts take turns in a series" in (await desk.types(f'start "Guild" hosts <@{BEN}> <@{CHLOE}>', ANA)).text
    assert "No Lean Coffee" in (await desk.types("board", ANA)).text


async def test_take_over__makes_a_host_of_who_is_here_once_the_host_has_left(desk: Desk) -> None:
    await desk.presses("I have to leave", await desk.talks("one"), ANA)
    board = await desk.board()
    assert "Ana is away; carrying on." in str(board)
    assert "Press “I'm here” on the board first." in (await desk.presses("I'll host", board, DEV)).text
    assert (await desk.presses("I'll host", board, BEN)).nothing
    assert (await desk.meeting()).host == BEN
    assert "Ben hosts now." in str(await desk.board())


async def test_take_over__of_a_host_who_gives_no_sign_for_a_minute(desk: Desk) -> None:
    await desk.talks("one")
    told = await desk.presses("I'll host", await more(desk, BEN), BEN)
    assert "The board asks <@U0ANA> now." in told.text
    board = await desk.board()
    assert "Ben asks to host.* Ana, do you still?" in str(board)
    assert "I still host" in labels(board)
    again = await desk.types("host", CHLOE)
    assert "a host who is here is asked first" in again.text
    await desk.waits(seconds(59))
    assert (await desk.meeting()).host == ANA
    await desk.waits(seconds(1))
    assert (await desk.meeting()).host == BEN
    assert "I still host" not in labels(await desk.board())


async def test_keep_hosting__is_for_the_host_alone(desk: Desk) -> None:
    await desk.talks("one")
    await desk.presses("I'll host", await more(desk, BEN), BEN)
    board = await desk.board()
    assert "Only the host, <@U0ANA>, can do this." in (await desk.presses("I still host", board, CHLOE)).text
    assert (await desk.presses("I still host", board, ANA)).nothing
    await desk.waits(minutes(2))
    assert (await desk.meeting()).host == ANA


@pytest.mark.parametrize("sign", ["Pause", "I'm here"])
async def test_any_sign_of_the_host_keeps_the_role(desk: Desk, sign: str) -> None:
    await desk.talks("one")
    await desk.presses("I'll host", await more(desk, BEN), BEN)
    await desk.presses(sign, await desk.board(), ANA)
    assert (await desk.meeting()).claim is None
    await desk.waits(minutes(2))
    assert (await desk.meeting()).host == ANA


async def test_a_thumb_of_the_host_is_a_sign_and_the_question_stands_on_that_board_too(desk: Desk) -> None:
    await desk.talks("one")
    await desk.waits(minutes(5))
    await desk.presses("I'll host", await more(desk, BEN), BEN)
    board = await desk.board()
    assert "I still host" in labels(board)
    await desk.presses("👍 More", board, ANA)
    assert (await desk.meeting()).claim is None
