"""The demo: the room served in this process, the app beside it as a process whose plug can be pulled."""

import asyncio
import base64
import contextlib
import secrets
import signal
import socket
import sqlite3
import sys
import webbrowser
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import aiohttp
import yaml

from bot.rehearsal.app import build_room, serve
from bot.rehearsal.default_workspace import SEVERAL
from bot.rehearsal.file_lock import FileLock, LockHeld
from bot.rehearsal.installation import Installation, from_manifest
from bot.rehearsal.plug import SubprocessPlug
from bot.rehearsal.room import Room
from bot.rehearsal.shapes import ActRefused

HOST = "127.0.0.1"
DATABASE = "cortado.db"
_STARTS_WITHIN = 30
_OF_ORGS = ("team_access_granted", "team_access_revoked")
"""What an app for organizations subscribes to."""


class PortTaken(Exception):
    """The page cannot be shown where it should."""


class CannotKeep(Exception):
    """The folder, the manifest or the workspace in the folder cannot be read or written."""


@dataclass(frozen=True)
class Demo:
    """What is run: the app's command line, its manifest, the folder that keeps the workspace, the app's database in it."""

    argv: Sequence[str]
    manifest: Path
    folder: Path
    port: int
    opens_browser: bool
    say: Callable[[str], object]
    has_workspaces: bool = False
    """Several workspaces, which install the app by OAuth; else one, with one token."""


async def run_demo(demo: Demo) -> None:
    """Serve the room until Ctrl-C or SIGTERM, then end the app and close. Raise PortTaken, CannotKeep, LockHeld where another demo runs."""
    try:
        demo.folder.mkdir(parents=True, exist_ok=True)
        hold = FileLock(demo.folder / "lock")
        with hold:
            await _run_in_folder(demo, hold)
    except OSError as fault:
        raise CannotKeep(
            f"The demo cannot use {fault.filename or demo.folder}: {fault.strerror or type(fault).__name__}."
        ) from fault


async def _run_in_folder(demo: Demo, hold: FileLock) -> None:
    app_port, secret = _free_port(), secrets.token_hex(16)
    address = f"http://{HOST}:{app_port}"
    installation = _installed(demo, address)
    room: Room

    def environment() -> Mapping[str, str]:
        return _environment(demo, installation, room, app_port, secret)

    plug = SubprocessPlug(demo.argv, environment, demo.folder / "bot.log", ready=_answers(f"{address}/readyz"))
    kept = demo.folder / "workspace.json"
    try:
        room = build_room(
            app=installation,
            path=kept,
            control=(f"{address}/control", secret),
            plug=plug,
            forget_bot=forgetting(demo.folder / DATABASE),
            **several(demo, address),
        )
    except (sqlite3.Error, ValueError, KeyError, TypeError) as fault:
        raise CannotKeep(f"The demo's workspace in {kept} cannot be read ({type(fault).__name__}).") from fault
    plug.changed = room.changes.notify
    await _run(demo, room, plug, hold)


async def _run(demo: Demo, room: Room, plug: SubprocessPlug, hold: FileLock) -> None:
    ready, ended = asyncio.Event(), asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, ended.set)
    serving = asyncio.ensure_future(serve(room, HOST, demo.port, ready=ready))
    opened = asyncio.ensure_future(ready.wait())
    try:
        await asyncio.wait({serving, opened}, return_when=asyncio.FIRST_COMPLETED)
        if serving.done():
            await _fail_to_serve(serving, demo.port)
            return
        hold.tell(room.base_url)
        log = demo.folder / "bot.log"
        said_before = log.stat().st_size if log.exists() else 0
        await plug.start()
        demo.say("Starting the bot …")
        await _until_up(room, serving)
        demo.say(f"The rehearsal room is open: {room.base_url}")
        if room.bot_state != "up":
            _say_that_it_is_missing(demo, room, log, said_before)
        if demo.has_workspaces and not room.slack.installs.all:
            demo.say("The app is installed nowhere yet: choose “Add to Slack” at the top of the page.")
        demo.say(f"The bot's log: {log}. Ctrl-C ends both.")
        if demo.opens_browser:
            await asyncio.to_thread(webbrowser.open, room.base_url)
        ending = asyncio.ensure_future(ended.wait())
        await asyncio.wait({serving, ending}, return_when=asyncio.FIRST_COMPLETED)
        ending.cancel()
    finally:
        opened.cancel()
        await plug.stop()
        serving.cancel()
        with contextlib.suppress(asyncio.CancelledError, OSError, OverflowError):  # a port that is taken was told above
            await serving


async def _fail_to_serve(serving: asyncio.Future[None], port: int) -> None:
    try:
        await serving
    except (OSError, OverflowError) as fault:
        raise PortTaken(
            f"Cannot listen on port {port}: {getattr(fault, 'strerror', None) or 'there is no such port'}."
        ) from fault


