"""Who presses again and again hears the same word once in a while, and another word at once."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import cast

from bot.core.clock import SetClock
from bot.core.ids import ChannelId, PersonId, WorkspaceId
from bot.slack.answers import Answer
from bot.slack.client import SlackApi
from bot.slack.repeats import RepeatSuppressor
from bot.slack.requests import Click, Request
from bot.slack.responder import Responder

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)


def by(person: str, channel: str = "C1", workspace: str = "T1") -> Request:
    return Request(workspace=WorkspaceId(workspace), person=PersonId(person), channel=ChannelId(channel), key="k")


def test_the_same_word_is_said_once_in_five_seconds() -> None:
    real = SetClock(NOON)
    repeats = RepeatSuppressor(real)
    assert [repeats.lets(by("U1"), "It has moved on.") for _ in range(3)] == [True, False, False]
    real.advance(timedelta(seconds=4.9))
    assert not repeats.lets(by("U1"), "It has moved on.")
    real.advance(timedelta(seconds=0.1))
    assert repeats.lets(by("U1"), "It has moved on.")


def test_another_word_person_channel_or_workspace_is_not_held_back() -> None:
    repeats = RepeatSuppressor(SetClock(NOON))
    for request, text in (
        (by("U1"), "one"),
        (by("U1"), "two"),
        (by("U2"), "one"),
        (by("U1", "C2"), "one"),
        (by("U1", workspace="T2"), "one"),
    ):
        assert repeats.lets(request, text)


def test_what_is_remembered_does_not_grow_without_a_bound() -> None:
    real = SetClock(NOON)
    repeats = RepeatSuppressor(real)
    for number in range(6_000):
        repeats.lets(by(f"U{number}"), "one")
        real.advance(timedelta(microseconds=1))
    assert repeats.lets(by("U0"), "one")
    assert not repeats.lets(by("U5999"), "one")


def click() -> Click:
    return Click(
        workspace=WorkspaceId("T1"),
        person=PersonId("U1"),
        key="k",
        response_url="https://hooks.test/1",
        action="lean_coffee:pause",
        at=NOON,
    )


def test_a_click_that_is_over_is_turned_away_for_five_seconds_and_another_one_is_not() -> None:
    real = SetClock(NOON)
    repeats = RepeatSuppressor(real)
    assert not repeats.turns_away(click())
    repeats.turn_away(click())
    assert repeats.turns_away(click())
    for other in ({"person": PersonId("U2")}, {"action": "lean_coffee:next"}, {"values": ("m1:4",)}, {"message": "2.0"}):
        assert not repeats.turns_away(replace(click(), **other))
    real.advance(timedelta(seconds=4.9))
    assert repeats.turns_away(click())
    real.advance(timedelta(seconds=0.1))
    assert not repeats.turns_away(click())


async def test_a_word_that_was_said_a_moment_ago_is_not_carried_to_slack() -> None:
    responder = Responder(lambda _: cast(SlackApi, None), lets=RepeatSuppressor(SetClock(NOON)).lets)
    first, second = [await responder.in_time(click(), Answer.say("It has moved on."), {}) for _ in range(2)]
    assert (first.afterwards is not None, second.afterwards) == (True, None)


async def test_what_changes_the_private_message_itself_is_always_carried() -> None:
    responder = Responder(lambda _: cast(SlackApi, None), lets=RepeatSuppressor(SetClock(NOON)).lets)
    for _ in range(2):
        assert (await responder.in_time(click(), Answer.replace("Saved."), {})).afterwards is not None
