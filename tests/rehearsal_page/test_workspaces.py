"""Several workspaces on the page: which one is shown, and what is done with the app there."""

from typing import Literal

import pytest
from playwright.sync_api import expect

from tests.rehearsal_page.conftest import Watched
from tests.rehearsal_page.fake_room import FakeRoom, Json
from tests.rehearsal_page.test_access import grave

SEVERAL: Json = {
    "workspaces": [{"id": "T1", "name": "Rehearsal", "installed": True}, {"id": "T2", "name": "Atelier", "installed": False}],
    "installed": True,
    "install_url": "/page/cup.svg",
    "org": None,
    "install": {"is_org_wide": False, "scopes": ["chat:write"], "expires": 1_796_169_600.0},
}
NOWHERE: Json = {"installed": False, "install": None}
OF_ORG: Json = {"org": {"id": "E1", "name": "Harbour", "installed": True}}


@pytest.mark.parametrize(("width", "scheme"), [(1440, "light"), (390, "dark")])
def test_the_switch_shows_where_one_is_and_leads_to_the_others(
    opened: Watched, room: FakeRoom, width: int, scheme: Literal["light", "dark"]
) -> None:
    room.workspace |= SEVERAL
    page = opened(width=width, scheme=scheme)
    switch = page.get_by_role("navigation", name="Workspaces")
    expect(switch.get_by_role("link", name="Rehearsal, installed")).to_have_attribute("aria-current", "page")
    expect(page.get_by_text("Cortado is installed", exact=True)).to_be_visible()
    assert grave(page) == []
    page.get_by_role("button", name="Installation").click()
    assert grave(page) == []
    page.keyboard.press("Escape")
    with page.expect_request("**/room/workspace?team=T2"):
        switch.get_by_role("link", name="Atelier, not installed").click()


def test_with_one_workspace_there_is_no_switch(opened: Watched) -> None:
    expect(opened().locator(".workspaces")).to_be_hidden()


def test_where_the_app_is_not_installed_the_page_says_so_and_leads_to_add_it(opened: Watched, room: FakeRoom) -> None:
    room.workspace |= SEVERAL | NOWHERE
    page = opened()
    expect(page.get_by_text("Cortado is not installed in Rehearsal: it hears and answers nothing here.")).to_be_visible()
    expect(page.get_by_role("link", name="Add to Slack")).to_have_attribute("href", "/page/cup.svg")
    expect(page.get_by_role("button", name="Home")).to_be_hidden()
    expect(page.get_by_role("button", name="Watch a meeting")).to_be_disabled()
    expect(page.get_by_text("New here?")).to_be_hidden()
    room.tell(**SEVERAL)
    expect(page.get_by_role("button", name="Home")).to_be_visible()
    expect(page.get_by_text("New here?")).to_be_visible()


def test_what_is_done_with_the_installation_says_what_slack_sends(opened: Watched, room: FakeRoom) -> None:
    room.workspace |= SEVERAL
    room.answers["/room/install/uninstall"] = {"ok": True, "said": "Slack sends the app app_uninstalled, then tokens_revoked."}
    page = opened("?as=U1&team=T1")
    page.get_by_role("button", name="Installation").click()
    page.get_by_role("menuitem", name="Uninstall from Rehearsal").click()
    room.heard("POST /room/install/uninstall")
    expect(page.get_by_text("Slack sends the app app_uninstalled, then tokens_revoked.")).to_be_visible()


def test_an_organization_that_has_the_app_adds_it_to_the_workspace_and_takes_it_away(opened: Watched, room: FakeRoom) -> None:
    room.workspace |= SEVERAL | NOWHERE | OF_ORG
    page = opened()
    page.get_by_role("button", name="Add to Rehearsal").click()
    room.heard("POST /room/install/add")
    room.tell(**SEVERAL | OF_ORG | {"install": {"is_org_wide": True, "scopes": [], "expires": None}})
    expect(page.get_by_text("Cortado is installed by Harbour")).to_be_visible()
    page.get_by_role("button", name="Installation").click()
    expect(page.get_by_role("menuitem", name="Uninstall from all of Harbour")).to_be_visible()
    expect(page.get_by_role("menuitem", name="Let the access token expire now")).to_be_hidden()
    page.get_by_role("menuitem", name="Take it from Rehearsal").click()
    room.heard("POST /room/install/withdraw")


def test_who_begins_a_meeting_to_watch_is_led_to_its_channel(opened: Watched) -> None:
    page = opened("?as=U1&channel=C2")
    expect(page.get_by_role("heading", name="#team-checkout").first).to_be_visible()
    page.get_by_role("button", name="Watch a meeting").click()
    expect(page.get_by_role("heading", name="#guild").first).to_be_visible()
