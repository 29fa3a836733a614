"""A rehearsal room with the app installed as its manifest says, served by a thread of its own."""

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import yaml

from bot.rehearsal.app import build_room, serve
from bot.rehearsal.installation import Installation, from_manifest
from bot.rehearsal.room import Room

ROOT = Path(__file__).parents[2]


@contextmanager
def open_room(**more: Any) -> Iterator[Room]:
    """Open a room, and close it at the end; `more` is what its app has in other places than the manifest."""
    manifest = yaml.safe_load((ROOT / "app.yaml").read_text(encoding="utf-8"))
    opened = threading.Event()
    found: list[tuple[Room, asyncio.AbstractEventLoop, asyncio.Task[None]]] = []

    async def keep_open() -> None:
        ready, room = asyncio.Event(), build_room(app=Installation(**from_manifest(manifest), **more))
        serving = asyncio.create_task(serve(room, port=0, ready=ready))
        await ready.wait()
        found.append((room, asyncio.get_running_loop(), serving))
        opened.set()
        await asyncio.gather(serving, return_exceptions=True)

    thread = threading.Thread(target=lambda: asyncio.run(keep_open()), name="room", daemon=True)
    thread.start()
    assert opened.wait(30)
    [(room, loop, serving)] = found
    yield room
    loop.call_soon_threadsafe(serving.cancel)
    thread.join(30)
    assert not thread.is_alive()
