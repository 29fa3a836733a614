"""Each kind of body is read as far as Slack sends one, and not a byte further."""

import json
from collections.abc import AsyncIterator, Callable
from typing import Any
from urllib.parse import quote_plus

import pytest

from bot.house.screens import samples
from bot.slack.answers import Answer
from bot.slack.bodies import MOST_OF_COMMAND, MOST_OF_EVENT, MOST_OF_INTERACTION, MOST_PASSED_OVER
from tests.slack import payloads
from tests.slack.stand_ins import Door, answering, build_door, everywhere

Sized = Callable[[int], tuple[bytes, str]]
"""Makes a body of its kind of so many bytes, as Slack writes it."""


@pytest.fixture
def seen() -> list[Any]:
    return []


@pytest.fixture
def door(seen: list[Any]) -> Door:
    return build_door(everywhere(answering(Answer.nothing(), seen)))


def command(size: int) -> tuple[bytes, str]:
    content, content_type = payloads.raw(payloads.command("topic"))
    return content + b"&response_url=" + b"x" * (size - len(content) - len(b"&response_url=")), content_type


def click(size: int) -> tuple[bytes, str]:
    return _padded(payloads.click, size)


def form(size: int) -> tuple[bytes, str]:
    return _padded(payloads.form, size)


def shortcut(size: int) -> tuple[bytes, str]:
    return _padded(payloads.shortcut, size)


def event(size: int) -> tuple[bytes, str]:
    return _padded(payloads.event, size)


def _padded(make: Callable[..., dict[str, Any]], size: int) -> tuple[bytes, str]:
    bare, content_type = payloads.raw(make() | {"more": ""})
    return payloads.raw(make() | {"more": "x" * (size - len(bare))})[0], content_type


KINDS: list[tuple[Sized, int]] = [
    (command, MOST_OF_COMMAND),
    (click, MOST_OF_INTERACTION),
    (form, MOST_OF_INTERACTION),
    (shortcut, MOST_OF_INTERACTION),
    (event, MOST_OF_EVENT),
]


async def in_pieces(content: bytes, size: int) -> AsyncIterator[bytes]:
    for begin in range(0, len(content), size):
        yield content[begin : begin + size]


@pytest.mark.parametrize(("make", "most"), KINDS)
async def test_a_body_at_its_bound_is_answered_and_a_byte_more_is_refused_unread(
    door: Door, seen: list[Any], make: Sized, most: int
) -> None:
    for size, status in ((most, 200), (most + 1, 413)):
        content, content_type = make(size)
        assert len(content) == size
        headers = payloads.signed(content, content_type, door.clock.now())
        assert (await door.post(content, headers)).status_code == status
        assert len(seen) == 1
    assert door.refused == ["too large"]


@pytest.mark.parametrize(("make", "most"), KINDS)
@pytest.mark.parametrize("size", [3, 65_536])
async def test_the_bound_is_the_same_however_it_comes_and_whatever_it_says_of_its_length(
    door: Door, make: Sized, most: int, size: int
) -> None:
    for length, status in ((most, 200), (most + 1, 413)):
        content, content_type = make(length)
        pieces = in_pieces(content, size) if size > 3 else in_pieces_at_first(content)
        headers = payloads.signed(content, content_type, door.clock.now())
        assert (await door.http.post("/slack/events", content=pieces, headers=headers)).status_code == status


async def in_pieces_at_first(content: bytes) -> AsyncIterator[bytes]:
    async for part in in_pieces(content[:12], 3):
        yield part
    yield content[12:]


async def test_one_that_never_ends_is_refused_at_its_bound(door: Door) -> None:
    read = []

    async def parts() -> AsyncIterator[bytes]:
        while True:
            read.append(65_536)
            yield b"x" * 65_536

    response = await door.http.post("/slack/events", content=parts(), headers=payloads.signed(b"", "", door.clock.now()))
    assert response.status_code == 413
    assert sum(read) <= MOST_OF_COMMAND + 2 * 65_536


@pytest.mark.parametrize("length", [str(MOST_PASSED_OVER + 1), "-1", "1e3", ""])
async def test_one_that_says_it_is_far_too_large_is_not_read_at_all(door: Door, length: str) -> None:
    async def unread() -> AsyncIterator[bytes]:
        pytest.fail("it was read")
        yield b""

    headers = payloads.signed(b"", "", door.clock.now()) | {"content-length": length}
    assert (await door.http.post("/slack/events", content=unread(), headers=headers)).status_code == 413


def test_every_screen_comes_back_from_slack_within_half_of_its_bound_with_all_its_fields_full() -> None:
    largest = 0
    for sample in samples():
        typed = ["\U0001f600" * length for length in _lengths(sample.payload)]
        largest = max(largest, len(quote_plus(json.dumps({"view": sample.payload, "state": typed}))))
    assert 200_000 < largest < MOST_OF_INTERACTION / 2


def _lengths(node: Any) -> list[int]:
    """Return how many characters each field of a form takes."""
    inner = node.values() if isinstance(node, dict) else node if isinstance(node, list) else ()
    own = [node.get("max_length", 3_000)] if isinstance(node, dict) and node.get("type") == "plain_text_input" else []
    return own + [length for each in inner for length in _lengths(each)]


def test_the_longest_message_fits_in_each_kind_whatever_it_is_written_in() -> None:
    for letter in ("a", "é", "茶"):
        text = letter * 40_000
        assert len(quote_plus(text)) + 8_192 < MOST_OF_COMMAND
        assert len(quote_plus(json.dumps([text, text]))) + 65_536 < MOST_OF_INTERACTION
        assert len(json.dumps([text, text])) + 65_536 < MOST_OF_EVENT
    assert len(quote_plus("\U0001f600" * 40_000)) + 8_192 < MOST_OF_COMMAND
    assert len(json.dumps(["\U0001f600" * 40_000] * 2)) + 65_536 < MOST_OF_EVENT
