"""The pictures of several workspaces: Slack's question, and the bar that switches between them."""

from playwright.sync_api import expect

from tests.end_to_end.album import WIDE, Album
from tests.end_to_end.demo import RunningDemo
from tests.end_to_end.people import SOON


def play(demo: RunningDemo, album: Album) -> None:
    """Add the bot to one of three workspaces, and look at what can be done with that."""
    page = album.stage
    page.set_viewport_size({"width": 720, "height": 1_100})
    page.goto(f"{demo.url}/?team=T1ATELIER")
    page.get_by_role("link", name="Add to Slack").click()
    page.get_by_role("link", name="Add to Slack").click()
    page.get_by_role("checkbox", name="files:read").uncheck()
    album.keep("authorize", page.locator("main"))
    page.get_by_role("button", name="Allow").click()
    page.get_by_role("link", name="Open in the browser").click()

    page.set_viewport_size(WIDE | {"height": 330})
    expect(page.get_by_text("Cortado is installed", exact=True)).to_be_visible(timeout=SOON)
    page.get_by_role("button", name="Installation").click()
    album.keep("workspaces", page.locator("body"))
