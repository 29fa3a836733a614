"""What one person may ask: an eager human meets no limit, a script does, and others notice nothing."""

import asyncio
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some
from slack_bolt.response import BoltResponse

from bot.slack.answers import Answer
from bot.slack.bolt import to_bolt_request
from bot.slack.reading import read
from bot.slack.requests import Request
from bot.slack.shares import BURST_SECONDS, Share, Shares
from tests.fakes.logs import capture_logs
from tests.slack import payloads
from tests.slack.stand_ins import Door, answering, build_door, everywhere

HUMAN, EAGER = 8.0, 12.0
"""Presses a second that somebody keeps up, and that they reach for a moment; a form's button takes no second one meanwhile."""
KINDS: dict[str, Callable[..., dict[str, Any]]] = {
    "command": payloads.command,
    "click": payloads.click,
    "form": payloads.form,
    "shortcut": payloads.shortcut,
    "event": payloads.event,
}


def asked(kind: str = "click", at: float = 0.0, person: str = payloads.ANA, **more: Any) -> Request:
    named = {"user_id": person} if kind == "command" else {"user": {"id": person, "team_id": payloads.TEAM}}
    return at_time(read(KINDS[kind](**({} if kind == "event" else named), **more)), at)


def at_time(request: Request, seconds: float) -> Request:
    return replace(request, received=seconds)


def excesses(shares: Shares, kind: str, times: list[float], person: str = payloads.ANA) -> list[str | None]:
    request = asked(kind, 0.0, person)
    return [shares.excess(at_time(request, at)) for at in times]


def test_nobody_who_presses_as_fast_as_people_do_meets_a_limit() -> None:
    """Ten minutes of dots at eight a second, each minute begun in a hurry."""
    times, now = [], 0.0
    for number in range(10 * 60 * 8):
        now += 1 / (EAGER if number % 480 < 60 else HUMAN)
        times.append(now)
    assert set(excesses(Shares(), "click", times)) == {None}


@pytest.mark.parametrize(("kind", "at_once"), [("click", 60), ("command", 20), ("form", 20), ("shortcut", 20), ("event", 20)])
def test_a_script_is_turned_away_after_a_burst_and_then_gets_its_pace(kind: str, at_once: int) -> None:
    shares = Shares()
    flood = excesses(shares, kind, [0.0] * 5_000)
    assert flood == [None] * at_once + ["too fast"] * (5_000 - at_once)
    later = excesses(shares, kind, [n / 100 for n in range(1, 6_001)])  # a minute, a hundred a second
    assert later.count(None) == pytest.approx(60 * at_once / BURST_SECONDS, rel=0.01)
    assert excesses(shares, kind, [130.0])[0] is None  # who stops is welcome


def test_the_flood_of_one_takes_nothing_from_another_or_from_another_workspaces_person_of_that_id() -> None:
    shares = Shares()
    excesses(shares, "click", [0.0] * 100)
    assert shares.excess(asked(person="U_BEN")) is None
    assert shares.excess(read(payloads.click(team={"id": "T2", "domain": "other"}))) is None


@pytest.mark.parametrize("kind", ["app_uninstalled", "tokens_revoked", "channel_archive", "user_change", "member_joined_channel"])
def test_what_tells_of_a_workspace_is_never_passed_over(kind: str) -> None:
    shares = Shares()
    body = payloads.event(kind)
    if kind == "user_change":
        body["event"]["user"] = {"id": payloads.ANA}
    event = read(body)
    assert {shares.excess(event) for _ in range(500)} == {None}


def test_who_has_many_under_way_gets_no_more_until_one_has_ended() -> None:
    shares = Shares(Share(person_at_once=2))
    first, second, third = asked(at=1.0), asked(at=2.0), asked(at=3.0)
    for each in (first, second):
        assert shares.excess(each) is None
        shares.begun(each)
    assert shares.excess(third) == "person at once"
    assert shares.excess(asked(at=3.0, person="U_BEN")) is None
    shares.ended(first)
    assert shares.excess(third) is None


