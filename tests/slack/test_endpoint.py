"""What the HTTP endpoint takes and what it sends away."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import pytest

from bot.core.clock import SetClock
from bot.core.ids import PersonId
from bot.slack.answers import Answer
from bot.slack.requests import Click, Command, Event, Form, Shortcut
from bot.slack.signature import Signature
from tests.slack import payloads
from tests.slack.stand_ins import NOW, Door, answering, build_door, everywhere


@pytest.fixture
def seen() -> list[Any]:
    return []


@pytest.fixture
def door(seen: list[Any]) -> Door:
    return build_door(everywhere(answering(Answer.nothing(), seen)))


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (payloads.command(), Command),
        (payloads.click(), Click),
        (payloads.form(), Form),
        (payloads.shortcut(), Shortcut),
        (payloads.event(), Event),
        (payloads.closed(), Event),
    ],
)
async def test_every_kind_of_request_comes_to_its_handler_as_a_typed_value(
    door: Door, seen: list[Any], body: dict[str, Any], kind: type
) -> None:
    response = await door.send(body)
    assert (response.status_code, response.content) == (200, b"")
    assert [type(request) for request in seen] == [kind]
    assert seen[0].person == payloads.ANA
    assert door.counts.ended[0][1] == "done"


async def test_a_wrong_signature_is_refused(door: Door, seen: list[Any]) -> None:
    content, content_type = payloads.raw(payloads.click())
    headers = payloads.signed(content, content_type, door.clock.now(), secret="another-secret")
    assert (await door.post(content, headers)).status_code == 401
    assert (door.refused, seen) == (["signature"], [])


@pytest.mark.parametrize(("age", "status"), [(299, 200), (301, 401), (-299, 200), (-301, 401)])
async def test_a_signature_counts_for_five_minutes(door: Door, age: int, status: int) -> None:
    content, content_type = payloads.raw(payloads.click())
    headers = payloads.signed(content, content_type, door.clock.now() - timedelta(seconds=age))
    assert (await door.post(content, headers)).status_code == status


@pytest.mark.parametrize("missing", ["x-slack-signature", "x-slack-request-timestamp"])
async def test_a_missing_signature_is_refused(door: Door, missing: str) -> None:
    content, content_type = payloads.raw(payloads.click())
    headers = payloads.signed(content, content_type, door.clock.now())
    del headers[missing]
    assert (await door.post(content, headers)).status_code == 401


@pytest.mark.parametrize("timestamp", ["yesterday", "", "9" * 400, "1e9", "nan", "-1", "１７９５"])
async def test_a_timestamp_that_is_no_number_is_refused(door: Door, timestamp: str) -> None:
    content, content_type = payloads.raw(payloads.click())
    headers = payloads.signed(content, content_type, door.clock.now()) | {"x-slack-request-timestamp": timestamp.encode()}
    assert (await door.post(content, headers)).status_code == 401  # type: ignore[arg-type]  # httpx takes bytes, and so does a wire


async def test_a_body_that_was_changed_on_the_way_is_refused(door: Door, seen: list[Any]) -> None:
    content, content_type = payloads.raw(payloads.command("topic one"))
    headers = payloads.signed(content, content_type, door.clock.now())
    assert (await door.post(content.replace(b"one", b"two"), headers)).status_code == 401
    assert seen == []


@pytest.mark.parametrize(
    ("content", "content_type"),
    [
        (b"payload=\xff\xfe", "application/x-www-form-urlencoded"),
        (b"command=%2Fcoffee&text=topic \xff&user_id=U1&team_id=T1", "application/x-www-form-urlencoded"),
        (b'{"type":"event_callback","x":"\xff"}', "application/json"),
        ('{"type":"url_verification","challenge":"abc"}'.encode("utf-16"), "application/json"),
    ],
)
async def test_signed_bytes_that_are_no_text_are_a_bad_request_and_no_forgery(
    door: Door, content: bytes, content_type: str
) -> None:
    response = await door.post(content, payloads.signed(content, content_type, door.clock.now()))
    assert (response.status_code, door.refused) == (400, ["unreadable"])


async def unread() -> AsyncIterator[bytes]:
    """Be a body that nobody may read."""
    pytest.fail("a stranger's body was read")
    yield b""


@pytest.mark.parametrize(
    "head",
    [
        {},
        {"x-slack-request-timestamp": str(int(NOW.timestamp()))},
        {"x-slack-signature": "v0=00"},
        {"x-slack-signature": "v0=00", "x-slack-request-timestamp": "soon"},
        {"x-slack-signature": "v0=00", "x-slack-request-timestamp": str(int(NOW.timestamp()) - 301)},
    ],
)
async def test_a_stranger_is_sent_away_before_anything_is_read(door: Door, head: dict[str, str]) -> None:
    response = await door.http.post("/slack/events", content=unread(), headers=head)
    assert (response.status_code, response.headers["connection"], door.refused) == (401, "close", ["signature"])


async def test_a_body_that_does_not_come_is_not_waited_for() -> None:
    stood = build_door(everywhere(answering(Answer.nothing())), reads_within=0.01)
    read = []

    async def parts() -> AsyncIterator[bytes]:
        yield b"payload="
        try:
            await asyncio.Event().wait()
        finally:
            read.append("hung up")

    response = await stood.http.post("/slack/events", content=parts(), headers=payloads.signed(b"", "", stood.clock.now()))
    assert (response.status_code, response.headers["connection"], stood.refused) == (408, "close", ["too slow"])
    assert read == ["hung up"]


async def test_a_body_that_comes_in_pieces_is_read_to_its_end(door: Door, seen: list[Any]) -> None:
    content, content_type = payloads.raw(payloads.command("topic one"))

    async def parts() -> AsyncIterator[bytes]:
        for part in (content[:10], content[10:20], content[20:]):
            await asyncio.sleep(0)
            yield part

    headers = payloads.signed(content, content_type, door.clock.now())
    assert (await door.http.post("/slack/events", content=parts(), headers=headers)).status_code == 200
    assert [request.text for request in seen] == ["topic one"]


@pytest.mark.parametrize("signature", ["v0=é", "v0=", "v1=00", "", None])
def test_what_is_no_signature_does_not_hold(signature: str | None) -> None:
    assert not Signature("secret", SetClock(NOW)).holds(b"", str(int(NOW.timestamp())), signature)


@pytest.mark.parametrize("content_type", ["application/json", "Application/JSON; charset=utf-8", "APPLICATION/JSON"])
async def test_a_content_type_counts_however_it_is_written(door: Door, content_type: str) -> None:
    content = b'{"type":"url_verification","challenge":"abc"}'
    response = await door.post(content, payloads.signed(content, content_type, door.clock.now()))
    assert response.json() == {"challenge": "abc"}


@pytest.mark.parametrize("challenge", ['"\\ud800"', "7", "null", '{"a":1}', '["x"]'])
async def test_a_challenge_that_is_no_text_is_a_bad_request(door: Door, challenge: str) -> None:
    content = b'{"type":"url_verification","challenge":%b}' % challenge.encode()
    response = await door.post(content, payloads.signed(content, "application/json", door.clock.now()))
    assert (response.status_code, door.refused) == (400, ["unreadable"])


@pytest.mark.parametrize(
    ("content", "content_type"),
    [
        (b"payload=%7Bbroken", "application/x-www-form-urlencoded"),
        (b"payload=%5B1%2C2%5D", "application/x-www-form-urlencoded"),
        (b"{broken", "application/json"),
        (b"[" * 100_000, "application/json"),
        (b"[]", "application/json"),
        (b"payload=%7B%22type%22%3A%22block_actions%22%7D", "application/x-www-form-urlencoded"),
        (b'{"type":"event_callback","event":"x","team_id":"T1"}', "application/json"),
        (b"command=%2Fcoffee", "application/x-www-form-urlencoded"),
    ],
)
async def test_a_broken_payload_is_a_bad_request(door: Door, content: bytes, content_type: str) -> None:
    response = await door.post(content, payloads.signed(content, content_type, door.clock.now()))
    assert response.status_code == 400
    assert door.refused == ["unreadable"]


@pytest.mark.parametrize(
    "body", [payloads.click(type="block_suggestion"), payloads.click(type="workflow_step_edit"), payloads.click(type=7)]
)
async def test_a_kind_of_request_that_was_never_asked_for_is_not_found(door: Door, body: dict[str, Any]) -> None:
    assert (await door.send(body)).status_code == 404
    assert door.refused == ["unknown kind"]


async def test_an_empty_body_is_not_found(door: Door) -> None:
    assert (await door.post(b"", payloads.signed(b"", "", door.clock.now()))).status_code == 404


async def test_the_challenge_is_given_back(door: Door) -> None:
    response = await door.send({"type": "url_verification", "challenge": "abc", "token": "t"})
    assert response.json() == {"challenge": "abc"}


async def test_slacks_check_of_the_certificate_is_answered(door: Door, seen: list[Any]) -> None:
    response = await door.send({"ssl_check": "1", "token": "t"})
    assert (response.status_code, seen) == (200, [])


async def test_a_retry_is_handled_like_the_first_delivery(door: Door, seen: list[Any]) -> None:
    await door.send(payloads.event())
    await door.send(payloads.event(), **{"x-slack-retry-num": "1", "x-slack-retry-reason": "http_timeout"})
    assert [request.key for request in seen] == ["Ev1", "Ev1"]


async def test_only_post_is_taken(door: Door) -> None:
    assert (await door.http.get("/slack/events")).status_code == 405


async def test_who_asks_is_the_person_and_not_the_token(door: Door, seen: list[Any]) -> None:
    await door.send(payloads.command(user_id="U_BEN"))
    assert seen[0].person == PersonId("U_BEN")
