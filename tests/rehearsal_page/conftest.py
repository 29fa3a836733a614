"""A fresh room for each test, and a page that must not complain in its console."""

from collections.abc import Iterator
from typing import Literal

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Error, Page, Request, expect

from tests.fakes.browser import use
from tests.rehearsal_page.fake_room import FakeRoom

PATIENCE_MS = 30_000
expect.set_options(timeout=PATIENCE_MS)


@pytest.fixture(scope="session")
def kept(browser_of_worker: Browser) -> Iterator[Page]:
    """The page that a worker's tests open one after the other: a new context costs four times what a new address costs."""
    with use(browser_of_worker):
        context = browser_of_worker.new_context(reduced_motion="reduce")
        page = context.new_page()
    yield page
    with use(browser_of_worker):
        context.close()


@pytest.fixture
def room() -> Iterator[FakeRoom]:
    """A room of its own for each test, and so an origin: nothing that a page has stored is there for the next."""
    room = FakeRoom().start()
    yield room
    room.stop()


class Watched:
    """Opens a page on a room; what it says in its console, and each request elsewhere, is a complaint."""

    def __init__(self, page: Page, room: FakeRoom) -> None:
        self._page = page
        self._room = room
        self._complaints: list[str] = []
        page.set_default_timeout(PATIENCE_MS)
        page.on("console", self._says)
        page.on("pageerror", self._fails)
        page.on("request", self._asks)

    def __call__(
        self, query: str = "?as=U1", *, width: int = 1440, height: int = 900, scheme: Literal["light", "dark"] = "light"
    ) -> Page:
        page = self._page
        page.set_viewport_size({"width": width, "height": height})
        page.emulate_media(color_scheme=scheme)
        page.mouse.move(0, 0)
        page.goto(f"{self._room.url}/{query}")
        page.locator(".pane .place").first.wait_for()
        return page

    def _says(self, entry: ConsoleMessage) -> None:
        self._complaints.append(f"console {entry.type}: {entry.text}")

    def _fails(self, error: Error) -> None:
        self._complaints.append(f"error: {error}")

    def _asks(self, request: Request) -> None:
        if not request.url.startswith((self._room.url, "data:")):
            self._complaints.append(f"elsewhere: {request.url}")

    def close(self) -> None:
        """Leave the page blank for the next room; it must not have complained."""
        self._page.unroute_all(behavior="ignoreErrors")
        self._page.remove_listener("request", self._asks)
        self._leave()
        self._page.remove_listener("console", self._says)
        self._page.remove_listener("pageerror", self._fails)
        assert self._complaints == []

    def _leave(self) -> None:
        try:
            self._page.goto("about:blank")
        except Error as interrupted:  # a page that has just been told to start over is loading itself
            if "interrupted by another navigation" not in interrupted.message:
                raise
            self._page.wait_for_load_state()
            self._page.goto("about:blank")


@pytest.fixture
def opened(browser: Browser, kept: Page, room: FakeRoom) -> Iterator[Watched]:
    watched = Watched(kept, room)
    yield watched
    watched.close()
