"""A fresh room for each test, and a page that must not complain in its console."""

from collections.abc import Iterator
from typing import Literal

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Request, expect

from tests.rehearsal_page.fake_room import FakeRoom

PATIENCE_MS = 30_000
expect.set_options(timeout=PATIENCE_MS)


@pytest.fixture
def room() -> Iterator[FakeRoom]:
    room = FakeRoom().start()
    yield room
    room.stop()


class Watched:
    """Opens pages on a room; what a page says in its console, and each request elsewhere, is a complaint."""

    def __init__(self, browser: Browser, room: FakeRoom) -> None:
        self._browser = browser
        self._room = room
        self._contexts: list[BrowserContext] = []
        self._complaints: list[str] = []

    def __call__(
        self, query: str = "?as=U1", *, width: int = 1440, height: int = 900, scheme: Literal["light", "dark"] = "light"
    ) -> Page:
        context = self._browser.new_context(
            viewport={"width": width, "height": height}, color_scheme=scheme, reduced_motion="reduce"
        )
        self._contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(PATIENCE_MS)
        page.on("console", lambda entry: self._complaints.append(f"console {entry.type}: {entry.text}"))
        page.on("pageerror", lambda error: self._complaints.append(f"error: {error}"))
        page.on("request", self._stays_here)
        page.goto(f"{self._room.url}/{query}")
        page.locator(".pane .place").first.wait_for()
        return page

    def _stays_here(self, request: Request) -> None:
        if not request.url.startswith((self._room.url, "data:")):
            self._complaints.append(f"elsewhere: {request.url}")

    def close(self) -> None:
        """Close what was opened; the pages must not have complained."""
        for context in self._contexts:
            context.close()
        assert self._complaints == []


@pytest.fixture
def opened(browser: Browser, room: FakeRoom) -> Iterator[Watched]:
    watched = Watched(browser, room)
    yield watched
    watched.close()
