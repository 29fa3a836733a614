"""An album: pictures of the page, or of what one person sees on it, in `docs/images`."""

import sys
from pathlib import Path

from playwright.sync_api import Browser, FloatRect, Locator, ViewportSize, expect

from tests.end_to_end.browser import seat
from tests.end_to_end.demo import ROOT, RunningDemo
from tests.end_to_end.people import Person

IMAGES = ROOT / "docs" / "images"
WIDE: ViewportSize = {"width": 1560, "height": 690}
TALL: ViewportSize = {"width": 860, "height": 1000}
PHONE: ViewportSize = {"width": 390, "height": 844}
MARGIN = 12


class Album:
    """Takes the pictures: of the stage where all act, and of what one person sees, on a page that nobody has touched."""

    def __init__(self, browser: Browser, demo: RunningDemo) -> None:
        self.stage = browser.new_page(viewport=WIDE, reduced_motion="reduce")
        self._desk = browser.new_page(viewport=TALL, reduced_motion="reduce")
        self._browser, self._demo = browser, demo

    def keep(self, name: str, shown: Locator) -> None:
        """Write a picture of a part of the stage."""
        self.stage.mouse.move(0, 0)
        shown.screenshot(path=path_of(name), animations="disabled", caret="hide")

    def keep_form(self, name: str, person: Person) -> None:
        """Write a picture of the form on top, from its beginning and as long as the desk is high."""
        self.stage.set_viewport_size({"width": WIDE["width"], "height": TALL["height"]})
        person.form.locator(".modal-body").evaluate("body => { body.scrollTop = 0 }")
        self.keep(name, person.form)
        self.stage.set_viewport_size(WIDE)

    def keep_on_a_phone(self, name: str, who: str, channel: str) -> None:
        """Write a picture of a channel as one person sees it on a phone, in the dark."""
        page = self._browser.new_page(viewport=PHONE, color_scheme="dark", reduced_motion="reduce")
        (person,) = seat(page, self._demo, who, channel=channel)
        expect(person.of_the_app.last).to_be_visible()
        page.screenshot(path=path_of(name), animations="disabled", caret="hide")
        page.close()

    def keep_told_on_a_phone(self, name: str, who: str) -> None:
        """Write a picture of what one person alone was told last, as they see it on a phone, in the dark."""
        page = self._browser.new_page(viewport=PHONE, color_scheme="dark", reduced_motion="reduce")
        (person,) = seat(page, self._demo, who)
        expect(person.told).to_be_visible()
        page.screenshot(path=path_of(name), animations="disabled", caret="hide")
        page.close()

    def keep_message(self, name: str, who: str, place: str) -> None:
        """Write a picture of the app's newest message at a place, as one person sees it."""
        (person,) = seat(self._desk, self._demo, who)
        if place != "guild":
            person.goes_to(place)
        self._clip(name, person.of_the_app.last, 0)

    def keep_told(self, name: str, who: str, place: str) -> None:
        """Write a picture of the newest message at a place that one person alone sees."""
        (person,) = seat(self._desk, self._demo, who)
        person.goes_to(place)
        self._clip(name, person.told, 0)

    def keep_home(self, name: str, who: str) -> None:
        """Write a picture of a person's Home."""
        (person,) = seat(self._desk, self._demo, who)
        person.goes_to("Home")
        person.sees("My SEUs", person.pane.locator(".home"))
        self._clip(name, person.pane.locator(".home-blocks"), MARGIN)

    def _clip(self, name: str, shown: Locator, margin: int) -> None:
        expect(shown).to_be_visible()
        box = shown.bounding_box()
        assert box is not None
        around: FloatRect = {
            "x": box["x"] - margin, "y": box["y"] - margin, "width": box["width"] + 2 * margin, "height": box["height"] + 2 * margin,
        }  # fmt: skip
        self._desk.screenshot(path=path_of(name), clip=around, animations="disabled", caret="hide")


def path_of(name: str) -> Path:
    sys.stdout.write(f"docs/images/{name}.png\n")
    return IMAGES / f"{name}.png"
