"""One token of a whole organization: which workspaces it serves, as they are given and taken back."""

from collections.abc import AsyncIterator

import pytest

from bot.core.ids import MACHINE, WorkspaceId
from bot.teams.store import served
from bot.teams.store import workspace as read_workspace
from tests.fakes.slack_oauth import FakeSlack, Team
from tests.fakes.until import until
from tests.installations.scene import Replica, options_of, replica

WHOLE = "E0ACME"
GRID = {"enterprise_id": WHOLE, "is_enterprise_install": "true"}


@pytest.fixture
async def one(database_url: str, slack: FakeSlack) -> AsyncIterator[Replica]:
    slack.teams[WHOLE] = Team(WHOLE, "Acme")
    for team in ("T1", "T2", "T3"):
        slack.teams[team] = Team(team, f"Acme {team}", WHOLE)
    slack.given[WHOLE] = ["T1", "T2"]
    async with replica(options_of(database_url, slack), slack) as one:
        page = await one.install(WHOLE)
        assert "https://app.slack.com/manage/E0ACME/integrations/profile/A0CORTADO/workspaces/add" in page.text
        yield one


def serving(one: Replica) -> list[str]:
    return [team for team in ("T1", "T2", "T3") if one.serves(team)]


async def test_each_workspace_that_was_given_is_served_by_the_one_token_and_has_a_row_of_its_own(one: Replica) -> None:
    assert serving(one) == ["T1", "T2"]
    assert "hello in T1" in await one.type("hello", "T1", **GRID, user_id="W0ANA")
    assert await one.house.store.read(served, MACHINE) == ["T1", "T2"]
    known = await one.house.store.read(read_workspace, WorkspaceId("T1"))
    assert known is not None
    assert (known.name, known.url, known.bot_user) == ("Acme T1", "https://acme.enterprise.slack.com/", "WBOT0ACME")
    assert one.slack.calls["oauth.v2.access"] == 1


async def test_only_what_needs_the_workspace_is_asked_with_it(one: Replica) -> None:
    client = one.house.parts.installations.client_for(WorkspaceId("T1"))
    await client.ask("users.conversations", user="W0ANA")
    await client.ask("conversations.members", channel="C1")
    asked = {name: arguments for name, arguments in one.slack.asked if name in ("users.conversations", "conversations.members")}
    assert (asked["users.conversations"]["team_id"], "team_id" in asked["conversations.members"]) == ("T1", False)


async def test_a_workspace_given_later_is_served_and_one_taken_back_is_not(one: Replica) -> None:
    one.slack.given[WHOLE] = ["T2", "T3"]
    await one.tell("team_access_granted", None, WHOLE, team_ids=["T3"])
    assert serving(one) == ["T2", "T3"]
    await one.tell("team_access_revoked", "T3", WHOLE, team_ids=["T3"])
    assert serving(one) == ["T2"]
    one.slack.given[WHOLE] = ["T2"]
    assert "hello in T3" not in await one.type("hello", "T3", **GRID)


async def test_a_workspace_that_nobody_told_of_is_found_when_it_asks(one: Replica) -> None:
    one.slack.given[WHOLE].append("T3")
    assert "hello in T3" in await one.type("hello", "T3", **GRID)
    assert "hello in T9" not in await one.type("hello", "T9", **GRID)


@pytest.mark.parametrize("named", ["T1", None])
async def test_when_the_organization_removes_the_app_all_its_workspaces_have(one: Replica, named: str | None) -> None:
    await one.install("T0TWO")
    one.slack.uninstall(WHOLE)
    await one.tell("app_uninstalled", named, WHOLE)
    assert serving(one) == []
    assert one.serves("T0TWO")


async def test_when_one_workspace_of_it_removes_the_app_the_others_are_served(one: Replica) -> None:
    one.slack.given[WHOLE] = ["T2"]
    await one.tell("app_uninstalled", "T1", WHOLE)
    assert serving(one) == ["T2"]


async def test_a_workspace_that_installed_the_app_by_itself_keeps_its_own_token(one: Replica) -> None:
    await one.install("T1")
    one.slack.uninstall(WHOLE)
    await one.tell("app_uninstalled", None, WHOLE)
    assert serving(one) == ["T1"]


async def test_a_second_replica_serves_them_too(postgres_url: str, slack: FakeSlack) -> None:
    slack.teams[WHOLE], slack.teams["T1"] = Team(WHOLE, "Acme"), Team("T1", "Acme T1", WHOLE)
    slack.given[WHOLE] = ["T1"]
    options = options_of(postgres_url, slack)
    async with replica(options, slack) as one, replica(options, slack) as two:
        await one.install(WHOLE)
        assert "hello in T1" in await two.type("hello", "T1")
        await one.install("T0ONE")
        await until(lambda: two.serves("T0ONE"))
        slack.uninstall("T0ONE")
        await one.tell("app_uninstalled", "T0ONE")
        await until(lambda: not two.serves("T0ONE"))
