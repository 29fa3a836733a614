"""The browser, and seating people side by side in it."""

from playwright.sync_api import Page

from tests.end_to_end.demo import RunningDemo
from tests.end_to_end.people import Person, id_of
from tests.end_to_end.strip import GUILD


def seat(page: Page, demo: RunningDemo, *names: str, channel: str = GUILD) -> list[Person]:
    """Open the page with these people side by side in a channel."""
    page.goto(f"{demo.url}/?as={','.join(id_of(name) for name in names)}&channel={channel}")
    page.locator(".pane .place").nth(len(names) - 1).wait_for()
    return [Person(name, page, page.locator(f'section.pane[data-as="{id_of(name)}"]')) for name in names]
