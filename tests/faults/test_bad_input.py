"""What comes in wrong over HTTP gets the right status, or a clear word, and the state stays whole."""

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any
from urllib.parse import parse_qs, urlencode

import pytest

from bot.rehearsal.http_out import AioHttp
from bot.rehearsal.signing import signed_headers
from tests.faults.town import Sent, Town, town

FORM, JSON = "application/x-www-form-urlencoded", "application/json"
ODDITIES: tuple[Any, ...] = (None, 7, [], {}, "", "\x00", "x" * 10_000, "<!channel> *_~ \u202e 👩‍👩‍👧", {"id": None}, [[]])
MOST_BYTES = 1_048_576


@asynccontextmanager
async def gathering(url: str) -> AsyncIterator[Town]:
    """Open a house in which a meeting gathers, so that there is a state to be kept whole."""
    async with town(url, judged=False) as scene:
        await scene.say("U0ANA", "/coffee topic Flaky tests | third week in a row")
        await scene.say("U0ANA", '/coffee start "Guild" collect 30m for 2h')
        await scene.press("U0BEN", "lean_coffee:check_in")
        await scene.press("U0BEN", "lean_coffee:propose")
        await scene.fill("U0BEN", title="On-call")
        await scene.idle()
        scene.hurries = False
        yield scene


@pytest.fixture
async def scene(sqlite_url: str) -> AsyncIterator[Town]:
    async with gathering(sqlite_url) as found:
        yield found


@pytest.fixture
async def strict_scene(postgres_url: str) -> AsyncIterator[Town]:
    """On the engine that takes neither NUL nor more letters than a column has."""
    async with gathering(postgres_url) as found:
        yield found


def state(scene: Town) -> dict[str, Any]:
    """Read all that people have brought about."""
    return {name: rows for name, rows in scene.rows().items() if name.startswith(("lean_", "presence_", "seu_", "refinement_"))}


def counts(scene: Town) -> dict[str, int]:
    """Count what stands there, but for topics: the form proposes one, whatever else about it is odd."""
    return {name: len(rows) for name, rows in state(scene).items() if name not in {"lean_coffee_topic", "lean_coffee_agenda"}}


async def post(scene: Town, body: bytes, headers: dict[str, str]) -> int:
    url = f"http://127.0.0.1:{scene.port}/slack/events"
    return (await AioHttp.send(scene.post, "POST", url, {"Content-Type": FORM, **headers}, body)).status


async def test_what_is_not_signed_by_slack_and_now_is_refused(scene: Town) -> None:
    before, body = state(scene), scene.post.sent[-1].body.replace(b"On-call", b"Forged")
    secret, now = scene.room.app.signing_secret, int(scene.time.now().timestamp())
    good = signed_headers(secret, now, body)
    wrong: list[dict[str, str]] = [
        {},
        signed_headers(secret + "?", now, body),
        signed_headers(secret, now - 400, body),
        signed_headers(secret, now + 400, body),
        signed_headers(secret, now, body + b" "),
        {**good, "X-Slack-Signature": "v0="},
        {**good, "X-Slack-Request-Timestamp": str(now + 1)},
        {**good, "X-Slack-Request-Timestamp": "soon"},
        {name: value for name, value in good.items() if "imestamp" not in name},
        {name: value for name, value in good.items() if "ignature" not in name},
    ]
    assert [await post(scene, body, headers) for headers in wrong] == [401] * len(wrong)
    assert state(scene) == before


async def test_broken_and_oversized_bodies_are_refused(scene: Town) -> None:
    before = state(scene)
    broken = [
        (b"payload=%7B", FORM, 400),
        (b"payload=[]", FORM, 400),
        (b"payload=null", FORM, 400),
        (b"", FORM, 404),
        (b"\xff\xfe\x00", FORM, 400),  # signed all the same, so no stranger's
        (b"command=%2Fcoffee&text=start", FORM, 400),
        (b"{", JSON, 400),
        (b"[1]", JSON, 400),
        (b'{"type": "event_callback"}', JSON, 400),
        (b"{" * 50_000, JSON, 400),
        (urlencode({"payload": json.dumps({"type": "no_such_kind", "team": {"id": scene.team}})}).encode(), FORM, 404),
        (b"payload=" + b"x" * MOST_BYTES, FORM, 413),
    ]
    for body, content_type, status in broken:
        assert (await scene.deliver(body, content_type)).status == status, body[:60]
    assert state(scene) == before