def test_one_of_several_workspaces_leaves_room_for_the_others() -> None:
    shares = Shares(Share(workspace_at_once=3))
    for number in range(3):
        shares.begun(asked(person=f"U{number}"))
    assert shares.excess(asked(person="U9")) == "workspace at once"
    assert shares.excess(read(payloads.command(team_id="T2"))) is None


@given(some.lists(some.tuples(some.integers(0, 40), some.floats(0, 3)), max_size=200))
def test_what_is_remembered_is_bounded_whoever_comes(coming: list[tuple[int, float]]) -> None:
    shares, now = Shares(most=10), 0.0
    for person, pause in coming:
        now += pause
        shares.excess(asked(at=now, person=f"U{person}"))
        assert len(shares._pace) <= 10


async def sent(door: Door, body: dict[str, Any]) -> BoltResponse:
    """Send a body as Socket Mode does: five thousand signatures prove nothing here."""
    return await door.app.async_dispatch(to_bolt_request(body, {}))


async def flood(door: Door, number: int, kind: str = "click", **more: Any) -> list[BoltResponse]:
    return list(await asyncio.gather(*(sent(door, KINDS[kind](**more)) for _ in range(number))))


async def test_five_thousand_of_one_person_refuse_nothing_to_twenty_who_vote() -> None:
    seen: list[Request] = []
    stood = build_door(everywhere(answering(Answer.nothing(), seen)), share=Share())
    votes = [
        sent(stood, payloads.click(user={"id": f"U{voter}", "team_id": payloads.TEAM}, trigger_id=f"{voter}.{number}"))
        for voter in range(20)
        for number in range(15)
    ]
    answers = await asyncio.gather(flood(stood, 2_500), flood(stood, 2_500, "command"), *votes)
    assert {answer.status for answer in answers[2:] if isinstance(answer, BoltResponse)} == {200}
    theirs = sorted(request.person for request in seen if request.person != payloads.ANA)
    assert theirs == sorted(f"U{voter}" for voter in range(20) for _ in range(15))
    done = len(seen) - len(theirs)
    assert done < 100
    assert len(stood.counts.refused) == 5_000 - done
    assert stood.counts.ended == [(kind, "done") for kind, _ in stood.counts.ended]


async def test_a_person_hears_of_it_in_private_and_a_message_once() -> None:
    stood = build_door(everywhere(answering(Answer.nothing())), share=Share(pace=0.1))
    typed = await flood(stood, 3, "command")
    assert "Too much at once." in typed[2].body
    await flood(stood, 20)
    await stood.dispatch.drain()
    assert [said["text"] for _, said in stood.slack.responses] == ["Too much at once."]
    form = (await stood.send(payloads.form())).json()
    assert form["view"]["blocks"][0]["text"]["text"] == "Too much at once."
    assert form["view"]["blocks"][1]["block_id"] == "context"  # what was typed is kept


async def test_an_event_too_many_is_acked_without_a_word() -> None:
    stood = build_door(everywhere(answering(Answer.nothing())), share=Share(pace=0.1))
    answers = await flood(stood, 5, "event")
    assert [(answer.status, answer.body) for answer in answers] == [(200, "")] * 5
    assert "too fast" in stood.counts.refused


async def test_the_log_names_who_asks_too_much_once_an_hour_by_ids() -> None:
    stood = build_door(everywhere(answering(Answer.nothing())), share=Share(pace=0.1))
    with capture_logs() as logs:
        await flood(stood, 50, "command")
    lines = [line for line in logs if line["event"] == "access refused"]
    assert [{name: line[name] for name in ("workspace", "person", "why")} for line in lines] == [
        {"workspace": payloads.TEAM, "person": payloads.ANA, "why": "too fast"}
    ]


async def test_what_is_too_much_asks_nothing_of_the_database_not_even_who_the_workspace_is() -> None:
    stood = build_door(everywhere(answering(Answer.nothing())), share=Share(pace=0.1))
    await flood(stood, 5, "command", team_id="T9")
    assert len(stood.counts.refused) >= 3
    assert len([kind for kind, outcome in stood.counts.ended if outcome == "not installed"]) <= 2
