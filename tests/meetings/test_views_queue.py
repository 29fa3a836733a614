"""What people read of a queued meeting, through the payload checker."""

from dataclasses import replace

import pytest

from bot.features.lean_coffee.rules.values import Settings
from bot.features.lean_coffee.views.pieces import NAMING, of_a_topic
from bot.meetings.rules import second_start
from bot.meetings.rules.second_start import QueuedMeetingId
from bot.meetings.rules.values import NewMeeting
from bot.meetings.views import queue
from bot.meetings.views.frame import Reader
from bot.slack.surfaces import Message
from bot.words.words import words_for
from tests.fakes.payloads import render
from tests.features.desk import EXTREMES, elements_of, text_of, value_of
from tests.features.lean_coffee.scene import ANA, BEN, GUILD, TEN, Scene, minutes

MADRID = words_for("en-GB", "Europe/Madrid")
READER = Reader(MADRID, TEN, {ANA: "Ana", BEN: "Ben <!here>"})
SECOND = second_start.offered(NewMeeting(GUILD, "Retro", BEN, "Europe/Madrid", Settings()), later=QueuedMeetingId("p1"), at=TEN)


def said(message: Message) -> str:
    return text_of(render(message))


def test_the_offer_says_what_runs_where_and_what_can_be_done() -> None:
    payload = render(
        queue.offer(
            NAMING,
            MADRID,
            "Platform guild",
            "https://team.slack.com/archives/C1/p1",
            SECOND,
            of_a_topic(MADRID, joins=True),
        )
    )
    assert "“Platform guild” is running in this channel. <https://team.slack.com/archives/C1/p1|Go to the board>" in text_of(
        payload
    )
    assert "“Retro”, 45 min, can open when this one has ended, or run beside it." in text_of(payload)
    assert [button["text"]["text"] for button in elements_of(payload)] == ["Queue as next", "Run in a thread"]
    assert value_of(payload, "lean_coffee:queue") == value_of(payload, "lean_coffee:in_thread") == "p1:0"


def test_an_offer_without_a_board_to_go_to_says_how_to_find_it() -> None:
    assert "`/coffee board` brings its board down here." in said(
        queue.offer(NAMING, MADRID, "Platform guild", "", SECOND, of_a_topic(MADRID, joins=True))
    )


def test_the_answer_to_queueing_says_when_it_opens() -> None:
    assert said(queue.queued(MADRID, "Retro", "Platform guild")) == "“Retro” opens here when “Platform guild” has ended."


def test_the_host_of_a_dropped_meeting_hears_what_happened_and_what_to_do() -> None:
    told = said(queue.dropped(NAMING, MADRID, SECOND))
    assert told.startswith(f"“Retro” was queued in <#{GUILD}> and could not open within 8 hours")
    assert "`/coffee start`" in told


def test_the_head_of_a_thread_names_the_meeting_and_its_host_then_its_end() -> None:
    scene = Scene()
    assert said(queue.anchor(NAMING, READER, scene.meeting)) == "☕ *Platform guild*: a Lean Coffee in this thread, host Ana"
    over = replace(scene.meeting, closed=TEN + minutes(45))
    ended = int((TEN + minutes(45)).timestamp())
    assert said(queue.anchor(NAMING, READER, over)) == (
        f"☕ *Platform guild*: a Lean Coffee in this thread, over since <!date^{ended}^{{time}}|11:45>"
    )


@pytest.mark.parametrize("text", EXTREMES.values(), ids=EXTREMES)
def test_any_title_fits_and_calls_nobody(text: str) -> None:
    meeting = replace(Scene().meeting, title=text, host=BEN)
    later = replace(SECOND, new=replace(SECOND.new, title=text))
    for message in (
        queue.offer(NAMING, MADRID, text, "", later, of_a_topic(MADRID, joins=True)),
        queue.offer(NAMING, MADRID, text, "", later, of_a_topic(MADRID, joins=False)),
        queue.queued(MADRID, text, text),
        queue.dropped(NAMING, MADRID, later),
        queue.anchor(NAMING, READER, meeting),
        queue.anchor(NAMING, READER, replace(meeting, closed=TEN)),
    ):
        told = said(message)
        assert "<!channel>" not in told
        assert "<!here>" not in told
