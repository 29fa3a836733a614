"""The strip above the chat: the business clock and the plug, pressed as a person presses them."""

from dataclasses import dataclass

from playwright.sync_api import Page, expect

from tests.end_to_end.demo import RunningDemo
from tests.end_to_end.people import SOON

GUILD = "C0GUILD"
MOST_MOMENTS = 25
ARRIVES_WITHIN = 60_000
STARTS_AGAIN_WITHIN = 60_000


@dataclass(frozen=True)
class Strip:
    """What moves time and kills the bot."""

    page: Page
    demo: RunningDemo

    def goes_on(self) -> None:
        """Go to the next moment and wait until it is there."""
        with self.page.expect_response("**/room/clock", timeout=ARRIVES_WITHIN) as arrived:
            self.page.get_by_role("button", name="Go to the next moment").click(timeout=SOON)
        assert arrived.value.ok, arrived.value.text()
        expect(self.page.locator(".ahead")).not_to_have_text("Travelling …", timeout=ARRIVES_WITHIN)

    def goes_on_until(self, text: str, channel: str = GUILD) -> None:
        """Go from moment to moment until the app's newest message in a channel holds this text."""
        for _ in range(MOST_MOMENTS):
            # The page is told a moment after the room: who looks at the page only may go one moment too far.
            if text in self.demo.newest(channel):
                return
            self.goes_on()
        raise AssertionError(f"{text!r} did not come within {MOST_MOMENTS} moments: {self.demo.newest(channel)}")

    def pulls_the_plug(self) -> None:
        """Kill the bot and wait until it is up again."""
        self.page.get_by_role("button", name="Pull the plug").click()
        expect(self.page.locator(".bot-state")).not_to_have_text("Cortado is up", timeout=SOON)
        expect(self.page.locator(".bot-state")).to_have_text("Cortado is up", timeout=STARTS_AGAIN_WITHIN)
