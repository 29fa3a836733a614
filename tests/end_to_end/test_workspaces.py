"""Several workspaces add the bot by the page, hold their meetings at the same time, remove it, and add it again."""

import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, expect

from tests.end_to_end import scene
from tests.end_to_end.demo import RunningDemo
from tests.end_to_end.forked import forked_demo
from tests.end_to_end.people import NAMES, SOON, Person, id_of
from tests.fakes.databases import folder_in_memory
from tests.fakes.until import wait_until
from tests.plugins.repeatable import ON_CI
from tests.rehearsal_page.test_access import grave

WISHES = '"Platform guild" vote 5 box 100s thumbs 3 for 45m'


@dataclass(frozen=True)
class Place:
    """A workspace in its own window of the browser."""

    team: str
    name: str
    channel: str
    people: tuple[str, str]
    page: Page
    demo: RunningDemo

    def is_looked_at(self) -> list[Person]:
        """Open its page with two people side by side."""
        there = ",".join(id_of(name) for name in self.people)
        self.page.goto(f"{self.demo.url}/?team={self.team}&as={there}&channel={self.channel}")
        self.page.locator(".pane .place").first.wait_for()
        return [Person(name, self.page, self.page.locator(f'section.pane[data-as="{id_of(name)}"]')) for name in self.people]

    def asks_to_add_the_bot(self) -> None:
        """Go the way of "Add to Slack" to Slack's question."""
        self.page.get_by_role("link", name="Add to Slack").click()
        self._goes_on_to_slack()

    def _goes_on_to_slack(self) -> None:
        self.page.get_by_role("link", name="Add to Slack").click()
        self.page.get_by_role("heading", name="Add Cortado to Slack").wait_for()

    def adds_the_bot_again(self) -> None:
        """Install once more, with all scopes."""
        self.page.get_by_role("button", name="Installation").click()
        self.page.get_by_role("menuitem", name="Add to Slack again").click()
        self._goes_on_to_slack()
        self.allows()

    def adds_the_bot(self, *left_out: str, place: str = "") -> None:
        """Go the way of "Add to Slack" and come back."""
        self.asks_to_add_the_bot()
        self.allows(*left_out, place=place)

    def allows(self, *left_out: str, place: str = "") -> None:
        """Answer Slack's question."""
        self.page.get_by_role("radio").and_(self.page.locator(f'[value="{place or self.team}"]')).check()
        for scope in left_out:
            self.page.get_by_role("checkbox", name=scope).uncheck()
        self.page.get_by_role("button", name="Allow").click()
        expect(self.page.get_by_role("heading", name=re.compile("^Cortado is in"))).to_be_visible(timeout=SOON)

    def chooses(self, entry: str, said: str) -> None:
        """Do something with the installation, and read what Slack tells of it."""
        self.page.get_by_role("button", name="Installation").click()
        self.page.get_by_role("menuitem", name=entry).click()
        expect(self.page.get_by_text(said)).to_be_visible(timeout=SOON)

    def meets(self, *topics: str) -> None:
        """Begin a meeting in which both are and topics wait, and open the vote."""
        host, guest = self.people
        self.demo.act("invite_bot", NAMES[host], channel=self.channel)
        for line in (*(f"topic {topic}" for topic in topics), f"start {WISHES}"):
            scene.types(self.demo, NAMES[host], line, channel=self.channel)
        scene.presses(self.demo, guest, "check_in", channel=self.channel)
        self.shows(f"Here (2): {host}, {guest}")
        scene.presses(self.demo, host, "open_vote", channel=self.channel)
        self.shows("Voted: nobody yet")

    def shows(self, text: str) -> None:
        """Wait until the room shows a text in the channel."""

        def seen() -> str:
            talks = self.demo.view(NAMES[self.people[0]])["conversations"]
            return str(next(one["messages"] for one in talks if one["id"] == self.channel))

        wait_until(lambda: text in seen(), lambda: f"{text!r} did not come: {seen()}", seconds=30)


@pytest.fixture
def demo(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningDemo]:
    with (
        folder_in_memory(tmp_path_factory) as folder,
        forked_demo(folder, quick=True, database=sqlite_template, has_workspaces=True) as running,
    ):
        yield running


@pytest.fixture
def window(browser: Browser, demo: RunningDemo) -> Iterator[Callable[[str, str, str, tuple[str, str]], Place]]:
    """Open a window on a workspace; at the end no page must have complained."""
    complaints: list[str] = []
    with ExitStack() as opened:

        def on(team: str, name: str, channel: str, people: tuple[str, str]) -> Place:
            context = browser.new_context(viewport={"width": 1280, "height": 800}, reduced_motion="reduce")
            opened.callback(context.close)
            page = context.new_page()
            page.set_default_timeout(SOON)
            page.on("pageerror", lambda error: complaints.append(str(error)))
            page.on("console", lambda entry: complaints.append(entry.text) if is_complaint(entry) else None)
            here = Place(team, name, channel, people, page, opened.enter_context(demo.of(team)))
            here.is_looked_at()
            return here

        yield on
    assert complaints == []


