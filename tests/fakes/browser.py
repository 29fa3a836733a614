"""The Chromium that tests and pictures are driven in."""

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.plugins.machine import NO_CHROMIUM, NO_DRIVER, chromium, driver_starts

ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--in-process-gpu",
]  # fmt: skip


@contextmanager
def open_browser() -> Iterator[Browser]:
    """Lend a browser, and end it. Skip the test where the machine has none."""
    found = chromium()
    if found is None:
        pytest.skip(NO_CHROMIUM)
    if not driver_starts():
        pytest.skip(NO_DRIVER)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=ARGUMENTS)
        yield browser
        with use(browser):  # what ends the driver makes tasks as well, and they would be those of another loop
            browser.close()
            playwright.stop()
    for (
        thread
    ) in threading.enumerate():  # asyncio's, which wait for the driver's process and say that they could not tell its loop
        if "waitpid" in thread.name:
            thread.join(5)


@contextmanager
def use(browser: Browser) -> Iterator[Browser]:
    """Use a browser in the block; outside of it the thread may run a loop of its own, for Playwright's does not pass for its running one."""
    asyncio._set_running_loop(browser._loop)
    try:
        yield browser
    finally:
        asyncio._set_running_loop(None)