def _installed(demo: Demo, address: str) -> Installation:
    """Read the manifest; with several workspaces the app shows more of what Slack offers: rotation, and organizations."""
    try:
        app = Installation(**from_manifest(yaml.safe_load(demo.manifest.read_text(encoding="utf-8"))))
    except (yaml.YAMLError, UnicodeError, KeyError, TypeError, AttributeError) as fault:
        raise CannotKeep(
            f"{demo.manifest} is no manifest of a Slack app ({type(fault).__name__}). Take it from the project again."
        ) from fault
    if not demo.has_workspaces:
        return app
    events = (*app.events, *(each for each in _OF_ORGS if each not in app.events))
    back_to = (f"{address}/slack/oauth_redirect",)
    return replace(app, redirect_urls=back_to, events=events, rotates_tokens=True, is_for_orgs=True)


def several(demo: Demo, address: str) -> dict[str, Any]:
    """Give what a room with several workspaces is built with; nothing for a room with one."""
    return {"workspaces": SEVERAL, "install_url": f"{address}/slack/install"} if demo.has_workspaces else {}


async def _until_up(room: Room, serving: asyncio.Future[None]) -> None:
    """Wait until the bot answers, at most half a minute: whoever opens the page then types into a bot that listens."""
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(_STARTS_WITHIN):
            while room.bot_state == "starting" and not serving.done():  # noqa: ASYNC110 — the plug tells nobody when it is up
                await asyncio.sleep(0.1)


def _say_that_it_is_missing(demo: Demo, room: Room, log: Path, said_before: int) -> None:
    """Tell whoever waits for the bot what it said last; it may say why in its last line but one, and what to do in its last."""
    demo.say("The bot does not answer yet." if room.bot_state == "starting" else "The bot did not start.")
    with log.open("rb") as kept:
        kept.seek(said_before)
        said = [line for line in kept.read().decode(errors="replace").splitlines() if line.strip()]
    for line in said[-2:]:
        demo.say(f"  {line}")


def _token_key(folder: Path) -> str:
    """Give the key that the app encrypts its tokens with, the same for as long as the folder is there."""
    file = folder / "token.key"
    if not file.exists():
        file.touch(0o600)
        file.write_text(base64.urlsafe_b64encode(secrets.token_bytes(32)).decode(), encoding="ascii")
    return file.read_text(encoding="ascii")


def _whose(demo: Demo, installation: Installation) -> Mapping[str, str]:
    """Tell the app whether it has one token, or gets its tokens by OAuth; what is set on this machine for a bot in earnest is emptied."""
    if demo.has_workspaces:
        return {
            "SLACK_BOT_TOKEN": "",
            "SLACK_CLIENT_ID": installation.client_id,
            "SLACK_CLIENT_SECRET": installation.client_secret,
            "TOKEN_KEYS": _token_key(demo.folder),
        }
    return {"SLACK_BOT_TOKEN": installation.bot_token, "SLACK_CLIENT_ID": ""}


def _environment(demo: Demo, installation: Installation, room: Room, port: int, secret: str) -> Mapping[str, str]:
    return {
        "DATABASE_URL": f"sqlite:///{(demo.folder / DATABASE).absolute()}",
        **_whose(demo, installation),
        "SLACK_APP_TOKEN": installation.app_token,
        "SLACK_SIGNING_SECRET": installation.signing_secret,
        "SLACK_API_URL": f"{room.base_url}/api/",
        "HOST": HOST,
        "PORT": str(port),
        "PUBLIC_URL": f"http://{HOST}:{port}",
        "METRICS_PORT": "",  # it may be that of a bot in earnest, which runs on this machine too
        "CLOCK_CONTROL": secret,
        "CLOCK_OFFSET_SECONDS": str(room.offset_seconds),
        "ENDS_WITH_INPUT": "1",
        "PYTHONUNBUFFERED": "1",
    }


def _answers(url: str) -> Callable[[], Awaitable[bool]]:
    """Return how to find out whether the app answers."""

    async def ready() -> bool:
        try:
            timeout = aiohttp.ClientTimeout(total=1)
            async with aiohttp.ClientSession(timeout=timeout) as session, session.get(url) as answer:
                return answer.status == 200
        except (aiohttp.ClientError, OSError, TimeoutError):
            return False

    return ready


def forgetting(database: Path) -> Callable[[], Awaitable[None]]:
    """Return how the app's database is thrown away with the rest of a workspace; one that another process writes to stays."""

    def unlink() -> None:
        lock = database.with_name(database.name + "-lock")  # what the app holds while it runs
        try:
            with FileLock(lock):
                for file in database.parent.glob(f"{database.name}*"):
                    if file != lock:
                        file.unlink(missing_ok=True)
        except LockHeld as held:
            raise ActRefused(f"Another process ({held.process}) uses {database}, so nothing was reset. End it first.") from None

    async def forget() -> None:
        await asyncio.to_thread(unlink)

    return forget


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind((HOST, 0))
        port: int = listener.getsockname()[1]
        return port


def command_line(*words: str) -> list[str]:
    """Return the command line that runs a module with this Python."""
    return [sys.executable, "-m", *words]
