"""From "Add to Slack" to a workspace that is served, and every way in which that can end."""

from dataclasses import replace

import pytest

from tests.fakes.slack_oauth import FakeSlack
from tests.installations.scene import HERE, Replica, options_of, replica


async def test_a_workspace_that_has_installed_the_app_is_served_and_another_is_told_it_has_not(one: Replica) -> None:
    for typed in ("/slack/install", "/slack/install/"):
        assert "Add to Slack" in (await one.browser.get(typed)).text
    assert "hello in" not in await one.type("hello")
    page = await one.install()
    assert page.status_code == 200
    assert "slack://app?team=T0ONE&amp;id=A0CORTADO&amp;tab=home" in page.text
    assert await one.type("again") == '{"response_type": "ephemeral", "text": "again in T0ONE"}'
    assert "T0TWO" not in await one.type("again", "T0TWO")


async def test_who_does_not_let_slack_install_it_gets_a_way_back(one: Replica) -> None:
    page = await one.browser.get(one.slack.deny(await one.begin()))
    assert (page.status_code, one.slack.calls["oauth.v2.access"]) == (403, 0)
    assert "/slack/install" in page.text


async def test_an_app_that_slack_does_not_let_in_is_not_told_as_a_persons_no(one: Replica) -> None:
    address = one.slack.deny(await one.begin()).replace("access_denied", "invalid_team_for_non_distributed_app")
    page = await one.browser.get(address)
    assert (page.status_code, one.slack.calls["oauth.v2.access"]) == (502, 0)
    assert "has not confirmed the installation (invalid_team_for_non_distributed_app)" in page.text


async def test_what_another_browser_began_is_not_finished_here(one: Replica) -> None:
    """Else somebody could have a victim's workspace install the app into what they began."""
    address = one.slack.approve(await one.begin())
    one.browser.cookies.clear()
    assert "another browser" in (await one.browser.get(address)).text
    await one.begin()
    assert "another browser" in (await one.browser.get(address)).text
    assert one.slack.calls["oauth.v2.access"] == 0


@pytest.mark.parametrize("around", ['consent={"a": [1]}; %s', "%s; a[b]=c", "no value; %s", '"; %s', "x=\u00fc; %s", "=;;%s;"])
async def test_cookies_of_the_sites_around_hide_none_of_ours(one: Replica, around: str) -> None:
    address = one.slack.approve(await one.begin())
    [(name, value)] = one.browser.cookies.items()
    one.browser.cookies.clear()
    page = await one.browser.get(address, headers={b"cookie": (around % f"{name}={value}").encode()})
    assert (page.status_code, "Cortado is in One" in page.text) == (200, True)


async def test_pages_lead_to_where_slack_sends_the_browser_back(sqlite_url: str, slack: FakeSlack) -> None:
    """A browser that came by another address would have its cookie there, and be told that it has none."""
    options = replace(options_of(sqlite_url, slack), public_url="https://example.com/cortado")
    async with replica(options, slack) as one:
        assert 'href="https://example.com/cortado/slack/install/start"' in (await one.browser.get("/slack/install")).text
        page = await one.browser.get("/slack/oauth_redirect")
        assert 'href="https://example.com/cortado/slack/install"' in page.text
        sent = (await one.browser.get("/slack/install/start")).headers["location"]
        assert "redirect_uri=https%3A%2F%2Fexample.com%2Fcortado%2Fslack%2Foauth_redirect" in sent


async def test_a_state_is_used_once_and_one_that_was_not_made_here_never(one: Replica) -> None:
    address = one.slack.approve(await one.begin())
    assert (await one.browser.get(address)).status_code == 200
    again = await one.browser.get(address)
    assert (again.status_code, "<h1>This link was used already</h1>" in again.text) == (400, True)
    unknown = await one.browser.get(f"{HERE}/slack/oauth_redirect", params={"code": "c", "state": "s"})
    assert (unknown.status_code, "not made here" in unknown.text) == (400, True)
    assert (await one.browser.get("/slack/oauth_redirect")).status_code == 400
    assert one.slack.calls["oauth.v2.access"] == 1


async def test_two_tabs_of_a_browser_can_both_be_finished(one: Replica) -> None:
    first, second = await one.begin(), await one.begin()
    for address, team in ((first, "T0ONE"), (second, "T0TWO")):
        assert (await one.browser.get(one.slack.approve(address, team))).status_code == 200
    assert one.serves("T0ONE")
    assert one.serves("T0TWO")


@pytest.mark.parametrize(
    ("fault", "said"),
    [
        ("invalid_code", "has not confirmed the installation (invalid_code)"),
        ("500", "Slack does not answer"),
        ("lost", "Slack does not answer"),
    ],
)
async def test_a_code_that_gives_no_token_ends_in_a_sentence_and_the_next_try_is_good(
    one: Replica, fault: str, said: str
) -> None:
    one.slack.faults["oauth.v2.access"] = fault
    page = await one.install()
    assert (page.status_code, said in page.text, "/slack/install" in page.text) == (502, True, True)
    assert not one.serves("T0ONE")
    one.slack.faults.clear()
    assert (await one.install()).status_code == 200
    assert one.serves("T0ONE")


async def test_an_installation_stands_although_slack_does_not_say_whose_the_token_is(one: Replica) -> None:
    one.slack.faults["auth.test"] = "internal_error"
    assert (await one.install()).status_code == 200
    assert one.serves("T0ONE")


async def test_the_bot_keeps_the_scopes_that_were_granted(one: Replica) -> None:
    assert "files%3Aread%2Cfiles%3Awrite" in await one.begin()
    await one.install(granted="commands,channels:history")
    may = one.house.parts.installations.may_search
    assert [may(one.slack.tokens[one.slack.token_of("T0ONE")].id, channel) for channel in ("C1", "G1")] == [True, False]  # type: ignore[arg-type]


async def test_pages_let_nothing_run_and_are_kept_nowhere(one: Replica) -> None:
    page = await one.browser.get("/slack/install")
    assert "default-src 'none'" in page.headers["content-security-policy"]
    assert (page.headers["cache-control"], page.headers["referrer-policy"]) == ("no-store", "no-referrer")
    cookie = (await one.browser.get("/slack/install/start")).headers["set-cookie"]
    assert cookie.startswith("__Host-cortado-install=")
    assert {"HttpOnly", "Path=/", "SameSite=lax", "Secure"} <= set(cookie.split("; "))


async def test_before_the_house_is_open_a_page_says_so(sqlite_url: str, slack: FakeSlack) -> None:
    async with replica(options_of(sqlite_url, slack), slack) as one:
        one.house._open = False
        page = await one.browser.get("/slack/install")
        assert (page.status_code, "is starting" in page.text) == (503, True)