async def test_what_nobody_listens_to_is_told_so(scene: Town) -> None:
    before = state(scene)
    command = {"team_id": scene.team, "user_id": "U0ANA", "channel_id": "C0GUILD", "trigger_id": "t.1", "text": "start"}
    told = await scene.deliver(urlencode(command | {"command": "/tea"}).encode(), FORM)
    assert (told.status, "do not know /tea" in told.body.decode()) == (200, True)
    for sent in of_kind(scene, "block_actions"):
        payload = payload_of(sent)
        payload["actions"][0]["action_id"] = "lean_coffee:of_another_version"
        payload["trigger_id"] = "t.2"
        assert (await scene.deliver(urlencode({"payload": json.dumps(payload)}).encode(), FORM)).status == 200
    elsewhere = command | {"command": "/coffee", "team_id": "T0NOBODY", "trigger_id": "t.3"}
    told = await scene.deliver(urlencode(elsewhere).encode(), FORM)
    assert (told.status, "not installed" in told.body.decode()) == (200, True)
    assert state(scene) == before


async def test_ids_that_are_longer_than_any_of_slacks_are_refused_on_both_engines(database_url: str) -> None:
    async with gathering(database_url) as scene:
        before = state(scene)
        command = {"team_id": scene.team, "user_id": "U0ANA", "channel_id": "C0GUILD", "trigger_id": "t.1", "text": "topic x"}
        for part, length in (("team_id", 33), ("user_id", 33), ("channel_id", 33), ("trigger_id", 10_000)):
            told = await scene.deliver(urlencode(command | {"command": "/coffee", part: "U" * length}).encode(), FORM)
            assert told.status == 400, part
        pressed = payload_of(of_kind(scene, "block_actions")[-1])
        for place in ("user", "team", "channel"):
            odd = pressed | {"trigger_id": f"t.{place}", place: {"id": "C" * 33}}
            assert (await scene.deliver(urlencode({"payload": json.dumps(odd)}).encode(), FORM)).status == 400, place
        assert state(scene) == before


@pytest.mark.parametrize("kind", ["block_actions", "view_submission"])
async def test_no_missing_or_odd_part_of_a_request_breaks_the_house(strict_scene: Town, kind: str) -> None:
    scene = strict_scene
    before, number = counts(scene), 0
    payload = payload_of(of_kind(scene, kind)[-1]) | {"trigger_id": "kept"}
    for place, path in enumerate(paths(payload)):
        for odd in [KeyError, *ODDITIES[place % 3 :: 3]]:  # a third of them for each part
            number += 1
            mangled = mangle(payload, path, odd)
            if path != ("trigger_id",):
                mangled["trigger_id"] = f"odd.{number % 50}"  # some of them come again
            answer = await scene.deliver(urlencode({"payload": json.dumps(mangled)}).encode(), FORM)
            assert answer.status in {200, 400, 404}, (path, odd, answer.status)
    assert counts(scene) == before
    assert scene.house.store.healthy()
    assert (await scene.deliver(scene.post.sent[-1].body, FORM)).status == 200


def payload_of(sent: Sent) -> dict[str, Any]:
    return dict(json.loads(parse_qs(sent.body.decode())["payload"][0]))


def of_kind(scene: Town, kind: str) -> list[Sent]:
    """Give the requests of a kind that have come so far."""
    return [
        sent
        for sent in scene.post.sent
        if sent.content_type == FORM and b"payload=" in sent.body and payload_of(sent)["type"] == kind
    ]


def paths(value: Any, here: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Name each part of a payload that the bot may look at; blocks and messages come back as the bot drew them."""
    parts = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    found = [here] if here else []
    for name, part in parts:
        if name not in {"blocks", "message", "title", "submit", "close"}:
            found += paths(part, (*here, name))
    return found


def mangle(value: Any, path: tuple[Any, ...], odd: Any) -> Any:
    """Return a copy with one part replaced, or taken away."""
    first, *rest = path
    copy = dict(value) if isinstance(value, dict) else list(value)
    if rest:
        copy[first] = mangle(copy[first], tuple(rest), odd)
    elif odd is KeyError:
        del copy[first]
    else:
        copy[first] = odd
    return copy
