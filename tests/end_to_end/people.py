"""People at the page: each has a pane, and does there what a person does with eyes, keyboard and mouse."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import parse_qs, urljoin, urlsplit

from playwright.sync_api import Locator, Page, expect
from playwright.sync_api import TimeoutError as NotInTime

SOON = 30_000
"""Milliseconds that a person is ready to wait for something that is on its way."""

TRIGGER = 6_000
"""Milliseconds after which no form comes any more: Slack's trigger is good for three seconds, which a busy machine can miss."""

NAMES = {"Ana": "U0ANA", "Ben": "U0BEN", "Chloé": "U0CHLOE", "Dev": "U0DEV", "Inês": "U1INES", "Jonas": "U1JONAS", "Léa": "U2LEA"}


def id_of(name: str) -> str:
    """Return the id of a person of a new room by name; who came later is named by id."""
    return NAMES.get(name, name)


@dataclass(frozen=True)
class Person:
    """One person in their pane of the page."""

    name: str
    page: Page
    pane: Locator
    acts: list[Callable[[], None]] = field(default_factory=list)
    """What was pressed or typed last; a person whose form did not open does that again."""

    @property
    def messages(self) -> Locator:
        """The messages of the open conversation, private ones too."""
        return self.pane.locator("article.message")

    @property
    def of_the_app(self) -> Locator:
        """The app's messages that everybody in the conversation sees."""
        return self.pane.locator("article.message:not(.ephemeral):not(.reply)", has=self.page.locator(".badge"))

    @property
    def told(self) -> Locator:
        """The newest private answer."""
        return self.pane.locator("article.ephemeral").last

    @property
    def form(self) -> Locator:
        """The form that lies on top."""
        return self.pane.locator("[role=dialog]:not([hidden])").last

    def goes_to(self, place: str) -> None:
        """Open a conversation, or "Home"."""
        self.pane.get_by_role("navigation").get_by_role("button", name=re.compile(rf"^{re.escape(place)}(,|$)")).click()
        expect(self.pane.locator(".talk-head h2")).to_contain_text(place)

    def says(self, text: str) -> None:
        """Write a message or a command and send it with Enter."""
        self._does(lambda: self._types(text))

    def _types(self, text: str) -> None:
        composer = self.pane.locator("textarea[data-composer]")
        composer.fill(text)
        composer.press("Enter")

    def _does(self, act: Callable[[], None]) -> None:
        self.acts[:] = [act]
        act()

    def _has_form(self) -> None:
        """Wait for the form; where the app could not open it, do again what should have opened it, as its person would."""
        for _ in range(2):
            try:
                self.form.wait_for(timeout=TRIGGER)
            except NotInTime:
                if self._has_form_in_the_room():  # the page is slower than the room: a second press would meet the form
                    break
                for act in list(self.acts):
                    act()
            else:
                return
        self.form.wait_for(timeout=SOON)

    def _has_form_in_the_room(self) -> bool:
        team = parse_qs(urlsplit(self.page.url).query).get("team", [""])[0]
        view = self.page.request.get(urljoin(self.page.url, f"/room/view?as={id_of(self.name)}&team={team}"), timeout=SOON)
        return bool(view.json()["modals"])

    def button(self, name: str, within: Locator | None = None) -> Locator:
        """The newest button of this name."""
        return (within or self.messages).get_by_role("button", name=name, exact=True).last

    def presses(self, name: str, within: Locator | None = None) -> None:
        """Press the newest button of this name; the log may be redrawn meanwhile."""
        self._does(lambda: self.button(name, within).click(timeout=SOON))

    def ends(self, name: str) -> None:
        """Press the newest button of this name, which ends something for everyone, and agree when it asks."""
        self.presses(name)
        self.pane.get_by_role("alertdialog").get_by_role("button", name=name, exact=True).click(timeout=SOON)

    def chooses(self, option: str, within: Locator | None = None) -> None:
        """Open the newest ⋮ menu and choose from it."""
        (within or self.messages).locator("button.overflow").last.click(timeout=SOON)
        self.pane.get_by_role("menuitem", name=option, exact=True).click()

    def sees(self, text: str | re.Pattern[str], within: Locator | None = None, timeout: float = SOON) -> None:
        """Wait until the newest message of the app, or another place, holds a text."""
        expect(within or self.of_the_app.last).to_contain_text(text, timeout=timeout)

    def fills(self, label: str, text: str) -> None:
        """Write into a field of the form."""
        self._has_form()
        self.form.get_by_label(label).fill(text, timeout=SOON)

    def picks(self, label: str, option: str) -> None:
        """Choose from a menu of the form."""
        self._has_form()
        self.form.get_by_label(re.compile(rf"^{re.escape(label)}\b")).select_option(label=option, timeout=SOON)

    def ticks(self, label: str) -> None:
        """Tick a box of the form."""
        self._has_form()
        self.form.get_by_label(label).check(timeout=SOON)

    def sends(self, name: str) -> None:
        """Send the form and wait until it is gone."""
        sent = self.form
        view = sent.get_attribute("data-view-id", timeout=SOON)
        sent.get_by_role("button", name=name, exact=True).click()
        expect(self.pane.locator(f'[data-view-id="{view}"]')).to_have_count(0, timeout=SOON)

    def proposes(self) -> None:
        """Send the form of a topic for which no board is open, read in its place that it waits, and close that."""
        self.form.get_by_role("button", name="Propose", exact=True).click()
        self.sees("waits for the next Lean Coffee", self.form)
        self.closes()

    def gives_dots(self, *topics: str) -> None:
        """Vote by the private form, a press for each of these topics, and say that this is all."""
        self.presses("Vote")
        self.presses_dots(*topics)
        self.sends("Done")

    def presses_dots(self, *topics: str) -> None:
        """Give a dot to each of these topics in the open ballot, and wait until it shows them."""
        self._has_form()
        for topic in topics:
            more = self.row(topic).get_by_role("button", name="+ dot", exact=True)
            expect(more).not_to_have_attribute("aria-busy", "true", timeout=SOON)  # a press under way takes no second one
            more.click(timeout=SOON)
        for topic in set(topics):
            expect(self.row(topic)).to_contain_text(f"{'●' * topics.count(topic)} {topics.count(topic)}", timeout=SOON)

    def row(self, topic: str) -> Locator:
        """The row of a topic in the open ballot."""
        return self.form.locator(".block.section").filter(has_text=re.compile(rf"^{re.escape(topic)}"))

    def closes(self) -> None:
        """Close the form on top without sending it."""
        view = self.form.get_attribute("data-view-id", timeout=SOON)
        self.form.get_by_role("button", name="Close", exact=True).last.click()
        expect(self.pane.locator(f'[data-view-id="{view}"]')).to_have_count(0, timeout=SOON)
