"""How many clicks a second the whole bot acks when there is nothing to write, beside bare Bolt on the same machine in the same run."""

import argparse
import asyncio
import json
import os
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from urllib.parse import urlencode

from slack_sdk.signature import SignatureVerifier

SECRET = "bench-signing-secret"
ROUNDS, SECONDS, CONNECTIONS = 3, 3.0, 16


def click() -> bytes:
    """Return a click as Slack sends it: the message with its blocks comes along."""
    block = {"type": "section", "text": {"type": "mrkdwn", "text": "1. *Flaky tests*  Third week in a row & more. " * 3}}
    payload = {
        "type": "block_actions",
        "team": {"id": "T1", "domain": "guild"},
        "user": {"id": "U1", "username": "ana", "name": "ana", "team_id": "T1"},
        "api_app_id": "A1",
        "token": "t",
        "container": {"type": "message", "message_ts": "1795303100.000100", "channel_id": "C1", "is_ephemeral": False},
        "trigger_id": "1.2.3",
        "channel": {"id": "C1", "name": "guild"},
        "message": {"type": "message", "user": "UB", "ts": "1795303100.000100", "text": "the board", "blocks": [block] * 8},
        "response_url": "http://127.0.0.1:9/respond",
        "actions": [
            {"type": "button", "action_id": "bench:nothing", "block_id": "b", "value": "m1:4", "action_ts": "1795303200.1"}
        ],
    }
    return urlencode({"payload": json.dumps(payload)}).encode()


def request(body: bytes) -> bytes:
    """Return the bytes of one signed request."""
    stamp = str(int(time.time()))
    signature = SignatureVerifier(SECRET).generate_signature(timestamp=stamp, body=body)
    head = (
        "POST /slack/events HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/x-www-form-urlencoded\r\n"
        f"X-Slack-Request-Timestamp: {stamp}\r\nX-Slack-Signature: {signature}\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body


async def load(port: int, seconds: float) -> tuple[float, int]:
    """Return requests a second in a closed loop, and how many they were; any answer but 200 ends the run."""
    wire, done = request(click()), 0
    end = time.perf_counter() + seconds

    async def one() -> None:
        nonlocal done
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        while time.perf_counter() < end:
            writer.write(wire)
            head = await reader.readuntil(b"\r\n\r\n")
            if not head.startswith(b"HTTP/1.1 200"):
                raise RuntimeError(head.decode())
            length = next(
                (line for line in head.lower().split(b"\r\n") if line.startswith(b"content-length:")), b"content-length: 0"
            )
            await reader.readexactly(int(length.split(b":")[1]))
            done += 1
        writer.close()

    began = time.perf_counter()
    await asyncio.gather(*(one() for _ in range(CONNECTIONS)))
    return done / (time.perf_counter() - began), done


def cpu_seconds(pid: int) -> float:
    """Return the processor time that a process has used: what other work on the machine takes is not in it."""
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def wait_for(port: int) -> None:
    """Wait until somebody listens on a port."""
    for _ in range(300):
        with socket.socket() as knocking:
            if knocking.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise TimeoutError(f"nobody listens on {port}")


def bare_bolt(port: int) -> None:
    """Serve bare Bolt: its own server, one listener, nothing stored."""
    import logging

    from slack_bolt.async_app import AsyncApp
    from slack_bolt.authorization import AuthorizeResult

    async def authorize() -> AuthorizeResult:
        return AuthorizeResult(enterprise_id=None, team_id="T1", bot_token="xoxb-1", bot_user_id="UB", bot_id="B1")

    app = AsyncApp(signing_secret=SECRET, authorize=authorize, process_before_response=True)
    logging.disable(logging.INFO)

    @app.action("bench:nothing")
    async def listen(ack) -> None:  # type: ignore[no-untyped-def]
        await ack()

    app.start(port, host="127.0.0.1")


def whole_bot(port: int) -> None:
    """Serve the whole bot with one more feature, whose click reads a row and writes nothing."""
    import logging

    import uvloop
    from sqlalchemy import create_engine

    from bot.feature import Deps, Feature
    from bot.house import FEATURES, House, Options, build
    from bot.house.logs import set_up
    from bot.house.serving import serve
    from bot.slack.answers import Answer
    from bot.slack.bolt import Installed
    from bot.slack.client import SlackClient
    from bot.slack.requests import Click
    from bot.store.schema import whole_schema
    from bot.teams import Person
    from bot.teams import store as teams

    async def nothing(pressed: Click, deps: Deps) -> Answer:
        await deps.store.read(teams.workspace)
        return Answer.nothing()

    set_up("WARNING")
    logging.disable(logging.INFO)
    url = f"sqlite:///{tempfile.mkdtemp()}/bench.db"
    whole_schema().create_all(create_engine(url))
    options = Options(url, "xoxb-1", signing_secret=SECRET, api_url="http://127.0.0.1:9/api/")
    house = build(options, features=(*FEATURES, Feature("bench", clicks={"bench:nothing": nothing})))

    class Known(House):
        async def _introduce(self, session):  # type: ignore[no-untyped-def]
            client = SlackClient("xoxb-1", session, base_url=options.api_url)
            self.parts.installations.add(Installed("T1", "xoxb-1", "UB"), client, client)  # type: ignore[arg-type]
            await self.store.write(teams.keep_person, "T1", None, Person("U1", "Ana"))  # type: ignore[arg-type]
            self._open = True

    house.__class__ = Known
    uvloop.run(serve(house, "127.0.0.1", port))


def main() -> None:
    """Run both in turns and print the ratio of their medians."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--serve", choices=("bolt", "bot"))
    parser.add_argument("--port", type=int, default=0)
    given = parser.parse_args()
    if given.serve:
        (bare_bolt if given.serve == "bolt" else whole_bot)(given.port)
        return
    cores = sorted(os.sched_getaffinity(0))
    servers = {}
    for number, name in enumerate(("bolt", "bot")):
        argv = [sys.executable, "-m", "tests.bench.acks", "--serve", name, "--port", str(18_471 + number)]
        servers[name] = subprocess.Popen(argv, cwd=Path(__file__).parents[2], stdout=subprocess.DEVNULL)
        os.sched_setaffinity(servers[name].pid, {cores[0]})
    os.sched_setaffinity(0, {cores[-1]})
    for number in range(len(servers)):
        wait_for(18_471 + number)
    rates: dict[str, list[float]] = {"bolt": [], "bot": []}
    cpu: dict[str, list[float]] = {"bolt": [], "bot": []}
    try:
        for _ in range(ROUNDS):
            for number, name in enumerate(servers):
                before = cpu_seconds(servers[name].pid)
                rate, done = asyncio.run(load(18_471 + number, SECONDS))
                rates[name].append(rate)
                cpu[name].append((cpu_seconds(servers[name].pid) - before) / done * 1e6)
    finally:
        for server in servers.values():
            server.terminate()
            server.wait(10)
    bolt, bot = statistics.median(rates["bolt"]), statistics.median(rates["bot"])
    spent = {name: statistics.median(each) for name, each in cpu.items()}
    print(f"CPU of an ack: bare bolt {spent['bolt']:.0f} µs, whole bot {spent['bot']:.0f} µs: {spent['bolt'] / spent['bot']:.2f}")
    print(f"bare bolt {bolt:.0f}/s, whole bot with nothing to write {bot:.0f}/s: {bot / bolt:.2f}")


if __name__ == "__main__":
    main()
