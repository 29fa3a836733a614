"""A demo for each test, people in their panes; what the page complains about fails the test."""

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.end_to_end.browser import seat
from tests.end_to_end.demo import RunningDemo
from tests.end_to_end.forked import forked_demo
from tests.end_to_end.people import SOON, Person
from tests.end_to_end.strip import Strip
from tests.fakes.databases import folder_in_memory

expect.set_options(timeout=SOON)
People = Callable[..., list[Person]]


@pytest.fixture
def quick() -> bool:
    """Whether Slack may be called nearly as often as one likes, so that nobody waits for a turn there."""
    return True


@pytest.fixture
def demo(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory, quick: bool) -> Iterator[RunningDemo]:
    with folder_in_memory(tmp_path_factory) as folder, forked_demo(folder, quick=quick, database=sqlite_template) as running:
        yield running


@pytest.fixture
def page(browser: Browser, demo: RunningDemo) -> Iterator[Page]:
    """An empty page, wide enough for three people; at the end it must not have complained."""
    complaints: list[str] = []
    context = browser.new_context(viewport={"width": 1280, "height": 800}, reduced_motion="reduce")
    page = context.new_page()
    page.set_default_timeout(SOON)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda entry: complaints.append(entry.text) if entry.type == "error" else None)
    yield page
    context.close()
    assert complaints == []


@pytest.fixture
def people(page: Page, demo: RunningDemo) -> People:
    """Seat people side by side in a channel: `ana, ben = people("Ana", "Ben")`."""
    return partial(seat, page, demo)


@pytest.fixture
def strip(page: Page, demo: RunningDemo) -> Strip:
    """What moves time and kills the bot."""
    return Strip(page, demo)
