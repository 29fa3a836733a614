"""News of a removal comes late, or while the app is installed anew elsewhere: the new installation stands."""

from typing import Any

import pytest

from bot.core.ids import WorkspaceId
from bot.house.workspaces.erasing import erase_now
from bot.installations.store import installation
from tests.fakes.slack_oauth import FakeSlack
from tests.installations.scene import Replica, options_of, replica

ONE = WorkspaceId("T0ONE")
REVOKED: dict[str, Any] = {"tokens": {"bot": ["U0BOT"]}}


async def stands(one: Replica) -> bool:
    row = await one.house.store.read(installation, ONE)
    return row is not None and row.stands


@pytest.mark.parametrize("kind", ["tokens_revoked", "app_uninstalled"])
async def test_a_replica_that_has_the_old_token_still_takes_no_new_installation_away(
    postgres_url: str, slack: FakeSlack, kind: str
) -> None:
    options = options_of(postgres_url, slack)
    async with replica(options, slack) as one, replica(options, slack) as other:
        await one.install("T0ONE")
        await other.many.sync.look()
        await other.many.sync.stop()  # it has not looked since
        slack.uninstall("T0ONE")
        await one.tell("app_uninstalled")
        await one.install("T0ONE")
        await other.tell(kind, **(REVOKED if kind == "tokens_revoked" else {}))
        assert await stands(one)
        assert one.serves("T0ONE")
        assert "hi in T0ONE" in await other.type("hi")


async def test_an_installation_made_while_slack_is_asked_about_the_one_before_stands(one: Replica) -> None:
    await one.install("T0ONE")
    slack_says = one.many.installing._is_shut_out

    async def reinstalled_meanwhile(workspace: WorkspaceId) -> bool:
        one.slack.uninstall("T0ONE")
        said = await slack_says(workspace)
        await one.install("T0ONE")
        return said

    one.many.installing._is_shut_out = reinstalled_meanwhile  # type: ignore[method-assign]
    await one.tell("tokens_revoked", **REVOKED)
    assert await stands(one)
    assert "hi in T0ONE" in await one.type("hi")


async def test_a_workspace_erased_and_installed_anew_between_two_looks_is_served_by_its_new_token(one: Replica) -> None:
    await one.install("T0ONE")
    await one.many.sync.stop()
    await erase_now(one.house.store, ONE)
    await one.install("T0ONE")
    client = await one.many.sync.look_up(ONE)
    assert client is not None
    assert client.bot_token == one.slack.token_of("T0ONE")
