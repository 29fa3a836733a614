"""A whole house in a rehearsal room, in one process: what people do in the room comes to it by either transport."""

import asyncio
import io
import json
import socket
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, nullcontext
from dataclasses import dataclass
from typing import Any

import httpx

from bot.core.clock import Clock
from bot.feature import Deps, Feature
from bot.house.build import build
from bot.house.lifecycle import House
from bot.house.options import Options
from bot.house.serving import serve
from bot.rehearsal.app import build_room
from bot.rehearsal.app import serve as serve_room
from bot.rehearsal.installation import Installation
from bot.rehearsal.room import Room
from bot.slack.answers import Answer
from bot.slack.requests import Command
from tests.fakes.until import until

CONTROL = "control-secret-of-a-test"


@dataclass
class Scene:
    """A house that runs, the room it runs in, and what it has logged."""

    house: House
    room: Room
    url: str
    http: httpx.AsyncClient
    logged: io.StringIO

    async def type(self, text: str, command: str = "/coffee", person: str = "U0ANA", channel: str = "C0GUILD") -> dict[str, Any]:
        wish = {"as": person, "channel": channel, "command": command, "text": text}
        told: dict[str, Any] = (await self.http.post(f"{self.room.base_url}/room/act/command", json=wish)).json()
        return told

    async def act(self, verb: str, **wish: Any) -> dict[str, Any]:
        told: dict[str, Any] = (await self.http.post(f"{self.room.base_url}/room/act/{verb}", json=wish)).json()
        return told

    async def seen(self, person: str = "U0ANA") -> dict[str, Any]:
        found: dict[str, Any] = (await self.http.get(f"{self.room.base_url}/room/view", params={"as": person})).json()
        return found

    async def texts(self, person: str = "U0ANA") -> list[str]:
        return [each["text"] for place in (await self.seen(person))["conversations"] for each in place["messages"]]

    async def get(self, path: str, **headers: str) -> httpx.Response:
        return await self.http.get(f"{self.url}{path}", headers=headers)


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port


@asynccontextmanager
async def open_room(features: tuple[Feature, ...], request_url: str | None = None) -> AsyncIterator[Room]:
    """Open a room in which houses can start one after the other."""
    commands = [{"command": name, "description": "a command"} for feature in features for name in feature.commands]
    room = build_room(app=Installation(commands=commands, request_url=request_url), rates=False)
    opened = asyncio.Event()
    serving = asyncio.create_task(serve_room(room, port=0, ready=opened))
    await opened.wait()
    try:
        yield room
    finally:
        serving.cancel()
        await asyncio.gather(serving, return_exceptions=True)


@asynccontextmanager
async def scene(
    database_url: str,
    transport: str,
    features: tuple[Feature, ...],
    logged: io.StringIO | None = None,
    metrics_port: int | None = None,
    room: Room | None = None,
    *,
    real: Clock | None = None,
) -> AsyncIterator[Scene]:
    """Open a room, or take one that is open (by Socket Mode), start a house in it, and close what was opened."""
    port = free_port()
    request_url = f"http://127.0.0.1:{port}/slack/events" if transport == "http" else None
    async with nullcontext(room) if room else open_room(features, request_url) as opened:
        options = Options(
            database_url,
            opened.app.bot_token,
            opened.app.app_token if transport == "socket" else None,
            opened.app.signing_secret,
            f"{opened.base_url}/api/",
            CONTROL,
            metrics_port=metrics_port,
        )
        house = build(options, features=features, answered_by={}, real=real)
        serving = asyncio.create_task(serve(house, "127.0.0.1", port))
        try:
            async with httpx.AsyncClient(timeout=60) as http:
                found = Scene(house, opened, f"http://127.0.0.1:{port}", http, logged or io.StringIO())

                async def ready() -> bool:
                    return house.is_open and (transport == "http" or bool(opened.sockets.connected))

                await until(ready)
                yield found
        finally:
            house.on_failed()
            await serving


def echoing(answer: Callable[[Command], Answer]) -> Feature:
    """Return a feature whose command answers so."""

    async def on_command(command: Command, deps: Deps) -> Answer:
        return answer(command)

    return Feature("echo", commands={"/coffee": on_command})


def lines(logged: io.StringIO) -> list[dict[str, Any]]:
    return [json.loads(line) for line in logged.getvalue().splitlines()]
