"""What `health` says of a bot that is well, is not, or is none."""

import json
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from bot.house.asked_health import ask_health
from tests.command_line.typed import typed
from tests.house.stand_ins import free_port


@contextmanager
def answering(said: bytes) -> Iterator[int]:
    """Listen for one request, and answer it so."""
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def answer() -> None:
            line, _ = listener.accept()
            with line:
                line.recv(65_536)
                line.sendall(said)

        thread = threading.Thread(target=answer)
        thread.start()
        yield listener.getsockname()[1]
        thread.join(30)


def http(status: str, told: object) -> bytes:
    body = json.dumps(told).encode()
    return f"HTTP/1.1 {status}\r\ncontent-length: {len(body)}\r\n\r\n".encode() + body


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        (http("200 OK", {"ok": True}), (True, "All is well.")),
        (http("503 no", {"ok": False, "database": False, "token": True, "a": "x"}), (False, "Not well: database.")),
        (http("503 no", {"ok": False}), (False, "Not well: 503.")),
        (http("503 no", []), (False, "Not well: 503.")),
    ],
)
def test_it_says_what_is_not_well(said: bytes, expected: tuple[bool, str]) -> None:
    with answering(said) as port:
        assert ask_health("0.0.0.0", port) == expected


@pytest.mark.parametrize("said", [b"220 mail ready\r\n", b"HTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\nhello", b"\xff" * 50])
def test_what_is_no_bot_is_said(said: bytes) -> None:
    with answering(said) as port:
        assert ask_health("127.0.0.1", port) == (False, f"What answers at 127.0.0.1:{port} is no bot.")


def test_the_command_ends_with_1_where_nobody_answers() -> None:
    done = typed("health", PORT=str(free_port()))
    assert done.exit_code == 1
    assert "No bot answers at 127.0.0.1:" in done.stdout