def is_complaint(entry: ConsoleMessage) -> bool:
    """Tell what a page says is wrong, and not that the bot's answer to who cancels is a refusal."""
    return entry.type == "error" and "/slack/oauth_redirect" not in entry.location["url"]


@pytest.fixture
def rehearsal(window: Callable[[str, str, str, tuple[str, str]], Place]) -> Place:
    return window("T0REHEARSAL", "Rehearsal", "C0GUILD", ("Ana", "Ben"))


@pytest.fixture
def atelier(window: Callable[[str, str, str, tuple[str, str]], Place]) -> Place:
    return window("T1ATELIER", "Atelier", "C1GUILD", ("Inês", "Jonas"))


def test_two_workspaces_add_the_bot_meet_at_once_and_one_goes_and_comes_back(rehearsal: Place, atelier: Place) -> None:
    for place in (rehearsal, atelier):
        place.adds_the_bot()
    rehearsal.meets("Flaky tests", "Pairing")
    atelier.meets("Broken windows", "Paint")
    ana, ben = rehearsal.is_looked_at()
    ines, jonas = atelier.is_looked_at()
    ana.gives_dots("Flaky tests", "Flaky tests", "Flaky tests")
    ines.gives_dots("Broken windows", "Broken windows", "Broken windows")
    jonas.sees("Voted (1 of 2 here): Inês")

    atelier.chooses("Uninstall from Atelier", "Slack sends the app app_uninstalled, then tokens_revoked.")
    expect(ines.pane.get_by_text("Cortado is not installed in Atelier")).to_be_visible(timeout=SOON)
    jonas.says("/coffee help")
    jonas.sees("/coffee is not a valid command", jonas.told)
    ben.gives_dots("Pairing")
    ana.sees(re.compile("Voted \\(2 of 2 here\\)|1\\. Flaky tests"))

    atelier.adds_the_bot()
    ines, jonas = atelier.is_looked_at()
    jonas.gives_dots("Paint")
    ines.sees(re.compile("Voted \\(2 of 2 here\\)|1\\. Broken windows"))


@pytest.mark.skipif(
    not ON_CI, reason="What it drives is driven by the test above and by tests of either side; whole it runs on CI."
)
def test_a_token_is_rotated_in_a_meeting_and_a_scope_that_was_left_out_is_told(rehearsal: Place) -> None:
    rehearsal.adds_the_bot("files:write")
    rehearsal.meets("Flaky tests", "Pairing")
    ana, ben = rehearsal.is_looked_at()
    rehearsal.chooses("Let the access token expire now", "refused as token_expired")
    ana.gives_dots("Flaky tests", "Flaky tests", "Flaky tests")
    ben.gives_dots("Pairing", "Pairing", "Pairing")
    rehearsal.demo.waits(timedelta(seconds=11))
    rehearsal.shows("*Flaky tests*  ●●● 3")
    refreshed = [line for line in rehearsal.demo.calls("oauth.v2.access") if line["args"].get("grant_type") == "refresh_token"]
    assert [line["ok"] for line in refreshed] == [True]

    ana.says("/seu export")
    ana.sees("need the scope files:write", ana.form)
    rehearsal.adds_the_bot_again()
    ana, _ = rehearsal.is_looked_at()
    ana.form.get_by_role("button", name="Cancel", exact=True).click()
    ana.says("/seu export")
    ana.sees("PDF: an attendance statement", ana.form)


@pytest.mark.skipif(not ON_CI, reason="What it drives is driven by tests of either side; whole it runs on CI.")
def test_an_organization_adds_the_bot_to_its_workspaces_and_takes_it_away(atelier: Place) -> None:
    atelier.asks_to_add_the_bot()
    assert grave(atelier.page) == []
    atelier.page.set_viewport_size({"width": 390, "height": 844})
    atelier.page.emulate_media(color_scheme="dark")
    assert grave(atelier.page) == []
    atelier.page.set_viewport_size({"width": 1280, "height": 800})
    atelier.page.get_by_role("button", name="Cancel").click()
    expect(atelier.page.get_by_role("heading", name="Nothing was installed")).to_be_visible(timeout=SOON)
    atelier.is_looked_at()
    atelier.adds_the_bot(place="E0HARBOUR")
    atelier.is_looked_at()
    atelier.page.get_by_role("button", name="Add to Atelier").click()
    expect(atelier.page.get_by_text("Slack sends the app team_access_granted.")).to_be_visible(timeout=SOON)
    ines, jonas = atelier.is_looked_at()
    wait_until(lambda: '"T1ATELIER"' in atelier.demo.log, lambda: f"the bot does not know of it: {atelier.demo.log}", seconds=30)
    atelier.meets("Broken windows", "Paint")
    ines.gives_dots("Broken windows")
    jonas.sees("Voted (1 of 2 here): Inês")
    atelier.chooses("Take it from Atelier", "Slack sends the app team_access_revoked.")
    expect(ines.pane.get_by_text("Cortado is not installed in Atelier")).to_be_visible(timeout=SOON)
