"""People who press one after another without looking up: what each of them saw is what counts."""

import re

from playwright.sync_api import Page, WebSocketRoute

from tests.end_to_end import scene
from tests.end_to_end.conftest import People
from tests.end_to_end.demo import RunningDemo
from tests.end_to_end.strip import Strip


class Glass:
    """What lies between the room and the page: held, the page shows what it showed."""

    def __init__(self, page: Page) -> None:
        self._held: list[tuple[WebSocketRoute, str | bytes]] | None = None
        page.route_web_socket(re.compile("/room/live"), self._between)

    def _between(self, to_page: WebSocketRoute) -> None:
        def pass_on(push: str | bytes) -> None:
            if self._held is None:
                to_page.send(push)
            else:
                self._held.append((to_page, push))

        to_page.connect_to_server().on_message(pass_on)

    def hold(self) -> None:
        """Let nothing through from now on."""
        self._held = []

    def let_go(self) -> None:
        """Let everything through that was held."""
        held, self._held = self._held or [], None
        for to_page, push in held:
            to_page.send(push)


def test_presses_count_that_meet_a_redraw_of_the_board(people: People, strip: Strip, demo: RunningDemo, page: Page) -> None:
    glass = Glass(page)
    here = ("Ana", "Ben", "Chloé")
    scene.starts(demo, here, '"Platform guild" vote 5 box 100s thumbs 3 for 45m', "Flaky tests")
    scene.votes(demo, here, {name: ["Flaky tests"] for name in here})
    scene.goes_on_until(demo, "Time's up")
    ana, ben, chloe = people(*here)
    for person in (ana, ben, chloe):
        person.sees("Time's up: Flaky tests")

    glass.hold()
    ana.presses("👍 More")
    demo.shows("1 of 3 has answered")
    ben.presses("👎 Next topic")
    chloe.presses("👍 More")
    demo.shows("3 of 3 have answered")
    glass.let_go()
    for person in (ana, ben, chloe):
        person.sees("3 of 3 have answered")
    strip.goes_on_until("box 2")
    ana.sees("2 👍  0 ✊  1 👎")
